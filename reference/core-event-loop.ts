import { isFatalError, RuntimeError } from '../spec/errors.ts'
import type {
  Awaitable,
  Coroutine,
  EventLoop,
  ExceptionContext,
  ExceptionHandler,
  Future,
  SettableFuture,
  SuccessorHooks,
  Task,
  TaskFactory,
  TaskOptions,
} from '../spec/interfaces/index.ts'
import { ensureFuture } from './ensure-future.ts'
import { describeValue } from './describe-value.ts'
import { dispatchException, logExceptionContext } from './exception-handling.ts'
import { ReferenceFuture } from './future.ts'
import { now } from './host.ts'
import { closeAllOf } from './open-handles.ts'
import { getTasks } from './registry.ts'
import { setRunningLoop } from './running-loop.ts'
import { SchedulingLoop } from './scheduling-loop.ts'
import { state } from './shared-state.ts'
import { ReferenceTask } from './task.ts'

const noOptions: TaskOptions = Object.freeze({})

/** Settles the promise of the run in progress. */
interface Run {
  resolve(): void
  reject(reason: unknown): void
}

export interface CoreEventLoopOptions {
  /** How long one turn may run iterations before the host gets its next turn, in milliseconds. Default: 0.1. */
  turnBudgetMs?: number
}

/**
 * Everything of a loop except its clock, its sleep and its connections: runs and their turns, the factories, and what happens with
 * exceptions. A successor defines the hooks of {@link SuccessorHooks}. `BaseEventLoop` adds the connections.
 *
 * Invariant: while a run is in progress and no turn is running, `select` has arranged a sleep, and `writeToSelf` may have
 * arranged a wake-up. Unless the sleep is for ever, at least one of them calls `turn`.
 */
export abstract class CoreEventLoop<Event = unknown>
  extends SchedulingLoop
  implements EventLoop, SuccessorHooks<Event>
{
  protected runInProgress: Run | null = null
  protected stopping = false
  protected taskFactory: TaskFactory | null = null
  protected exceptionHandler: ExceptionHandler | null = null
  protected readonly turnBudgetMs: number

  constructor(options: CoreEventLoopOptions = {}) {
    super()
    this.turnBudgetMs = options.turnBudgetMs ?? 0.1
  }

  abstract select(timeoutMs: number | null): void

  processEvents(events: readonly Event[]): void {
    if (events.length > 0)
      throw new RuntimeError(
        `turn() got ${String(events.length)} events, but ${this.constructor.name} does not define processEvents().`,
      )
  }

  // Running and stopping

  runForever(): Promise<void> {
    this.checkCanRun()
    const run = new Promise<void>((resolve, reject) => {
      this.runInProgress = { resolve, reject }
    })
    this.select(0)
    return run
  }

  runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
    this.checkCanRun()
    const future = ensureFuture(awaitable, { loop: this })
    const stop = (done: Future): void => {
      // A fatal error has ended the run already. A stop now would end the next run.
      if (done.cancelled() || !isFatalError(done.exception())) this.stop()
    }
    future.addDoneCallback(stop)
    return this.finishRun(this.runForever(), future, stop)
  }

  protected async finishRun<T>(
    run: Promise<void>,
    future: Future<T>,
    stop: (done: Future) => void,
  ): Promise<T> {
    try {
      await run
    } finally {
      future.removeDoneCallback(stop)
    }
    if (!future.done()) throw new RuntimeError('The event loop was stopped before the future was done.')
    const result = future.result()
    if (typeof (result as { then?: unknown } | null | undefined)?.then === 'function')
      throw new TypeError(
        'The result of the run has a `then` method, and the promise of the run would wait for it. Await it inside the run, with `yield*`.',
      )
    return result
  }

  stop(): void {
    this.stopping = true
    if (this.asleep) this.writeToSelf()
  }

  isRunning(): boolean {
    return this.runInProgress !== null
  }

  isClosed(): boolean {
    return this.closed
  }

  close(): void {
    if (this.runInProgress !== null)
      throw new RuntimeError('Cannot close a running event loop. Call stop() and await the run first.')
    this.closed = true
    this.ready.clear()
    this.timers.clear()
    closeAllOf(this)
  }

  protected checkCanRun(): void {
    this.checkClosed()
    if (this.runInProgress !== null) throw new RuntimeError('The event loop is already running.')
    if (state.runningLoop !== null)
      throw new RuntimeError('Cannot run the event loop inside a turn of another loop.')
  }

  // Factories

  createFuture<T = unknown>(): SettableFuture<T> {
    return new ReferenceFuture<T>({ loop: this })
  }

  createTask<T>(coro: Coroutine<T>, options: TaskOptions = noOptions): Task<T> {
    this.checkClosed()
    if (this.taskFactory !== null) return this.taskFactory(this, coro, options) as Task<T>
    const { name, context, eagerStart } = options
    return new ReferenceTask<T>(coro, { loop: this, name, context, eagerStart })
  }

  setTaskFactory(factory: TaskFactory | null): void {
    if (factory !== null && typeof factory !== 'function')
      throw new TypeError(`setTaskFactory() expects a function or null, not ${describeValue(factory)}.`)
    this.taskFactory = factory
  }

  getTaskFactory(): TaskFactory | null {
    return this.taskFactory
  }

  // Exceptions

  setExceptionHandler(handler: ExceptionHandler | null): void {
    if (handler !== null && typeof handler !== 'function')
      throw new TypeError(`setExceptionHandler() expects a function or null, not ${describeValue(handler)}.`)
    this.exceptionHandler = handler
  }

  getExceptionHandler(): ExceptionHandler | null {
    return this.exceptionHandler
  }

  defaultExceptionHandler(context: ExceptionContext): void {
    logExceptionContext(context)
  }

  callExceptionHandler(context: ExceptionContext): void {
    dispatchException(this, this.exceptionHandler, context)
  }

  // Debug mode

  getDebug(): boolean {
    return this.debug
  }

  setDebug(enabled: boolean): void {
    this.debug = enabled
    if (!enabled) return
    for (const task of getTasks(this)) if (task instanceof ReferenceTask) task.nameWakeUp()
  }

  // Turns

  /**
   * One turn: iterations until the loop is idle or the budget is used up, then sleep. A successor calls it when the sleep
   * that `select` arranged ends, or the wake-up of `writeToSelf` comes. The clock is read after 1, 2, 4 … 64 callbacks, so
   * slow callbacks do not overshoot the budget and fast callbacks do not pay for the clock.
   */
  protected turn(events: readonly Event[] = []): void {
    if (this.runInProgress === null) return
    this.asleep = false
    setRunningLoop(this)
    try {
      this.processEvents(events)
      const end = now() + this.turnBudgetMs
      let handles = 0
      let stride = 1
      for (;;) {
        handles += this.iterate()
        if (this.stopping || this.ready.isEmpty) break
        if (handles < stride) continue
        if (now() >= end) break
        handles = 0
        if (stride < 64) stride *= 2
      }
    } catch (fatal) {
      setRunningLoop(null)
      this.endRun()?.reject(fatal)
      return
    }
    setRunningLoop(null)
    if (this.stopping) this.endRun()?.resolve()
    else this.sleepUntilNext()
  }

  protected endRun(): Run | null {
    const run = this.runInProgress
    this.runInProgress = null
    this.stopping = false
    return run
  }

  protected sleepUntilNext(): void {
    const timeoutMs = this.ready.isEmpty ? this.untilNextTimer() : 0
    this.asleep = timeoutMs !== 0
    this.select(timeoutMs)
  }
}
