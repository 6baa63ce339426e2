import os from 'node:os'
import { profiles, specification, type Clause, type Report } from '../../spec/index.ts'
import { buildCandidate, nearMatches, type CandidateSource } from '../candidate/index.ts'
import {
  buildReport,
  isFiltered,
  Schedule,
  seededRandom,
  selectTests,
  whyNotApplicable,
} from '../harness/index.ts'
import type { Check, Filter, Settled } from '../harness/index.ts'
import { withIntegrity } from '../report/integrity.ts'
import { mustsAreKept, Progress } from '../reporters/index.ts'
import { suite } from '../suite/index.ts'
import { Supervisor } from '../supervisor/index.ts'
import { suiteVersion } from '../version.ts'
import { compareWithBaseline, describeComparison, holds, readBaseline, writeBaseline } from './baseline.ts'
import type { AdapterFacts, Engine } from './engine.ts'
import { exitCode } from './exit-code.ts'
import { InProcessEngine } from './in-process-engine.ts'
import { usualTimeoutMs, type Output } from './options.ts'
import { spelledHere } from './python-spelling.ts'
import { keepStandardOutput, standardOutput, standardPage, write } from './terminal.ts'
import { UsageError } from './usage-error.ts'
import { writeReports } from './write-reports.ts'

export interface RunRequest {
  readonly entry: string
  readonly outputs: readonly Output[]
  readonly filter: Filter
  readonly seed: number
  readonly timeoutMs: number
  readonly jobs?: number
  readonly inProcess: boolean
  /** Whether to go on, however many checks hang. */
  readonly patient: boolean
  /** Whether to stop at the first root cause. */
  readonly bail: boolean
  /** The file of the failures that are expected. */
  readonly baseline?: string
  /** The file to write those of this run to. */
  readonly newBaseline?: string
  /** What runs a candidate in Python: the command of an interpreter, or the npm package of Pyodide. */
  readonly interpreter?: string
}

const clausesById = new Map(specification.clauses.map((clause) => [clause.id, clause]))

/** Judges one candidate, writes the reports and answers the exit code. */
export async function run(request: RunRequest): Promise<number> {
  const baseline = request.baseline === undefined ? null : readBaseline(request.baseline, clausesById)
  if (request.newBaseline !== undefined && (isFiltered(request.filter) || request.bail))
    throw new UsageError('--write-baseline wants a whole run: take --grep, --profile or --bail away.')
  if (request.inProcess) keepStandardOutput()
  const engine = startEngine(request)
  const progress = new Progress(standardOutput, standardPage().color, showsProgress(request))
  const interruption = new AbortController()
  const interrupt = (): void => {
    // Whoever asks twice does not want a report.
    if (interruption.signal.aborted) process.exit(exitCode.interrupted)
    interruption.abort()
    engine.interrupt()
  }
  process.on('SIGINT', interrupt)
  progress.say('loading …')
  try {
    const candidate = await buildCandidate(request.entry, process.cwd(), request.interpreter)
    const known = new Set(baseline?.map(({ clause }) => clause))
    const bare = await judge(engine, candidate.source, request, {
      progress,
      interruption: interruption.signal,
      known,
    }).finally(() => candidate.dispose())
    progress.end()
    const comparison = baseline && compareWithBaseline(bare, baseline)
    const notes = comparison ? describeComparison(request.baseline ?? '', comparison) : []
    if (request.newBaseline !== undefined && !interruption.signal.aborted)
      notes.push(writeBaseline(request.newBaseline, bare, clausesById))
    const report = await withIntegrity({ ...bare, findings: [...bare.findings, ...notes] })
    await writeReports(report, request.outputs)
    if (interruption.signal.aborted) return exitCode.interrupted
    const isRight = comparison ? holds(comparison) : mustsAreKept(report)
    return isRight ? exitCode.conforms : exitCode.doesNotConform
  } catch (error) {
    // Whatever the interruption broke, such as the loading, is no news to whoever interrupted.
    if (!interruption.signal.aborted) throw error
    progress.end()
    await write(process.stderr, 'Interrupted before the first check.\n')
    return exitCode.interrupted
  } finally {
    progress.end()
    await engine.close()
  }
}

/** Not every processor is ours, and more than four units cost more to start than they save. */
const mostJobs = 4
const loadTimeoutMs = 5000
/** Pyodide compiles an interpreter first: one to two seconds on a machine that has nothing else to do. */
const pyodideLoadTimeoutMs = 30_000

function startEngine({ entry, timeoutMs, inProcess, jobs, filter }: RunRequest): Engine {
  if (inProcess) return new InProcessEngine(timeoutMs)
  const usual = Math.max(1, Math.min(mostJobs, os.availableParallelism()))
  // The suite provokes errors, and loops log them. Who runs a few checks alone wants to see what they print.
  const candidateOutput = filter.grep === undefined ? 'ignore' : 'stderr'
  const patience = entry.startsWith('pyodide:') ? pyodideLoadTimeoutMs : loadTimeoutMs
  return new Supervisor({ jobs: jobs ?? usual, timeoutMs, loadTimeoutMs: patience, candidateOutput })
}

/** Beside a report for machines there is none. */
function showsProgress({ outputs }: RunRequest): boolean {
  return outputs.some(({ reporter, file }) => reporter === 'pretty' && file === null)
}

interface Judging {
  readonly progress: Progress
  readonly interruption: AbortSignal
  /** The clauses that are expected to fail. */
  readonly known: ReadonlySet<string>
}

