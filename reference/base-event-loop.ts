import { isFatalError, RuntimeError } from '../spec/index.ts'
import type {
  AddressInfo,
  AddressOptions,
  Awaitable,
  Callback,
  CallOptions,
  ConnectionHooks,
  ConnectionOptions,
  Coroutine,
  ExceptionContext,
  ExceptionHandler,
  Future,
  NetworkEventLoop,
  Port,
  Protocol,
  SettableFuture,
  SettableWaiter,
  StreamSocket,
  SuccessorHooks,
  Task,
  TaskFactory,
  TaskOptions,
  TimerHandle,
  Transport,
  TransportOptions,
} from '../spec/index.ts'
import { copyContext } from './context.ts'
import { createConnection } from './create-connection.ts'
import { checkCallback, describeCallback } from './debug-mode.ts'
import { ensureFuture } from './ensure-future.ts'
import { dispatchException, logExceptionContext } from './exception-handling.ts'
import { ReferenceFuture } from './future.ts'
import { ReferenceHandle, ReferenceTimerHandle } from './handle.ts'
import { logWarning, now } from './host.ts'
import { ReadyQueue } from './ready-queue.ts'
import { setRunningLoop } from './running-loop.ts'
import { state } from './shared-state.ts'
import { ReferenceTask } from './task.ts'
import { TimerQueue } from './timer-queue.ts'

const noArgs: readonly unknown[] = Object.freeze([])
const noOptions: TaskOptions = Object.freeze({})

/** The promise of the run in progress. */
interface Run {
  resolve(): void
  reject(reason: unknown): void
}

export interface BaseEventLoopOptions {
  /** How long a turn of the host may go on with iterations before it lets the host have its own turn, in milliseconds. */
  turnBudgetMs?: number
}

/**
 * All of a loop but the clock and the sleep: a successor gives the hooks of {@link SuccessorHooks}.
 *
 * Invariant: while a run is in progress and no turn is, exactly one wake-up is arranged, by `select` or `writeToSelf`.
 */
