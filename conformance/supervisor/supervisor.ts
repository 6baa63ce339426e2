import type { Intermittent } from '../../spec/index.ts'
import type { CandidateSource } from '../candidate/candidate-source.ts'
import { keyOf } from '../harness/index.ts'
import type { CheckOutcome, Check, Schedule } from '../harness/index.ts'
import type { AdapterFacts } from './protocol.ts'
import type { CandidateOutput } from './unit-process.ts'
import { Unit, type Patience, type UnitListener } from './unit.ts'

export interface SupervisorOptions {
  /** How many processes run checks at the same time. */
  readonly jobs: number
  /** Milliseconds until a check that does not end is given up; 0 for never. */
  readonly timeoutMs: number
  readonly loadTimeoutMs: number
  /** The module with the checks, which exports them as `suite`. */
  readonly suiteUrl?: string
  /** What becomes of all that the candidate writes to its standard output and error. By default it goes to ours for errors. */
  readonly candidateOutput?: CandidateOutput
}

/** After two checks that had to be given up, the next ones are given up sooner: there will be more of them. */
const patientHangs = 2
const shortDeadlineMs = 250
/**
 * So long to wait for the line where a candidate is stuck: a few milliseconds do when it spins, a third of a second when the
 * garbage collector is busy, and nothing helps when the thread is blocked outside of JavaScript.
 */
const longPatienceMs = 2000
const shortPatienceMs = 300
/** A unit has at most so many checks before it, and gets more when it has but half of them left. */
const longestBacklog = 8
const teardownMs = 1000
/** So long, in milliseconds, the failures of a run are repeated in all; a unit that is stuck meanwhile is ended soon after. */
const repeatForMs = 300
const repeatAtMostMs = 800

/**
 * Runs checks in processes of their own, so that a candidate that spins, exits or exhausts memory costs the one check
 * that it was busy with. The processes start at once, before any candidate is known.
 */
export class Supervisor implements UnitListener {
  readonly #options: SupervisorOptions
  readonly #suiteUrl: string
  readonly #units = new Set<Unit>()
  readonly #findings: string[] = []
  readonly #warnings = new Set<string>()
  #source: CandidateSource | null = null
  #schedule: Schedule | null = null
  #endRun: (error?: Error) => void = () => undefined
  #hangs = 0
  #hangsNowhere = 0
  #lastRefusal: Error | null = null
  #repeating = false
  readonly #repeated = new Map<string, Intermittent>()

  constructor(options: SupervisorOptions) {
    this.#options = options
    this.#suiteUrl = options.suiteUrl ?? new URL('../suite/index.js', import.meta.url).href
    for (let job = 0; job < Math.max(1, options.jobs); job++) this.#startUnit()
  }

  /** Loads the candidate into every unit, and answers what its adapter says of itself. Throws CandidateError. */
  async load(source: CandidateSource): Promise<AdapterFacts> {
    this.#source = source
    const units = [...this.#units]
    for (const unit of units) unit.load(source)
    try {
      return await Promise.any(units.map((unit) => unit.loaded))
    } catch (error) {
      throw (error as AggregateError).errors[0]
    }
  }

  /** Runs all checks of the schedule. Answers what was noticed beside them. */
  async run(schedule: Schedule): Promise<readonly string[]> {
    this.#schedule = schedule
    const ended = new Promise<void>((resolve, reject) => {
      this.#endRun = (error) => {
        this.#schedule = null
        if (error === undefined) resolve()
        else reject(error)
      }
    })
    this.#feed()
    await ended
    if (schedule.finished) {
      await this.#repeatFailures(schedule)
      await this.#tearDown()
    }
    return this.#findings
  }

