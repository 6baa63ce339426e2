import { CancelledError, errorKind, isCancelledError, SystemExit, ValueError } from '../../spec/index.ts'
import type { ExceptionGroup, Future } from '../../spec/index.ts'
import type { Thrown } from './program.ts'

/** Records what happens in a run, in words that are the same on every loop. */
export class Witness {
  readonly trace: string[] = []
  /** Set when the run is over. What happens later, for example in the garbage collector, is not part of the trace. */
  over = false
  readonly #thrown = new Map<unknown, string>()
  readonly #retrieved = new Set<unknown>()
  readonly #vague = new Set<unknown>()
  readonly #blurred = new Set<Future>()
  readonly #messages: boolean

  /** `messages`: whether the messages of cancellations are compared. */
  constructor(messages: boolean) {
    this.#messages = messages
  }

  note(what: string): void {
    if (!this.over) this.trace.push(what)
  }

  /** Notes what the call returns or throws. */
  tell(what: string, call: () => unknown, from?: Future): void {
    try {
      this.note(`${what}: ${this.show(call(), from)}`)
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

  /** A new error. `describe()` recognizes it by its identity. */
  make({ sort, name }: Thrown): Error {
    const error = makeError(sort, name)
    if (sort !== 'CancelledError' && sort !== 'Message') this.#thrown.set(error, name)
    return error
  }

  /** The kind of an error, its name if `make()` made it, and the message of a cancellation. `from` threw the error. */
  describe(error: unknown, from?: Future): string {
    const kind = errorKind(error) ?? typeof error
    if (kind === 'ExceptionGroup') return `${kind}${this.show((error as ExceptionGroup).errors, from)}`
    // The cause of the TimeoutError of a cancelled task is its cancellation, which has been retrieved.
    this.#noteRetrieval(error, from)
    if (kind !== 'CancelledError') return [kind, this.#thrown.get(error) ?? ''].join(' ').trim()
    const { args = [] } = error as { args?: readonly unknown[] }
    return !this.#messages || this.#vague.has(error)
      ? kind
      : `${kind}(${args.map((message) => `'${String(message)}'`).join()})`
  }

  describeOrNone(exception: unknown, from?: Future): string {
    return exception === null ? 'none' : this.describe(exception, from)
  }

  /** A result: a list of results, an error among them, or something plain. */
  show(value: unknown, from?: Future): string {
    if (Object.is(value, -0)) return '-0'
    if (Array.isArray(value)) return `[${value.map((member) => this.show(member, from)).join()}]`
    // Some versions make a new CancelledError for a list of results, others do not.
    if (isCancelledError(value)) return 'CancelledError'
    return value instanceof Error ? this.describe(value, from) : String(value)
  }

  /** The cancellations that come from the future have no certain message. */
  blur(future: Future): void {
    this.#blurred.add(future)
  }

  isBlurred(future: Future): boolean {
    return this.#blurred.has(future)
  }

  /** A cancelled task gives its message for certain only to the first caller. */
  #noteRetrieval(error: unknown, from: Future | undefined): void {
    if (from !== undefined && this.#blurred.has(from)) this.#vague.add(error)
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
