/** The run loop. The command, `runSuite()`, the tests of vitest, the playground and the mutants all use this one. */
import { specification as wholeSpecification, type Report, type Specification } from '../../spec/index.ts'
import type { AdapterFacts } from './adapter-facts.ts'
import { buildReport, rowOf, type ReportInput } from './build-report.ts'
import { CandidateError } from './candidate.ts'
import { isFailure, type CheckOutcome } from './check-outcome.ts'
import { keyOf, type Check } from './check.ts'
import { conditionsOf, pairsOf } from './condition-pairs.ts'
import { describeExplored, explore } from './explore.ts'
import { captureHost, type Host } from './host.ts'
import type { Plan } from './plan.ts'
import { seededRandom } from './random.ts'
import type { CasePlan, Finding, Ran, Runner } from './runner.ts'
import { SecondChances, type SecondChance } from './second-chances.ts'
import { Schedule } from './schedule.ts'
import type { SettledCheck } from './settled-check.ts'
import { isFiltered, selectChecks, type Filter } from './select-checks.ts'
import { show } from './show.ts'

/** After this many hangs that are believed, the deadline is shorter: more of them will follow, and each is tried twice. */
const patientHangs = 1
const shortDeadlineMs = 250
/** The shortest deadline of the checks that come last. */
const leastForTheLastMs = 1000
/** A check that ages its loop first has a deadline that is longer by this factor. */
const longerForTheAged = 4
/** How many milliseconds the failures of a run are repeated in all. */
const repeatForMs = 300
const teardownMs = 1000
/** With at most this many checks, the runners in reserve would take longer to start than they save. */
const fewChecks = 40

/**
 * Judges one candidate: runs the checks of the plan on the runners and returns the report. It closes the runners. Throws
 * `CandidateError` if the candidate cannot be loaded, and other errors if the kit itself fails.
 */
export async function judge(runners: readonly Runner[], plan: Plan): Promise<Report> {
  try {
    return await new Run(runners, plan).judge()
  } finally {
    await Promise.all(runners.map((runner) => runner.close()))
  }
}

/** A runner and what it has to do. */
interface Seat {
  readonly runner: Runner
  state: 'loading' | 'ready' | 'gone'
  /** How many checks it was given that have not ended. */
  underWay: number
  /** How many checks it has run since it was loaded. */
  ran: number
}

class Run {
  readonly #plan: Plan
  readonly #specification: Specification
  readonly #seats: Seat[]
  /** They are loaded if there is much to do. */
  readonly #reserve: Seat[]
  readonly #host: Host = captureHost()
  readonly #started = this.#host.now()
  readonly #findings: string[] = []
  readonly #kindsFound = new Set<string>()
  #schedule: Schedule | null = null
  #hangs = 0
  readonly #chances = new SecondChances()
  #repeating = false
  #lastRefusal: unknown = null
  #end: (error?: Error) => void = () => undefined

