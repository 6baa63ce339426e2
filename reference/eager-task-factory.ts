import type { EagerTaskConstructor, TaskFactory } from '../spec/interfaces/index.ts'
import { ReferenceTask } from './task.ts'

/** A task factory whose tasks take their first step at their creation, unless `eagerStart` is false. */
export function createEagerTaskFactory(Task: EagerTaskConstructor): TaskFactory {
  return (loop, coro, options) => new Task(coro, { ...options, eagerStart: options.eagerStart ?? true, loop })
}

/** `createEagerTaskFactory()` of the tasks of the reference. */
export const eagerTaskFactory = createEagerTaskFactory(ReferenceTask)
