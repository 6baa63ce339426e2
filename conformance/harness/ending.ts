import type { TraceEvent } from '../../spec/index.ts'
import { CandidateError } from './candidate.ts'
import { hintOf, type CheckOutcome } from './check-outcome.ts'
import type { Check } from './check.ts'
import type { Frame, Location } from './location.ts'
import { aside } from './trace.ts'

/** How a worker came to its end. */
export type Ending =
  /** It did not let go of its thread. `frame` is where it was, if that is known. */
  | { readonly kind: 'hang'; readonly frame: Frame | null }
  /** It ended by itself. `guilty` is the key of the check that ended it, if that is known. */
  | ({ readonly kind: 'crash'; readonly guilty?: string | null } & Deed)
  /** It was not needed any more. */
  | { readonly kind: 'dismissed' }

/** What the candidate did, in words that follow "the candidate". */
export interface Deed {
  readonly how: string
  readonly at?: Location | undefined
  /** Something outside of the process may have ended it: a signal that no program of the process announced. */
  readonly isKilled?: boolean
}

/** The outcome of a check that never ended, because its worker did. */
export function outcomeOfEnding(
  check: Check,
  ending: Exclude<Ending, { kind: 'dismissed' }>,
  durationMs: number,
  deadlineMs: number,
  trace: readonly TraceEvent[] = [],
): CheckOutcome {
  const shared = { durationMs, ...hintOf(check) }
  if (ending.kind === 'crash') {
    const { how, at } = ending
    return {
      status: 'crash',
      endedProcess: true,
      // At the deadline the bridge raises an error in the loop. Qt for Python may end the process then, so the machine may be to blame.
      ...(durationMs >= deadlineMs ? { late: true as const } : {}),
      ...shared,
      message: `The candidate ${how}${atLine(at)}.`,
      expected: 'the check ends and its process lives on',
      actual: `the candidate ${how}`,
      ...(at === undefined ? {} : { at }),
    }
  }
  const where = ending.frame === null ? '' : `: it was busy or blocked in ${named(ending.frame)}`
  return {
    status: 'hang',
    late: true,
    ...shared,
    message: `The candidate kept the thread for itself until the deadline${where}.${lastThrown(trace)}`,
    expected: `the check ends within ${String(deadlineMs)} ms`,
    actual: `the thread was still busy or blocked${ending.frame === null ? '' : ` in ${named(ending.frame)}`}`,
    ...(ending.frame === null ? {} : { at: ending.frame.at }),
  }
}

/** A sentence about the last call that threw; empty if there is none. */
function lastThrown(trace: readonly TraceEvent[]): string {
  const words = trace.findLast(({ label }) => label === aside)?.detail
  return words === undefined ? '' : ` Before that, ${words}.`
}

/** The error of a candidate whose worker ended while it loaded the candidate. */
export function loadErrorOf(entry: string, ending: Ending, timeoutMs: number): Error {
  if (ending.kind === 'dismissed') return new Error(`${entry} was not waited for.`)
  const expected = 'Expected: a module that can be imported, and a loop that can be made and closed.'
  if (ending.kind === 'crash')
    return new CandidateError(
      `${entry} ${ending.how} while it was loaded, or its first loop was made and closed${atLine(ending.at)}.\n${expected}`,
    )
  const where = ending.frame === null ? '.' : `: it was busy in ${named(ending.frame)}.`
  return new CandidateError(`${entry} was not loaded within ${String(timeoutMs)} ms${where}\n${expected}`)
}

/** What the candidate did beside the checks. `key` is the check that started it; null if that is not known. */
export function findingOf(key: string | null, { how, at }: Deed): string {
  const when = key === null ? 'Outside of any check' : `After the check "${key}" had ended,`
  return `${when} the candidate ${how}${atLine(at)}.`
}

function atLine(at: Location | undefined): string {
  return at === undefined ? '' : `, at ${at}`
}

function named({ functionName, at }: Frame): string {
  return functionName === '' ? at : `${functionName}, ${at}`
}
