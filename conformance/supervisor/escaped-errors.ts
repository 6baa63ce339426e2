import { AsyncLocalStorage } from 'node:async_hooks'
import { EventEmitter } from 'node:events'
import { locationOfError, show, type EscapedError } from '../harness/index.ts'
import type { WriteJournal } from './journal.ts'

const { apply } = Reflect
// eslint-disable-next-line @typescript-eslint/unbound-method -- applied to the process below
const { on, listeners } = EventEmitter.prototype
const events = ['uncaughtException', 'unhandledRejection']

/**
 * Collects the errors that nobody caught in this thread. An error belongs to the check that started the asynchronous work it
 * comes from. If that cannot be told, it belongs to the running check.
 */
export class EscapedErrors {
  readonly #check = new AsyncLocalStorage<string>()
  #running: { readonly key: string; readonly errors: EscapedError[] } | null = null

  /** What finalizers have thrown. */
  readonly #final = new Set<string>()
  readonly #write: WriteJournal
  readonly #listener = (error: unknown): void => {
    this.#collect(error)
  }

  constructor(write: WriteJournal) {
    this.#write = write
    for (const event of events) this.#listen(event)
  }

  /** The key of the check on whose behalf the present code runs. */
  get guilty(): string | null {
    return this.#check.getStore() ?? this.#running?.key ?? null
  }

  /** Runs a check. The list receives the errors that escape until it ends. Later ones go to the journal. */
  async watch<T>(key: string, run: (errors: readonly EscapedError[]) => Promise<T>): Promise<T> {
    const errors: EscapedError[] = []
    this.#running = { key, errors }
    for (const event of events)
      if (!this.#isListening(event)) {
        this.#listen(event)
        errors.push({ error: `the listeners of ${event} were removed` })
      }
    const result = await this.#check.run(key, () => run(errors))
    this.#running = null
    return result
  }

  /**
   * Collects an error that a finalizer has thrown, for an object that the check with this key has made. The same error of a check that
   * has ended is written once.
   */
  collectFinal(error: unknown, key: string | null): void {
    const shown = { error: show(error), ...locationOfError(error) }
    if (this.#running !== null && key === this.#running.key) this.#running.errors.push(shown)
    else if (!this.#final.has(shown.error)) {
      this.#final.add(shown.error)
      this.#write({ what: 'escaped', key, ...shown })
    }
  }

  #listen(event: string): void {
    apply(on, process, [event, this.#listener])
  }

  /** A candidate that removes the listeners could hide its errors. */
  #isListening(event: string): boolean {
    const found = apply(listeners, process, [event]) as unknown[]
    // eslint-disable-next-line @typescript-eslint/prefer-for-of -- the iterator of an array may have been replaced
    for (let index = 0; index < found.length; index++) if (found[index] === this.#listener) return true
    return false
  }

  #collect(error: unknown): void {
    const { guilty } = this
    const shown = { error: show(error), ...locationOfError(error) }
    if (this.#running !== null && guilty === this.#running.key) this.#running.errors.push(shown)
    else this.#write({ what: 'escaped', key: guilty, ...shown })
  }
}
