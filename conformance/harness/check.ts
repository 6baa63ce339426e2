import { errorKind } from '../../spec/index.ts'
import type {
  AsyncioApi,
  Callback,
  Coroutine,
  ErrorKind,
  EventLoop,
  ExceptionContext,
  RegisteredTask,
  Task,
  TaskOptions,
} from '../../spec/index.ts'
import type { Candidate } from './candidate.ts'
import { ClauseFailure, type FailureDetails } from './clause-failure.ts'
import type { Host } from './host.ts'
import { Ledger, type LedgerClause } from './ledger.ts'
import { show, showBeside } from './show.ts'
import { Trace } from './trace.ts'
import { watchSteps } from './watch-steps.ts'

/** What a call did: the value it answered, or what it threw. */
export type Attempt<T> =
  { readonly threw: false; readonly value: T } | { readonly threw: true; readonly error: unknown }

/**
 * What a check works with: loops of the candidate, ways to observe, and ways to judge.
 *
 * A failed assertion throws and is remembered, so that a candidate that swallows errors cannot swallow the verdict.
 */
export class Check {
  readonly api: AsyncioApi
  readonly host: Host
  readonly trace = new Trace()
  readonly ledger = new Ledger()
  failure: ClauseFailure | null = null
  /** What has not happened yet, for the message when it never does. */
  waitingFor = 'the run to end'
  /** True once the verdict is in: whatever is observed then is late. */
  finished = false
  readonly #candidate: Candidate
  readonly #loops: { loop: EventLoop; reports: ExceptionContext[]; expected: boolean }[] = []

  constructor(candidate: Candidate, host: Host) {
    this.#candidate = candidate
    this.api = candidate.api
    this.host = host
  }

  // Loops

  /** A new loop of the candidate, closed after the check. What its exception handler hears is recorded. */
  newEventLoop(): EventLoop {
    const loop = this.#candidate.newEventLoop()
    const entry = { loop, reports: [] as ExceptionContext[], expected: false }
    this.#loops.push(entry)
    loop.setExceptionHandler((_loop, context) => {
      entry.reports.push(context)
      this.note('exception handler', context.message)
    })
    return loop
  }

  /** What the exception handler of the loop has heard so far. A check that asks expects it to hear something. */
  reports(loop: EventLoop): readonly ExceptionContext[] {
    const entry = this.#loops.find((candidate) => candidate.loop === loop)
    if (entry === undefined) throw new Error('reports() wants a loop made by newEventLoop() of the check.')
    entry.expected = true
    return entry.reports
  }

  /** Runs the loop for so many iterations: a chain of callbacks, each of which schedules the next. */
  async iterations(loop: EventLoop, count = 8): Promise<void> {
    const hop = (left: number): void => {
      if (left === 0) loop.stop()
      else loop.callSoon(hop, [left - 1])
    }
    loop.callSoon(hop, [count])
    await loop.runForever()
  }

  // Observing

  /** Records an event of the trace. */
  note(label: string, detail?: unknown): void {
    this.trace.record(
      label,
      detail === undefined ? undefined : typeof detail === 'string' ? detail : show(detail),
    )
  }

  /** A callback that records its label, watched by the ledger, and then calls `body`. */
  callback(label: string, body?: Callback): Callback {
    return (...args: unknown[]) => {
      this.note(label)
      this.#watchTurn(label, true)
      return body?.(...args)
    }
  }

  /** A task whose coroutine records `<label> step N` at each step, watched by the ledger. */
  createTask<T>(loop: EventLoop, label: string, body: () => Coroutine<T>, options?: TaskOptions): Task<T> {
    let task: Task<T> | null = null
    const coroutine = this.coroutine(label, body, () => task)
    task = options === undefined ? loop.createTask(coroutine) : loop.createTask(coroutine, options)
    return task
  }

  /** A coroutine that records `<label> step N` at each step. `task` says whose steps they are, when that is known. */
  coroutine<T>(
    label: string,
    body: () => Coroutine<T>,
    task: () => RegisteredTask | null = () => null,
  ): Coroutine<T> {
    let step = 0
    const observe = (): void => {
      this.note(`${label} step ${String(++step)}`)
      this.#watchTurn(label, false)
      const owner = task()
      if (owner === null) return
      const current = this.attempt(() => this.api.currentTask())
      const right = !current.threw && current.value === owner
      const seen = current.threw ? show(current.error) : show(current.value)
      this.ledger.observe(
        'task-registry.step-sees-its-own-task',
        right ? null : `in ${label}, currentTask() was ${seen}`,
      )
    }
    return watchSteps(body(), observe)
  }

