import type { Clause, TraceEvent } from '../../spec/index.ts'
import { attempt } from './attempt.ts'
import type { Candidate } from './candidate.ts'
import { CheckContext } from './check-context.ts'
import { hintOf, skippedFor, type CheckOutcome, type EscapedError } from './check-outcome.ts'
import type { Check } from './check.ts'
import type { Draws } from './draws.ts'
import type { Host } from './host.ts'
import { firstOf, restoreIntrinsics } from './intrinsics.ts'
import { judge, type Completion, type Ending, type Verdict } from './judge-case.ts'
import { guardContext } from './kit-error.ts'
import { locationOfError } from './location.ts'
import { outcomeOfReplacement } from './replaced.ts'
import { show, showIn } from './show.ts'

export interface RunCheckOptions {
  readonly candidate: Candidate
  readonly host: Host
  /** Milliseconds until a check that does not end is given up; 0 for never. */
  readonly deadlineMs: number
  /** Resolves when nothing can happen any more. It must not need the timer of the deadline to keep the process awake. */
  readonly stalled?: () => Promise<void>
  /** Of the run; 1 by default. */
  readonly seed?: number
  /** The deadline has passed: what the check has started may go on for ever. */
  readonly onDeadline?: () => void
  /** A case begins. It has the whole deadline. */
  readonly onCase?: () => void
  /** Receives what is special about the case, in words, as often as the case draws something. */
  readonly onDraw?: (words: string) => void
  /** Receives each event of the trace at once: a check that never ends cannot return its trace. */
  readonly onEvent?: (event: TraceEvent) => void
  /** The errors that have escaped from this check so far. */
  readonly escaped?: () => readonly EscapedError[]
}

const HostPromise = Promise

/**
 * Runs one case of a check. It ends as long as the candidate lets go of the thread. It throws only if the kit itself is at fault:
 * for an error of the candidate, and of the check, it returns an outcome.
 */
export async function runCase(
  check: Check,
  clause: Clause,
  options: RunCheckOptions,
  draws: Draws,
): Promise<CheckOutcome> {
  const { candidate, host } = options
  options.onCase?.()
  showIn(candidate.adapter.python === undefined ? 'javascript' : 'python')
  if (options.onDraw !== undefined) draws.onDraw = options.onDraw
  const escapedBefore = options.escaped?.().length ?? 0
  const server = check.needsServer === true ? ((await host.server?.()) ?? null) : null
  if (check.needsServer === true && server === null) return skippedFor('server')
  const peers = check.needsPeers === true ? ((await host.peers?.()) ?? null) : null
  const started = host.now()
  const t = new CheckContext(candidate, host, { server, peers }, draws, options.seed)
  if (options.onEvent !== undefined) t.trace.onEvent = options.onEvent
  const guard = guardContext(t)
  const ending = await raceAgainstSilence(() => runBody(check, guard.context), t, options)
  // What the candidate has replaced in the language must not judge it.
  const replaced = restoreIntrinsics()
  if (guard.error !== null) throw guard.error
  const verdict =
    replaced.length === 0
      ? judge(check, clause, t, ending, options.deadlineMs)
      : outcomeOfReplacement(check, replaced)
  t.finish()
  // Errors that escaped surface in the host's next turn, while it is still known to which check they belong.
  await host.turn()
  resetRunningLoop(candidate)
  const reset = attempt(() => candidate.adapter.endCheck?.())
  const durationMs = host.now() - started
  const escaped = options.escaped?.()[escapedBefore]
  const judged = escaped === undefined ? verdict : withEscapedError(check, verdict, ending, escaped)
  const last = reset.threw ? afterFailedReset(check, judged, reset.error, options) : judged
  const evidence = last.status === 'pass' || last.status === 'skip' ? {} : { trace: t.trace.events }
  return { ...last, durationMs, ...evidence, ledger: t.ledger.page }
}

async function runBody(check: Check, t: CheckContext): Promise<Completion> {
  try {
    await check.run(t)
    return { kind: 'returned' }
  } catch (error) {
    return { kind: 'threw', error }
  }
}

/** The deadline is waited for in slices of equal length. A host that stalls as a whole uses up only one of them. */
const slices = 8

async function raceAgainstSilence(
  body: () => Promise<Completion>,
  t: CheckContext,
  { candidate, host, deadlineMs, stalled, onDeadline }: RunCheckOptions,
): Promise<Ending> {
  let timer: unknown = null
  const silence = new HostPromise<Ending>((resolve) => {
    const wait = (left: number): void => {
      if (left === 0) {
        onDeadline?.()
        resolve({ kind: 'silent', forEver: false })
        return
      }
      timer = host.setTimeout(() => wait(left - 1), deadlineMs / slices)
      // A host that tells when nothing can happen any more must not be kept awake by this timer.
      if (stalled !== undefined) (timer as { unref?(): void } | undefined)?.unref?.()
    }
    if (deadlineMs > 0) wait(slices)
    void stalled?.().then(() => resolve({ kind: 'silent', forEver: true }))
    // While a run blocks this thread, no timer fires before the run is over. The adapter interrupts such a run itself.
    const begin = attempt(() =>
      candidate.adapter.beginCheck?.(deadlineMs, (at, waitingFor) => {
        if (waitingFor !== undefined && t.failure === null) t.waitingFor = waitingFor
        resolve({ kind: 'silent', forEver: false, at, cameFirst: t.failure === null })
      }),
    )
    if (begin.threw) resolve({ kind: 'threw', error: begin.error })
  })
  const running = body()
  // If both have ended by now, the silence came first, and it caused whatever the check then met.
  const ending = await firstOf<Ending>(silence, running)
  host.clearTimeout(timer)
  return ending
}

/** No check passes if an error escaped. An error that escaped also explains a silence. It does not replace another failure. */
function withEscapedError(
  check: Check,
  verdict: Verdict,
  ending: Ending,
  { error, at }: EscapedError,
): Verdict {
  if (verdict.status !== 'pass' && ending.kind !== 'silent') return verdict
  return {
    status: 'crash',
    ...hintOf(check),
    message: `Uncaught error from the candidate: ${error}.`,
    expected: 'no uncaught error',
    actual: error,
    ...(at === undefined ? {} : { at }),
  }
}

/** What cannot be put away disturbs the next checks: nothing more runs in this place. */
function afterFailedReset(
  check: Check,
  verdict: Verdict,
  error: unknown,
  { onDeadline }: RunCheckOptions,
): Verdict {
  onDeadline?.()
  if (verdict.status !== 'pass') return verdict
  return {
    status: 'crash',
    ...hintOf(check),
    message: `After the check, the candidate could not be put away: ${show(error)}.`,
    expected: 'the loop and its interpreter can be used again',
    actual: `it threw ${show(error)}`,
    ...locationOfError(error),
  }
}

/** A candidate that leaves the running loop set must not spoil the next check. */
function resetRunningLoop(candidate: Candidate): void {
  try {
    candidate.api.setRunningLoop(null)
  } catch {
    // The checks of running-loop report it.
  }
}
