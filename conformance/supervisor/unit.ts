import type { Intermittent } from '../../spec/index.ts'
import type { CandidateSource } from '../candidate/candidate-source.ts'
import {
  CandidateError,
  Deadline,
  findingOf,
  keyOf,
  loadErrorOf,
  outcomeOfEnding,
  repeatForMs,
  type AdapterFacts,
  type CasePlan,
  type Check,
  type Ending,
  type Finding,
  type Frame,
  type Ran,
} from '../harness/index.ts'
import type { Recorded } from './flight-recorder.ts'
import type { GuardMessage, JournalEntry } from './protocol.ts'
import { UnitProcess, type CandidateOutput, type Exit } from './unit-process.ts'

/** The worker itself gives up a silent check when the deadline passes. The parent ends only a worker that cannot. */
const graceMs = 100
/** How many milliseconds a unit, and an interpreter in it, may take to start. This time is not the candidate's. */
const bootMs = 60_000
const loadPatienceMs = 1000

/** How long to wait for a check, and then for the guard to say where it is stuck. In milliseconds. */
export interface Patience {
  readonly deadlineMs: number
  readonly patienceMs: number
}

interface Given extends Patience {
  readonly check: Check
  readonly resolve: (ran: Ran | null) => void
  readonly reject: (error: Error) => void
}

export interface UnitOptions {
  readonly suiteUrl: string
  readonly loadTimeoutMs: number
  readonly candidateOutput: CandidateOutput
}

/** Something outside of the unit ended it before the candidate was loaded. */
export class UnitKilled extends Error {
  /** The error of the candidate, if it ended the unit itself. */
  readonly loadError: Error

  constructor(loadError: Error) {
    super(loadError.message)
    this.loadError = loadError
  }
}

/** A process that runs checks, as the parent sees it. The parent keeps the clock. */
export class Unit {
  /** The facts of the adapter, as soon as the candidate is loaded in this unit. */
  readonly loaded: Promise<AdapterFacts>
  readonly hasEnded: Promise<void>
  /** False when it ends, or has ended. */
  isAlive = true
  readonly #process: UnitProcess
  readonly #loadTimeoutMs: number
  readonly #deadline: Deadline
  readonly #patience: Deadline
  #onFinding: (finding: Finding) => void = () => undefined
  #entry = 'The candidate'
  #given: Given[] = []
  /** The keys of the checks among them that the process has not been asked for yet. */
  readonly #unasked: string[] = []
  #runningSince: number | null = null
  /** Why the process was made to end; null if it ends by itself. */
  #ending: Ending | null = null
  #exit: Extract<JournalEntry, { what: 'exit' }> | null = null
  /** What the running check had recorded when the guard last spoke. */
  #recorded: Recorded = { trace: [], case: '' }
  #hasBegun = false
  #isForged = false
  #isLoaded = false
  #hasTeardown = false
  #resolveLoaded: (facts: AdapterFacts) => void = () => undefined
  #rejectLoaded: (error: Error) => void = () => undefined
  #onRepeating: () => void = () => undefined
  #onRepeated: (intermittent: Intermittent | null) => void = () => undefined
  #onTornDown: (error?: Error) => void = () => undefined

