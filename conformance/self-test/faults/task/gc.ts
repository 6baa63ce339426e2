import { Task } from '../../../../reference/index.ts'
import type { ConstructorOptions } from '../../signatures.ts'
import type { Coroutine } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

const history: unknown[] = []

/** Keeps every task that it has made, as tornado did. */
export const keepsAHistoryOfItsTasks = fault('task.done-task-is-released', 'keeps-a-history-of-its-tasks', {
  says: 'two tasks that are done to be collected',
  tasks: class<T> extends Task<T> {
    constructor(coro: Coroutine<T>, options: ConstructorOptions) {
      super(coro, options)
      history.push(this)
    }
  },
  profiles: ['gc'],
})
