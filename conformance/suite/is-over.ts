import type { Check } from '../harness/index.ts'

/** Judges, after the run, that the coroutine of the task came to its end. */
export function isOver(check: Check, task: { done(): boolean }): void {
  check.that(task.done(), 'the task is done once its coroutine has ended', 'the task was still pending')
}
