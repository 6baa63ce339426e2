import { locationOf, show } from '../../../conformance/harness/index.ts'

export interface EscapedError {
  readonly error: string
  readonly at?: string
}

interface ErrorEvents {
  addEventListener(
    type: 'error' | 'unhandledrejection',
    listener: (event: Event & { error?: unknown; message?: string; reason?: unknown }) => void,
  ): void
}

/** Hears the errors that nobody caught. A browser does not say whose they are: they belong to the check that runs. */
export class EscapedErrors {
  #running: EscapedError[] | null = null
  readonly #onLate: (error: EscapedError) => void

  /** `onLate` hears those that come when no check runs. */
  constructor(onLate: (error: EscapedError) => void) {
    this.#onLate = onLate
    const scope = globalThis as unknown as ErrorEvents
    scope.addEventListener('error', (event) => {
      event.preventDefault()
      this.#hear(event.error ?? event.message)
    })
    scope.addEventListener('unhandledrejection', (event) => {
      event.preventDefault()
      this.#hear(event.reason)
    })
  }

  /** Runs a check. The errors that get away until it ends stand in the list. */
  async watch<T>(run: (errors: readonly EscapedError[]) => Promise<T>): Promise<T> {
    const errors: EscapedError[] = []
    this.#running = errors
    try {
      return await run(errors)
    } finally {
      this.#running = null
    }
  }

  #hear(thrown: unknown): void {
    const at = locationOf((thrown as Error | undefined)?.stack)
    const shown = { error: show(thrown), ...(at === null ? {} : { at }) }
    if (this.#running === null) this.#onLate(shown)
    else this.#running.push(shown)
  }
}
