import { locationOfError, show, type EscapedError } from '../../../conformance/harness/index.ts'

interface ErrorEvents {
  addEventListener(
    type: 'error' | 'unhandledrejection',
    listener: (event: Event & { error?: unknown; message?: string; reason?: unknown }) => void,
  ): void
}

/** Collects the errors that nobody caught. A browser does not tell where they began: they belong to the running check. */
export class EscapedErrors {
  #running: EscapedError[] | null = null
  readonly #onLate: (error: EscapedError) => void

  /** `onLate` receives an error that comes when no check runs. */
  constructor(onLate: (error: EscapedError) => void) {
    this.#onLate = onLate
    const scope = globalThis as unknown as ErrorEvents
    scope.addEventListener('error', (event) => {
      event.preventDefault()
      this.#collect(event.error ?? event.message)
    })
    scope.addEventListener('unhandledrejection', (event) => {
      event.preventDefault()
      this.#collect(event.reason)
    })
  }

  /** Runs a check. The list receives the errors that escape until it ends. */
  async watch<T>(run: (errors: readonly EscapedError[]) => Promise<T>): Promise<T> {
    const errors: EscapedError[] = []
    this.#running = errors
    try {
      return await run(errors)
    } finally {
      this.#running = null
    }
  }

  #collect(thrown: unknown): void {
    const shown = { error: show(thrown), ...locationOfError(thrown) }
    if (this.#running === null) this.#onLate(shown)
    else this.#running.push(shown)
  }
}
