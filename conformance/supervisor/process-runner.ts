import type { Intermittent } from '../../spec/index.ts'
import type { CandidateSource } from '../candidate/candidate-source.ts'
import type { AdapterFacts, CasePlan, Check, Finding, Ran, Runner } from '../harness/index.ts'
import { collectsGarbage } from './node-host.ts'
import { Unit, UnitKilled, type UnitOptions } from './unit.ts'

/** After this many hangs at an unknown location, the guard gets less time to find it. */
const patientHangs = 2
/**
 * How many milliseconds to wait for the location where a candidate is stuck. It takes a few milliseconds if the candidate spins,
 * and a third of a second if the garbage collector is busy. It cannot be found if the thread is blocked outside of JavaScript.
 */
const longPatienceMs = 2000
const shortPatienceMs = 300

/** What the runners of one candidate share. */
export interface SharedByRunners {
  /** Null until it is known. The processes start before. */
  source: CandidateSource | null
  hangsNowhere: number
}

/** Runs checks in a process of its own. Its first process starts at once, or, if it is in reserve, when the candidate is loaded. */
export class ProcessRunner implements Runner {
  readonly backlog = 8
  readonly isReserve: boolean
  readonly collectsGarbage = collectsGarbage()
  readonly #options: UnitOptions
  readonly #shared: SharedByRunners
  readonly #units: Unit[] = []
  #unit: Unit | null

  constructor(options: UnitOptions, shared: SharedByRunners, isReserve = false) {
    this.#options = options
    this.#shared = shared
    this.isReserve = isReserve
    this.#unit = isReserve ? null : this.#startUnit()
  }

  /** A process that was killed from outside while it loaded the candidate is replaced once. */
  async load(onFinding: (finding: Finding) => void, cases: CasePlan): Promise<AdapterFacts> {
    try {
      return await this.#loadOnce(onFinding, cases)
    } catch (error) {
      if (!(error instanceof UnitKilled)) throw error
    }
    try {
      return await this.#loadOnce(onFinding, cases)
    } catch (error) {
      throw error instanceof UnitKilled ? error.loadError : error
    }
  }

  #loadOnce(onFinding: (finding: Finding) => void, cases: CasePlan): Promise<AdapterFacts> {
    const { source } = this.#shared
    if (source === null) throw new Error('load() needs a candidate.')
    if (this.#unit?.isAlive !== true) this.#unit = this.#startUnit()
    return this.#unit.load(source, onFinding, cases)
  }

  async run(check: Check, deadlineMs: number, seed?: number): Promise<Ran | null> {
    const shared = this.#shared
    const patienceMs = shared.hangsNowhere >= patientHangs ? shortPatienceMs : longPatienceMs
    const ran = await this.#loaded.run(check, { deadlineMs, patienceMs }, seed)
    if (ran?.outcome.status === 'hang' && ran.outcome.at === undefined) shared.hangsNowhere++
    return ran
  }

  again(check: Check, deadlineMs: number, choices?: readonly number[]): Promise<Intermittent | null> {
    return this.#loaded.again(check, deadlineMs, choices)
  }

  tearDown(): Promise<void> {
    return this.#loaded.tearDown()
  }

  /** Ends every process that it has started, and what the candidate has started in them. */
  async close(): Promise<void> {
    this.#unit?.dismiss()
    await Promise.all(this.#units.map((unit) => unit.hasEnded))
  }

  get #loaded(): Unit {
    if (this.#unit === null) throw new Error('A runner needs load() first.')
    return this.#unit
  }

  #startUnit(): Unit {
    const unit = new Unit(this.#options)
    this.#units.push(unit)
    return unit
  }
}
