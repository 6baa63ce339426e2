/** What a loop looks at in debug mode only. */
import type { Callback } from '../spec/index.ts'
import type { ReferenceHandle } from './handle.ts'
import { isCoroutine } from './is-future.ts'
import { taskOfStep } from './task.ts'

/** @throws TypeError where the mistake is made, not later in an iteration. (clause scheduling.debug-refuses-what-cannot-be-called) */
export function checkCallback(callback: unknown, method: string): void {
  if (isCoroutine(callback)) throw new TypeError(`Coroutines cannot be used with ${method}().`)
  if (typeof callback !== 'function')
    throw new TypeError(`A function was expected by ${method}(), not ${String(callback)}.`)
}

/** What the handle will run, as a warning names it: a task, or a callback. To be asked before it runs. */
export function describeCallback({ callback, args }: ReferenceHandle): string {
  const task = taskOfStep(callback as Callback, args ?? [])
  return task === null ? `the callback ${callback?.name ?? ''}`.trimEnd() : `a step of ${task.getName()}`
}
