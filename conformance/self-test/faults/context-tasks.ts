/** Loops that mix the contexts of those who take turns. */
import { Task, VirtualEventLoop } from '../../../reference/index.ts'
import { state } from '../../../reference/shared-state.ts'
import type { Context, Coroutine } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'
import { withTask } from '../with-task.ts'

/** Copies the context of a creator once, for all that it creates. */
class SharingACopy<T> extends Task<T> {
  static readonly #copies = new WeakMap<object, Context>()

  constructor(coro: Coroutine<T>, options: ConstructorParameters<typeof Task<T>>[1] = {}) {
    const creator = state.context
    const shared = creator === null ? undefined : SharingACopy.#copies.get(creator)
    super(coro, { ...options, context: options.context ?? shared })
    if (creator !== null && options.context === undefined) SharingACopy.#copies.set(creator, this.context)
  }
}

/** Restores the context before each callback, and not after the last one. */
class LeavingTheLastContext extends VirtualEventLoop {
  protected override iterate(): number {
    const last = [...this.ready].at(-1)
    const count = super.iterate()
    if (last !== undefined) state.context = last.getContext() as typeof state.context
    return count
  }
}

export const contextTasksFaults: readonly Fault[] = [
  {
    name: 'copies-the-context-once-for-all-tasks',
    clause: 'context.interleaved-tasks-do-not-mix',
    observes: /found [a-e] after/,
    adapter: withTask('copies-the-context-once-for-all-tasks', SharingACopy),
  },
  {
    name: 'leaves-the-last-context-entered',
    clause: 'context.run-leaves-no-trace',
    observes: /what is found outside of the run/,
    adapter: faultyLoop('leaves-the-last-context-entered', () => new LeavingTheLastContext()),
  },
]