async function judge(
  engine: Engine,
  source: CandidateSource,
  given: RunRequest,
  { progress, interruption, known }: Judging,
): Promise<Report> {
  const started = performance.now()
  const adapter = await load(engine, source)
  const request = { ...given, filter: inOurSpelling(given.filter, adapter) }
  const tests = select(adapter, request)
  progress.begin(tests.length)
  // What requires a clause that is expected to fail is judged nevertheless, and so is everything for a new baseline.
  const tolerated = new Set([...(adapter.deviations ?? []).map((deviation) => deviation.clause), ...known])
  if (request.newBaseline !== undefined) for (const id of clausesById.keys()) tolerated.add(id)
  // What requires a clause that fails is blocked, so whatever fails is a root cause.
  const endsRun = ({ clause }: Check): boolean =>
    request.bail && clausesById.get(clause)?.level === 'MUST' && !tolerated.has(clause)
  const bail = new AbortController()
  const schedule = new Schedule({
    tests,
    clauses: clausesById,
    tolerated,
    random: seededRandom(request.seed),
    patient: request.patient,
    onSettled: (settled) => {
      progress.settled(isFailure(settled), settled.test.clause)
      if (bail.signal.aborted || !isFailure(settled) || !endsRun(settled.test)) return
      bail.abort()
      engine.interrupt()
    },
  })
  const findings = [...(await engine.run(schedule))]
  const isCut = bail.signal.aborted || interruption.aborted
  if (isCut) {
    const why = bail.signal.aborted ? 'Stopped at the first root cause' : 'Interrupted'
    findings.unshift(`${why}: ${String(schedule.settled.size)} of ${String(tests.length)} checks were done.`)
  }
  return buildReport({
    specification,
    adapter,
    entry: source.entry,
    options: optionsOf(request),
    candidateHash: adapter.python?.hash ?? source.hash,
    suite: { name: 'loop-conformance', version: suiteVersion },
    environment: {
      runtime: runtimeOf(adapter),
      platform: `${process.platform} ${process.arch}`,
      cpus: os.availableParallelism(),
    },
    seed: request.seed,
    durationMs: performance.now() - started,
    partial: isFiltered(request.filter) || isCut,
    filter: request.filter,
    findings,
    tests: suite,
    settled: schedule.settled,
  })
}

/** Those that decide what a check meets, as far as they are not the usual ones, to have the same again. */
function optionsOf({ interpreter, timeoutMs, inProcess }: RunRequest): string[] {
  return [
    ...(interpreter === undefined ? [] : ['--python', interpreter]),
    ...(timeoutMs === usualTimeoutMs ? [] : ['--timeout', String(timeoutMs)]),
    ...(inProcess ? ['--in-process'] : []),
  ]
}

function runtimeOf({ python }: AdapterFacts): string {
  const node = `node ${process.versions.node}`
  return python === undefined ? node : `${node}, ${python.implementation} ${python.version}`
}

function isFailure(settled: Settled): boolean {
  return 'outcome' in settled && !['pass', 'skip'].includes(settled.outcome.status)
}

async function load(engine: Engine, source: CandidateSource): Promise<AdapterFacts> {
  try {
    return await engine.load(source)
  } catch (error) {
    if (typeof source.from === 'string') throw error
    const { explainInterpreter } = await import('./explain-interpreter.ts')
    throw await explainInterpreter(error, source)
  }
}

/** Who writes Python greps for its names. */
function inOurSpelling(filter: Filter, adapter: AdapterFacts): Filter {
  if (filter.grep === undefined) return filter
  const matches = (grep: string): boolean =>
    selectTests(suite, clausesById, adapter, { ...filter, grep }).length > 0
  return { ...filter, grep: spelledHere(filter.grep, matches) }
}

/** The checks to run. A filter that leaves none is a mistake, and says so before anything runs. */
function select(adapter: AdapterFacts, { filter, entry }: RunRequest): Check[] {
  const clauses = clausesById
  const tests = selectTests(suite, clauses, adapter, filter)
  if (tests.length > 0) return tests
  const elsewhere = selectTests(suite, clauses, { profiles }, filter)
  if (adapter.python !== undefined && elsewhere.length > 0) throw noneApplies(elsewhere, clauses, adapter)
  const claimed = ['core', ...(adapter.profiles ?? [])]
  if (filter.profile !== undefined && !claimed.includes(filter.profile))
    throw new UsageError(
      `${adapter.name} does not claim the profile ${filter.profile}, so none of its checks apply.\n` +
        `Found:    profiles ${claimed.join(', ')}\n` +
        `Expected: profiles: ['${filter.profile}'] in the adapter of ${entry}.`,
    )
  const all = profiles.filter((profile) => claimed.includes(profile))
  const near = nearMatches(filter.grep ?? '', clauses.keys())
  throw new UsageError(
    `No check matches --grep '${filter.grep ?? ''}'.\n` +
      `Found:    no clause or situation with that text in ${filter.profile ?? all.join(', ')}\n` +
      'Expected: a part of a clause id or of a situation; loop-conformance list shows the clauses.' +
      (elsewhere.length > 0
        ? '\nThere are such checks in a profile that the candidate does not claim.'
        : '') +
      (near.length > 0 ? `\nDid you mean ${near.join(' or ')}?` : ''),
  )
}

/** The filter asks for checks, and none of them is for a loop in Python, or in this version of it. */
function noneApplies(
  tests: readonly Check[],
  clauses: ReadonlyMap<string, Clause>,
  adapter: AdapterFacts,
): UsageError {
  const reasons = tests.flatMap(({ clause }) => {
    const asked = clauses.get(clause)
    return asked === undefined ? [] : [`${clause}: ${whyNotApplicable(asked, adapter) ?? ''}`]
  })
  return new UsageError(
    `No check that was asked for applies to ${adapter.name}.\n${[...new Set(reasons)].join('\n')}`,
  )
}
