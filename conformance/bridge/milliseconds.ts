/**
 * Milliseconds here, seconds there. The conversion is not exact in binary, so what was sent is remembered: a deadline
 * comes back as the very number that was given.
 */
export class Clock {
  readonly #sent = new Map<number, number>()

  toSeconds(milliseconds: number): number {
    // What is no number is for the other end to refuse.
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
