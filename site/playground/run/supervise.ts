import {
  buildReport,
  Schedule,
  seededRandom,
  selectTests,
  type Check,
  type Settled as SettledCheck,
} from '../../../conformance/harness/index.ts'
import type { AdapterFacts } from '../../../conformance/supervisor/protocol.ts'
import { suiteVersion } from '../../../conformance/version.ts'
import { specification, type Report } from '../../../spec/index.ts'
import type { Candidate } from '../protocol.ts'
import { browserName } from './browser-name.ts'
import { Unit, type StartWorker } from './unit.ts'

const timeoutMs = 1000
/** After two checks that had to be given up, the next ones are given up sooner: there will be more of them. */
const patientHangs = 2
const shortDeadlineMs = 250
/** So long, in milliseconds, the failures of a run are repeated in all. */
const repeatForMs = 300
const seed = 1

const clauses = new Map(specification.clauses.map((clause) => [clause.id, clause]))

export interface RunListener {
  /** The candidate is loaded, and so many checks are going to run. */
  onBegin(facts: AdapterFacts, checks: number): void
  onSettled(settled: SettledCheck): void
}

export interface RunOptions {
  readonly startWorker: StartWorker
  readonly listener: RunListener
  /** Ends the run with what is settled. */
  readonly signal: AbortSignal
}

/**
 * Runs the suite in web workers under the supervisor's rules: a check that spins costs itself alone, for its worker is ended and a
 * new one goes on with the next. Throws CandidateError when the loop cannot be loaded.
 */
export async function supervise(candidate: Candidate, options: RunOptions): Promise<Report> {
  const run = new Run(candidate, options)
  try {
    return await run.judge()
  } finally {
    run.end()
  }
}

class Run {
  readonly #candidate: Candidate
  readonly #options: RunOptions
  readonly #findings: string[] = []
  readonly #started = performance.now()
  #unit: Unit
  /** Starts while the other one works, so that a hang costs no boot. */
  #spare: Unit
  #hangs = 0

  constructor(candidate: Candidate, options: RunOptions) {
    this.#candidate = candidate
    this.#options = options
    this.#unit = this.#startUnit()
    this.#spare = this.#startUnit()
  }

  async judge(): Promise<Report> {
    const { listener, signal } = this.#options
    const suite = await this.#unit.boot()
    const facts = this.#withoutWhatTheBrowserLacks(await this.#unit.load(this.#candidate))
    const tests = selectTests(suite, clauses, facts)
    listener.onBegin(facts, tests.length)
    const schedule = new Schedule({
      tests,
      clauses,
      tolerated: new Set(facts.deviations?.map(({ clause }) => clause)),
      random: seededRandom(seed),
      onSettled: (settled) => listener.onSettled(settled),
    })
    for (let [test] = schedule.take(1); test !== undefined; [test] = schedule.take(1)) {
      const { outcome, lost } = await this.#unit.check(test, this.#deadlineMs)
      if (signal.aborted) break
      if (outcome.status === 'hang' || lost) this.#hangs++
      schedule.report(test, outcome)
      if (lost) await this.#replaceUnit()
    }
    if (schedule.finished) await this.#finish(schedule)
    else
      this.#findings.unshift(
        `Stopped: ${String(schedule.settled.size)} of ${String(tests.length)} checks were done.`,
      )
    return this.#report(facts, suite, schedule)
  }

  end(): void {
    this.#unit.end()
    this.#spare.end()
  }

  get #deadlineMs(): number {
    return this.#hangs >= patientHangs ? shortDeadlineMs : timeoutMs
  }

  #startUnit(): Unit {
    return new Unit(this.#options.startWorker, (finding) => this.#findings.push(finding))
  }

  async #replaceUnit(): Promise<void> {
    this.#unit.end()
    this.#unit = this.#spare
    this.#spare = this.#startUnit()
    await this.#unit.load(this.#candidate)
  }

  async #finish(schedule: Schedule): Promise<void> {
    const until = performance.now() + repeatForMs
    for (const test of schedule.worthRepeating()) {
      if (performance.now() > until) break
      const intermittent = await this.#unit.again(test, timeoutMs)
      if (intermittent === null) await this.#replaceUnit()
      else schedule.reportRepeated(test, intermittent)
    }
    if (this.#unit.hasTeardown && !(await this.#unit.tearDown()))
      this.#findings.push('teardown() of the adapter did not end within 1000 ms.')
  }

  /** A claim that cannot be judged here is said to be so, and not counted as kept. */
  #withoutWhatTheBrowserLacks(facts: AdapterFacts): AdapterFacts {
    const profiles = facts.profiles ?? []
    if (!profiles.includes('gc')) return facts
    this.#findings.push(
      'The profile gc is claimed and was not judged: a browser collects no garbage when it is told to.',
    )
    return { ...facts, profiles: profiles.filter((profile) => profile !== 'gc') }
  }

  async #report(facts: AdapterFacts, suite: readonly Check[], schedule: Schedule): Promise<Report> {
    return buildReport({
      specification,
      adapter: facts,
      entry: `./${this.#candidate.file}`,
      candidateHash: await hashOf(this.#candidate.code),
      suite: { name: 'loop-conformance', version: suiteVersion },
      environment: {
        runtime: browserName(navigator.userAgent),
        platform: 'web worker',
        cpus: navigator.hardwareConcurrency,
      },
      seed,
      durationMs: performance.now() - this.#started,
      partial: !schedule.finished,
      findings: this.#findings,
      tests: suite,
      settled: schedule.settled,
    })
  }
}

/** The first 16 digits of the SHA-256, where the page is served safely enough for the browser to say it. */
async function hashOf(text: string): Promise<string> {
  const { subtle } = crypto as Partial<Crypto>
  if (subtle === undefined) return ''
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, 16)
}
