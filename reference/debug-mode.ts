/** What a loop checks and names in debug mode only. */
import type { Callback, Task } from '../spec/interfaces/index.ts'
import { describeValue } from './describe-value.ts'
import type { ReferenceHandle } from './handle.ts'
import { isCoroutine } from './is-future.ts'
import { stepTask, throwIntoTask } from './task.ts'
import { taskOfWakeUp } from './wake-up-names.ts'

/** @throws TypeError at the call itself, not later in an iteration. (clause scheduling.debug-refuses-what-cannot-be-called) */
export function checkCallback(callback: unknown, method: string): void {
  if (isCoroutine(callback))
    throw new TypeError(`${method}() expects a function, not a coroutine. Make a task of it: createTask().`)
  if (typeof callback !== 'function')
    throw new TypeError(`${method}() expects a function, not ${describeValue(callback)}.`)
}

/** What the handle will run, in a warning: a task or a callback. Call it before the handle runs. */
export function describeCallback({ callback, args }: ReferenceHandle): string {
  const task = taskOfStep(callback as Callback, args ?? [])
  return task === null ? `the callback ${callback?.name ?? ''}`.trimEnd() : `a step of ${task.getName()}`
}

/** The task of this package that the callback takes a step of, or null. */
function taskOfStep(callback: Callback, args: readonly unknown[]): Task | null {
  if (callback === stepTask || callback === throwIntoTask) return args[0] as Task
  return taskOfWakeUp(callback)
}
