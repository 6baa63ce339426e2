import type {
  Awaitable,
  Completions,
  Context,
  ContextVar,
  Coroutine,
  DoneCallback,
  EventLoop,
  EventLoopPolicy,
  Future,
  Handle,
  Runner,
  RunnerOptions,
  SettableFuture,
  Suspension,
  Task,
  TaskGroup,
  TaskOptions,
  Timeout,
  TimerHandle,
  Token,
} from '../../spec/index.ts'
import { articleOf, wordsInPython } from '../harness/index.ts'
import type { Clock } from './clock.ts'

/** What a stand-in uses of the bridge. */
export interface Remote {
  readonly clock: Clock
  /** Calls a method of an object of Python. Target 0: a function of the bridge (`python/functions.py`). */
  call(target: number, method: string, args: readonly unknown[], keywords?: Keywords): unknown
  /** As `call`, for a method that runs a loop. If the deadline of the check ends the run, the promise never settles. */
  run(target: number, method: string, args: readonly unknown[], keywords?: Keywords): Promise<unknown>
}

/** Keyword arguments. Those that are undefined are not passed. */
export type Keywords = Readonly<Record<string, unknown>>

/** The stand-in of an object that lives in Python. It is valid until the check ends in which it crossed. */
export class PythonObject {
  readonly #remote: Remote
  readonly #number: number
  /** The name of its class. */
  readonly #className: string

  constructor(remote: Remote, number: number, className: string) {
    this.#remote = remote
    this.#number = number
    this.#className = className
  }

  /** What a report says in place of the object. */
  get [wordsInPython](): string {
    return `${articleOf(this.#className)} ${this.#className}`
  }

  static numberOf(value: unknown): number | null {
    return value instanceof PythonObject ? value.#number : null
  }

  static ask(object: PythonObject, method: string, args: readonly unknown[]): unknown {
    return object.ask(method, args)
  }

  protected get remote(): Remote {
    return this.#remote
  }

  protected ask(method: string, args: readonly unknown[] = [], keywords?: Keywords): unknown {
    return this.#remote.call(this.#number, method, args, keywords)
  }

  protected startRun(method: string, args: readonly unknown[] = [], keywords?: Keywords): Promise<unknown> {
    return this.#remote.run(this.#number, method, args, keywords)
  }
}

/** A future that lives in Python. An await of it drives Python's own iterator, so Python decides what the await does. */
export class PythonFuture<T = unknown> extends PythonObject implements SettableFuture<T> {
  get futureBlocking(): boolean {
    return this.remote.call(0, 'get_blocking', [this]) as boolean
  }

  set futureBlocking(value: boolean) {
    this.remote.call(0, 'set_blocking', [this, value])
  }

  getLoop(): EventLoop {
    return this.ask('get_loop') as EventLoop
  }

  done(): boolean {
    return this.ask('done') as boolean
  }

  cancelled(): boolean {
    return this.ask('cancelled') as boolean
  }

  result(): T {
    return this.ask('result') as T
  }

  exception(): unknown {
    return this.ask('exception')
  }

  cancel(...message: readonly unknown[]): boolean {
    return this.ask('cancel', message) as boolean
  }

  setResult(value: T): void {
    this.ask('set_result', [value])
  }

  setException(exception: unknown): void {
    this.ask('set_exception', [exception])
  }

  addDoneCallback(callback: DoneCallback<this>, options?: { context?: Context | undefined }): void {
    this.ask('add_done_callback', [callback], { ...options })
  }

  removeDoneCallback(callback: DoneCallback<this>): number {
    return this.ask('remove_done_callback', [callback]) as number
  }

  [Symbol.iterator](): Iterator<Suspension, T, void> {
    return this.remote.call(0, 'iterate', [this]) as PythonCoroutine<T>
  }
}

export class PythonTask<T = unknown> extends PythonFuture<T> implements Task<T> {
  override get [wordsInPython](): string {
    try {
      return `task ${this.getName()}`
    } catch {
      return super[wordsInPython]
    }
  }

  getName(): string {
    return this.ask('get_name') as string
  }

  setName(name: unknown): void {
    this.ask('set_name', [name])
  }

  getCoro(): Coroutine<T> {
    return this.ask('get_coro') as Coroutine<T>
  }

  getContext(): Context {
    return this.ask('get_context') as Context
  }

  cancelling(): number {
    return this.ask('cancelling') as number
  }

  uncancel(): number {
    return this.ask('uncancel') as number
  }
}

/** A coroutine, or the iterator of an await, that lives in Python. */
export class PythonCoroutine<T = unknown> extends PythonObject implements Generator<Suspension, T, void> {
  readonly [Symbol.toStringTag] = 'Generator'

