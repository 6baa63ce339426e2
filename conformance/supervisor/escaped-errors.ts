import { AsyncLocalStorage } from 'node:async_hooks'
import { locationOfError, show, type EscapedError } from '../harness/index.ts'
import { writeJournal } from './journal.ts'

/**
 * Collects the errors that nobody caught in this thread. An error belongs to the check that started the asynchronous work it
 * comes from. If that cannot be told, it belongs to the running check.
 */
export class EscapedErrors {
  readonly #check = new AsyncLocalStorage<string>()
  #running: { readonly key: string; readonly errors: EscapedError[] } | null = null

  constructor() {
    process.on('uncaughtException', (error) => {
      this.#collect(error)
    })
    process.on('unhandledRejection', (reason) => {
      this.#collect(reason)
    })
  }

  /** The key of the check on whose behalf the present code runs. */
  get guilty(): string | null {
    return this.#check.getStore() ?? this.#running?.key ?? null
  }

  /** Runs a check. The list receives the errors that escape until it ends. Later ones go to the journal. */
  async watch<T>(key: string, run: (errors: readonly EscapedError[]) => Promise<T>): Promise<T> {
    const errors: EscapedError[] = []
    this.#running = { key, errors }
    const result = await this.#check.run(key, () => run(errors))
    this.#running = null
    return result
  }

  #collect(error: unknown): void {
    const { guilty } = this
    const shown = { error: show(error), ...locationOfError(error) }
    if (this.#running !== null && guilty === this.#running.key) this.#running.errors.push(shown)
    else writeJournal({ what: 'escaped', key: guilty, ...shown })
  }
}