  /** Ends `run()` with what is settled. */
  interrupt(): void {
    this.#endRun()
    for (const unit of this.#units) unit.dismiss()
  }

  /** Ends every unit, and whatever the candidate has started in them. */
  async close(): Promise<void> {
    this.interrupt()
    await Promise.all([...this.#units].map((unit) => unit.hasEnded))
  }

  onSettled(unit: Unit, test: Check, outcome: CheckOutcome, silent: boolean): void {
    if (this.#schedule === null) return
    if (outcome.status === 'hang' || silent) this.#hangs++
    if (outcome.status === 'hang' && outcome.at === undefined) this.#hangsNowhere++
    this.#schedule.report(test, outcome)
    // Whatever this check has left running would disturb the next ones.
    if (silent) unit.dismiss()
    this.#feed()
  }

  onRepeated(key: string, intermittent: Intermittent): void {
    this.#repeated.set(key, intermittent)
  }

  onFinding(finding: string): void {
    // What is noticed when a check runs again was noticed when it ran first.
    if (!this.#repeating) this.#findings.push(finding)
  }

  onWarning(name: string, finding: string): void {
    if (this.#warnings.has(name)) return
    this.#warnings.add(name)
    this.onFinding(finding)
  }

  onBroken(error: Error): void {
    this.#endRun(error)
  }

  onLost(unit: Unit, left: readonly Check[]): void {
    this.#units.delete(unit)
    if (this.#schedule === null) return
    this.#schedule.putBack(left)
    // One that did not get as far as a check will not do better the next time.
    if (unit.startedChecks > 0) this.#startUnit()
    this.#feed()
  }

  #startUnit(): void {
    const { loadTimeoutMs, candidateOutput = 'stderr' } = this.#options
    const unit = new Unit({ suiteUrl: this.#suiteUrl, loadTimeoutMs, candidateOutput }, this)
    this.#units.add(unit)
    if (this.#source !== null) unit.load(this.#source)
    unit.loaded.then(
      () => {
        this.#feed()
      },
      (error: unknown) => {
        this.#lastRefusal = error as Error
      },
    )
  }

  /** Gives every unit that has little to do a few checks more, in turn. */
  #feed(): void {
    const schedule = this.#schedule
    if (schedule === null) return
    const ready = [...this.#units].filter((unit) => unit.state === 'ready')
    const half = longestBacklog / 2
    const hungry = ready.filter((unit) => unit.backlog <= half)
    for (const unit of hungry) {
      const tests = schedule.take(half)
      if (tests.length > 0) unit.run(tests, this.#patience())
    }
    if (this.#units.size === 0) this.#settleWithoutUnits(schedule)
    if (schedule.finished) this.#endRun()
    else if (ready.length === this.#units.size && ready.every((unit) => unit.backlog === 0))
      this.#endRun(
        new Error('The checks that are left wait for each other: the clauses they require form a circle.'),
      )
  }

  #patience(): Patience {
    const { timeoutMs } = this.#options
    return {
      deadlineMs: this.#hangs >= patientHangs ? Math.min(timeoutMs, shortDeadlineMs) : timeoutMs,
      patienceMs: this.#hangsNowhere >= patientHangs ? shortPatienceMs : longPatienceMs,
    }
  }

  /** No process is left and none can be had: every check that is left says so. */
  #settleWithoutUnits(schedule: Schedule): void {
    const why = this.#lastRefusal?.message ?? 'its process ended before the first check'
    const message = `Not run: the candidate could not be loaded once more. ${why}`
    const outcome: CheckOutcome = { status: 'crash', durationMs: 0, message }
    for (let tests = schedule.take(1); tests.length > 0; tests = schedule.take(1))
      for (const test of tests) schedule.report(test, outcome)
  }

  /** Runs the failures again that may be intermittent, and tells the schedule which are. */
  async #repeatFailures(schedule: Schedule): Promise<void> {
    const tests = schedule.worthRepeating()
    const units = [...this.#units].filter((unit) => unit.state === 'ready')
    if (tests.length === 0 || units.length === 0) return
    this.#repeating = true
    const { timeoutMs } = this.#options
    const under = units.map(async (unit, index) => {
      const share = tests.filter((_test, place) => place % units.length === index)
      const done = unit.runAgain(share, timeoutMs, repeatForMs)
      if ((await within(repeatAtMostMs, done)) === 'late') unit.dismiss()
    })
    await Promise.all(under)
    this.#repeating = false
    for (const test of tests) {
      const intermittent = this.#repeated.get(keyOf(test))
      if (intermittent !== undefined) schedule.reportRepeated(test, intermittent)
    }
  }

  async #tearDown(): Promise<void> {
    const units = [...this.#units].filter((unit) => unit.state === 'ready' && unit.hasTeardown)
    const done = Promise.all(units.map((unit) => unit.tearDown()))
    if ((await within(teardownMs, done)) === 'late')
      this.onFinding(`teardown() of the adapter did not end within ${String(teardownMs)} ms.`)
  }
}

/** `late` when the promise has not settled after so many milliseconds. */
async function within(ms: number, promise: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise((resolve) => {
    timer = setTimeout(resolve, ms, 'late')
  })
  return Promise.race([promise, tooLate]).finally(() => {
    clearTimeout(timer)
  })
}
