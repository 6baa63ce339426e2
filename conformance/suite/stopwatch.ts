import type { Check } from '../harness/index.ts'

/** Time that the check itself has spent in callbacks: a machine that stood still meanwhile counts for no more than this. */
const longestGapMs = 1

/** Answers the milliseconds of work since it was made, on the clock of the host. */
export function stopwatch(check: Check): () => number {
  let last = check.host.now()
  let spent = 0
  return () => {
    const now = check.host.now()
    spent += Math.min(now - last, longestGapMs)
    last = now
    return spent
  }
}
