import type {
  AsyncioApi,
  Callback,
  Coroutine,
  ErrorKind,
  EventLoop,
  ExceptionContext,
  Profile,
  RegisteredTask,
  Task,
  TaskOptions,
} from '../../spec/index.ts'
import { Assertions } from './assertions.ts'
import { attempt, attemptAsync, type Attempt } from './attempt.ts'
import type { Candidate } from './candidate.ts'
import { CheckLoops } from './check-loops.ts'
import type { CaseSet } from './case-set.ts'
import type { Condition } from './condition.ts'
import type { ClauseFailure, FailureDetails } from './clause-failure.ts'
import { chooseFirst, Draws } from './draws.ts'
import type { Host, TcpServer } from './host.ts'
import type { Peers } from './peers.ts'
import { Instruments } from './instruments.ts'
import { notRunFor, type Lack } from './lacks.ts'
import { LedgerWatch } from './ledger-watch.ts'
import { Ledger } from './ledger.ts'
import type { Location } from './location.ts'
import { brieflyWhatThrew, MetErrors, type UnexpectedError } from './met-errors.ts'
import { MemoryPeers, networkOf } from './memory-peers.ts'
import { Recorder, type CheckPhase } from './recorder.ts'
import { Trace } from './trace.ts'

/** What a check needs of the machine besides its host. */
interface Machine {
  readonly server?: TcpServer | null
  readonly peers?: Peers | null
}

/**
 * What a check receives as `t`: everything it may use, in the order in which a check uses it. Each part is done elsewhere:
 * `CheckLoops`, `Recorder`, `Instruments` and `Assertions`.
 */
