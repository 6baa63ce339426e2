import { captureHost, type Host } from './host.ts'

/** The clock of code that waits for a worker. It runs for one thing at a time. */
export class Deadline {
  readonly #onPassed: () => void
  readonly #host: Host
  /** The present start; null when the clock does not run. */
  #running: { timer: unknown } | null = null

  constructor(onPassed: () => void, host: Host = captureHost()) {
    this.#onPassed = onPassed
    this.#host = host
  }

  get isRunning(): boolean {
    return this.#running !== null
  }

  /** Starts the clock again from zero. 0 ms never pass. */
  start(ms: number): void {
    this.stop()
    if (ms === 0) return
    const running = { timer: null as unknown }
    running.timer = this.#host.setTimeout(() => void this.#pass(running), ms)
    this.#running = running
  }

  stop(): void {
    if (this.#running !== null) this.#host.clearTimeout(this.#running.timer)
    this.#running = null
  }

  /** If this process itself was held up, the message that makes the deadline void may be waiting to be read. */
  async #pass(running: object): Promise<void> {
    await this.#host.turn()
    if (this.#running !== running) return
    this.#running = null
    this.#onPassed()
  }
}
