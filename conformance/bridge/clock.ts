/**
 * Converts between the milliseconds of JavaScript and the seconds of Python. Division by 1000 is not exact in binary, so
 * the clock remembers what it has sent: a deadline comes back as exactly the number that was given.
 */
export class Clock {
  readonly #sent = new Map<number, number>()

  /** Returns a value that is not a number unchanged, so that Python can reject it. */
  toSeconds(milliseconds: number): number {
    if (typeof milliseconds !== 'number') return milliseconds
    const seconds = milliseconds / 1000
    this.#sent.set(seconds, milliseconds)
    return seconds
  }

  toMilliseconds(seconds: number): number {
    return this.#sent.get(seconds) ?? seconds * 1000
  }

  forget(): void {
    this.#sent.clear()
  }
}
