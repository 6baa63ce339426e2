import type { Clause, Intermittent } from '../../spec/index.ts'
import type { CheckOutcome } from './check-outcome.ts'

/** How often a failing check runs in all, and how many milliseconds its repetitions may take. */
const runsInAll = 20
export const repeatForMs = 100

/** Only a quick failure of a MUST is repeated: a report stays quick. */
export function isWorthRepeating(clause: Clause | undefined, { status, durationMs }: CheckOutcome): boolean {
  return clause?.level === 'MUST' && status === 'fail' && durationMs < repeatForMs / 2
}

/**
 * Repeats a check that has failed, to find out whether it always fails. Its failure stays a failure: a loop that keeps a
 * clause most of the time does not keep it.
 */
export async function runAgain(run: () => Promise<CheckOutcome>, now: () => number): Promise<Intermittent> {
  const end = now() + repeatForMs
  let runs = 1
  let failed = 1
  while (runs < runsInAll && now() < end) {
    runs++
    if ((await run()).status !== 'pass') failed++
  }
  return { failed, runs }
}
