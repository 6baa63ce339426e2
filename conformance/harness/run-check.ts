import type { Clause, Intermittent, Status, TraceEvent } from '../../spec/index.ts'
import { CandidateError, type Candidate } from './candidate.ts'
import { CheckContext } from './check-context.ts'
import { ClauseFailure, type FailureDetails } from './clause-failure.ts'
import type { Check } from './check.ts'
import { locationOfError } from './location.ts'
import type { Host } from './host.ts'
import { notRunFor } from './lacks.ts'
import type { LedgerPage } from './ledger.ts'
import { show } from './show.ts'

/** What one check came to: data that crosses processes. */
export interface CheckOutcome extends Partial<FailureDetails> {
  readonly status: Extract<Status, 'pass' | 'fail' | 'hang' | 'crash' | 'skip'>
  readonly durationMs: number
  readonly at?: string
  readonly trace?: readonly TraceEvent[]
  readonly ledger?: LedgerPage
  /** Of a check that was run again: it fails in some of its runs only. */
  readonly intermittent?: Intermittent
}

export interface RunCheckOptions {
  readonly candidate: Candidate
  readonly host: Host
  /** Milliseconds until a check that does not end is given up; 0 for never. */
  readonly deadlineMs: number
  /** Resolves when the host knows that nothing can happen any more. It must not count on the deadline to keep it awake. */
  readonly stalled?: () => Promise<void>
  /** The deadline has passed: what the check has started may go on for ever. */
  readonly onDeadline?: () => void
  /** Hears each event of the trace at once: a check that never ends cannot hand it over. */
  readonly onEvent?: (event: TraceEvent) => void
  /** Errors that got away from this check into the host so far, in words, each with the line of the candidate. */
  readonly escaped?: () => readonly { readonly error: string; readonly at?: string }[]
}

/** Runs one check to its verdict. Never throws and, as long as the candidate lets go of the thread, always ends. */
export async function runCheck(test: Check, clause: Clause, context: RunCheckOptions): Promise<CheckOutcome> {
  const { candidate, host } = context
  const server = test.needsServer === true ? ((await host.server?.()) ?? null) : null
  if (test.needsServer === true && server === null)
    return { status: 'skip', durationMs: 0, message: notRunFor('server') }
  const started = host.now()
  const check = new CheckContext(candidate, host, server)
  if (context.onEvent !== undefined) check.trace.onEvent = context.onEvent
  const ended = await raceAgainstSilence(() => runBody(test, check), check, context)
  const outcome = judge(test, clause, check, ended, context)
  check.finish()
  // Errors that got away surface in the host's next turn, while it is still known whose they are.
  await host.turn()
  resetRunningLoop(candidate)
  candidate.adapter.endCheck?.()
  const durationMs = host.now() - started
  const verdict = withEscapedError(test, outcome, ended, context)
  const evidence = verdict.status === 'pass' || verdict.status === 'skip' ? {} : { trace: check.trace.events }
  return { ...verdict, durationMs, ...evidence, ledger: check.ledger.page }
}

async function runBody(test: Check, check: CheckContext): Promise<{ error: unknown } | null> {
  try {
    await test.run(check)
    return null
  } catch (error) {
    return { error }
  }
}

/** Nothing happened until the deadline, or nothing can happen any more. */
class Silence {
  readonly forEver: boolean
  /** The line of the candidate that kept the thread, where that is known. */
  readonly at: string | undefined
  /** The check went on after the thread was taken from the candidate: what it finds then is a consequence. */
  readonly cameFirst: boolean

  constructor(
    forEver: boolean,
    { at, cameFirst = false }: { at?: string | undefined; cameFirst?: boolean } = {},
  ) {
    this.forEver = forEver
    this.at = at
    this.cameFirst = cameFirst
  }
}

/** The deadline is waited for in so many slices: a host that stalls as a whole costs the check one of them only. */
const slices = 8

