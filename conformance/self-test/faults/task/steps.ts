import { Task, VirtualEventLoop } from '../../../../reference/index.ts'
import { state } from '../../../../reference/shared-state.ts'
import type { Coroutine, Task as TaskInterface, TaskOptions } from '../../../../spec/index.ts'
import { takeLast } from '../../rearrange.ts'
import { fault } from '../../fault.ts'

/** Loses the first step of a task that a callback creates. */
export const losesATaskThatACallbackCreates = fault(
  'task.drives-its-coroutine',
  'loses-a-task-that-a-callback-creates',
  {
    says: '"worker step 1" never happened',
    loop: class extends VirtualEventLoop {
      override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): TaskInterface<T> {
        const task = super.createTask(coro, options)
        if (state.runningLoop === this && state.lastTasks?.current === null) takeLast(this.ready)
        return task
      }
    },
  },
)

export const goesStraightOnAtABareYield = fault(
  'task.bare-yield-lets-others-run',
  'goes-straight-on-at-a-bare-yield',
  {
    says: /"b step 1" came before "a step 2"|"task step 2" came before "callback"/,
    tasks: class<T> extends Task<T> {
      protected override suspend(yielded: unknown): void {
        if (yielded === undefined) this.step(null)
        else super.suspend(yielded)
      }
    },
  },
)
