import type { Intermittent, TraceEvent } from '../../spec/index.ts'
import type { CandidateSource } from '../candidate/candidate-source.ts'
import { CandidateError, keyOf, type Check, type CheckOutcome, type Frame } from '../harness/index.ts'
import { Deadline } from './deadline.ts'
import { describeExit, findingOf, loadErrorOf, outcomeOf, type Ending } from './ending.ts'
import type { AdapterFacts, GuardMessage, JournalEntry } from './protocol.ts'
import { UnitProcess, type CandidateOutput } from './unit-process.ts'

/** The worker itself gives up a silent check when the deadline passes. Only one that cannot is left to the parent. */
const graceMs = 100
/** So long a unit may take to start. */
const bootMs = 30_000
const loadPatienceMs = 1000

export interface UnitListener {
  /** `silent`: the deadline passed, and what the check has started may go on for ever. */
  onSettled(unit: Unit, test: Check, outcome: CheckOutcome, silent: boolean): void
  /** A check that had failed was run again. */
  onRepeated(key: string, intermittent: Intermittent): void
  onFinding(finding: string): void
  /** Of a kind of warnings, one is enough. */
  onWarning(name: string, finding: string): void
  onBroken(error: Error): void
  /** The unit is gone. `left` are checks that it was given and that it is not to blame for. */
  onLost(unit: Unit, left: readonly Check[]): void
}

/** How long to wait for a check, and then for the guard to say where it is stuck. */
export interface Patience {
  readonly deadlineMs: number
  readonly patienceMs: number
}

interface Given extends Patience {
  readonly test: Check
}

export interface UnitOptions {
  readonly suiteUrl: string
  readonly loadTimeoutMs: number
  readonly candidateOutput: CandidateOutput
}

/** A process that runs checks, as the parent sees it. The parent keeps the clock. */
export class Unit {
  /** What the adapter says of itself, as soon as the candidate is loaded in this unit. */
  readonly loaded: Promise<AdapterFacts>
  readonly hasEnded: Promise<void>
  state: 'booting' | 'loading' | 'ready' | 'ending' = 'booting'
  hasTeardown = false
  /** A unit that never got as far as a check will not do better the next time. */
  startedChecks = 0
  readonly #listener: UnitListener
  readonly #process: UnitProcess
  readonly #loadTimeoutMs: number
  readonly #deadline: Deadline
  readonly #patience: Deadline
  #entry = 'The candidate'
  #given: Given[] = []
  #runningSince: number | null = null
  /** Why the process was made to end; null when it ended by itself. */
  #ending: Ending | null = null
  #exit: Extract<JournalEntry, { what: 'exit' }> | null = null
  /** What the running check had recorded when the guard last spoke. */
  #trace: readonly TraceEvent[] = []
  #wasLoading = false
  #isLoaded = false
  #resolveLoaded: (facts: AdapterFacts) => void = () => undefined
  #rejectLoaded: (error: Error) => void = () => undefined
  #onTornDown: () => void = () => undefined
  #onRepeated: () => void = () => undefined

