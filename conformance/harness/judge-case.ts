/** What one case of a check came to: which of its observations the report says, and which first. */
import type { Clause } from '../../spec/index.ts'
import { CandidateError } from './candidate.ts'
import type { CheckContext } from './check-context.ts'
import { hintOf, skippedFor, type CheckOutcome } from './check-outcome.ts'
import { ClauseFailure } from './clause-failure.ts'
import type { Check } from './check.ts'
import { guiHint, wantsApplication } from './gui-advice.ts'
import { locationOfError, type Location } from './location.ts'
import { whatThrew, type UnexpectedError } from './met-errors.ts'
import { sentence, show } from './show.ts'

/** What a case came to, without what is measured beside it. */
export type Verdict = Omit<CheckOutcome, 'durationMs' | 'trace' | 'ledger'>

/** How the body of a check ended. */
export type Ending = Completion | Silence
export type Completion = { readonly kind: 'returned' } | { readonly kind: 'threw'; readonly error: unknown }

/** The body did not end. */
interface Silence {
  readonly kind: 'silent'
  /** Nothing can happen any more. If false, the deadline passed. */
  readonly forEver: boolean
  /** Where the candidate kept the thread, if that is known. */
  readonly at?: Location | undefined
  /** The check went on after the thread was taken from the candidate: what it found then is a consequence of the silence. */
  readonly cameFirst?: boolean
}

/** The verdict of a check. What the candidate threw and the check did not expect comes first: it explains the rest. */
export function judge(
  check: Check,
  clause: Clause,
  t: CheckContext,
  ending: Ending,
  deadlineMs: number,
): Verdict {
  const verdict = judgeBody(check, clause, t, ending, deadlineMs)
  if (verdict.status === 'pass' || verdict.status === 'skip') return verdict
  const { lackingMethod, unexpected } = t
  if (lackingMethod !== null) return forWantOf(lackingMethod, verdict)
  if (unexpected === null) return verdict
  const told = withUnexpectedError(verdict, unexpected)
  return t.isInPython && wantsApplication(unexpected.words) ? { ...told, hint: guiHint } : told
}

/** The check failed because the candidate does not have a method. What else it found says nothing. */
function forWantOf(
  { method, at }: { readonly method: string; readonly at?: Location },
  { late }: Verdict,
): Verdict {
  return {
    status: 'fail',
    message: `The loop has no ${method}(), which this check needs.`,
    expected: `the loop has ${method}()`,
    actual: `the loop has no ${method}()`,
    lacks: method,
    ...(late === undefined ? {} : { late }),
    ...(at === undefined ? {} : { at }),
  }
}

/** The hint of the check is about something else. */
function withUnexpectedError(
  { hint: _hint, ...verdict }: Verdict,
  { words, error, at }: UnexpectedError,
): Verdict {
  const { message = '', actual = '' } = verdict
  if (`${message} ${actual}`.includes(show(error))) return verdict
  const isNews = !message.toLowerCase().includes(actual.toLowerCase())
  return {
    ...verdict,
    message: [sentence(words), message, ...(isNews ? [sentence(actual)] : [])].join(' '),
    actual: words,
    ...(at === undefined ? {} : { at }),
  }
}

/** The verdict of a check whose body has ended, or has not. */
function judgeBody(
  check: Check,
  clause: Clause,
  t: CheckContext,
  ending: Ending,
  deadlineMs: number,
): Verdict {
  if (t.lacking !== null) {
    const { durationMs: _durationMs, ...skipped } = skippedFor(t.lacking)
    return skipped
  }
  const isConsequence = ending.kind === 'silent' && ending.cameFirst === true
  // An assertion that failed counts even if the candidate caught its error.
  if (t.failure !== null && !isConsequence)
    return { status: 'fail', ...hintOf(check), ...t.failure.details, ...locationOfEnding(t, ending) }
  switch (ending.kind) {
    case 'returned':
      return { status: 'pass' }
    case 'silent':
      return judgeSilence(check, clause, t, ending, deadlineMs)
    case 'threw':
      if (!ClauseFailure.is(ending.error)) t.refuse(ending.error)
      return judgeError(check, ending.error)
  }
}

const idle = 'the process is idle, with no timers, sockets or immediates pending'

function judgeSilence(
  check: Check,
  { liveness }: Clause,
  { waitingFor, lastError }: CheckContext,
  { forEver, at }: Silence,
  deadlineMs: number,
): Verdict {
  const silence = forEver
    ? `Timed out waiting for ${waitingFor}: ${idle}.`
    : `Timed out after ${String(deadlineMs)} ms, waiting for ${waitingFor}.`
  return {
    status: liveness ? 'fail' : 'hang',
    ...hintOf(check),
    message: lastError === null ? silence : `${silence} Before that, ${lastError}.`,
    expected: waitingFor,
    actual: forEver ? idle : `timed out after ${String(deadlineMs)} ms`,
    ...(forEver ? {} : { late: true }),
    ...(at === undefined ? {} : { at }),
  }
}

function judgeError(check: Check, error: unknown): Verdict {
  if (ClauseFailure.is(error)) return { status: 'fail', ...hintOf(check), ...error.details }
  if (CandidateError.is(error)) return { status: 'fail', message: error.message, ...hintOf(check) }
  const actual = whatThrew(error)
  return {
    status: 'fail',
    ...hintOf(check),
    message: `${sentence(actual).slice(0, -1)} where no error is expected.`,
    expected: 'no error',
    actual,
    ...locationOfError(error),
  }
}

/** Where the candidate's error came from. The error of a failed assertion comes from the check. */
function locationOfEnding(t: CheckContext, ending: Ending): { at?: Location } {
  if (t.hasGoneOn || ending.kind !== 'threw' || ClauseFailure.is(ending.error)) return {}
  return locationOfError(ending.error)
}
