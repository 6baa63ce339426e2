/**
 * The thread in which one mutant is judged: the suite on both successors, check by check, until one of a MUST or a
 * SHOULD fails. It is bundled with the instrumented reference, and every mutant gets a new one.
 */
import { assignment, context } from './activate.ts'
import { parentPort } from 'node:worker_threads'
import { inOrderOfRequirement } from '../../conformance/in-order-of-requirement.ts'
import {
  keyOf,
  ledgerClauses,
  resolveCandidate,
  runCheck,
  selectTests,
  type Candidate,
  type CheckOutcome,
  type Check,
} from '../../conformance/harness/index.ts'
import { suite } from '../../conformance/suite/index.ts'
import { successors } from '../../conformance/self-test/successors.ts'
import { captureNodeHost } from '../../conformance/supervisor/node-host.ts'
import { specification } from '../../spec/index.ts'
import type { Told, Verdict } from './protocol.ts'

const host = captureNodeHost()
const clauses = new Map(specification.clauses.map((clause) => [clause.id, clause]))
const wanted = assignment.keys === null ? null : new Set(assignment.keys)

/** Milliseconds for a check. Others may be busy on this machine, and a check that is given up is run once more. */
const deadlineMs = 2000

/** Errors that nobody caught while the present check ran. */
let escaped: { error: string }[] = []
for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, (error: unknown) => escaped.push({ error: String(error) }))

/** A thread with nothing left to do emits this. During a check it means that the check can never end. */
let onStalled: (() => void) | null = null
process.on('beforeExit', () => onStalled?.())

// What broken loops log would bury everything else.
console.error = console.warn = () => undefined

const alive = await judgeAll()
tell({ what: 'done', context })
if (!alive || !assignment.survey) process.exit()

async function judgeAll(): Promise<boolean> {
  const tried = new Set<string>()
  for (const adapter of successors) {
    await adapter.setup?.()
    const candidate = resolveCandidate(adapter)
    for (const test of inOrderOfRequirement(selectTests(suite, clauses, adapter), clauses)) {
      const key = `${adapter.name}: ${keyOf(test)}`
      if (wanted !== null && !wanted.has(key)) continue
      if (tried.has(keyOf(test)) && !assignment.twice) continue
      tried.add(keyOf(test))
      tell({ what: 'started', key })
      const verdict = await judge(key, test, candidate)
      tell({ what: 'settled', verdict })
      if (verdict.against !== null && !assignment.survey) return false
    }
  }
  return true
}

async function judge(key: string, test: Check, candidate: Candidate): Promise<Verdict> {
  const started = host.now()
  let outcome = await runOne(key, test, candidate)
  // Real time on a busy machine proves nothing once.
  const doubtful = candidate.adapter.profiles?.includes('timers-real') === true || outcome.durationMs > 500
  if (against(test, outcome) !== null && doubtful) outcome = await runOne(key, test, candidate)
  return {
    key,
    file: `conformance/suite/${test.clause.split('.')[0] ?? ''}/index.ts`,
    durationMs: host.now() - started,
    against: against(test, outcome),
    skipped: outcome.status === 'skip',
  }
}

async function runOne(key: string, test: Check, candidate: Candidate): Promise<CheckOutcome> {
  const clause = clauses.get(test.clause)
  if (clause === undefined) throw new Error(`The check "${test.situation}" names an unknown clause.`)
  const errors: { error: string }[] = (escaped = [])
  context.currentTestId = key
  const outcome = await runCheck(test, clause, {
    candidate,
    host,
    deadlineMs,
    stalled: () => new Promise((resolve) => (onStalled = resolve)),
    escaped: () => errors,
  })
  onStalled = null
  return outcome
}

/** Only a MUST or a SHOULD counts, and what every check watches counts with each of them. */
function against(test: Check, outcome: CheckOutcome): string | null {
  if (outcome.status === 'skip') return null
  if (outcome.status !== 'pass')
    return clauses.get(test.clause)?.level === 'MAY' ? null : `${outcome.status}: ${outcome.message ?? ''}`
  for (const id of ledgerClauses) {
    const violation = outcome.ledger?.[id]?.violation
    if (violation !== undefined && clauses.get(id)?.level !== 'MAY') return `${id}: ${violation}`
  }
  return null
}

function tell(told: Told): void {
  parentPort?.postMessage(told)
}
