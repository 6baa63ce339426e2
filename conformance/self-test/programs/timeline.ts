/**
 * The clock of a program. Each unit has room for as many timers as a program may make, so that no two deadlines are
 * equal and none is due when it is made; a timer of delay 0 is due within the unit that has begun.
 */
export const unitMs = 64

/** Longer than any chain of timers of a program takes. */
export const horizonMs = unitMs * 64

/** Iterations of the loop after which every program that was generated waits for ever, on a clock that does not jump. */
export const iterations = 128

/** Whether the program needs a clock that jumps, by its text in JSON. */
export function usesTimers(text: string): boolean {
  return /"do":"(callLater|callAt|together)"|"units":\d/.test(text)
}

/** Whether the program asks for the time. */
export function usesTime(text: string): boolean {
  return usesTimers(text) || text.includes('"units"')
}

/** The delay until the deadline of the timer number `sequence`, counted from 1, at so many milliseconds of the run. */
export function delayOf(elapsedMs: number, units: number, sequence: number): number {
  // A quarter more, for a clock that is off by rounding.
  const beginning = Math.floor((elapsedMs + 0.25) / unitMs) * unitMs
  return beginning + units * unitMs + sequence - elapsedMs
}
