import {
  specification as wholeSpecification,
  type BridgedAdapter,
  type Report,
  type Specification,
} from '../../spec/index.ts'
import { buildReport, type ReportInput } from './build-report.ts'
import { resolveCandidate, type Candidate } from './candidate.ts'
import type { Check } from './check.ts'
import { captureHost, type Host } from './host.ts'
import { seededRandom } from './random.ts'
import { runCheck } from './run-check.ts'
import { Schedule, type Settled } from './schedule.ts'
import { isFiltered, selectTests, type Filter } from './select-tests.ts'

export interface RunOptions {
  readonly tests: readonly Check[]
  readonly specification?: Specification
  readonly filter?: Filter
  readonly seed?: number
  /** Milliseconds until a check that does not end is given up; 0 for never. */
  readonly timeoutMs?: number
  /** False: run every check, even of clauses that cannot be judged any more. */
  readonly blocking?: boolean
  readonly host?: Host
  readonly entry?: string
  readonly environment?: Report['environment']
  readonly suite?: { readonly name: string; readonly version: string }
  readonly onSettled?: (settled: Settled) => void
  /** Prepares the candidate; by default with `setup()` of the adapter alone. */
  readonly setUp?: (adapter: BridgedAdapter) => Promise<Candidate>
}

async function setUp(adapter: BridgedAdapter): Promise<Candidate> {
  await adapter.setup?.()
  return resolveCandidate(adapter)
}

/** Runs the suite here, one check after the other, without a supervisor: a candidate that spins takes us with it. */
export async function runInProcess(adapter: BridgedAdapter, options: RunOptions): Promise<Report> {
  const { host = captureHost(), specification = wholeSpecification, seed = 1, timeoutMs = 1000 } = options
  const started = host.now()
  const { facts, findings } = withoutWhatTheHostLacks(adapter, host)
  const clauses = new Map(specification.clauses.map((clause) => [clause.id, clause]))
  const candidate = await (options.setUp ?? setUp)(adapter)
  const schedule = new Schedule({
    tests: selectTests(options.tests, clauses, facts, options.filter),
    clauses,
    blocking: options.blocking ?? true,
    tolerated: new Set(adapter.deviations?.map((deviation) => deviation.clause)),
    random: seededRandom(seed),
    ...(options.onSettled ? { onSettled: options.onSettled } : {}),
  })
  for (let [test] = schedule.take(1); test !== undefined; [test] = schedule.take(1)) {
    const clause = clauses.get(test.clause)
    if (clause === undefined)
      throw new Error(`The check "${test.situation}" names the unknown clause ${test.clause}.`)
    schedule.report(test, await runCheck(test, clause, { candidate, host, deadlineMs: timeoutMs }))
  }
  await adapter.teardown?.()
  return buildReport({
    specification,
    adapter: facts,
    entry: options.entry ?? adapter.name,
    candidateHash: '',
    suite: options.suite ?? { name: 'loop-conformance', version: 'development' },
    environment: options.environment ?? { runtime: 'in process', platform: 'unknown', cpus: 1 },
    seed,
    durationMs: host.now() - started,
    partial: isFiltered(options.filter),
    ...(options.filter ? { filter: options.filter } : {}),
    findings,
    tests: options.tests,
    settled: schedule.settled,
  })
}

/** A host that cannot collect garbage cannot judge what becomes of it. The report says so. */
function withoutWhatTheHostLacks(
  { name, version, profiles = [], deviations, python }: BridgedAdapter,
  host: Host,
): { facts: ReportInput['adapter']; findings: string[] } {
  const lacks = profiles.includes('gc') && host.gc === undefined
  return {
    facts: {
      name,
      ...(version === undefined ? {} : { version }),
      ...(deviations === undefined ? {} : { deviations }),
      ...(python === undefined ? {} : { python }),
      profiles: lacks ? profiles.filter((profile) => profile !== 'gc') : profiles,
    },
    findings: lacks
      ? ['The profile gc is claimed and was not judged: this host collects no garbage when it is told to.']
      : [],
  }
}