export class CheckContext {
  /** The module functions of the candidate. */
  readonly api: AsyncioApi
  readonly host: Host
  /** Null unless the check has `needsServer`. */
  readonly server: TcpServer | null
  readonly #peers: Peers | null
  /** What the host or the candidate may lack: garbage collection, other threads, processor time, warnings. */
  readonly instruments: Instruments
  readonly trace = new Trace()
  readonly ledger = new Ledger()
  /** What the check waits for at present: "createConnection() to end". A check that never ends reports it. */
  waitingFor = 'the run to end'
  /** True once the check is judged: what happens afterwards is late. */
  finished = false
  /** What the candidate lacks, if the check was skipped for it. */
  lacking: Lack | null = null
  /** Of the run. */
  readonly seed: number
  readonly #loops: CheckLoops
  readonly #watch: LedgerWatch
  readonly #recorder: Recorder
  #phase: CheckPhase = 'open'
  readonly #errors = new MetErrors()
  readonly #assertions = new Assertions(this.trace, this.#errors)
  readonly #draws: Draws
  readonly #missing: readonly string[]
  readonly #profiles: readonly Profile[]
  readonly isInPython: boolean
  readonly #onError = (error: unknown): void => {
    this.#errors.meet(error, 'call')
    this.trace.tell(() => brieflyWhatThrew(error))
  }

  /** Without draws, each draw takes the first choice of its set. */
  constructor(
    candidate: Candidate,
    host: Host,
    { server = null, peers = null }: Machine = {},
    draws = new Draws(chooseFirst, false),
    seed = 1,
  ) {
    const isFinished = (): boolean => this.finished
    this.api = candidate.api
    this.#missing = candidate.missing
    this.#profiles = candidate.adapter.profiles ?? []
    this.isInPython = candidate.adapter.python !== undefined
    this.host = host
    this.server = server
    this.#peers = peers
    this.#draws = draws
    this.seed = seed
    this.instruments = new Instruments(
      candidate,
      host,
      (lack) => this.skipWithout(lack),
      isFinished,
      () => this.#errors.forget(),
    )
    this.#loops = new CheckLoops(candidate, this.trace)
    this.#watch = new LedgerWatch(this.ledger, this.api, (loop) => this.#loops.includes(loop))
    this.#recorder = new Recorder(this.trace, this.#watch, this.#errors, () => this.#phase)
  }

  // 1. Cases and loops

  /**
   * A value of the set. The check runs again for other values: each run is a case. A failure names the smallest case that fails, in
   * the words of the set and of `what`: "the result", "callbacks".
   */
  draw<T>(what: string, set: CaseSet<T>): T {
    return this.#draws.draw(what, set)
  }

  /** A new loop of the candidate. It is closed after the check. */
  newEventLoop(): EventLoop {
    return this.#loops.create()
  }

  /** Runs the loop for `count` iterations: a chain of callbacks, each of which schedules the next. */
  iterations(loop: EventLoop, count = 8): Promise<void> {
    return this.#loops.iterate(loop, count)
  }

  /** Refers to the closed loop no longer, so that it can be collected. */
  forget(loop: EventLoop): void {
    this.#loops.forget(loop)
  }

  /** What the exception handler of the loop has received so far. A check that does not ask expects that to be nothing. */
  reports(loop: EventLoop): readonly ExceptionContext[] {
    if (this.#loops.isDeaf(loop)) this.skipWithout('exceptionHandler')
    return this.#loops.reports(loop)
  }

  // 2. Observe, inside a run. None of these methods judges.

  /** Records an event. */
  note(label: string, detail?: unknown): void {
    this.#recorder.note(label, detail)
  }

  /** A callback that records its label and then calls `body`. */
  callback(label: string, body?: Callback): Callback {
    return this.#recorder.callback(label, body)
  }

  /** A task of the loop whose coroutine records `<label> step N` at each step. */
  createTask<T>(loop: EventLoop, label: string, body: () => Coroutine<T>, options?: TaskOptions): Task<T> {
    return this.#recorder.createTask(loop, label, body, options)
  }

  /** A coroutine that records `<label> step N` at each step. `task` returns the task that steps it, if that is known. */
  coroutine<T>(label: string, body: () => Coroutine<T>, task?: () => RegisteredTask | null): Coroutine<T> {
    return this.#recorder.coroutine(label, body, task)
  }

  /** Calls `fn` and keeps the value it returns or the error it throws, for `returned()` and `threw()`. */
  attempt<T>(fn: () => T): Attempt<T> {
    return attempt(fn, this.#onError)
  }

  /** Awaits what `fn` returns and keeps the outcome. A throw at the call and a rejection are the same here. */
  attemptAsync<T>(fn: () => PromiseLike<T>): Promise<Attempt<T>> {
    return attemptAsync(fn, this.#onError)
  }

  /** Whether the candidate claims the profile. */
  claims(profile: Profile): boolean {
    return this.#profiles.includes(profile)
  }

  /** The other ends of the connections of the loop, for a check with `needsPeers`. */
  peersOf(loop: EventLoop): Peers {
    const network = networkOf(loop)
    return network === null ? (this.#peers ?? this.skipWithout('peers')) : new MemoryPeers(network)
  }

  /** Skips the check: the candidate or the host lacks what the clause is about. Call it before anything is judged. */
  skipWithout(lack: Lack): never {
    this.lacking = lack
    throw new Error(notRunFor(lack))
  }

  // 3. Judge, after the run. Each method fails the check unless what it says holds.

  /** Each label happened, and each before the next one. Anything else may have happened in between. */
  order(...labels: readonly string[]): void {
    this.#assertions.order(labels)
  }

  happened(label: string): void {
    this.#assertions.happened(label)
  }

  /** The label happened exactly `count` times. */
  times(label: string, count: number): void {
    this.#assertions.times(label, count)
  }

  /** Both are the same value: `Object.is`. `what` is a noun phrase: "the result of the run". */
  same(actual: unknown, expected: unknown, what: string): void {
    this.#assertions.same(actual, expected, what)
  }

  /** Both have the same items, each by `Object.is`. The order counts if `expected` is an array. */
  sameItems(actual: Iterable<unknown>, expected: Iterable<unknown>, what: string): void {
    this.#assertions.sameItems(actual, expected, what)
  }

  /** The condition holds. `expected` and `actual` are phrases of the same form: "the loop is closed", "the loop is open". */
  that(condition: boolean, expected: string, actual: string): void {
    this.#assertions.that(condition, expected, actual)
  }

  /** The attempt returned. Returns the value. `what` names the call: "callSoon() on a closed loop". */
  returned<T>(attempted: Attempt<T>, what: string): T {
    return this.#assertions.returned(attempted, what)
  }

  /** The attempt threw an error of the kind, and its message contains each of `mentions`. Returns the error. */
  threw(attempted: Attempt<unknown>, kind: ErrorKind, what: string, mentions?: readonly string[]): unknown {
    return this.#assertions.threw(attempted, kind, what, mentions)
  }

  /** Fails the check, if no other method says it. */
  fail(details: FailureDetails): never {
    return this.#assertions.fail(details)
  }

  // For the runner

  /** Makes a condition true. Call it before the body of the check. */
  prepare(condition: Condition): Promise<void> {
    return this.#loops.prepare(condition)
  }

  /** The first assertion that failed, even if the candidate has caught it. */
  get failure(): ClauseFailure | null {
    return this.#assertions.failure
  }

  /** The check went on after its first failure. An error that then ended it is a consequence. */
  get hasGoneOn(): boolean {
    return this.#assertions.hasGoneOn
  }

  /** The check ended with this error, and does not say why. */
  refuse(error: unknown): void {
    this.#errors.meet(error, 'call')
    this.#errors.refuse(error)
  }

  /** The first error of the candidate that the check met and did not ask for. */
  get unexpected(): UnexpectedError | null {
    return this.#errors.first(this.#loops.unaskedErrors)
  }

  /** The last error that a call has thrown, and which call. A check that never ends reports it. */
  get lastError(): string | null {
    return this.#errors.lastWords
  }

  /** The method that the candidate does not have, and for want of which a call of this check threw. */
  get lackingMethod(): { readonly method: string; readonly at?: Location } | null {
    return this.#errors.lacking(this.#missing, this.#loops.unaskedErrors)
  }

  /** Closes the loops that are still open, and adds the reports that nobody asked for to the ledger. */
  finish(): void {
    this.finished = true
    this.#phase = 'closing'
    this.instruments.end()
    this.#peers?.forget()
    this.#loops.close((report) => this.#watch.seeUnaskedReport(report))
    this.#phase = 'over'
  }
}