  constructor(runners: readonly Runner[], plan: Plan) {
    this.#plan = plan
    this.#specification = plan.specification ?? wholeSpecification
    const seats = runners.map((runner): Seat => ({ runner, state: 'loading', underWay: 0, ran: 0 }))
    this.#seats = seats.filter(({ runner }) => runner.isReserve !== true)
    this.#reserve = seats.filter(({ runner }) => runner.isReserve === true)
    plan.signal?.addEventListener('abort', () => this.#stop())
  }

  async judge(): Promise<Report> {
    const { suite, filter: given, seed = 1, onBegin } = this.#plan
    const facts = this.#withoutWhatTheHostLacks(await this.#load())
    const filter = typeof given === 'function' ? given(facts) : given
    const checks = selectChecks(suite, this.#specification, facts, filter)
    if (checks.length > fewChecks) this.#loadReserve()
    onBegin?.(facts, checks)
    const onSettled = (settled: SettledCheck): void => {
      this.#plan.onSettled?.(settled)
      this.#tellRow(settled, facts, filter)
    }
    const schedule = this.#newSchedule(checks, facts, seed, onSettled)
    this.#schedule = schedule
    await this.#runAll()
    schedule.settleLacks()
    if (schedule.finished && !this.#isStopped) await this.#tryConditions(schedule, checks, facts)
    const { finding } = this.#chances
    if (finding !== null) this.#note({ text: finding })
    if (schedule.finished && !this.#isStopped && this.#plan.repeat !== false)
      await this.#repeatFailures(schedule)
    await this.#explore(schedule, checks, facts)
    await this.#tearDown()
    return this.#makeReport(schedule, facts, filter, checks.length)
  }

  get #isStopped(): boolean {
    return this.#plan.signal?.aborted === true
  }

  /** Loads the candidate into every runner. Returns as soon as the first one is ready. */
  async #load(): Promise<AdapterFacts> {
    try {
      return await Promise.any(this.#seats.map((seat) => this.#loadInto(seat)))
    } catch (error) {
      throw (error as AggregateError).errors[0]
    }
  }

  #loadReserve(): void {
    const reserve = this.#reserve.splice(0)
    this.#seats.push(...reserve)
    for (const seat of reserve) this.#loadInto(seat).catch(() => undefined)
  }

  async #loadInto(seat: Seat): Promise<AdapterFacts> {
    seat.state = 'loading'
    seat.ran = 0
    try {
      const facts = await seat.runner.load((finding) => this.#note(finding), this.#cases)
      seat.state = 'ready'
      this.#feed()
      return facts
    } catch (error) {
      seat.state = 'gone'
      this.#lastRefusal = error
      this.#feed()
      throw error
    }
  }

  get #cases(): CasePlan {
    const { seed, moreCases = 1 } = this.#plan
    return { seed: seed ?? 1, more: moreCases }
  }

  /** A host that cannot collect garbage cannot judge what becomes of it. The claim is not counted as kept. */
  #withoutWhatTheHostLacks(facts: AdapterFacts): AdapterFacts {
    const judged = claimsJudgedBy(
      facts,
      this.#seats.every(({ runner }) => runner.collectsGarbage),
    )
    if (judged !== facts)
      this.#note({
        text: 'The profile gc is claimed and was not judged: this host collects no garbage when it is told to.',
      })
    return judged
  }

  #newSchedule(
    checks: readonly Check[],
    facts: AdapterFacts,
    seed: number | null,
    onSettled: (settled: SettledCheck) => void,
  ): Schedule {
    const { patient, tolerated = [] } = this.#plan
    return new Schedule({
      checks,
      specification: this.#specification,
      tolerated: new Set([...(facts.deviations ?? []).map(({ clause }) => clause), ...tolerated]),
      ...(patient === undefined ? {} : { patient }),
      ...(seed === null ? {} : { random: seededRandom(seed) }),
      onSettled,
    })
  }

  #runAll(): Promise<void> {
    const ended = new Promise<void>((resolve, reject) => {
      this.#end = (error) => {
        this.#end = () => undefined
        if (error === undefined) resolve()
        else reject(error)
      }
    })
    this.#feed()
    return ended
  }

  /**
   * Tries checks that passed again under conditions, if every MUST is kept so far: else what is broken would explain what is found here.
   * The first failure is the one that counts. It replaces the row of the check.
   */
  async #tryConditions(schedule: Schedule, checks: readonly Check[], facts: AdapterFacts): Promise<void> {
    const { conditions = 'some', seed } = this.#plan
    const { byId } = this.#specification
    if (conditions === 'none' || schedule.broken.some((id) => byId.get(id)?.level === 'MUST')) return
    const passed = passedOf(schedule, checks)
    const pairs = pairsOf(passed, {
      seed: seed ?? 1,
      facts,
      all: conditions === 'all',
      specification: this.#specification,
    })
    const found: { readonly check: Check; readonly outcome: CheckOutcome }[] = []
    const tried: Schedule = this.#newSchedule(pairs, facts, seed ?? 1, (one) => {
      if (!('outcome' in one) || !isFailure(one.outcome) || found.length > 0) return
      found.push(one)
      tried.drop()
    })
    this.#schedule = tried
    if (pairs.length > 0) await this.#runAll()
    if (!this.#isStopped)
      for (const { check, outcome } of found) await this.#reportUnderCondition(check, outcome, schedule)
  }

  /** A check that also fails sometimes as it is does not fail because of the condition. */
  async #reportUnderCondition(check: Check, outcome: CheckOutcome, schedule: Schedule): Promise<void> {
    const asItIs = schedule.settled.get(keyOf({ clause: check.clause, situation: check.situation }))?.check
    const seat = this.#seats.find(({ state }) => state === 'ready')
    const isQuick = outcome.status === 'fail' && outcome.late !== true
    const repeated =
      asItIs === undefined || !isQuick
        ? null
        : await seat?.runner.again(asItIs, shortDeadlineMs, outcome.choices)
    if (asItIs !== undefined && repeated !== null && repeated !== undefined && repeated.failed > 1)
      schedule.reportLater(asItIs, { ...outcome, intermittent: repeated })
    else schedule.reportLater(check, outcome)
  }

  /** Gives a few more checks to every runner that has little to do. Ends the run if nothing is left. */
  #feed(): void {
    const schedule = this.#schedule
    if (schedule === null) return
    if (!this.#isStopped) this.#giveChecks(schedule)
    if (this.#seats.every(({ state }) => state === 'gone')) this.#settleWithoutRunners(schedule)
    const isIdle = this.#seats.every(({ underWay }) => underWay === 0)
    if (schedule.finished || (this.#isStopped && isIdle)) this.#end()
    else if (isIdle && this.#seats.every(({ state }) => state !== 'loading'))
      this.#end(
        new Error('The checks that are left wait for each other: the clauses they require form a circle.'),
      )
  }

  #giveChecks(schedule: Schedule): void {
    const ready = this.#seats.filter(({ state }) => state === 'ready')
    if (!this.#chances.isEmpty) {
      // A second chance is taken alone, in a runner that has run nothing yet if there is one.
      const isAlone = this.#seats.every(({ state, underWay }) => state !== 'loading' && underWay === 0)
      const [seat] = ready.sort((a, b) => a.ran - b.ran)
      const chance = isAlone && seat !== undefined ? this.#chances.take() : undefined
      if (chance !== undefined && seat !== undefined) void this.#runAgain(seat, chance, schedule)
      return
    }
    for (const seat of ready) {
      const half = Math.floor(seat.runner.backlog / 2)
      if (seat.underWay > half) continue
      for (const check of schedule.take(Math.max(1, half))) void this.#run(seat, check, schedule)
    }
  }

  #run(seat: Seat, check: Check, schedule: Schedule): Promise<void> {
    const deadlineMs = this.#deadlineOf(check)
    return this.#runIn(seat, check, deadlineMs, (ran) => {
      if (ran === null) schedule.putBack(check)
      else if (this.#isDoubtful(ran, check, schedule)) this.#chances.give(check, ran.outcome, deadlineMs)
      else this.#report(check, ran.outcome, schedule)
    })
  }

  #runAgain(seat: Seat, chance: SecondChance, schedule: Schedule): Promise<void> {
    return this.#runIn(seat, chance.check, chance.deadlineMs, (ran) => {
      if (ran === null) this.#chances.putBack(chance)
      else this.#report(chance.check, this.#chances.settle(chance, ran), schedule)
    })
  }

  /** Runs a check. `onRan` receives null if the runner was lost before it ran the check. */
  async #runIn(
    seat: Seat,
    check: Check,
    deadlineMs: number,
    onRan: (ran: Ran | null) => void,
  ): Promise<void> {
    seat.underWay++
    try {
      const ran = await seat.runner.run(check, deadlineMs)
      seat.underWay--
      if (ran !== null) seat.ran++
      onRan(ran)
      if (ran === null || ran.lost) this.#renew(seat)
      this.#feed()
    } catch (error) {
      this.#end(error instanceof Error ? error : new Error(show(error)))
    }
  }

  #report(check: Check, outcome: CheckOutcome, schedule: Schedule): void {
    if (outcome.late === true || outcome.status === 'hang') this.#hangs++
    schedule.report(check, outcome)
  }

  /** Whether the machine may be to blame. A failure that another one explains is not worth a second chance. */
  #isDoubtful(ran: Ran, check: Check, schedule: Schedule): boolean {
    if (this.#plan.credulous === true || this.#isStopped) return false
    return SecondChances.isDoubtful(ran) && ran.outcome.lacks === undefined && schedule.rootOf(check) === null
  }

  /** A runner that was lost before it ran any check will not do better the next time. */
  #renew(seat: Seat): void {
    if (seat.state !== 'ready') return
    if (seat.ran === 0 || this.#isStopped) seat.state = 'gone'
    else this.#loadInto(seat).catch(() => undefined)
  }

  /** What a check that comes last finds takes a while to make short. To age a loop takes a while over a bridge. */
  #deadlineOf({ comesLast, condition }: Check): number {
    const deadlineMs = this.#deadlineMs
    if (deadlineMs === 0) return 0
    if (condition === 'aged') return deadlineMs * longerForTheAged
    return comesLast === true ? Math.max(deadlineMs, leastForTheLastMs) : deadlineMs
  }

  get #deadlineMs(): number {
    const { timeoutMs = 1000 } = this.#plan
    return this.#hangs >= patientHangs ? Math.min(timeoutMs, shortDeadlineMs) : timeoutMs
  }

  /** The candidate cannot be loaded any more: every check that is left says so. */
  #settleWithoutRunners(schedule: Schedule): void {
    if (this.#isStopped) return
    const error = this.#lastRefusal
    // What the machine lacks is no failure of the candidate.
    if (CandidateError.is(error) && error.code === 'machine') {
      this.#end(error)
      return
    }
    const why = error instanceof Error ? error.message : 'its process ended before the first check'
    const message = `Not run: the candidate could not be loaded once more. ${why}`
    const outcome: CheckOutcome = { status: 'crash', durationMs: 0, message }
    for (let chance = this.#chances.take(); chance !== undefined; chance = this.#chances.take())
      schedule.report(chance.check, chance.first)
    for (let checks = schedule.take(1); checks.length > 0; checks = schedule.take(1))
      for (const check of checks) schedule.report(check, outcome)
  }

  /** Runs the failures again that may be intermittent, and tells the schedule which of them are. */
  async #repeatFailures(schedule: Schedule): Promise<void> {
    const checks = schedule.worthRepeating()
    const seats = this.#seats.filter(({ state }) => state === 'ready')
    const until = this.#host.now() + repeatForMs
    // What is noticed when a check runs again was noticed when it ran first.
    this.#repeating = true
    await Promise.all(
      seats.map(async ({ runner }, index) => {
        for (const check of checks.filter((_check, position) => position % seats.length === index)) {
          if (this.#isStopped || this.#host.now() >= until) return
          const intermittent = await runner.again(check, shortDeadlineMs, schedule.choicesOf(check))
          if (intermittent === null) return
          schedule.reportRepeated(check, intermittent)
        }
      }),
    )
    this.#repeating = false
  }

  /** Looks for a failure with other seeds. A failure that there is already would explain what it finds. */
  async #explore(schedule: Schedule, checks: readonly Check[], facts: AdapterFacts): Promise<void> {
    const { exploreMs = 0, seed, onExplored } = this.#plan
    if (exploreMs === 0 || !schedule.finished || this.#isStopped) return
    const failed = [...schedule.settled.values()].filter(
      (one) => !('outcome' in one) || isFailure(one.outcome),
    )
    const { byId } = this.#specification
    if (failed.some(({ check }) => byId.get(check.clause)?.level === 'MUST')) {
      this.#note({
        text: 'Nothing was explored, because a clause is not kept: it would explain what is found.',
      })
      return
    }
    // A recommendation that is not kept explains what programs find, and no check of another clause.
    const broken = new Set(failed.map(({ check }) => check.clause))
    const worthTrying = schedule.isExplained
      ? passedOf(schedule, checks).filter(
          ({ clause, comesLast }) => comesLast !== true && !broken.has(clause),
        )
      : checks
    if (worthTrying.length === 0) return
    const ready = this.#seats.filter(({ state }) => state === 'ready')
    const explored = await explore(
      ready.map(({ runner }) => runner),
      {
        checks: worthTrying,
        seed: seed ?? 1,
        forMs: exploreMs,
        now: () => this.#host.now(),
        deadlineOf: (check) => this.#deadlineOf(check),
        conditionsOf: (check) => conditionsOf(check, { facts, specification: this.#specification }),
        reload: (runner) => runner.load((finding) => this.#note(finding), this.#cases),
        isStopped: () => this.#isStopped,
        onProgress: (soFar) => onExplored?.(soFar),
      },
    )
    if (explored.found !== null) schedule.reportLater(explored.found.check, explored.found.outcome)
    this.#note({ text: describeExplored(explored) })
  }

  async #tearDown(): Promise<void> {
    const seats = this.#seats.filter(({ state }) => state === 'ready')
    const tearingDown = Promise.all(seats.map(({ runner }) => runner.tearDown())).catch((error: unknown) => {
      const what = error instanceof Error ? error.message : show(error)
      this.#note({ text: `teardown() of the adapter threw ${what}.` })
    })
    let timer: unknown
    const late = new Promise<void>((resolve) => {
      timer = this.#host.setTimeout(() => {
        this.#note({ text: `teardown() of the adapter did not end within ${String(teardownMs)} ms.` })
        resolve()
      }, teardownMs)
    })
    await Promise.race([tearingDown, late])
    this.#host.clearTimeout(timer)
  }

  /** Ends what is under way where it can be ended, and waits for the rest. */
  #stop(): void {
    for (const { runner } of [...this.#seats, ...this.#reserve]) void runner.close()
    this.#feed()
  }

  #note({ text, kind }: Finding): void {
    if (this.#repeating || (kind !== undefined && this.#kindsFound.has(kind))) return
    if (kind !== undefined) this.#kindsFound.add(kind)
    this.#findings.push(text)
  }

  #makeReport(schedule: Schedule, facts: AdapterFacts, filter: Filter | undefined, checks: number): Report {
    const { suite, signal } = this.#plan
    if (this.#isStopped)
      this.#findings.unshift(
        `${typeof signal?.reason === 'string' ? signal.reason : 'Stopped'}: ${String(schedule.settled.size)} of ${String(checks)} checks were done.`,
      )
    return buildReport({
      ...this.#reportHead(facts, filter),
      checks: suite,
      settled: schedule.settled,
    })
  }

  #tellRow(settled: SettledCheck, facts: AdapterFacts, filter: Filter | undefined): void {
    const { onRow } = this.#plan
    const row = onRow === undefined ? null : rowOf(settled, this.#reportHead(facts, filter))
    if (row !== null) onRow?.(row)
  }

  /** What a report needs besides the outcomes. */
  #reportHead(facts: AdapterFacts, filter: Filter | undefined): Omit<ReportInput, 'checks' | 'settled'> {
    const { entry, rerun, candidateHash = '', kit, environment, seed } = this.#plan
    return {
      specification: this.#specification,
      adapter: facts,
      entry: entry ?? facts.name,
      ...(rerun === undefined ? {} : { rerun }),
      candidateHash: facts.python?.hash ?? candidateHash,
      suite: kit ?? { name: 'loop-conformance', version: 'development' },
      environment: environment ?? { runtime: 'in process', platform: 'unknown', cpus: 1 },
      seed: seed ?? 1,
      durationMs: this.#host.now() - this.#started,
      partial: isFiltered(filter) || this.#isStopped,
      ...(filter === undefined ? {} : { filter }),
      findings: this.#findings,
    }
  }
}

/** The checks that passed and that no broken clause explains. */
function passedOf(schedule: Schedule, checks: readonly Check[]): Check[] {
  return checks.filter((check) => {
    const one = schedule.settled.get(keyOf(check))
    const isPassed = one !== undefined && 'outcome' in one && one.outcome.status === 'pass'
    return isPassed && schedule.rootOf(check) === null
  })
}

/** What an adapter claims, without the profile that a host without garbage collection cannot judge. */
export function claimsJudgedBy<T extends Pick<AdapterFacts, 'profiles'>>(
  facts: T,
  collectsGarbage: boolean,
): T {
  const { profiles = [] } = facts
  if (collectsGarbage || !profiles.includes('gc')) return facts
  return { ...facts, profiles: profiles.filter((profile) => profile !== 'gc') }
}

/** The status of a settled check. */
export function statusOf(settled: SettledCheck): CheckOutcome['status'] | 'blocked' {
  return 'outcome' in settled ? settled.outcome.status : 'blocked'
}
