/** A clock for one thing at a time. */
export class Deadline {
  readonly #onPassed: () => void
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(onPassed: () => void) {
    this.#onPassed = onPassed
  }

  /** Starts anew; 0 waits for ever. */
  start(ms: number): void {
    this.stop()
    // When this page itself was held up, the news that makes the deadline void may be waiting to be read.
    if (ms > 0) this.#timer = setTimeout(() => (this.#timer = setTimeout(this.#onPassed, 0)), ms)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
