import type { NodeEventLoop } from '../../../reference/node.ts'
import type { Coroutine, SettableFuture } from '../../../spec/index.ts'

/** Something that changes while a loop runs. Coroutines wait until it has changed far enough. */
export abstract class Changing {
  protected readonly loop: NodeEventLoop
  #waiting: SettableFuture<undefined>[] = []

  constructor(loop: NodeEventLoop) {
    this.loop = loop
  }

  /** Waits until `find` returns something other than null, and returns it. */
  *until<T>(find: () => T | null): Coroutine<T> {
    for (;;) {
      const found = find()
      if (found !== null) return found
      const change = this.loop.createFuture<undefined>()
      this.#waiting.push(change)
      yield* change
    }
  }

  /** Called at any time, in a callback of the loop or of Node. */
  protected readonly changed = (): void => {
    for (const change of this.#waiting.splice(0)) if (!change.done()) change.setResult(undefined)
  }
}
