import {
  CandidateError,
  Deadline,
  findingOf,
  keyOf,
  loadErrorOf,
  outcomeOfEnding,
  repeatForMs,
  relativeTo,
  withoutColumn,
  type AdapterFacts,
  type CasePlan,
  type Check,
  type CheckOutcome,
  type Ending,
  type Finding,
  type Location,
  type Ran,
  type Runner,
} from '../../../conformance/harness/index.ts'
import type { Intermittent, TraceEvent } from '../../../spec/index.ts'
import type { LoopSource, News, Request } from '../protocol.ts'

/** The worker gives up a silent check when the deadline passes. The page ends only a worker that cannot. In milliseconds. */
const graceMs = 100
const loadMs = 5000

/** The part of a web worker that the page uses. */
export interface WorkerHandle {
  postMessage(message: Request): void
  terminate(): void
  onmessage: ((event: { readonly data: News }) => void) | null
  onerror: ((event: { readonly message: string; preventDefault(): void }) => void) | null
}

/** Makes the worker. Only the code that bundles the worker knows its file. */
export type StartWorker = () => WorkerHandle

/** Runs checks in a web worker. The page keeps the clock, and ends a worker that spins. */
export class WorkerRunner implements Runner {
  readonly backlog = 1
  readonly collectsGarbage = false
  readonly #start: StartWorker
  readonly #source: LoopSource
  #unit: WorkerUnit
  /** It starts while the other one works, so that a lost worker costs no start. */
  #spare: WorkerUnit
  #isLoading = false
  #isClosed = false

  constructor(start: StartWorker, source: LoopSource) {
    this.#start = start
    this.#source = source
    this.#unit = new WorkerUnit(start)
    this.#spare = new WorkerUnit(start)
  }

  /** The checks that the worker has. They run nowhere else. */
  boot(): Promise<readonly Check[]> {
    return this.#unit.booted
  }

  async load(onFinding: (finding: Finding) => void, cases: CasePlan): Promise<AdapterFacts> {
    if (!this.#unit.isAlive) {
      this.#unit = this.#spare
      this.#spare = new WorkerUnit(this.#start)
    }
    this.#isLoading = true
    try {
      return await this.#unit.load(this.#source, onFinding, cases)
    } finally {
      this.#isLoading = false
      if (this.#isClosed) await this.close()
    }
  }

  run(check: Check, deadlineMs: number): Promise<Ran | null> {
    return this.#unit.run(check, deadlineMs)
  }

  again(check: Check, deadlineMs: number, choices?: readonly number[]): Promise<Intermittent | null> {
    return this.#unit.again(check, deadlineMs, choices)
  }

  tearDown(): Promise<void> {
    return this.#unit.tearDown()
  }

  /** A candidate that is being loaded is waited for: its error is worth more than a stop. */
  close(): Promise<void> {
    this.#isClosed = true
    if (!this.#isLoading) {
      this.#unit.end()
      this.#spare.end()
    }
    return Promise.resolve()
  }
}

/** What the unit waits for: one thing at a time. */
interface Waiting {
  readonly onNews: (news: News) => void
  readonly onLate: () => void
  /** The worker was ended by the page, or failed by itself. */
  readonly onEnd: (error: Error | null) => void
}

/** A web worker, as the page sees it. */
class WorkerUnit {
  /** Never called if the worker cannot be loaded: then it rejects. */
  readonly booted: Promise<readonly Check[]>
  isAlive = true
  readonly #worker: WorkerHandle
  readonly #deadline = new Deadline(() => this.#waiting?.onLate())
  #onFinding: (finding: Finding) => void = () => undefined
  #hasTeardown = false
  #trace: TraceEvent[] = []
  #waiting: Waiting | null = null
  #resolveBooted: (checks: readonly Check[]) => void = () => undefined
  #rejectBooted: (error: Error) => void = () => undefined

