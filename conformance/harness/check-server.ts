import type { BridgedAdapter } from '../../spec/index.ts'
import type { Intermittent } from '../../spec/index.ts'
import type { AdapterFacts } from './adapter-facts.ts'
import { CandidateError, type CandidateErrorCode } from './candidate.ts'
import type { CheckOutcome } from './check-outcome.ts'
import { keyOf, type Check } from './check.ts'
import { conditions } from './condition.ts'
import { underCondition } from './under-condition.ts'
import { InProcessRunner, type InProcessOptions } from './in-process-runner.ts'
import type { Host } from './host.ts'
import { stackOf } from './location.ts'
import type { CasePlan, Finding } from './runner.ts'
import { messageOf, show } from './show.ts'

/** What a worker is asked to do. `Source` says where the candidate is. */
export type WorkerRequest<Source> =
  | { readonly ask: 'load'; readonly source: Source; readonly cases: CasePlan }
  /** Run these checks, one after another. */
  | {
      readonly ask: 'checks'
      readonly keys: readonly string[]
      readonly deadlineMs: number
      readonly seed?: number
    }
  /** Repeat the case of a check that has failed. */
  | {
      readonly ask: 'again'
      readonly key: string
      readonly deadlineMs: number
      readonly choices: readonly number[]
    }
  | { readonly ask: 'teardown' }

type RepeatRequest = Extract<WorkerRequest<unknown>, { ask: 'again' }>

/** What a worker tells. `key` names a check. */
export type WorkerNews =
  | { readonly what: 'loading' }
  | {
      readonly what: 'loaded'
      readonly facts: AdapterFacts
      readonly hasTeardown: boolean
      readonly findings: readonly Finding[]
    }
  | { readonly what: 'refused'; readonly message: string; readonly code: CandidateErrorCode | null }
  /** The check has started. It is told again while its cases run: the deadline is that of one case. */
  | { readonly what: 'started'; readonly key: string }
  | {
      readonly what: 'settled'
      readonly key: string
      readonly outcome: CheckOutcome
      /** The deadline has passed. What the check started may go on for ever. */
      readonly silent: boolean
    }
  /** The check is about to be repeated. */
  | { readonly what: 'repeating'; readonly key: string }
  | { readonly what: 'repeated'; readonly key: string; readonly intermittent: Intermittent }
  /** `error`: what teardown() threw, in words. */
  | { readonly what: 'tore down'; readonly error?: string }
  /** The kit itself failed. */
  | { readonly what: 'broken'; readonly stack: string }

/** In milliseconds: much less than the time that the parent adds to a deadline. */
const sayCaseEveryMs = 20

export interface CheckServerOptions<Source> extends Omit<InProcessOptions, 'adapter'> {
  readonly host: Host
  readonly suite: readonly Check[]
  /** Finds the adapter. Throws `CandidateError`. */
  readonly load: (source: Source) => Promise<BridgedAdapter>
  readonly say: (news: WorkerNews) => void
}

/** The worker's end of a runner: it serves one request after another, in the order in which they come. */
export class CheckServer<Source> {
  readonly #options: CheckServerOptions<Source>
  readonly #checks: ReadonlyMap<string, Check>
  #runner: InProcessRunner | null = null
  #served: Promise<void> = Promise.resolve()
  #saidStarted = 0
  readonly #now: () => number

  constructor(options: CheckServerOptions<Source>) {
    this.#options = options
    const { host } = options
    this.#now = () => host.now()
    this.#checks = new Map(options.suite.map((check) => [keyOf(check), check]))
  }

  /** Resolves when the request is served. Never rejects: what goes wrong is told. */
  receive(request: WorkerRequest<Source>): Promise<void> {
    this.#served = this.#served
      .then(() => this.#serve(request))
      .catch((error: unknown) => {
        this.#options.say({
          what: 'broken',
          stack: stackOf(error) ?? show(error),
        })
      })
    return this.#served
  }

  async #serve(request: WorkerRequest<Source>): Promise<void> {
    if (request.ask === 'load') await this.#load(request.source, request.cases)
    else if (request.ask === 'checks')
      for (const key of request.keys) await this.#run(key, request.deadlineMs, request.seed)
    else if (request.ask === 'again') await this.#runAgain(request)
    else await this.#tearDown()
  }

  async #load(source: Source, cases: CasePlan): Promise<void> {
    const { load, say, suite: _suite, ...options } = this.#options
    say({ what: 'loading' })
    const runner = new InProcessRunner({
      ...options,
      adapter: () => load(source),
      onCase: (key) => this.#onCase(key),
    })
    this.#runner = runner
    try {
      const findings: Finding[] = []
      const facts = await runner.load((finding) => findings.push(finding), cases)
      say({ what: 'loaded', facts, hasTeardown: runner.hasTeardown, findings })
    } catch (error) {
      if (!CandidateError.is(error)) throw error
      say({ what: 'refused', message: error.message, code: error.code })
    }
  }

  async #run(key: string, deadlineMs: number, seed?: number): Promise<void> {
    const { check, runner } = this.#find(key)
    await this.#prepare(check)
    this.#sayStarted(key)
    const { outcome, silent } = await runner.run(check, deadlineMs, seed)
    this.#options.say({ what: 'settled', key, outcome, silent })
  }

  #sayStarted(key: string): void {
    this.#saidStarted = this.#now()
    this.#options.say({ what: 'started', key })
  }

  /** Most cases take less than a millisecond, so the parent is not told about each. */
  #onCase(key: string): void {
    this.#options.onCase?.(key)
    if (this.#now() - this.#saidStarted > sayCaseEveryMs) this.#sayStarted(key)
  }

  async #runAgain({ key, deadlineMs, choices }: RepeatRequest): Promise<void> {
    const { check, runner } = this.#find(key)
    await this.#prepare(check)
    this.#options.say({ what: 'repeating', key })
    const intermittent = await runner.again(check, deadlineMs, choices)
    this.#options.say({ what: 'repeated', key, intermittent })
  }

  /** Starts what the check needs of this kit. It takes a while, and that time is not the candidate's. */
  async #prepare({ needsServer, needsPeers }: Check): Promise<void> {
    if (needsServer === true) await this.#options.host.server?.()
    if (needsPeers === true) await this.#options.host.peers?.()
  }

  /** The check of the suite whose key this is, under one of the conditions. */
  #underCondition(key: string): Check | undefined {
    const condition = conditions.find((one) => key.endsWith(` · ${one}`))
    if (condition === undefined) return undefined
    const check = this.#checks.get(key.slice(0, -` · ${condition}`.length))
    return check && underCondition(check, condition)
  }

  #find(key: string): { check: Check; runner: InProcessRunner } {
    const check = this.#checks.get(key) ?? this.#underCondition(key)
    if (check === undefined || this.#runner === null)
      throw new Error(`This worker cannot run the check "${key}".`)
    return { check, runner: this.#runner }
  }

  async #tearDown(): Promise<void> {
    try {
      await this.#runner?.tearDown()
      this.#options.say({ what: 'tore down' })
    } catch (error) {
      this.#options.say({ what: 'tore down', error: messageOf(error) })
    }
  }
}
