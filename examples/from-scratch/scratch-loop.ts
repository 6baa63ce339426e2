import {
  copyContext,
  ensureFuture,
  isFatalError,
  peekRunningLoop,
  RuntimeError,
  setRunningLoop,
} from 'loop-conformance/reference'
import type {
  Awaitable,
  Callback,
  CallOptions,
  Context,
  Coroutine,
  EventLoop,
  ExceptionContext,
  ExceptionHandler,
  Future,
  SettableFuture,
  Task,
  TaskFactory,
  TaskOptions,
} from 'loop-conformance/spec'
import { ScratchFuture } from './scratch-future.ts'
import { ScratchHandle, ScratchTimer } from './scratch-handle.ts'
import { ScratchTask } from './scratch-task.ts'

/**
 * A loop that inherits nothing. It differs from the reference wherever the specification allows it: one macrotask for each
 * iteration, timers before ready callbacks, and timers in a sorted list.
 */
export class ScratchLoop implements EventLoop {
  #queue: ScratchHandle[] = []
  #timers: ScratchTimer[] = []
  #run: { resolve: () => void; reject: (error: unknown) => void } | null = null
  #wakeUp: { cancel(): void } | null = null
  #stopRequested = false
  #closed = false
  #debug = false
  #factory: TaskFactory | null = null
  #handler: ExceptionHandler | null = null

  time(): number {
    return performance.now()
  }

  runForever(): Promise<void> {
    this.#refuseRun()
    return new Promise((resolve, reject) => {
      this.#run = { resolve, reject }
      this.#wakeSoon()
    })
  }

  runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
    this.#refuseRun()
    const future = ensureFuture(awaitable, { loop: this })
    const onDone = (done: Future): void => {
      if (done.cancelled() || !isFatalError(done.exception())) this.stop()
    }
    future.addDoneCallback(onDone)
    return this.#untilDone(this.runForever(), future, onDone)
  }

  async #untilDone<T>(run: Promise<void>, future: Future<T>, onDone: (done: Future) => void): Promise<T> {
    await run.finally(() => future.removeDoneCallback(onDone))
    if (!future.done()) throw new RuntimeError('the loop was stopped before the future was done')
    const result = future.result()
    if (typeof (result as { then?: unknown } | null)?.then === 'function')
      throw new TypeError('the result is a thenable: yield* it inside the coroutine')
    return result
  }

  stop(): void {
    this.#stopRequested = true
    this.#wakeSoon()
  }

  isRunning(): boolean {
    return this.#run !== null
  }

  isClosed(): boolean {
    return this.#closed
  }

  close(): void {
    if (this.#run !== null) throw new RuntimeError('the loop is running: stop it first')
    this.#closed = true
    this.#queue = []
    this.#timers = []
  }

  #refuseClosed(): void {
    if (this.#closed) throw new RuntimeError('the loop is closed')
  }

  #refuseRun(): void {
    this.#refuseClosed()
    if (this.#run !== null) throw new RuntimeError('the loop is running already')
    if (peekRunningLoop() !== null) throw new RuntimeError('another loop is running')
  }

  callSoon(callback: Callback, args: readonly unknown[] = [], options: CallOptions = {}): ScratchHandle {
    this.#refuseClosed()
    const handle = new ScratchHandle(callback, args, options.context ?? copyContext())
    this.#queue.push(handle)
    this.#wakeSoon()
    return handle
  }

  callSoonThreadsafe(callback: Callback, args?: readonly unknown[], options?: CallOptions): ScratchHandle {
    return this.callSoon(callback, args, options)
  }

  callLater(
    delayMs: number,
    callback: Callback,
    args?: readonly unknown[],
    options?: CallOptions,
  ): ScratchTimer {
    return this.callAt(this.time() + asMilliseconds(delayMs), callback, args, options)
  }

  callAt(
    whenMs: number,
    callback: Callback,
    args: readonly unknown[] = [],
    options: CallOptions = {},
  ): ScratchTimer {
    this.#refuseClosed()
    const timer = new ScratchTimer(asMilliseconds(whenMs), callback, args, options.context ?? copyContext())
    this.#timers.push(timer)
    this.#timers.sort((a, b) => a.when() - b.when())
    this.#wakeSoon()
    return timer
  }

  createFuture<T = unknown>(): SettableFuture<T> {
    return new ScratchFuture<T>({ loop: this })
  }

  createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): Task<T> {
    this.#refuseClosed()
    if (this.#factory !== null) return this.#factory(this, coro, options) as Task<T>
    return new ScratchTask<T>(coro, { ...options, loop: this })
  }

  setTaskFactory(factory: TaskFactory | null): void {
    this.#factory = asFunction(factory)
  }

  getTaskFactory(): TaskFactory | null {
    return this.#factory
  }

  setExceptionHandler(handler: ExceptionHandler | null): void {
    this.#handler = asFunction(handler)
  }

  getExceptionHandler(): ExceptionHandler | null {
    return this.#handler
  }

  defaultExceptionHandler({ message, exception }: ExceptionContext): void {
    console.error(`scratch loop: ${message ?? 'an error nobody awaited'}`, exception)
  }

  callExceptionHandler(context: ExceptionContext): void {
    const tell =
      this.#handler ?? ((_loop: EventLoop, untold: ExceptionContext) => this.defaultExceptionHandler(untold))
    try {
      contextOf(context).run(() => tell(this, context))
    } catch (exception) {
      if (isFatalError(exception)) throw exception
      this.#reportHandlerError(exception, context)
    }
  }

  /** The handler itself failed. */
  #reportHandlerError(exception: unknown, context: ExceptionContext): void {
    try {
      this.defaultExceptionHandler({ message: 'the exception handler failed', exception, context })
    } catch (again) {
      if (isFatalError(again)) throw again
      console.error('scratch loop: even the default exception handler failed', again)
    }
  }

  getDebug(): boolean {
    return this.#debug
  }

  setDebug(enabled: boolean): void {
    this.#debug = enabled
  }

  /** One macrotask, one iteration. */
  #turn(): void {
    this.#wakeUp = null
    const run = this.#run
    if (run === null) return
    setRunningLoop(this)
    try {
      this.#runBatch(this.#takeBatch())
    } catch (fatal) {
      setRunningLoop(null)
      this.#endRun()
      run.reject(fatal)
      return
    }
    setRunningLoop(null)
    if (this.#stopRequested) {
      this.#endRun()
      run.resolve()
    } else this.#sleep()
  }

  #takeBatch(): ScratchHandle[] {
    const isLater = (timer: ScratchTimer): boolean => timer.when() > this.time()
    const firstLater = this.#timers.findIndex(isLater)
    const due = this.#timers.splice(0, firstLater === -1 ? this.#timers.length : firstLater)
    const batch = [...due, ...this.#queue]
    this.#queue = []
    return batch
  }

  #runBatch(batch: ScratchHandle[]): void {
    for (let handle = batch.shift(); handle !== undefined; handle = batch.shift()) {
      try {
        handle.run()
      } catch (exception) {
        if (isFatalError(exception)) {
          this.#queue.unshift(...batch)
          throw exception
        }
        this.callExceptionHandler({ message: 'a callback failed', exception, handle })
      }
    }
  }

  #endRun(): void {
    this.#run = null
    this.#stopRequested = false
    this.#wakeUp?.cancel()
    this.#wakeUp = null
  }

  #sleep(): void {
    if (this.#queue.length > 0) {
      this.#wakeSoon()
      return
    }
    const delay = (this.#timers[0]?.when() ?? Infinity) - this.time()
    const timer = setTimeout(() => this.#turn(), Math.min(Math.ceil(Math.max(delay, 0)), 2 ** 31 - 1))
    this.#wakeUp = { cancel: () => clearTimeout(timer) }
  }

  #wakeSoon(): void {
    if (this.#run === null || peekRunningLoop() === this) return
    this.#wakeUp?.cancel()
    const immediate = setImmediate(() => this.#turn())
    this.#wakeUp = { cancel: () => clearImmediate(immediate) }
  }
}

/** A copy of the context of the callback that failed, because the original may be entered. */
function contextOf({ task, future, handle }: ExceptionContext): Context {
  const failed = [task, future, handle].find((one) => one !== undefined && 'getContext' in one)
  return failed === undefined ? copyContext() : (failed as { getContext(): Context }).getContext().copy()
}

function asFunction<F>(value: F): F {
  if (value !== null && typeof value !== 'function')
    throw new TypeError(`a function or null is needed, not ${typeof value}`)
  return value
}

function asMilliseconds(ms: unknown): number {
  if (typeof ms !== 'number' || Number.isNaN(ms))
    throw new TypeError(`milliseconds are needed, not ${String(ms)}`)
  return ms
}