  constructor(start: StartWorker) {
    this.booted = new Promise((resolve, reject) => {
      this.#resolveBooted = resolve
      this.#rejectBooted = reject
    })
    this.booted.catch(() => undefined)
    this.#worker = start()
    this.#worker.onmessage = ({ data }) => this.#receive(data)
    this.#worker.onerror = (event) => {
      event.preventDefault()
      this.#fail(
        new Error(`The worker of the playground failed: ${event.message || 'it could not be loaded'}`),
      )
    }
  }

  /** Throws CandidateError. */
  async load(
    source: LoopSource,
    onFinding: (finding: Finding) => void,
    cases: CasePlan,
  ): Promise<AdapterFacts> {
    this.#onFinding = onFinding
    // On a busy machine a worker takes seconds to start, and that time is not the candidate's.
    await this.booted
    return this.#ask({ ask: 'load', source, cases }, loadMs, (resolve, reject) => ({
      onNews: (news) => {
        if (news.what === 'loaded') {
          this.#hasTeardown = news.hasTeardown
          resolve(news.facts)
        } else if (news.what === 'refused') reject(new CandidateError(news.message, { code: news.code }))
      },
      onLate: () => reject(loadErrorOf(source.file, hang, loadMs)),
      onEnd: (error) => reject(error ?? loadErrorOf(source.file, { kind: 'dismissed' }, loadMs)),
    }))
  }

  run(check: Check, deadlineMs: number): Promise<Ran | null> {
    if (!this.isAlive) return Promise.resolve(null)
    this.#trace = []
    const started = performance.now()
    const lateMs = deadlineMs === 0 ? 0 : deadlineMs + graceMs
    return this.#ask({ ask: 'checks', keys: [keyOf(check)], deadlineMs }, lateMs, (resolve, reject) => ({
      onNews: (news) => {
        if (news.what === 'started') {
          // The deadline is that of one case.
          this.#trace = []
          this.#deadline.start(lateMs)
        }
        if (news.what !== 'settled') return
        // What this check has left running would disturb the next ones.
        if (news.silent) this.#terminate()
        resolve({ outcome: inEditor(news.outcome), silent: news.silent, lost: news.silent })
      },
      onLate: () => {
        this.#terminate()
        // A browser does not tell where a worker is stuck. The trace tells how far it came.
        const outcome = outcomeOfEnding(check, hang, performance.now() - started, deadlineMs)
        resolve({ outcome: { ...outcome, trace: this.#trace }, silent: true, lost: true })
      },
      onEnd: (error) => {
        if (error === null) resolve(null)
        else reject(error)
      },
    }))
  }

  again(check: Check, deadlineMs: number, choices: readonly number[] = []): Promise<Intermittent | null> {
    if (!this.isAlive) return Promise.resolve(null)
    const lateMs = repeatForMs + deadlineMs + graceMs
    return this.#ask({ ask: 'again', key: keyOf(check), deadlineMs, choices }, lateMs, (resolve, reject) => ({
      onNews: (news) => {
        if (news.what === 'repeated') resolve(news.intermittent)
      },
      onLate: () => {
        this.#terminate()
        resolve(null)
      },
      onEnd: (error) => {
        if (error === null) resolve(null)
        else reject(error)
      },
    }))
  }

  async tearDown(): Promise<void> {
    if (!this.isAlive || !this.#hasTeardown) return
    await this.#ask<undefined>({ ask: 'teardown' }, 0, (resolve, reject) => ({
      onNews: (news) => {
        if (news.what !== 'tore down') return
        if (news.error === undefined) resolve(undefined)
        else reject(new Error(news.error))
      },
      onLate: () => undefined,
      onEnd: (error) => {
        if (error === null) resolve(undefined)
        else reject(error)
      },
    }))
  }

  /** Ends the worker. A check under way is lost. */
  end(): void {
    this.#terminate()
    this.#stopWaiting(null)
  }

  #terminate(): void {
    this.isAlive = false
    this.#deadline.stop()
    this.#worker.terminate()
  }

  #fail(error: Error): void {
    this.#rejectBooted(error)
    this.#stopWaiting(error)
  }

  #stopWaiting(error: Error | null): void {
    const waiting = this.#waiting
    this.#waiting = null
    waiting?.onEnd(error)
  }

  #ask<T>(
    request: Request,
    withinMs: number,
    waitingFor: (resolve: (value: T) => void, reject: (error: Error) => void) => Waiting,
  ): Promise<T> {
    const done = new Promise<T>((resolve, reject) => {
      this.#waiting = waitingFor(resolve, reject)
      this.#deadline.start(withinMs)
      this.#worker.postMessage(request)
    })
    return done.finally(() => {
      this.#waiting = null
      this.#deadline.stop()
    })
  }

  #receive(news: News): void {
    if (news.what === 'booted')
      this.#resolveBooted(
        news.checks.map((facts) => ({
          ...facts,
          run: () => Promise.reject(new Error('A check runs in the worker.')),
        })),
      )
    else if (news.what === 'event') this.#trace.push(news.event)
    else if (news.what === 'broken')
      this.#fail(new Error(`The kit itself failed in the worker: ${news.stack}`))
    else if (news.what === 'escaped') {
      const { at } = inEditor(news)
      this.#onFinding({ text: findingOf(null, { how: `let an error get away: ${news.error}`, at }) })
    } else this.#waiting?.onNews(news)
  }
}

const hang: Exclude<Ending, { kind: 'dismissed' }> = { kind: 'hang', frame: null }

/** `/loop.ts:12:3` as it is in the editor. Lines are kept when types are taken away; columns are not. */
function inEditor<T extends Pick<CheckOutcome, 'at'> | { readonly at?: Location }>(shown: T): T {
  return shown.at === undefined ? shown : { ...shown, at: withoutColumn(relativeTo('/', shown.at)) }
}
