/** A clock of the parent: it runs for one thing at a time. */
export class Deadline {
  readonly #onPassed: () => void
  #timer: NodeJS.Timeout | null = null

  constructor(onPassed: () => void) {
    this.#onPassed = onPassed
  }

  get isRunning(): boolean {
    return this.#timer !== null
  }

  /** Starts anew; 0 waits for ever. */
  start(ms: number): void {
    this.stop()
    if (ms > 0) this.#timer = setTimeout(this.#passed, ms)
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  /** When this process itself was held up, the news that makes the deadline void may be waiting to be read. */
  readonly #passed = (): void => {
    const timer = this.#timer
    setImmediate(() => {
      if (this.#timer !== timer) return
      this.#timer = null
      this.#onPassed()
    })
  }
}
