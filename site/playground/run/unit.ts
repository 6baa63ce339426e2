import {
  CandidateError,
  keyOf,
  relativeTo,
  withoutColumn,
  type Check,
  type CheckOutcome,
  type Location,
} from '../../../conformance/harness/index.ts'
import type { AdapterFacts } from '../../../conformance/supervisor/protocol.ts'
import type { Intermittent, TraceEvent } from '../../../spec/index.ts'
import type { Candidate, News, Request } from '../protocol.ts'
import { Deadline } from './deadline.ts'

/** The worker gives up a silent check when the deadline passes. Only one that cannot is left to the page. */
const graceMs = 100
const loadMs = 5000
/** So long the repetitions of one check may take in all. */
const repeatMs = 400

const onlyThere = 'A check runs in the worker.'

/** Makes the worker: where its file is, is known to whoever bundles it. */
export type StartWorker = () => Worker

export interface Settled {
  readonly outcome: CheckOutcome
  /** The worker is gone, or of no more use: whatever the check has started may go on. */
  readonly lost: boolean
}

/** A web worker that runs checks one at a time, as the page sees it. The page keeps the clock, and ends it when it spins. */
export class Unit {
  hasTeardown = false
  readonly #worker: Worker
  readonly #onFinding: (finding: string) => void
  readonly #deadline: Deadline
  readonly #booted: Promise<readonly Check[]>
  #onBooted: (tests: readonly Check[]) => void = () => undefined
  #trace: TraceEvent[] = []
  #onNews: (news: News) => void = () => undefined
  #onLate: () => void = () => undefined
  #onBroken: (error: Error) => void = () => undefined

  constructor(start: StartWorker, onFinding: (finding: string) => void) {
    this.#onFinding = onFinding
    this.#deadline = new Deadline(() => this.#onLate())
    this.#worker = start()
    this.#worker.onmessage = ({ data }: MessageEvent<News>) => this.#hear(data)
    this.#booted = new Promise((resolve, reject) => {
      this.#onBooted = resolve
      this.#onBroken = reject
    })
    this.#booted.catch(() => undefined)
    this.#worker.onerror = (event) => {
      event.preventDefault()
      this.#onBroken(
        new Error(`The worker of the playground failed: ${event.message || 'it could not be loaded'}`),
      )
    }
  }

  /** The checks that the worker knows. */
  boot(): Promise<readonly Check[]> {
    return this.#booted
  }

  /** Throws CandidateError. */
  load(candidate: Candidate): Promise<AdapterFacts> {
    return this.#ask({ ask: 'load', candidate }, loadMs, (resolve, reject) => ({
      onNews: (news) => {
        if (news.what === 'loaded') {
          this.hasTeardown = news.hasTeardown
          resolve(news.facts)
        } else if (news.what === 'refused') reject(new CandidateError(news.message))
      },
      onLate: () =>
        reject(
          new CandidateError(
            `${candidate.file} was not loaded within ${String(loadMs)} ms.\n` +
              'Expected: a module that can be imported and then waits to be used.',
          ),
        ),
    }))
  }

  /** Runs one check to its verdict. */
  check(test: Check, deadlineMs: number): Promise<Settled> {
    this.#trace = []
    const started = performance.now()
    return this.#ask({ ask: 'check', key: keyOf(test), deadlineMs }, deadlineMs + graceMs, (resolve) => ({
      onNews: (news) => {
        if (news.what === 'settled') resolve({ outcome: shown(news.outcome), lost: news.silent })
      },
      onLate: () =>
        resolve({ outcome: this.#hang(test, performance.now() - started, deadlineMs), lost: true }),
    }))
  }

  /** Runs a check that failed again; null when that took too long, and the worker is lost. */
  again(test: Check, deadlineMs: number): Promise<Intermittent | null> {
    return this.#ask<Intermittent | null>(
      { ask: 'again', key: keyOf(test), deadlineMs },
      repeatMs,
      (resolve) => ({
        onNews: (news) => {
          if (news.what === 'repeated') resolve(news.intermittent)
        },
        onLate: () => resolve(null),
      }),
    )
  }

  tearDown(): Promise<boolean> {
    return this.#ask<boolean>({ ask: 'teardown' }, 1000, (resolve) => ({
      onNews: (news) => {
        if (news.what === 'tore down') resolve(true)
      },
      onLate: () => resolve(false),
    }))
  }

  end(): void {
    this.#deadline.stop()
    this.#worker.terminate()
  }

  #ask<T>(
    request: Request,
    withinMs: number,
    answer: (
      resolve: (value: T) => void,
      reject: (error: Error) => void,
    ) => { onNews: (news: News) => void; onLate: () => void },
  ): Promise<T> {
    const answered = new Promise<T>((resolve, reject) => {
      const { onNews, onLate } = answer(resolve, reject)
      this.#onNews = onNews
      this.#onLate = onLate
      this.#onBroken = reject
      this.#deadline.start(withinMs)
      this.#worker.postMessage(request)
    })
    return answered.finally(() => this.#deadline.stop())
  }

  #hear(news: News): void {
    if (news.what === 'booted')
      this.#onBooted(
        news.tests.map((facts) => ({ ...facts, run: () => Promise.reject(new Error(onlyThere)) })),
      )
    else if (news.what === 'event') this.#trace.push(news.event)
    else if (news.what === 'broken')
      this.#onBroken(new Error(`The kit itself failed in the worker: ${news.stack}`))
    else if (news.what === 'escaped') {
      const at = news.at === undefined ? '' : `, at ${inEditor(news.at)}`
      this.#onFinding(`Outside of any check the candidate let an error get away: ${news.error}${at}.`)
    } else this.#onNews(news)
  }

  /** A browser does not say where a worker is stuck: the trace says how far it came. */
  #hang({ hint }: Check, durationMs: number, deadlineMs: number): CheckOutcome {
    return {
      status: 'hang',
      durationMs,
      message: 'The candidate kept the thread for itself until the deadline.',
      expected: `the check ends within ${String(deadlineMs)} ms`,
      actual: 'the thread was still busy or blocked',
      trace: this.#trace,
      ...(hint === undefined ? {} : { hint }),
    }
  }
}

function shown({ at, ...outcome }: CheckOutcome): CheckOutcome {
  return at === undefined ? outcome : { ...outcome, at: inEditor(at) }
}

/** `/loop.ts:12:3` as it is in the editor. Lines are kept when types are taken away; columns are not. */
function inEditor(at: Location): Location {
  return withoutColumn(relativeTo('/', at))
}
