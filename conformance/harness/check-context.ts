import type {
  AsyncioApi,
  Callback,
  Coroutine,
  EventLoop,
  ExceptionContext,
  RegisteredTask,
  Task,
  TaskOptions,
} from '../../spec/index.ts'
import type { Candidate } from './candidate.ts'
import type { Host, TcpServer } from './host.ts'
import { Judgement, type Attempt } from './judgement.ts'
import { Ledger, type LedgerClause } from './ledger.ts'
import { show } from './show.ts'
import { watchSteps } from './watch-steps.ts'

/**
 * What a check works with: loops of the candidate, ways to observe what they do, and, inherited, ways to judge it.
 */
export class CheckContext extends Judgement {
  readonly api: AsyncioApi
  readonly host: Host
  /** For a check that needs one. */
  readonly server: TcpServer | null
  readonly ledger = new Ledger()
  /** True once the verdict is in: whatever is observed then is late. */
  finished = false
  readonly #candidate: Candidate
  #deafen: () => void = () => undefined
  #turns = 0
  readonly #loops: {
    loop: EventLoop
    reports: ExceptionContext[]
    inTurns: ExceptionContext[]
    expected: boolean
  }[] = []

  constructor(candidate: Candidate, host: Host, server: TcpServer | null = null) {
    super()
    this.#candidate = candidate
    this.api = candidate.api
    this.host = host
    this.server = server
  }

  // Loops

  /** A new loop of the candidate, closed after the check. What its exception handler hears is recorded. */
  newEventLoop(): EventLoop {
    const loop = this.#candidate.newEventLoop()
    const entry = {
      loop,
      reports: [] as ExceptionContext[],
      inTurns: [] as ExceptionContext[],
      expected: false,
    }
    this.#loops.push(entry)
    loop.setExceptionHandler((_loop, given: unknown) => {
      // A loop may call it with anything.
      const context = (typeof given === 'object' && given !== null ? given : {}) as ExceptionContext
      // What is heard between turns comes from a collection, which may come at any time: it is no part of most checks.
      const running = this.attempt(() => this.api.peekRunningLoop())
      if (running.threw || running.value !== null) entry.inTurns.push(context)
      entry.reports.push(context)
      const error = 'exception' in context ? ` · ${show(context.exception)}` : ''
      this.trace.within('loop', () => this.note('exception handler', `${context.message ?? ''}${error}`))
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
    const { trace } = this
    const hop = (left: number): void => {
      trace.turn = ++this.#turns
      if (left === 0) loop.stop()
      else loop.callSoon(hop, [left - 1])
    }
    loop.callSoon(hop, [count])
    trace.turn = ++this.#turns
    await loop.runForever()
    trace.turn = null
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
    return (...args: unknown[]) =>
      this.trace.within('callbacks', () => {
        this.note(label)
        this.#watchTurn(label, true)
        return body?.(...args)
      })
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
    return watchSteps(body(), (step) =>
      this.trace.within(`task ${label}`, () => {
        observe()
        return step()
      }),
    )
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

  /** Collects garbage, again and again, until the condition holds. For clauses of the profile `gc`. */
  async collectUntil(condition: () => boolean): Promise<void> {
    const { host } = this
    const { adapter } = this.#candidate
    if (host.gc === undefined) throw new Error('The host cannot collect garbage when it is told to.')
    const collectHere = async (): Promise<void> => {
      // Whatever a weak reference has shown stays until the turn is over, and what is told of a collection has a turn of its own.
      await host.turn()
      host.gc?.()
      await host.turn()
    }
    while (!condition() && !this.finished) await (adapter.collect?.(collectHere) ?? collectHere())
  }

  /** Has another thread call `callSoonThreadsafe(callback)`, in `delayMs` milliseconds. */
  callFromThread(loop: EventLoop, callback: () => void, delayMs: number): void {
    const { adapter } = this.#candidate
    if (adapter.callFromThread === undefined) this.skipFor('threads')
    adapter.callFromThread(loop, callback, delayMs)
  }

  /** From the call on: how many milliseconds the thread of the loop has been at work. For clauses of the profile `timers-real`. */
  measureBusyTime(): () => number {
    const { adapter } = this.#candidate
    const before = adapter.cpuTime?.()
    if (before !== undefined) return () => (adapter.cpuTime?.() ?? NaN) - before
    // What this host measures is not the work of a thread of Python's.
    if (this.host.measureBusyTime === undefined || adapter.python !== undefined) this.skipFor('busyTime')
    return this.host.measureBusyTime()
  }

  /** Listens to the warnings of the candidate until the check ends. Answers what gives those heard so far. */
  hearWarnings(): () => readonly string[] {
    const heard: string[] = []
    const { adapter } = this.#candidate
    if (adapter.takeWarnings !== undefined) {
      adapter.takeWarnings()
      return () => {
        heard.push(...(adapter.takeWarnings?.() ?? []))
        return heard
      }
    }
    const { console } = globalThis as unknown as { console: { warn: (...values: unknown[]) => void } }
    const warn = console.warn
    this.#deafen = () => {
      console.warn = warn
    }
    console.warn = (...values) => {
      heard.push(values.map(String).join(' '))
    }
    return () => heard
  }

  // After the check

  /** Closes what is left open and enters what the exception handlers heard unasked. */
  finish(): void {
    this.finished = true
    this.#deafen()
    for (const { loop, inTurns, expected } of this.#loops) {
      if (!expected) {
        const [first] = inTurns
        const problem = first && `it heard "${first.message ?? ''}" ${show(first.exception)}`
        this.ledger.observe('exceptions.handler-hears-only-errors', problem ?? null)
      }
      this.attempt(() => {
        if (!loop.isClosed() && !loop.isRunning()) loop.close()
      })
    }
  }
}
