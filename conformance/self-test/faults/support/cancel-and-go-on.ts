import { currentTask } from '../../../../reference/index.ts'
import type { Coroutine, Task } from '../../../../spec/index.ts'

/** Cancels the current task and catches the CancelledError: `cancelling()` of the task stays higher by one. */
export function* cancelAndGoOn(): Coroutine<void> {
  ;(currentTask() as Task).cancel()
  try {
    yield
  } catch {
    // The CancelledError arrives here. The request is not taken back.
  }
}
