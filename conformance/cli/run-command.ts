import os from 'node:os'
import { profiles, specification, type Report } from '../../spec/index.ts'
import {
  buildCandidate,
  loadCandidate,
  nearMatches,
  setUpCandidate,
  type CandidateSource,
} from '../candidate/index.ts'
import {
  InProcessRunner,
  isFailure,
  isFiltered,
  judge,
  selectChecks,
  whyNotApplicable,
  type AdapterFacts,
  type Check,
  type Filter,
  type Runner,
  type SettledCheck,
} from '../harness/index.ts'
import { withIntegrity } from '../report/integrity.ts'
import { mustsAreKept, Progress } from '../reporters/index.ts'
import { suite } from '../suite/index.ts'
import { Supervisor } from '../supervisor/index.ts'
import { captureNodeHost } from '../supervisor/node-host.ts'
import { suiteVersion } from '../version.ts'
import { compareWithBaseline, describeComparison, holds, readBaseline, writeBaseline } from './baseline.ts'
import { exitCode } from './exit-code.ts'
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

/** Judges one candidate, writes the reports and returns the exit code. */
export async function run(request: RunRequest): Promise<number> {
  const baseline = request.baseline === undefined ? null : readBaseline(request.baseline, specification.byId)
  if (request.newBaseline !== undefined && (isFiltered(request.filter) || request.bail))
    throw new UsageError('--write-baseline wants a whole run: take --grep, --profile or --bail away.')
  if (request.inProcess) keepStandardOutput()
  // The processes start while the candidate is built.
  const supervisor = request.inProcess ? null : startSupervisor(request)
  const progress = new Progress(standardOutput, standardPage().color, showsProgress(request))
  const stop = new AbortController()
  const interruption = new AbortController()
  const isInterrupted = (): boolean => interruption.signal.aborted
  const interrupt = (): void => {
    // Whoever interrupts twice does not want a report.
    if (isInterrupted()) process.exit(exitCode.interrupted)
    interruption.abort()
    stop.abort('Interrupted')
    void supervisor?.close()
  }
  process.on('SIGINT', interrupt)
  progress.say('loading …')
  try {
    const candidate = await buildCandidate(request.entry, process.cwd(), request.interpreter)
    const { source } = candidate
    if (isInterrupted()) throw new Error('Interrupted while the candidate was built.')
    const runners = supervisor?.runnersFor(source) ?? [inProcessRunner(source)]
    const known = new Set(baseline?.map(({ clause }) => clause))
    const bare = await judgeSource(runners, source, request, { progress, stop, known }).finally(() =>
      candidate.dispose(),
    )
    progress.end()
    const comparison = baseline && compareWithBaseline(bare, baseline)
    const notes = comparison ? describeComparison(request.baseline ?? '', comparison) : []
    if (request.newBaseline !== undefined && !isInterrupted())
      notes.push(writeBaseline(request.newBaseline, bare, specification.byId))
    const report = await withIntegrity({ ...bare, findings: [...bare.findings, ...notes] })
    await writeReports(report, request.outputs)
    if (isInterrupted()) return exitCode.interrupted
    const isRight = comparison ? holds(comparison) : mustsAreKept(report)
    return isRight ? exitCode.conforms : exitCode.doesNotConform
  } catch (error) {
    // An error that follows from the interruption, such as one of loading, needs no report.
    if (!isInterrupted()) throw error
    progress.end()
    await write(process.stderr, 'Interrupted before the first check.\n')
    return exitCode.interrupted
  } finally {
    progress.end()
    await supervisor?.close()
  }
}

/** Not every processor is ours, and more than four units cost more to start than they save. */
const mostJobs = 4
const loadTimeoutMs = 5000
/** Pyodide compiles an interpreter first: one to two seconds on a machine that has nothing else to do. */
const pyodideLoadTimeoutMs = 30_000

function startSupervisor({ entry, jobs, filter }: RunRequest): Supervisor {
  const usual = Math.max(1, Math.min(mostJobs, os.availableParallelism()))
  return new Supervisor({
    jobs: jobs ?? usual,
    loadTimeoutMs: entry.startsWith('pyodide:') ? pyodideLoadTimeoutMs : loadTimeoutMs,
    // The suite provokes errors, and loops log them. A run of a few checks is there to show what they print.
    candidateOutput: filter.grep === undefined ? 'ignore' : 'stderr',
  })
}

