import os from 'node:os'
import { specification, type Profile, type Report } from '../../../spec/index.ts'
import { buildCandidate, type CandidateSource } from '../../candidate/index.ts'
import {
  isFailure,
  isFiltered,
  judge,
  type AdapterFacts,
  type Check,
  type Filter,
  type Runner,
  type SettledCheck,
} from '../../harness/index.ts'
import { withIntegrity } from '../../report/integrity.ts'
import { mustsAreKept } from '../../report/verdict.ts'
import { Progress } from '../../reporters/progress.ts'
import { suite } from '../../suite/index.ts'
import { runtimeOf } from '../../runtime.ts'
import { suiteVersion } from '../../version.ts'
import {
  compareWithBaseline,
  concludeFrom,
  describeComparison,
  holds,
  readBaseline,
  writeBaseline,
} from '../baseline.ts'
import { exitCode, UsageError } from '../errors.ts'
import { calledAs, commandLine, typed } from '../called-as.ts'
import { explainInterpreter } from '../candidate.ts'
import { EventStream, listed, type ListedCheck } from '../event-stream.ts'
import { checkProfiles, noneSelected, spelledFilter } from '../filter.ts'
import { usualTimeoutMs, type Output } from '../options.ts'
import { filterOf, inReadingOrder, readSelection, suiteInOrder, type Selection } from '../selection.ts'
import { inProcessRunner, startSupervisor } from '../runners.ts'
import { keepStandardOutput, standardOutput, standardPage, write } from '../terminal.ts'
import { addPrograms, checkProgramsRequest } from '../write-programs.ts'
import { showsPretty, writeReports } from '../write-reports.ts'

export interface RunRequest {
  readonly entry: string
  readonly outputs: readonly Output[]
  readonly grep?: string | undefined
  readonly profiles?: readonly Profile[] | undefined
  /** The profiles that are claimed for the candidate, beyond those that it claims itself. */
  readonly claims?: readonly Profile[] | undefined
  readonly seed: number
  readonly timeoutMs: number
  /** How many milliseconds checks run with other seeds after the run. */
  readonly exploreMs: number
  /** The number of processes. */
  readonly jobs?: number | undefined
  /** Run the checks in this process. */
  readonly inProcess?: boolean | undefined
  /** Continue, however many checks hang. */
  readonly patient?: boolean | undefined
  /** Stop at the first root cause. */
  readonly bail?: boolean | undefined
  /** The file that lists the expected failures. */
  readonly baseline?: string | undefined
  /** The file to write the failures of this run to. */
  readonly writeBaseline?: string | undefined
  /** Print the checks that apply, and run none. */
  readonly checks?: boolean | undefined
  /** The file that lists the checks to run. */
  readonly selection?: string | undefined
  /** For a candidate in Python: the command of an interpreter, or the npm package of Pyodide. */
  readonly interpreter?: string | undefined
  /** For a candidate in Python: the folder for a program of each failure. */
  readonly writePrograms?: string | undefined
}

/** Judges one candidate, writes the reports and returns the exit code. */
export async function run(request: RunRequest): Promise<number> {
  const { outputs, inProcess } = request
  const expected = request.baseline === undefined ? null : readBaseline(request.baseline, specification.byId)
  if (request.writeBaseline !== undefined && (isFiltered(request) || request.bail === true))
    throw new UsageError('--write-baseline needs a whole run. Remove --grep, --profile or --bail.')
  const selection = request.selection === undefined ? null : readSelection(request.selection)
  const progress = new Progress(standardOutput, standardPage().color, showsPretty(outputs))
  const programs = {
    ...request,
    onProgress: (made: number, of: number) => {
      progress.say(`writing programs … ${String(made)}/${String(of)}`)
    },
  }
  checkProgramsRequest(programs)
  if (inProcess === true) keepStandardOutput(request.grep === undefined)
  // The processes start while the candidate is built.
  const supervisor =
    inProcess === true ? null : startSupervisor(request.checks === true ? { ...request, jobs: 1 } : request)
  const events = new EventStream(outputs)
  const interruption = new Interruption(() => void supervisor?.close())
  progress.say('loading …')
  try {
    const candidate = await buildCandidate(request.entry, process.cwd(), request)
    interruption.throwIfInterrupted()
    const runners = supervisor?.runnersFor(candidate.source) ?? [inProcessRunner(candidate.source)]
    const known = [...(expected ?? []).map(({ clause }) => clause), ...(selection?.expected ?? [])]
    const context = { progress, interruption, known, selection, events }
    const judging = judgeSource(runners, candidate.source, request, context)
    const bare = await judging.finally(() => candidate.dispose())
    progress.end()
    if (request.checks === true && !interruption.happened) {
      if (!events.isWanted) await write(process.stdout, checkLines(events.checks))
      return exitCode.conforms
    }
    const comparison = expected && compareWithBaseline(bare, expected)
    const notes = comparison ? describeComparison(request.baseline ?? '', comparison) : []
    if (request.writeBaseline !== undefined && !interruption.happened)
      notes.push(writeBaseline(request.writeBaseline, bare, specification.byId))
    const told = { ...bare, findings: [...bare.findings, ...notes] }
    const whole = interruption.happened ? told : await addPrograms(told, programs)
    progress.end()
    const report = await withIntegrity(whole)
    events.end(report)
    await writeReports(report, outputs, comparison ? concludeFrom(comparison) : undefined)
    if (interruption.happened) return exitCode.interrupted
    const isRight = comparison ? holds(comparison) : mustsAreKept(report)
    return isRight ? exitCode.conforms : exitCode.doesNotConform
  } catch (error) {
    // An error that follows from the interruption, such as one of loading, needs no report.
    if (!interruption.happened) throw error
    progress.end()
    await write(process.stderr, 'Interrupted before the first check.\n')
    return exitCode.interrupted
  } finally {
    progress.end()
    await events.close()
    await supervisor?.close()
  }
}

