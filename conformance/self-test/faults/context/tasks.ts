import { Task, VirtualEventLoop } from '../../../../reference/index.ts'
import { state } from '../../../../reference/shared-state.ts'
import type { Context, Coroutine } from '../../../../spec/index.ts'
import type { ConstructorOptions } from '../../signatures.ts'
import { fault } from '../../fault.ts'

/** Copies the context of a creator once, for all tasks that it creates. */
export const copiesTheContextOnceForAllTasks = fault(
  'context.interleaved-tasks-do-not-mix',
  'copies-the-context-once-for-all-tasks',
  {
    says: /found [a-e] after/,
    tasks: class SharingACopy<T> extends Task<T> {
      static readonly #copies = new WeakMap<object, Context>()

      constructor(coro: Coroutine<T>, options: ConstructorOptions = {}) {
        const creator = state.context
        const shared = creator === null ? undefined : SharingACopy.#copies.get(creator)
        super(coro, { ...options, context: options.context ?? shared })
        if (creator !== null && options.context === undefined) SharingACopy.#copies.set(creator, this.context)
      }
    },
  },
)

/** Restores the context before each callback, but not after the last one. */
export const leavesTheLastContextEntered = fault(
  'context.run-leaves-no-trace',
  'leaves-the-last-context-entered',
  {
    says: 'what is found outside of the run',
    loop: class extends VirtualEventLoop {
      protected override iterate(): number {
        const last = [...this.ready].at(-1)
        const count = super.iterate()
        if (last !== undefined) state.context = last.getContext() as typeof state.context
        return count
      }
    },
  },
)
