import { isFatalError } from '../spec/errors.ts'
import type { Callback, Context, EventLoop, Handle, TimerHandle } from '../spec/interfaces/index.ts'
import { state, type SharedContext } from './shared-state.ts'

/** The part of the loop that a handle needs. */
type Reporter = Pick<EventLoop, 'callExceptionHandler'>

/** One scheduled callback. A cancelled handle drops its callback and its arguments, and so all that these keep alive. */
export class ReferenceHandle implements Handle {
  callback: Callback | null
  /** Null once the handle is cancelled. */
  args: readonly unknown[] | null
  readonly context: Context
  /** The next handle in the same queue. */
  next: ReferenceHandle | null = null

  constructor(callback: Callback, args: readonly unknown[], context: Context) {
    this.callback = callback
    this.args = args
    this.context = context
  }

  cancel(): void {
    this.callback = null
    this.args = null
  }

  cancelled(): boolean {
    return this.args === null
  }

  getContext(): Context {
    return this.context
  }

  /** Calls the callback in its context. The fatal pair escapes; every other error goes to the exception handler of the loop. */
  run(loop: Reporter): void {
    const context = this.context as SharedContext
    const previous = state.context
    // If null was scheduled, the call throws, as it does for any other value that is not a function.
    const callback = this.callback as Callback
    const args = this.args
    if (args === null) return
    // Not `if (context.entered)`: a context of another implementation does not have the field.
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-boolean-literal-compare
    if (context.entered !== false) {
      this.runByTheContext(loop, callback, args)
      return
    }
    state.context = context
    context.entered = true
    try {
      if (args.length === 1) callback(args[0])
      else if (args.length === 0) callback()
      else callback(...args)
    } catch (error) {
      context.entered = false
      state.context = previous
      if (isFatalError(error)) throw error
      this.report(loop, error)
      return
    }
    context.entered = false
    state.context = previous
  }

  /** The slow path, through `context.run()`: a context of another implementation, or one that is entered already and refuses. */
  private runByTheContext(loop: Reporter, callback: Callback, args: readonly unknown[]): void {
    try {
      this.context.run(() => callback(...args))
    } catch (error) {
      if (isFatalError(error)) throw error
      this.report(loop, error)
    }
  }

  private report(loop: Reporter, exception: unknown): void {
    const message = `Exception in callback ${this.callback?.name ?? ''}`.trimEnd()
    loop.callExceptionHandler({ message, exception, handle: this })
  }
}

/** A handle with a deadline. */
export class ReferenceTimerHandle extends ReferenceHandle implements TimerHandle {
  readonly deadline: number
  /** True from the creation until the timer leaves the queue. */
  scheduled = true
  private readonly onCancel: (handle: TimerHandle) => void

  constructor(
    deadline: number,
    callback: Callback,
    args: readonly unknown[],
    context: Context,
    onCancel: (handle: TimerHandle) => void,
  ) {
    super(callback, args, context)
    this.deadline = deadline
    this.onCancel = onCancel
  }

  when(): number {
    return this.deadline
  }

  override cancel(): void {
    if (!this.cancelled()) this.onCancel(this)
    super.cancel()
  }
}