/** Ctrl-C. The second one ends the process without a report. */
class Interruption {
  /** Ends the run; the reason is the beginning of a finding. */
  readonly stop = new AbortController()
  #happened = false

  constructor(onInterrupt: () => void) {
    process.on('SIGINT', () => {
      if (this.#happened) process.exit(exitCode.interrupted)
      this.#happened = true
      this.stop.abort('Interrupted')
      onInterrupt()
    })
  }

  get happened(): boolean {
    return this.#happened
  }

  throwIfInterrupted(): void {
    if (this.#happened) throw new Error('Interrupted.')
  }
}

interface Judging {
  readonly progress: Progress
  readonly interruption: Interruption
  /** The clauses that are expected to fail. */
  readonly known: readonly string[]
  readonly selection: Selection | null
  readonly events: EventStream
}

async function judgeSource(
  runners: readonly Runner[],
  source: CandidateSource,
  request: RunRequest,
  { progress, interruption: { stop }, known, selection, events }: Judging,
): Promise<Report> {
  const { byId } = specification
  const declared = new Set<string>()
  // What requires a clause that is expected to fail is judged. For a new baseline, everything is.
  const tolerated = request.writeBaseline === undefined ? known : [...byId.keys()]
  const endsRun = ({ clause }: Check): boolean =>
    request.bail === true &&
    byId.get(clause)?.level === 'MUST' &&
    !declared.has(clause) &&
    !tolerated.includes(clause)
  const filterFor = (facts: AdapterFacts): Filter =>
    selection === null ? spelledFilter(request, facts) : filterOf(selection, facts)
  const judging = judge(runners, {
    suite: selection === null ? suite : suiteInOrder(selection),
    filter: filterFor,
    // The checks of a selection run in its order, as far as the clauses allow.
    seed: selection !== null && request.seed === 1 ? null : request.seed,
    timeoutMs: request.timeoutMs,
    exploreMs: request.exploreMs,
    onExplored: ({ runs, elapsedMs }) => progress.explored(runs, elapsedMs, request.exploreMs),
    patient: request.patient === true,
    tolerated,
    signal: stop.signal,
    onBegin: (facts, checks) => {
      if (checks.length === 0) throw noneSelected(facts, filterFor(facts), request.entry)
      checkProfiles(facts, filterFor(facts), request.entry)
      for (const { clause } of facts.deviations ?? []) declared.add(clause)
      progress.begin(checks.length)
      const inOrder = listed(inReadingOrder(checks), !isFiltered(filterFor(facts)), facts)
      events.begin({ entry: source.entry, facts, checks: inOrder })
      if (request.checks === true) stop.abort('Nothing was to be run')
    },
    ...(events.isWanted ? { onRow: (row) => events.row(row) } : {}),
    onSettled: (settled) => {
      const failed = isRoot(settled)
      progress.settled(failed, settled.check.clause)
      if (failed && endsRun(settled.check)) stop.abort('Stopped at the first root cause')
    },
    entry: source.entry,
    rerun: commandLine([typed(source.entry), ...optionsOf(request)]),
    candidateHash: source.hash,
    kit: { name: 'loop-conformance', version: suiteVersion },
    environment: {
      runtime: runtimeOf(globalThis).words,
      platform: `${process.platform} ${process.arch}`,
      cpus: os.availableParallelism(),
    },
  })
  return judging.catch(async (error: unknown) => {
    throw await explainInterpreter(error, source)
  })
}

/** The options, other than the defaults, that the rerun command needs to meet the same conditions. */
function optionsOf({ interpreter, timeoutMs, inProcess, claims = [] }: RunRequest): string[] {
  return [
    ...(claims.length === 0 ? [] : ['--claim', claims.join(',')]),
    ...(interpreter === undefined || interpreter === calledAs.interpreter ? [] : ['--python', interpreter]),
    ...(timeoutMs === usualTimeoutMs ? [] : ['--timeout', String(timeoutMs)]),
    ...(inProcess === true ? ['--in-process'] : []),
  ]
}

/** For `--checks`: one line for each. */
function checkLines(checks: readonly ListedCheck[]): string {
  return checks
    .map(({ level, clause, situation, title = situation }) => `${level.padEnd(6)}  ${clause}: ${title}\n`)
    .join('')
}

/** Whether a check failed, and nothing else explains it. */
function isRoot(settled: SettledCheck): boolean {
  return 'outcome' in settled && isFailure(settled.outcome) && settled.consequenceOf === undefined
}
