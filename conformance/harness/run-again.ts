import type { Clause, Intermittent } from '../../spec/index.ts'
import type { CheckOutcome } from './run-check.ts'

/** So often a failing check runs in all, and so many milliseconds its repetitions may take. */
const runsInAll = 20
const repeatForMs = 100

/** Only quick failures of what costs the verdict are worth it: a report stays quick. */
export function isWorthRepeating(clause: Clause | undefined, { status, durationMs }: CheckOutcome): boolean {
  return clause?.level === 'MUST' && status === 'fail' && durationMs < repeatForMs / 2
}

/**
 * Runs a check that has failed once again and again, to know whether it always does. It has failed, whatever comes of
 * this: a loop that keeps a clause most of the time does not keep it. `mayGoOn` ends it early.
 */
export async function runAgain(
  run: () => Promise<CheckOutcome>,
  now: () => number,
  mayGoOn: () => boolean = () => true,
): Promise<Intermittent> {
  const end = now() + repeatForMs
  let runs = 1
  let failed = 1
  while (runs < runsInAll && now() < end && mayGoOn()) {
    runs++
    if ((await run()).status !== 'pass') failed++
  }
  return { failed, runs }
}
