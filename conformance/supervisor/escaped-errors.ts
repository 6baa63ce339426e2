import { AsyncLocalStorage } from 'node:async_hooks'
import { locationOf, show } from '../harness/index.ts'
import { writeJournal } from './journal.ts'
import type { ShownError } from './protocol.ts'

/**
 * Hears the errors that nobody caught, in the thread where it is made, and says which check they belong to: the one
 * that started the asynchronous work they come from, or, where that cannot be told, the one that is running.
 */
export class EscapedErrors {
  readonly #check = new AsyncLocalStorage<string>()
  #running: { readonly key: string; readonly errors: ShownError[] } | null = null

  constructor() {
    process.on('uncaughtException', (error) => {
      this.#hear(error)
    })
    process.on('unhandledRejection', (reason) => {
      this.#hear(reason)
    })
  }

  /** The check on whose behalf the present code runs. */
  get guilty(): string | null {
    return this.#check.getStore() ?? this.#running?.key ?? null
  }

  /** Runs a check. The errors that get away from it until it ends stand in the list; later ones in the journal. */
  async watch<T>(key: string, run: (errors: readonly ShownError[]) => Promise<T>): Promise<T> {
    const errors: ShownError[] = []
    this.#running = { key, errors }
    const result = await this.#check.run(key, () => run(errors))
    this.#running = null
    return result
  }

  #hear(error: unknown): void {
    const { guilty } = this
    const at = locationOf((error as Error | undefined)?.stack)
    const shown = { error: show(error), ...(at === null ? {} : { at }) }
    if (this.#running !== null && guilty === this.#running.key) this.#running.errors.push(shown)
    else writeJournal({ what: 'escaped', key: guilty, ...shown })
  }
}
