/**
 * The thread in which one mutant is judged: the suite on both successors, check by check, until one of a MUST or a
 * SHOULD fails. It is bundled with the instrumented reference, and every mutant gets a new one.
 */
import { assignment, context } from './activate.ts'
import { parentPort } from 'node:worker_threads'
import { inOrderOfRequirement } from '../../conformance/in-order-of-requirement.ts'
import {
  InProcessRunner,
  judge,
  keyOf,
  ledgerClauses,
  selectChecks,
  type Check,
  type CheckOutcome,
  type EscapedError,
  type Ran,
} from '../../conformance/harness/index.ts'
import { suite } from '../../conformance/suite/index.ts'
import { successors } from '../../conformance/self-test/successors.ts'
import { captureNodeHost } from '../../conformance/supervisor/node-host.ts'
import { specification, type LoopAdapter } from '../../spec/index.ts'
import type { Told, Verdict } from './protocol.ts'

const host = captureNodeHost()
const wanted = assignment.keys === null ? null : new Set(assignment.keys)

/** Milliseconds for a check. Others may be busy on this machine, and a check that is given up is run once more. */
const deadlineMs = 2000

/** Errors that nobody caught while the present check ran. */
let escaped: EscapedError[] = []
for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, (error: unknown) => escaped.push({ error: String(error) }))

/** A thread with nothing left to do emits this. During a check it means that the check can never end. */
let onStalled: (() => void) | null = null
process.on('beforeExit', () => onStalled?.())

// What broken loops log would bury everything else.
console.error = console.warn = () => undefined

/** Runs the checks of the assignment in this thread, and tells the verdict of each. */
class ThreadRunner extends InProcessRunner {
  readonly #adapter: LoopAdapter
  /** Called after a check that speaks against the mutant. */
  readonly #onKilled: () => void

  constructor(adapter: LoopAdapter, onKilled: () => void) {
    super({
      adapter: () => adapter,
      host,
      stalled: () => new Promise((resolve) => (onStalled = resolve)),
      watch: (_key, run) => run((escaped = [])),
    })
    this.#adapter = adapter
    this.#onKilled = onKilled
  }

  override async run(check: Check): Promise<Ran> {
    const key = `${this.#adapter.name}: ${keyOf(check)}`
    tell({ what: 'started', key })
    context.currentTestId = key
    const started = host.now()
    let ran = await this.#runOnce(check)
    // Real time on a busy machine proves nothing once.
    const doubtful = this.#adapter.profiles?.includes('timers-real') === true || ran.outcome.durationMs > 500
    if (against(check, ran.outcome) !== null && doubtful) ran = await this.#runOnce(check)
    const verdict: Verdict = {
      key,
      file: `conformance/suite/${check.clause.split('.')[0] ?? ''}/index.ts`,
      durationMs: host.now() - started,
      against: against(check, ran.outcome),
      skipped: ran.outcome.status === 'skip',
    }
    tell({ what: 'settled', verdict })
    if (verdict.against !== null && !assignment.survey) this.#onKilled()
    return ran
  }

  async #runOnce(check: Check): Promise<Ran> {
    const ran = await super.run(check, deadlineMs)
    onStalled = null
    return ran
  }
}

/** False if a check speaks against the mutant, and no survey goes on after that. */
async function judgeAll(): Promise<boolean> {
  const tried = new Set<string>()
  for (const adapter of successors) {
    const checks = inOrderOfRequirement(selectChecks(suite, specification, adapter), specification).filter(
      (check) => {
        if (wanted?.has(`${adapter.name}: ${keyOf(check)}`) === false) return false
        if (tried.has(keyOf(check)) && !assignment.twice) return false
        tried.add(keyOf(check))
        return true
      },
    )
    const stop = new AbortController()
    const runner = new ThreadRunner(adapter, () => stop.abort())
    await judge([runner], {
      suite: checks,
      seed: null,
      patient: true,
      credulous: true,
      conditions: 'none',
      repeat: false,
      signal: stop.signal,
    })
    if (stop.signal.aborted) return false
  }
  return true
}

/** Only a MUST or a SHOULD counts, and what every check watches counts with each of them. */
function against(check: Check, outcome: CheckOutcome): string | null {
  if (outcome.status === 'skip') return null
  if (outcome.status !== 'pass')
    return specification.byId.get(check.clause)?.level === 'MAY'
      ? null
      : `${outcome.status}: ${outcome.message ?? ''}`
  for (const id of ledgerClauses) {
    const violation = outcome.ledger?.[id]?.violation
    if (violation !== undefined && specification.byId.get(id)?.level !== 'MAY') return `${id}: ${violation}`
  }
  return null
}

function tell(told: Told): void {
  parentPort?.postMessage(told)
}

const alive = await judgeAll()
tell({ what: 'done', context })
if (!alive || !assignment.survey) process.exit()