  constructor(options: UnitOptions) {
    this.#loadTimeoutMs = options.loadTimeoutMs
    this.loaded = new Promise((resolve, reject) => {
      this.#resolveLoaded = resolve
      this.#rejectLoaded = reject
    })
    this.loaded.catch(() => undefined)
    this.#deadline = new Deadline(() => this.#askWhere())
    this.#patience = new Deadline(() => this.#end({ kind: 'hang', frame: null }))
    this.#process = new UnitProcess(options.suiteUrl, options.candidateOutput, {
      onEntry: (entry) => this.#onEntry(entry),
      onGuard: (message) => this.#onGuard(message),
      onForeign: () => this.#onForeign(),
    })
    this.hasEnded = this.#process.ended.then((exit) => this.#onEnd(exit))
    this.#deadline.start(bootMs)
  }

  load(
    source: CandidateSource,
    onFinding: (finding: Finding) => void,
    cases: CasePlan,
  ): Promise<AdapterFacts> {
    this.#entry = source.entry
    this.#onFinding = onFinding
    if (!this.#hasBegun) this.#deadline.start(bootMs)
    this.#process.ask({ ask: 'load', source, cases })
    return this.loaded
  }

  /** Runs a check after those that it was given before. Null: the unit ended before it ran the check. */
  run(check: Check, patience: Patience, seed?: number): Promise<Ran | null> {
    if (!this.isAlive || !this.#isLoaded) return Promise.resolve(null)
    return new Promise((resolve, reject) => {
      this.#given.push({ check, ...patience, resolve, reject })
      this.#askFor(keyOf(check), patience.deadlineMs, seed)
    })
  }

  /** Checks that are given in one go are one message. */
  #askFor(key: string, deadlineMs: number, seed?: number): void {
    this.#unasked.push(key)
    if (this.#unasked.length > 1) return
    queueMicrotask(() => {
      const keys = this.#unasked.splice(0)
      this.#process.ask({ ask: 'checks', keys, deadlineMs, ...(seed === undefined ? {} : { seed }) })
    })
  }

  /** Repeats the case of a check that has failed. Null: the unit ended before, or had to be ended. */
  async again(
    check: Check,
    deadlineMs: number,
    choices: readonly number[] = [],
  ): Promise<Intermittent | null> {
    if (!this.isAlive) return null
    const repeated = new Promise<Intermittent | null>((resolve) => (this.#onRepeated = resolve))
    const late = new Deadline(() => this.dismiss())
    this.#onRepeating = () => late.start(repeatForMs + deadlineMs + graceMs)
    this.#process.ask({ ask: 'again', key: keyOf(check), deadlineMs, choices })
    const intermittent = await Promise.race([repeated, this.hasEnded.then(() => null)])
    late.stop()
    return intermittent
  }

  /** Lets the adapter clean up. Resolves when it has, or when the unit has ended. */
  async tearDown(): Promise<void> {
    if (!this.isAlive || !this.#hasTeardown) return
    const done = new Promise<void>((resolve, reject) => {
      this.#onTornDown = (error) => {
        if (error === undefined) resolve()
        else reject(error)
      }
    })
    this.#process.ask({ ask: 'teardown' })
    await Promise.race([done, this.hasEnded])
  }

  /** Ends the unit. Checks that it has not run are lost. */
  dismiss(): void {
    this.#end({ kind: 'dismissed' })
    this.#loseGiven()
  }

  /** What the unit says after this is not believed any more. */
  #onForeign(): void {
    this.#isForged = true
    this.#end({ kind: 'crash', how: 'wrote to a descriptor of the kit, which it had not opened' })
  }

  #onEntry(entry: JournalEntry): void {
    if (this.#isForged) return
    switch (entry.what) {
      case 'loading':
        this.#hasBegun = true
        this.#deadline.start(this.#loadTimeoutMs)
        break
      case 'loaded':
        this.#deadline.stop()
        this.#isLoaded = true
        this.#hasTeardown = entry.hasTeardown
        for (const finding of entry.findings) this.#onFinding(finding)
        this.#resolveLoaded(entry.facts)
        break
      case 'refused':
        this.#rejectLoaded(new CandidateError(entry.message, { code: entry.code }))
        this.dismiss()
        break
      case 'started':
        this.#onStarted()
        break
      case 'settled':
        this.#onSettled(entry)
        break
      case 'escaped':
        this.#onFinding({
          text: findingOf(entry.key, { how: `let an error get away: ${entry.error}`, at: entry.at }),
        })
        break
      case 'warned':
        this.#onFinding({
          text: `In the check "${entry.key}" the process warned: ${entry.warning}`,
          kind: entry.name,
        })
        break
      case 'exit':
        this.#exit = entry
        break
      case 'repeating':
        this.#onRepeating()
        break
      case 'repeated':
        this.#onRepeated(entry.intermittent)
        break
      case 'tore down':
        this.#onTornDown(entry.error === undefined ? undefined : new Error(entry.error))
        break
      case 'broken':
        this.#onBroken(new Error(`The kit itself failed in a unit: ${entry.stack}`))
        break
    }
  }

  /** It may happen while the candidate is loaded, while a check runs, and while the adapter cleans up. */
  #onBroken(error: Error): void {
    this.#rejectLoaded(error)
    this.#onRepeated(null)
    this.#onTornDown(error)
    for (const { reject } of this.#given.splice(0)) reject(error)
  }

  #onStarted(): void {
    this.#runningSince = performance.now()
    const deadlineMs = this.#given[0]?.deadlineMs ?? 0
    this.#deadline.start(deadlineMs === 0 ? 0 : deadlineMs + graceMs)
  }

  #onSettled({ outcome, silent }: Extract<JournalEntry, { what: 'settled' }>): void {
    this.#deadline.stop()
    this.#patience.stop()
    this.#runningSince = null
    this.#given.shift()?.resolve({ outcome, silent, lost: silent })
    // What this check has left running would disturb the next ones.
    if (silent) this.dismiss()
  }

  /** The check that is late may still end while the guard looks. Then all is well: the host was just slow. */
  #askWhere(): void {
    this.#process.ask({ ask: 'where' })
    this.#patience.start(this.#patienceMs)
  }

  get #patienceMs(): number {
    return this.#given[0]?.patienceMs ?? loadPatienceMs
  }

  #onGuard(message: GuardMessage): void {
    this.#recorded = message
    if (message.what === 'ended') this.#end(this.#crash(message.how))
    // A busy machine may take seconds before the guard begins, or an interpreter notices that it is interrupted.
    else if (message.what === 'looking' && this.#patience.isRunning)
      this.#patience.start(message.forMs + this.#patienceMs)
    else if (message.what === 'stuck' && this.#patience.isRunning) this.#hang(message.frame)
  }

  #hang(frame: Frame | null): void {
    this.#end({ kind: 'hang', frame })
  }

  #end(ending: Ending): void {
    this.#ending ??= ending
    this.isAlive = false
    this.#deadline.stop()
    this.#patience.stop()
    this.#process.kill()
  }

  #onEnd({ code, signal, error }: Exit): void {
    const how = error === undefined ? describeExit(code, signal) : `was not started: ${error.message}`
    const ending = this.#ending ?? this.#crash(how, isOutside(signal))
    this.#end(ending)
    if (this.#isLoaded) this.#blame(ending)
    else if (this.#hasBegun) this.#rejectLoaded(this.#loadError(ending))
    else this.#rejectLoaded(notStarted(ending))
    this.#loseGiven()
  }

  #loadError(ending: Ending): Error {
    const error = loadErrorOf(this.#entry, ending, this.#loadTimeoutMs)
    return ending.kind === 'crash' && ending.isKilled === true ? new UnitKilled(error) : error
  }

  #loseGiven(): void {
    for (const { resolve } of this.#given.splice(0)) resolve(null)
  }

  /** A line of the journal that announced the end explains it better than what is seen from outside. */
  #crash(how: string, isKilled = false): Ending {
    if (this.#exit === null) return { kind: 'crash', how, isKilled }
    const { how: told, at, key, isKilled: wasKilled = false } = this.#exit
    return { kind: 'crash', how: told, guilty: key, isKilled: wasKilled, ...(at === undefined ? {} : { at }) }
  }

  /** The running check pays for the end of its process, unless it is known that an earlier check caused it. */
  #blame(ending: Ending): void {
    if (ending.kind === 'dismissed') return
    const [given] = this.#given
    const running = this.#runningSince === null ? undefined : given
    const guilty = ending.kind === 'crash' ? ending.guilty : undefined
    if (running === undefined || (guilty && guilty !== keyOf(running.check))) {
      if (ending.kind === 'crash') this.#onFinding({ text: findingOf(guilty ?? null, ending) })
      return
    }
    this.#given.shift()
    const ranMs = performance.now() - (this.#runningSince ?? 0)
    const { trace, case: special } = this.#recorded
    const outcome = outcomeOfEnding(running.check, ending, ranMs, running.deadlineMs, trace)
    running.resolve({
      outcome: {
        ...outcome,
        ...(special === '' ? {} : { case: special }),
        ...(trace.length > 0 ? { trace } : {}),
      },
      silent: ending.kind === 'hang',
      lost: true,
      isKilled: ending.kind === 'crash' && ending.isKilled === true,
    })
  }
}

/** The memory killer of the system sends SIGKILL, and so does an operator. A program seldom sends it to itself. */
function isOutside(signal: string | null): boolean {
  return signal === 'SIGKILL' || signal === 'SIGTERM'
}

/** The error for a unit that ended, or did nothing, before it was given the candidate. It says nothing about the candidate. */
function notStarted(ending: Ending): Error {
  if (ending.kind === 'dismissed') return new Error('The process for the checks was not waited for.')
  const found =
    ending.kind === 'crash' ? `it ${ending.how}` : `nothing happened for ${String(bootMs / 1000)} s`
  return new CandidateError(
    `A process for the checks, or the interpreter in it, could not be started.\nFound:    ${found}\n` +
      'Expected: enough memory, processes and open files (ulimit -n), and a machine that is not overloaded.',
    { code: 'machine' },
  )
}

/** How a process ended that announced nothing, in words that follow "the candidate". */
function describeExit(code: number | null, signal: string | null): string {
  if (signal === 'SIGABRT')
    return 'made its process abort (SIGABRT), as the engine also does when memory runs out'
  if (signal !== null) return `made its process end by ${signal}`
  return `ended its process with exit code ${String(code)}`
}
