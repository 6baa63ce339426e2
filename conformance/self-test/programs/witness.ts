import { CancelledError, errorKind, SystemExit, ValueError } from '../../../spec/index.ts'
import type { Future } from '../../../spec/index.ts'
import type { Thrown } from './program.ts'

/** Records what happens in a run, in words that are the same on every loop. */
export class Witness {
  readonly trace: string[] = []
  /** What is heard when the run is over (from the garbage collector, say) is no part of it. */
  over = false
  readonly #thrown = new Map<unknown, string>()
  readonly #retrieved = new Set<unknown>()
  readonly #vague = new Set<unknown>()
  readonly #messages: boolean

  /** `messages`: those of cancellations are compared. */
  constructor(messages: boolean) {
    this.#messages = messages
  }

  note(what: string): void {
    if (!this.over) this.trace.push(what)
  }

  /** Notes what the call answers or throws. */
  tell(what: string, call: () => unknown, from?: Future): void {
    try {
      this.note(`${what}: ${String(call())}`)
    } catch (error) {
      this.note(`${what} threw ${this.describe(error, from)}`)
    }
  }

  /** Notes only what the call throws. */
  quietly(what: string, call: () => unknown, from?: Future): void {
    try {
      call()
    } catch (error) {
      this.note(`${what} threw ${this.describe(error, from)}`)
    }
  }

  /** The outcome of a future or a task. */
  settled(what: string, future: Future): void {
    if (!future.done()) this.note(`${what} is pending`)
    else
      this.tell(`${what} ${future.cancelled() ? 'is cancelled' : 'is done'}`, () => future.result(), future)
  }

  /** A new error, which is known again by its identity. */
  make({ sort, name }: Thrown): Error {
    const error = makeError(sort, name)
    if (sort !== 'CancelledError' && sort !== 'Message') this.#thrown.set(error, name)
    return error
  }

  /** The kind of an error; which one, for those made here; the message of a cancellation. `from` gave the error. */
  describe(error: unknown, from?: Future): string {
    const kind = errorKind(error) ?? typeof error
    if (kind !== 'CancelledError') return [kind, this.#thrown.get(error) ?? ''].join(' ').trim()
    this.#noteRetrieval(error, from)
    const { args = [] } = error as { args?: readonly unknown[] }
    return !this.#messages || this.#vague.has(error)
      ? kind
      : `${kind}(${args.map((message) => `'${String(message)}'`).join()})`
  }

  describeOrNone(exception: unknown): string {
    return exception === null ? 'none' : this.describe(exception)
  }

  /** A cancelled task gives its message for certain only to the first who asks. */
  #noteRetrieval(error: unknown, from: Future | undefined): void {
    if (from === undefined || !('getName' in from) || !from.cancelled()) return
    if (this.#retrieved.has(from)) this.#vague.add(error)
    else this.#retrieved.add(from)
  }
}

function makeError(sort: Thrown['sort'], name: string): Error {
  switch (sort) {
    case 'CancelledError':
      return new CancelledError()
    case 'Message':
      return new CancelledError(name)
    case 'ValueError':
      return new ValueError(name)
    case 'SystemExit':
      return new SystemExit(name)
    case 'Error':
      return new Error(name)
  }
}