  constructor(options: UnitOptions, listener: UnitListener) {
    this.#listener = listener
    this.#loadTimeoutMs = options.loadTimeoutMs
    this.loaded = new Promise((resolve, reject) => {
      this.#resolveLoaded = resolve
      this.#rejectLoaded = reject
    })
    this.loaded.catch(() => undefined)
    this.#deadline = new Deadline(() => {
      this.#askWhere()
    })
    this.#patience = new Deadline(() => {
      this.#hang(null)
    })
    this.#process = new UnitProcess(options.suiteUrl, options.candidateOutput, {
      onEntry: (entry) => {
        this.#onEntry(entry)
      },
      onGuard: (message) => {
        this.#onGuard(message)
      },
    })
    this.hasEnded = this.#process.ended.then(({ code, signal }) => {
      this.#onEnd(code, signal)
    })
    this.#deadline.start(bootMs)
  }

  /** How many of its checks are not settled yet. */
  get backlog(): number {
    return this.#given.length
  }

  load(source: CandidateSource): void {
    this.#entry = source.entry
    this.#process.ask({ ask: 'load', source })
  }

  run(tests: readonly Check[], patience: Patience): void {
    this.#given.push(...tests.map((test) => ({ test, ...patience })))
    this.#process.ask({ ask: 'checks', keys: tests.map(keyOf), deadlineMs: patience.deadlineMs })
  }

  /** Runs failed checks again for so long; resolves when that is over, or the unit has ended. */
  runAgain(tests: readonly Check[], deadlineMs: number, forMs: number): Promise<void> {
    const done = new Promise<void>((resolve) => (this.#onRepeated = resolve))
    this.#process.ask({ ask: 'again', keys: tests.map(keyOf), deadlineMs, forMs })
    return Promise.race([done, this.hasEnded])
  }

  /** Lets the adapter clean up; resolves when it has, or the unit has ended. */
  tearDown(): Promise<void> {
    const done = new Promise<void>((resolve) => (this.#onTornDown = resolve))
    this.#process.ask({ ask: 'teardown' })
    return Promise.race([done, this.hasEnded])
  }

  /** Ends it. Checks that it still has come back through `onLost`. */
  dismiss(): void {
    this.#end({ kind: 'dismissed' })
  }

  #onEntry(entry: JournalEntry): void {
    switch (entry.what) {
      case 'loading':
        this.#wasLoading = true
        this.state = 'loading'
        this.#deadline.start(this.#loadTimeoutMs)
        break
      case 'loaded':
        this.#onLoaded(entry)
        break
      case 'refused':
        this.#rejectLoaded(new CandidateError(entry.message))
        this.dismiss()
        break
      case 'started':
        this.#onStarted()
        break
      case 'settled':
        this.#onSettled(entry.outcome, entry.silent)
        break
      case 'escaped':
        this.#listener.onFinding(
          findingOf(entry.key, { how: `let an error get away: ${entry.error}`, at: entry.at }),
        )
        break
      case 'warned':
        this.#listener.onWarning(
          entry.name,
          `In the check "${entry.key}" the process warned: ${entry.warning}`,
        )
        break
      case 'exit':
        this.#exit = entry
        break
      case 'repeated':
        if (entry.key === null) this.#onRepeated()
        else this.#listener.onRepeated(entry.key, entry.intermittent)
        break
      case 'tore down':
        this.#onTornDown()
        break
      case 'broken':
        this.#onBroken(new Error(`The kit itself failed in a unit: ${entry.stack}`))
        break
    }
  }

  /** Also while the candidate is loaded, when nothing runs that could end. */
  #onBroken(error: Error): void {
    this.#rejectLoaded(error)
    this.#listener.onBroken(error)
  }

  #onLoaded({ facts, hasTeardown }: Extract<JournalEntry, { what: 'loaded' }>): void {
    this.#deadline.stop()
    this.#isLoaded = true
    if (this.state !== 'ending') this.state = 'ready'
    this.hasTeardown = hasTeardown
    this.#resolveLoaded(facts)
  }

  #onStarted(): void {
    this.startedChecks++
    this.#runningSince = performance.now()
    const deadlineMs = this.#given[0]?.deadlineMs ?? 0
    this.#deadline.start(deadlineMs === 0 ? 0 : deadlineMs + graceMs)
  }

  #onSettled(outcome: CheckOutcome, silent: boolean): void {
    this.#deadline.stop()
    this.#patience.stop()
    this.#runningSince = null
    const given = this.#given.shift()
    if (given !== undefined) this.#listener.onSettled(this, given.test, outcome, silent)
  }

  /** The check that is late may still end while the guard looks: then all is well, the host was just slow. */
  #askWhere(): void {
    this.#process.ask({ ask: 'where' })
    this.#patience.start(this.#given[0]?.patienceMs ?? loadPatienceMs)
  }

  #onGuard(message: GuardMessage): void {
    this.#trace = message.trace
    if (message.what === 'ended') this.#end(this.#crash(message.how))
    else if (message.what === 'stuck' && this.#patience.isRunning) this.#hang(message.frame)
  }

  #hang(frame: Frame | null): void {
    this.#end({ kind: 'hang', frame })
  }

  #end(ending: Ending): void {
    this.#ending ??= ending
    this.state = 'ending'
    this.#deadline.stop()
    this.#patience.stop()
    this.#process.kill()
  }

  #onEnd(code: number | null, signal: string | null): void {
    const ending = this.#ending ?? this.#crash(describeExit(code, signal))
    this.#end(ending)
    if (!this.#isLoaded)
      this.#rejectLoaded(loadErrorOf(this.#entry, ending, this.#wasLoading, this.#loadTimeoutMs))
    else this.#blame(ending)
    const left = this.#given.map(({ test }) => test)
    this.#given = []
    this.#listener.onLost(this, left)
  }

  /** A line that announced the end of the process explains it better than what is seen from outside. */
  #crash(how: string): Ending {
    if (this.#exit === null) return { kind: 'crash', how }
    const { how: told, at, key } = this.#exit
    return { kind: 'crash', how: told, guilty: key, ...(at === undefined ? {} : { at }) }
  }

  /** The running check pays for the end of its process, unless it is known that an earlier one did it. */
  #blame(ending: Ending): void {
    if (ending.kind === 'dismissed') return
    const [given] = this.#given
    const running = this.#runningSince === null ? undefined : given
    const guilty = ending.kind === 'crash' ? ending.guilty : undefined
    if (running === undefined || (guilty && guilty !== keyOf(running.test))) {
      if (ending.kind === 'crash') this.#listener.onFinding(findingOf(guilty ?? null, ending))
      return
    }
    this.#given.shift()
    const ranMs = performance.now() - (this.#runningSince ?? 0)
    const outcome = outcomeOf(running.test, ending, ranMs, running.deadlineMs)
    const verdict = { ...outcome, ...(this.#trace.length > 0 ? { trace: this.#trace } : {}) }
    this.#listener.onSettled(this, running.test, verdict, ending.kind === 'hang')
  }
}
