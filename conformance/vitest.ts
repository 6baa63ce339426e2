/** `loop-conformance/vitest`: the suite as tests of an author's own. */
import { afterAll, beforeAll, describe, it, type TestContext } from 'vitest'
import { specification, type LoopAdapter, type Report } from '../spec/index.ts'
import { checkAdapter } from './candidate/check-adapter.ts'
import { setUpCandidate } from './candidate/load-candidate.ts'
import {
  claimsJudgedBy,
  clauseOf,
  judge,
  keyOf,
  ledgerSituation,
  selectChecks,
  type CheckOutcome,
  type Filter,
  type SettledCheck,
} from './harness/index.ts'
import { inOrderOfRequirement } from './in-order-of-requirement.ts'
import { inOrder } from './report/labels.ts'
import { suite } from './suite/index.ts'
import { captureNodeHost } from './supervisor/node-host.ts'
import { suiteVersion } from './version.ts'
import { VitestRunner } from './vitest-runner.ts'

export interface ConformanceTestOptions extends Filter {
  /** Milliseconds until a check that does not end is given up; 1000 by default. */
  readonly timeoutMs?: number
}

/** The engine gives up a check that does not end. Vitest need not. */
const noTimeout = 0

/**
 * Declares one test for each check, named after its clause. The test of a MUST that is not kept fails. A failure that another
 * clause explains is skipped. So are a SHOULD that is not kept and a declared deviation. Each
 * skipped test has a note.
 */
export function conformanceTests(adapter: LoopAdapter, options: ConformanceTestOptions = {}): void {
  checkAdapter(adapter, 'conformanceTests()')
  const { timeoutMs = 1000, ...filter } = options
  const host = captureNodeHost()
  const judged = claimsJudgedBy(adapter, host.gc !== undefined)
  const selected = selectChecks(suite, specification, judged, filter)
  const checks = inOrderOfRequirement(selected, specification)

  describe(`${adapter.name} keeps the contract`, { shuffle: false, concurrent: false }, () => {
    const runner = new VitestRunner({ adapter: () => adapter, host, setUp: setUpCandidate }, checks)
    const stop = new AbortController()
    const settled = new Map<string, SettledCheck>()
    let onSettled: () => void = () => undefined
    let judging: Promise<Report> | null = null

    /** Waits until the engine has settled the check. Throws if the engine fails before. */
    async function settledCheck(key: string): Promise<SettledCheck> {
      for (;;) {
        const found = settled.get(key)
        if (found !== undefined) return found
        await Promise.race([new Promise<void>((resolve) => (onSettled = resolve)), judging])
      }
    }

    beforeAll(async () => {
      const begun = new Promise<void>((resolve) => {
        judging = judge([runner], {
          suite: [...checks, ...suite.filter((check) => !checks.includes(check))],
          filter,
          seed: null,
          conditions: 'none',
          timeoutMs,
          signal: stop.signal,
          onBegin: () => resolve(),
          onSettled: (one) => {
            settled.set(keyOf(one.check), one)
            onSettled()
          },
          kit: { name: 'loop-conformance', version: suiteVersion },
        })
        judging.catch(() => undefined)
      })
      await Promise.race([begun, judging])
    })

    afterAll(async () => {
      stop.abort('Stopped')
      await judging?.catch(() => undefined)
      // A report has findings. Here an error is the only way to tell the author.
      if (runner.tearDownError !== null) throw runner.tearDownError
    })

    for (const check of checks) {
      const { level } = clauseOf(check, specification)
      it(`${level} ${keyOf(check)}`, { timeout: noTimeout }, async (context) => {
        runner.reach(check)
        report(await settledCheck(keyOf(check)), adapter, context)
      })
    }

    it('MUST keep throughout what every check watches', { timeout: noTimeout }, async (context) => {
      runner.reach()
      const rows = (await judging)?.results.filter(({ situation }) => situation === ledgerSituation) ?? []
      const failed = rows.filter((row) => row.status === 'fail' && row.level === 'MUST')
      if (failed.length > 0) throw failure(failed.map((row) => explain(row.clause, row)).join('\n\n'))
      if (runner.leftOut > 0 || rows.length === 0) context.skip('not every check was run')
    })
  })
}

/** Makes the test of a check pass, fail or be skipped. */
function report(settled: SettledCheck, adapter: LoopAdapter, context: TestContext): void {
  if ('blockedBy' in settled) context.skip(`blocked by ${settled.blockedBy}`)
  else {
    const { check, outcome } = settled
    const { level, text } = clauseOf(check, specification)
    if (outcome.status === 'pass') return
    if (outcome.status === 'skip') context.skip(outcome.message)
    if (settled.consequenceOf !== undefined)
      context.skip(`consequence of ${settled.consequenceOf}: ${outcome.message ?? outcome.status}`)
    const deviation = adapter.deviations?.find(({ clause }) => clause === check.clause)
    if (deviation !== undefined) context.skip(`declared deviation: ${deviation.reason}`)
    if (level !== 'MUST') context.skip(`${level}, and not kept: ${outcome.message ?? outcome.status}`)
    throw failure(explain(text, outcome), outcome.at)
  }
}

/** The error of a failed test. Its stack is the location in the loop, so that vitest shows no code of the kit. */
function failure(message: string, at?: string): Error {
  const error = new Error(message)
  error.name = 'ClauseFailure'
  error.stack = `${error.name}: ${message}${at === undefined ? '' : `\n    at ${at}`}`
  return error
}

type Explained = Pick<CheckOutcome, 'message' | 'case' | 'expected' | 'actual' | 'hint' | 'at' | 'trace'>

function explain(
  title: string,
  { message, expected, actual, hint, at, trace = [], ...row }: Explained,
): string {
  const events = trace.map(({ label }) => label).join(', ')
  const lines = inOrder({ case: row.case, expected, actual, trace: events, location: at, hint })
  return [
    message ?? title,
    ...(message === undefined ? [] : [`  ${title}`]),
    ...lines.map(([label, text]) => `  ${label}: ${text}`),
  ].join('\n')
}