  next(): IteratorResult<Suspension, T> {
    return this.#step('send')
  }

  throw(error: unknown): IteratorResult<Suspension, T> {
    return this.#step('throw', error)
  }

  return(value: T): IteratorResult<Suspension, T> {
    this.#step('close')
    return { done: true, value }
  }

  [Symbol.iterator](): this {
    return this
  }

  #step(method: string, ...args: readonly unknown[]): IteratorResult<Suspension, T> {
    const [done, value] = this.remote.call(0, 'step', [this, method, ...args]) as [boolean, unknown]
    // `sleep(0)` yields None in Python and undefined in JavaScript.
    return { done, value: !done && value === null ? undefined : value } as IteratorResult<Suspension, T>
  }
}

export class PythonHandle extends PythonObject implements Handle {
  cancel(): void {
    this.ask('cancel')
  }

  cancelled(): boolean {
    return this.ask('cancelled') as boolean
  }

  getContext(): Context {
    return this.ask('get_context') as Context
  }
}

export class PythonTimerHandle extends PythonHandle implements TimerHandle {
  when(): number {
    return this.remote.clock.toMilliseconds(this.ask('when') as number)
  }
}

export class PythonContext extends PythonObject implements Context {
  run<T>(fn: () => T): T {
    return this.ask('run', [fn]) as T
  }

  copy(): Context {
    return this.ask('copy') as Context
  }

  get(variable: ContextVar<unknown>): unknown {
    return this.remote.call(0, 'get_value', [this, variable])
  }

  has(variable: ContextVar<unknown>): boolean {
    return this.remote.call(0, 'has_value', [this, variable]) as boolean
  }
}

export class PythonContextVar<T> extends PythonObject implements ContextVar<T> {
  get name(): string {
    return this.remote.call(0, 'name_of', [this]) as string
  }

  get(...fallback: [T?]): T {
    return this.ask('get', fallback) as T
  }

  set(value: T): Token<T> {
    return this.ask('set', [value]) as Token<T>
  }

  reset(token: Token<T>): void {
    this.ask('reset', [token])
  }
}

export class PythonTaskGroup extends PythonObject implements TaskGroup {
  createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> {
    return this.ask('create_task', [coro], taskKeywords(options)) as Task<T>
  }

  cancel(): void {
    this.ask('cancel')
  }
}

export class PythonCompletions<T = unknown> extends PythonObject implements Completions<T> {
  [Symbol.iterator](): this {
    return this
  }

  next(): IteratorResult<Coroutine<T>, undefined> {
    const [done, value] = this.ask('next_coroutine') as [boolean, Coroutine<T>]
    return done ? { done, value: undefined } : { done, value }
  }

  anext(): Coroutine<Future<T> | null> {
    return this.ask('anext') as Coroutine<Future<T> | null>
  }
}

export class PythonTimeout extends PythonObject implements Timeout {
  when(): number | null {
    const seconds = this.ask('when') as number | null
    return seconds === null ? null : this.remote.clock.toMilliseconds(seconds)
  }

  reschedule(whenMs: number | null): void {
    this.ask('reschedule', [whenMs === null ? null : this.remote.clock.toSeconds(whenMs)])
  }

  expired(): boolean {
    return this.ask('expired') as boolean
  }
}

export class PythonPolicy extends PythonObject implements EventLoopPolicy {
  getEventLoop(): EventLoop {
    return this.ask('get_event_loop') as EventLoop
  }

  setEventLoop(loop: EventLoop | null): void {
    this.ask('set_event_loop', [loop])
  }

  newEventLoop(): EventLoop {
    return this.ask('new_event_loop') as EventLoop
  }
}

export class PythonRunner extends PythonObject implements Runner {
  getLoop(): EventLoop {
    return this.ask('get_loop') as EventLoop
  }

  run<T>(main: Awaitable<T>, options?: { context?: Context | undefined }): Promise<T> {
    return this.startRun('run', [main], { ...options }) as Promise<T>
  }

  async close(): Promise<void> {
    await this.startRun('close')
  }
}

/** The keywords of `Runner` and of `run`. */
export function runnerKeywords({ debug, loopFactory }: RunnerOptions = {}): Keywords {
  return { debug, loop_factory: loopFactory }
}

/** The keywords of `create_task`. */
export function taskKeywords(options: (TaskOptions & { loop?: unknown }) | undefined): Keywords {
  const { eagerStart, ...rest } = (options ?? {}) as Record<string, unknown>
  return { ...rest, eager_start: eagerStart }
}
