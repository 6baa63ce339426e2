/**
 * The clock of a program. Each unit has room for as many timers as a program may make, so that no two deadlines are
 * equal and no timer is due when it is made. A timer of delay 0 is due within the unit that has begun.
 */
export const unitMs = 64

/** Longer than any chain of timers of a program takes. */
export const horizonMs = unitMs * 64

/** The number of iterations after which every generated program is idle, on a clock that does not jump. */
export const iterations = 128

/** Whether the program, given as JSON, needs a clock that jumps. */
export function usesTimers(text: string): boolean {
  return /"do":"(callLater|callAt|together)"|"units":\d/.test(text)
}

/** Whether the program asks for the time. */
export function usesTime(text: string): boolean {
  return usesTimers(text) || text.includes('"units"')
}

/** Units that say exactly no time, and for ever. */
export const noTime = -3
export const endless = 99

/** The delay until the deadline of timer number `sequence`, counted from 1, if the run has lasted `elapsedMs`. */
export function delayOf(elapsedMs: number, units: number, sequence: number): number {
  if (units === noTime) return 0
  if (units === endless) return Infinity
  // Adds a quarter, because a clock may be off by rounding.
  const beginning = Math.floor((elapsedMs + 0.25) / unitMs) * unitMs
  return beginning + units * unitMs + sequence - elapsedMs
}