export abstract class BaseEventLoop<Event = unknown>
  implements NetworkEventLoop, SuccessorHooks<Event>, ConnectionHooks
{
  /** The callbacks of the next iteration; each iteration has a queue of its own. */
  protected ready = new ReadyQueue()
  protected readonly timers = new TimerQueue()
  protected runInProgress: Run | null = null
  protected stopping = false
  protected closed = false
  /** True while `select` has arranged a turn that is not due at once. */
  protected asleep = false
  protected taskFactory: TaskFactory | null = null
  protected exceptionHandler: ExceptionHandler | null = null
  protected debug = false
  /** Milliseconds. */
  slowCallbackDuration = 100
  protected readonly turnBudgetMs: number
  /** The clock may be this coarse, in milliseconds: a timer is due when less than this is left. */
  protected clockResolution = 0.001
  protected readonly onTimerCancelled = (handle: TimerHandle): void => {
    this.timerHandleCancelled(handle)
  }

  constructor(options: BaseEventLoopOptions = {}) {
    this.turnBudgetMs = options.turnBudgetMs ?? 0.1
  }

  abstract select(timeoutMs: number | null): void
  abstract writeToSelf(): void
  abstract time(): number

  processEvents(events: readonly Event[]): void {
    if (events.length > 0)
      throw new RuntimeError(`${this.constructor.name} gets events and has no processEvents().`)
  }

  timerHandleCancelled(handle: TimerHandle): void {
    if (handle instanceof ReferenceTimerHandle) this.timers.noteCancelled(handle)
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
      // One of the fatal pair has left the loop already; a stop now would end the next run.
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
    if (!future.done()) throw new RuntimeError('Event loop stopped before Future completed.')
    const result = future.result()
    if (typeof (result as { then?: unknown } | null | undefined)?.then === 'function')
      throw new TypeError(
        'The result of the run has a `then`, which the promise of the run would adopt: `yield*` it inside.',
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
    if (this.runInProgress !== null) throw new RuntimeError('Cannot close a running event loop.')
    this.closed = true
    this.ready.clear()
    this.timers.clear()
  }

  protected checkClosed(): void {
    if (this.closed) throw new RuntimeError('Event loop is closed.')
  }

  protected checkCall(callback: Callback, method: string): void {
    this.checkClosed()
    if (this.debug) checkCallback(callback, method)
  }

  protected checkCanRun(): void {
    this.checkClosed()
    if (this.runInProgress !== null) throw new RuntimeError('This event loop is already running.')
    if (state.runningLoop !== null)
      throw new RuntimeError('Cannot run the event loop while another loop is running.')
  }

  // Scheduling

  callSoon(callback: Callback, args: readonly unknown[] = noArgs, options?: CallOptions): ReferenceHandle {
    if (this.closed || this.debug) this.checkCall(callback, 'callSoon')
    const handle = new ReferenceHandle(callback, args, options?.context ?? copyContext())
    this.ready.push(handle)
    if (this.asleep) this.writeToSelf()
    return handle
  }

  callSoonThreadsafe(callback: Callback, args?: readonly unknown[], options?: CallOptions): ReferenceHandle {
    const handle = this.callSoon(callback, args, options)
    if (this.runInProgress !== null) this.writeToSelf()
    return handle
  }

  callLater(
    delayMs: number,
    callback: Callback,
    args?: readonly unknown[],
    options?: CallOptions,
  ): TimerHandle {
    return this.callAt(this.time() + checkTime('delay', delayMs), callback, args, options)
  }

  callAt(whenMs: number, callback: Callback, args = noArgs, options?: CallOptions): TimerHandle {
    this.checkCall(callback, 'callAt')
    const context = options?.context ?? copyContext()
    const deadline = checkTime('when', whenMs)
    const handle = new ReferenceTimerHandle(deadline, callback, args, context, this.onTimerCancelled)
    this.timers.push(handle)
    if (this.asleep) this.writeToSelf()
    return handle
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
      throw new TypeError('task factory must be a function or null')
    this.taskFactory = factory
  }

  getTaskFactory(): TaskFactory | null {
    return this.taskFactory
  }

  // Exceptions

  setExceptionHandler(handler: ExceptionHandler | null): void {
    if (handler !== null && typeof handler !== 'function')
      throw new TypeError(`exception handler must be a function or null, not ${typeof handler}`)
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

  // Connections

  createConnection<P extends Protocol>(
    protocolFactory: () => P,
    host: string | null = null,
    port: Port = null,
    options: ConnectionOptions = {},
  ): Coroutine<[Transport, P]> {
    return createConnection(this, protocolFactory, host, port, options)
  }

  getaddrinfo(
    _host: string | null,
    _port: Port,
    _options?: AddressOptions,
  ): Coroutine<readonly AddressInfo[]> {
    throw this.notGiven('getaddrinfo')
  }

  connectSock(_info: AddressInfo, _localInfos?: readonly AddressInfo[] | null): Coroutine<StreamSocket> {
    throw this.notGiven('connectSock')
  }

  makeSocketTransport(
    _sock: StreamSocket,
    _protocol: Protocol,
    _waiter?: SettableWaiter | null,
    _options?: TransportOptions,
  ): Transport {
    throw this.notGiven('makeSocketTransport')
  }

  protected notGiven(hook: string): RuntimeError {
    return new RuntimeError(`${this.constructor.name} does not define ${hook}().`)
  }

  getDebug(): boolean {
    return this.debug
  }

  setDebug(enabled: boolean): void {
    this.debug = enabled
  }

  // Turns

  /**
   * One turn of the host: iterations until the loop is idle or the budget is used, then sleep. Successors call it when
   * what `select` or `writeToSelf` arranged comes true. The clock is read after 1, 2, 4 … 64 callbacks, so that slow
   * ones do not overshoot and fast ones do not pay for it.
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

  protected untilNextTimer(): number | null {
    const next = this.timers.peek()
    if (next === undefined || next.deadline === Infinity) return null
    return Math.max(0, next.deadline - this.time())
  }

  /** One iteration: due timers join the ready callbacks, and all that are ready now run. Answers how many those were. */
  protected iterate(): number {
    if (this.timers.size > 0) this.collectDueTimers()
    let rest = this.ready.take()
    // A new one: that an old object names a new handle, the collector has to be told. (docs/decisions/hot-path.md)
    this.ready = new ReadyQueue()
    let count = 0
    try {
      while (rest !== null) {
        const handle: ReferenceHandle = rest
        rest = handle.next
        handle.next = null
        count++
        if (this.debug) this.runTimed(handle)
        else handle.run(this)
      }
    } catch (fatal) {
      // The rest of the batch is not lost: it comes first in the next run.
      this.ready.putBack(rest)
      throw fatal
    }
    return count
  }

  /** By the host's clock: the loop's own may stand still while a callback runs. */
  protected runTimed(handle: ReferenceHandle): void {
    if (handle.cancelled()) return
    const what = describeCallback(handle)
    const start = now()
    handle.run(this)
    const ms = now() - start
    if (ms >= this.slowCallbackDuration) this.reportSlow(what, ms)
  }

  protected reportSlow(what: string, ms: number): void {
    logWarning(`Executing ${what} took ${ms.toFixed(1)} ms.`)
  }

  protected collectDueTimers(): void {
    const end = this.time() + this.clockResolution
    for (
      let next = this.timers.peek();
      next !== undefined && next.deadline < end;
      next = this.timers.peek()
    ) {
      this.timers.pop()
      this.ready.push(next)
    }
  }
}

function checkTime(name: string, ms: unknown): number {
  if (typeof ms === 'number' && !Number.isNaN(ms)) return ms
  throw new TypeError(`${name} must be a number of milliseconds, not ${String(ms)}`)
}
