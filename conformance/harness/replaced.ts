import { hintOf, type CheckOutcome } from './check-outcome.ts'
import type { Check } from './check.ts'
import type { Finding } from './runner.ts'

/** How many names a text lists. */
const named = 3

/** What the candidate has replaced in the language while it was loaded. It has been put back. */
export function findingOfReplacement(replaced: readonly string[]): Finding {
  return {
    text: `The candidate replaces ${listed(replaced)}. The checks run with the originals.`,
    kind: 'replaced',
  }
}

/** The outcome of a check during which the candidate has replaced something in the language. Nothing that it saw counts. */
export function outcomeOfReplacement(
  check: Check,
  replaced: readonly string[],
): Omit<CheckOutcome, 'durationMs'> {
  return {
    status: 'crash',
    ...hintOf(check),
    message: `The candidate replaced ${listed(replaced)} while the check ran.`,
    expected: "the language's own objects stay as they are",
    actual: `the candidate replaced ${listed(replaced)}`,
  }
}

function listed(names: readonly string[]): string {
  const more = names.length - named
  return names.slice(0, named).join(', ') + (more > 0 ? ` and ${String(more)} more` : '')
}