  #watchTurn(label: string, isCallback: boolean): void {
    const { api, ledger } = this
    ledger.observe(
      'lifecycle.nothing-runs-after-close',
      this.finished ? `${label} ran after the loop was closed` : null,
    )
    if (this.finished) return
    this.#look(label, 'running-loop.callbacks-see-their-loop', () => {
      const loop = api.peekRunningLoop()
      return this.#loops.some((entry) => entry.loop === loop) ? null : `peekRunningLoop() was ${show(loop)}`
    })
    if (isCallback) {
      this.#look(label, 'task-registry.callbacks-have-no-current-task', () => {
        const current = api.currentTask()
        return current === null ? null : `currentTask() was ${show(current)}`
      })
    }
    this.#look(label, 'task-registry.done-tasks-are-not-listed', () => {
      const done = [...api.getTasks()].find((task) => task.done())
      return done === undefined ? null : `getTasks() listed ${show(done)}, which is done`
    })
  }

  /** A look of the ledger. It never throws: a module function that does is what the ledger has seen. */
  #look(label: string, clause: LedgerClause, problem: () => string | null): void {
    const seen = this.attempt(problem)
    const what = seen.threw ? `looking threw ${show(seen.error)}` : seen.value
    this.ledger.observe(clause, what === null ? null : `in ${label}, ${what}`)
  }

  /** Calls `fn` and keeps what it did, for judgement later. */
  attempt<T>(fn: () => T): Attempt<T> {
    try {
      return { threw: false, value: fn() }
    } catch (error) {
      return { threw: true, error }
    }
  }

  /** Awaits what `fn` answers and keeps the outcome; a throw at the call and a rejection are the same here. */
  async attemptAsync<T>(fn: () => PromiseLike<T>): Promise<Attempt<T>> {
    try {
      return { threw: false, value: await fn() }
    } catch (error) {
      return { threw: true, error }
    }
  }

  // Judging

  fail(details: FailureDetails): never {
    this.failure ??= new ClauseFailure(details)
    throw this.failure
  }

  /** `actual` is `expected`, by identity. `what` reads on: "the result of the run". */
  same(actual: unknown, expected: unknown, what: string): void {
    if (Object.is(actual, expected)) return
    this.fail({
      message: `${what} is ${showBeside(actual, expected)}, not ${show(expected)}.`,
      expected: `${what}: ${show(expected)}`,
      actual: showBeside(actual, expected),
    })
  }

  /** Lists and sets compare member by member, by identity; the order counts for lists alone. */
  sameMembers(actual: Iterable<unknown>, expected: Iterable<unknown>, what: string): void {
    const [found, due] = [[...actual], [...expected]]
    const ordered = Array.isArray(expected)
    const equal =
      found.length === due.length &&
      due.every((value, index) => (ordered ? Object.is(found[index], value) : found.includes(value)))
    if (equal) return
    this.fail({
      message: `${what}: ${showBeside(found, due)}, not ${show(due)}.`,
      expected: `${what}: ${show(due)}`,
      actual: showBeside(found, due),
    })
  }

  /** The condition holds. `due` and `happened` are whole phrases. */
  that(condition: boolean, due: string, happened: string): void {
    if (!condition) this.fail({ message: `${happened}.`, expected: due, actual: happened })
  }

  /** The attempt threw an error of the kind, whose message mentions the subjects. Gives the error. */
  threw(attempt: Attempt<unknown>, kind: ErrorKind, what: string, mentions: readonly string[] = []): unknown {
    const due = `${what} throws ${kind}`
    if (!attempt.threw)
      this.fail({
        message: `${what} threw nothing.`,
        expected: due,
        actual: `it answered ${show(attempt.value)}`,
      })
    const found = errorKind(attempt.error)
    if (found !== kind)
      this.fail({ message: `${what} threw the wrong error.`, expected: due, actual: show(attempt.error) })
    const message = String((attempt.error as { message?: unknown }).message)
    for (const subject of mentions)
      if (!message.includes(subject))
        this.fail({
          message: `The error of ${what} does not say '${subject}'.`,
          expected: `${due}, naming '${subject}'`,
          actual: show(attempt.error),
        })
    return attempt.error
  }

  /** The attempt answered. Gives the value. */
  answered<T>(attempt: Attempt<T>, what: string): T {
    if (attempt.threw)
      this.fail({ message: `${what} threw.`, expected: `${what} answers`, actual: show(attempt.error) })
    return attempt.value
  }

  /** The labels happened, each pair of neighbours in this order. Anything else may have happened between. */
  order(...chain: readonly string[]): void {
    for (const label of chain) this.happened(label)
    const edge = this.trace.findViolation(chain)
    if (edge === null) return
    this.fail({
      message: `"${edge.after}" came before "${edge.before}".`,
      expected: chain.map((label) => `"${label}"`).join(', then '),
      actual: this.trace
        .labels()
        .map((label) => `"${label}"`)
        .join(', '),
      violatedEdge: edge,
    })
  }

  happened(label: string): void {
    if (this.trace.count(label) > 0) return
    this.fail({
      message: `"${label}" never happened.`,
      expected: `"${label}" happens`,
      actual: `it did not, by the time ${this.waitingFor} was over`,
    })
  }

  /** The label happened exactly so many times. */
  times(label: string, count: number): void {
    const found = this.trace.count(label)
    if (found === count) return
    const times = (n: number): string => (n === 0 ? 'never' : n === 1 ? 'once' : `${String(n)} times`)
    this.fail({
      message: `"${label}" happened ${times(found)}.`,
      expected: `"${label}" happens ${times(count)}`,
      actual: times(found),
    })
  }

  // After the check

  /** Closes what is left open and enters what the exception handlers heard unasked. */
  finish(): void {
    this.finished = true
    for (const { loop, reports, expected } of this.#loops) {
      if (!expected) {
        const [first] = reports
        const problem = first && `it heard "${first.message ?? ''}" ${show(first.exception)}`
        this.ledger.observe('exceptions.handler-hears-only-errors', problem ?? null)
      }
      this.attempt(() => {
        if (!loop.isClosed() && !loop.isRunning()) loop.close()
      })
    }
  }
}
