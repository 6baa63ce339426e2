/** `loop-conformance/vitest`: the suite as tests of an author's own. */
import { afterAll, beforeAll, describe, it, type TestContext } from 'vitest'
import { specification, type Clause, type LoopAdapter } from '../spec/index.ts'
import { checkAdapter } from './candidate/check-adapter.ts'
import { setUpCandidate } from './candidate/load-candidate.ts'
import { captureNodeHost } from './supervisor/node-host.ts'
import { judgeLedger, runCheck, selectTests } from './harness/index.ts'
import type { Candidate, CheckOutcome, Filter, Settled } from './harness/index.ts'
import { inOrderOfRequirement } from './in-order-of-requirement.ts'
import { suite } from './suite/index.ts'

export interface ConformanceTestOptions extends Filter {
  /** Milliseconds until a check that does not end is given up; 1000 by default. */
  readonly timeoutMs?: number
}

/**
 * Declares one test a check, named after its clause. A MUST that is not kept fails. What cannot be judged because a
 * clause it requires has failed is skipped, and so are a SHOULD that is not kept and a declared deviation, each with a note.
 */
export function conformanceTests(adapter: LoopAdapter, options: ConformanceTestOptions = {}): void {
  checkAdapter(adapter, 'conformanceTests()')
  const { timeoutMs = 1000, ...filter } = options
  const clauses = new Map(specification.clauses.map((clause) => [clause.id, clause]))
  const tests = inOrderOfRequirement(selectTests(suite, clauses, adapter, filter), clauses)
  const settled: Settled[] = []
  const broken = new Map<string, string>()
  const host = captureNodeHost()
  let candidate: Candidate | null = null

  describe(`${adapter.name} keeps the contract`, () => {
    beforeAll(async () => {
      candidate = await setUpCandidate(adapter)
    })
    afterAll(() => adapter.teardown?.())

    for (const test of tests) {
      const clause = clauses.get(test.clause)
      if (clause === undefined) continue
      it(`${clause.level} ${test.clause}: ${test.situation}`, async (context) => {
        const blocker = clause.requires.map((id) => broken.get(id)).find((id) => id !== undefined)
        if (blocker !== undefined) {
          broken.set(clause.id, blocker)
          context.skip(`blocked by ${blocker}`)
        }
        if (clause.profile === 'gc' && host.gc === undefined)
          context.skip('this host collects no garbage when it is told to; node --expose-gc does')
        if (candidate === null) throw new Error('The candidate was not set up.')
        const outcome = await runCheck(test, clause, { candidate, host, deadlineMs: timeoutMs })
        settled.push({ test, outcome })
        judge(clause, outcome, context)
      })
    }

    it('MUST keep throughout what every check watches', (context) => {
      const rows = judgeLedger(settled, clauses, (clause) => broken.get(clause.id) ?? null)
      const failed = rows.filter((row) => row.status === 'fail' && row.level === 'MUST')
      if (settled.length < tests.length && failed.length === 0) context.skip('not every check was run')
      if (failed.length > 0) throw new Error(failed.map((row) => explain(row.clause, row)).join('\n\n'))
    })
  })

  function judge(clause: Clause, outcome: CheckOutcome, context: TestContext): void {
    if (outcome.status === 'pass') return
    if (outcome.status === 'skip') context.skip(outcome.message)
    const deviation = adapter.deviations?.find((declared) => declared.clause === clause.id)
    if (deviation !== undefined) context.skip(`declared deviation: ${deviation.reason}`)
    broken.set(clause.id, clause.id)
    if (clause.level !== 'MUST')
      context.skip(`${clause.level}, and not kept: ${outcome.message ?? outcome.status}`)
    const error = new Error(explain(clause.text, outcome))
    error.name = 'ClauseFailure'
    throw error
  }
}

type Explained = Pick<CheckOutcome, 'message' | 'expected' | 'actual' | 'hint' | 'at' | 'trace'>

function explain(title: string, outcome: Explained): string {
  const trace = outcome.trace?.map((event) => event.label).join(', ')
  const lines: [string, string | undefined][] = [
    ['expected', outcome.expected],
    ['actual', outcome.actual],
    ['trace', trace === '' ? undefined : trace],
    ['location', outcome.at],
    ['hint', outcome.hint],
  ]
  const known = lines.flatMap(([label, text]) => (text === undefined ? [] : [`  ${label}: ${text}`]))
  return [outcome.message ?? title, ...(outcome.message === undefined ? [] : [`  ${title}`]), ...known].join(
    '\n',
  )
}