async function raceAgainstSilence<T>(
  body: () => Promise<T>,
  check: CheckContext,
  context: RunCheckOptions,
): Promise<T | Silence> {
  const { candidate, host, deadlineMs, stalled, onDeadline } = context
  let timer: unknown = null
  const silence = new Promise<Silence>((resolve) => {
    const wait = (left: number): void => {
      if (left === 0) {
        onDeadline?.()
        resolve(new Silence(false))
        return
      }
      timer = host.setTimeout(() => wait(left - 1), deadlineMs / slices)
      // Who says that nothing can happen any more must not be kept from knowing it by this timer.
      if (stalled !== undefined) (timer as { unref?(): void } | undefined)?.unref?.()
    }
    if (deadlineMs > 0) wait(slices)
    void stalled?.().then(() => resolve(new Silence(true)))
    // Where a run blocks this thread, no timer of ours fires before it is over. Whoever interrupts it has ended it.
    candidate.adapter.beginCheck?.(deadlineMs, (at, waitingFor) => {
      if (waitingFor !== undefined && check.failure === null) check.waitingFor = waitingFor
      resolve(new Silence(false, { at, cameFirst: check.failure === null }))
    })
  })
  const running = body()
  // Both may have ended by now: then the silence came first, and the check met an error that stands for it.
  const ended = await Promise.race([silence, running])
  host.clearTimeout(timer)
  return ended
}

/** An error that got away is the better explanation of a silence, and no check passes beside one. */
function withEscapedError(
  { hint }: Check,
  outcome: Omit<CheckOutcome, 'durationMs'>,
  ended: unknown,
  context: RunCheckOptions,
): Omit<CheckOutcome, 'durationMs'> {
  const [escaped] = context.escaped?.() ?? []
  const explained = outcome.status !== 'pass' && !(ended instanceof Silence)
  if (escaped === undefined || explained) return outcome
  const { error, ...where } = escaped
  return {
    status: 'crash',
    ...(hint === undefined ? {} : { hint }),
    message: `An error got away from the candidate: ${error}.`,
    expected: 'no error outside of the loop',
    actual: error,
    ...where,
  }
}

function judge(
  test: Check,
  clause: Clause,
  check: CheckContext,
  ended: { error: unknown } | null | Silence,
  context: RunCheckOptions,
): Omit<CheckOutcome, 'durationMs'> {
  if (check.lacking !== null) return { status: 'skip', message: notRunFor(check.lacking) }
  const hint = test.hint === undefined ? {} : { hint: test.hint }
  const isConsequence = ended instanceof Silence && ended.cameFirst
  if (check.failure !== null && !isConsequence)
    return { status: 'fail', ...hint, ...check.failure.details, ...whereIn(ended) }
  if (ended instanceof Silence) {
    const actual = ended.forEver
      ? 'nothing more happened, and nothing was pending that could make it happen'
      : `nothing more happened within ${String(context.deadlineMs)} ms`
    const where = ended.at === undefined ? {} : { at: ended.at }
    const message = `Waited in vain for ${check.waitingFor}.`
    const silence = { message, expected: check.waitingFor, actual, ...where }
    return { status: clause.liveness ? 'fail' : 'hang', ...hint, ...silence }
  }
  if (ended === null) return { status: 'pass' }
  const { error } = ended
  if (error instanceof ClauseFailure) return { status: 'fail', ...hint, ...error.details }
  if (error instanceof CandidateError) return { status: 'fail', message: error.message, ...hint }
  const message = `The candidate threw ${show(error)} where nothing may be thrown.`
  return { status: 'fail', ...hint, message, expected: 'no error', actual: show(error), ...whereIn(ended) }
}

/** The line of the candidate that had to do with an error. */
function whereIn(ended: unknown): { at?: string } {
  const error = (ended as { error?: unknown } | null)?.error
  if (error instanceof ClauseFailure) return {}
  return locationOfError(error)
}

/** A candidate that leaves the running loop set must not spoil the next check. */
function resetRunningLoop(candidate: Candidate): void {
  try {
    candidate.api.setRunningLoop(null)
  } catch {
    // The checks of running-loop say so.
  }
}