/** Runs the checks here, so that breakpoints work. */
function inProcessRunner(source: CandidateSource): Runner {
  process.setSourceMapsEnabled(true)
  return new InProcessRunner({
    adapter: () => loadCandidate(source),
    host: captureNodeHost(),
    setUp: setUpCandidate,
  })
}

/** Beside a report for machines there is none. */
function showsProgress({ outputs }: RunRequest): boolean {
  return outputs.some(({ reporter, file }) => reporter === 'pretty' && file === null)
}

interface Judging {
  readonly progress: Progress
  readonly stop: AbortController
  /** The clauses that are expected to fail. */
  readonly known: ReadonlySet<string>
}

async function judgeSource(
  runners: readonly Runner[],
  source: CandidateSource,
  request: RunRequest,
  { progress, stop, known }: Judging,
): Promise<Report> {
  const { byId } = specification
  const declared = new Set<string>()
  // What requires a clause that is expected to fail is judged. For a new baseline, everything is.
  const tolerated = request.newBaseline === undefined ? [...known] : [...byId.keys()]
  // What requires a clause that fails is blocked, so whatever fails is a root cause.
  const endsRun = ({ clause }: Check): boolean =>
    request.bail && byId.get(clause)?.level === 'MUST' && !declared.has(clause) && !tolerated.includes(clause)
  const filterFor = (facts: AdapterFacts): Filter => inOurSpelling(request.filter, facts)
  const judging = judge(runners, {
    suite,
    filter: filterFor,
    seed: request.seed,
    timeoutMs: request.timeoutMs,
    patient: request.patient,
    tolerated,
    signal: stop.signal,
    onBegin: (facts, checks) => {
      if (checks.length === 0) throw noneSelected(facts, filterFor(facts), request.entry)
      for (const { clause } of facts.deviations ?? []) declared.add(clause)
      progress.begin(checks.length)
    },
    onSettled: (settled) => {
      const failed = hasFailed(settled)
      progress.settled(failed, settled.check.clause)
      if (failed && endsRun(settled.check)) stop.abort('Stopped at the first root cause')
    },
    entry: source.entry,
    options: optionsOf(request),
    candidateHash: source.hash,
    kit: { name: 'loop-conformance', version: suiteVersion },
    environment: {
      runtime: `node ${process.versions.node}`,
      platform: `${process.platform} ${process.arch}`,
      cpus: os.availableParallelism(),
    },
  })
  return judging.catch(async (error: unknown) => {
    if (typeof source.from === 'string') throw error
    const { explainInterpreter } = await import('./explain-interpreter.ts')
    throw await explainInterpreter(error, source)
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

function hasFailed(settled: SettledCheck): boolean {
  return 'outcome' in settled && isFailure(settled.outcome)
}

/** An author of a loop in Python greps for the names of Python. */
function inOurSpelling(filter: Filter, adapter: AdapterFacts): Filter {
  if (filter.grep === undefined) return filter
  const matches = (grep: string): boolean =>
    selectChecks(suite, specification, adapter, { ...filter, grep }).length > 0
  return { ...filter, grep: spelledHere(filter.grep, matches) }
}

/** A filter that leaves no check is a mistake, which is reported before anything runs. */
function noneSelected(adapter: AdapterFacts, filter: Filter, entry: string): UsageError {
  const elsewhere = selectChecks(suite, specification, { profiles }, filter)
  if (adapter.python !== undefined && elsewhere.length > 0) return noneApplies(elsewhere, adapter)
  const claimed = ['core', ...(adapter.profiles ?? [])]
  if (filter.profile !== undefined && !claimed.includes(filter.profile))
    return new UsageError(
      `${adapter.name} does not claim the profile ${filter.profile}, so none of its checks apply.\n` +
        `Found:    profiles ${claimed.join(', ')}\n` +
        `Expected: profiles: ['${filter.profile}'] in the adapter of ${entry}.`,
    )
  const all = profiles.filter((profile) => claimed.includes(profile))
  const near = nearMatches(filter.grep ?? '', specification.byId.keys())
  return new UsageError(
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
function noneApplies(checks: readonly Check[], adapter: AdapterFacts): UsageError {
  const reasons = checks.flatMap(({ clause }) => {
    const asked = specification.byId.get(clause)
    return asked === undefined ? [] : [`${clause}: ${whyNotApplicable(asked, adapter) ?? ''}`]
  })
  return new UsageError(
    `No check that was asked for applies to ${adapter.name}.\n${[...new Set(reasons)].join('\n')}`,
  )
}
