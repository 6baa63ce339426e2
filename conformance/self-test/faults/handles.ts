import { VirtualEventLoop } from '../../../reference/index.ts'
import { RuntimeError } from '../../../spec/index.ts'
import type { Callback, CallOptions, EventLoop, Handle, TimerHandle } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

type Rest<List extends readonly unknown[]> = List extends readonly [unknown, ...infer Others] ? Others : never
type Scheduled = ReturnType<VirtualEventLoop['callSoon']>

/** Lets `change` spoil every handle of `callSoon`. */
abstract class SpoiltHandles extends VirtualEventLoop {
  protected abstract change(handle: Scheduled): void

  override callSoon(callback: Callback, args?: readonly unknown[], options?: CallOptions): Scheduled {
    const handle = super.callSoon(callback, args, options)
    this.change(handle)
    return handle
  }
}

/** Lets `change` spoil every handle of `callLater` and `callAt`. */
abstract class SpoiltTimers extends VirtualEventLoop {
  protected abstract change(handle: TimerHandle, delayMs: number): void

  override callAt(...call: Parameters<EventLoop['callAt']>): TimerHandle {
    const handle = super.callAt(...call)
    this.change(handle, call[0] - this.time())
    return handle
  }
}

/** As if timers lived in the slots of a wheel, and were put into the slot before. */
class RoundsDeadlinesDown extends VirtualEventLoop {
  override callAt(whenMs: number, ...rest: Rest<Parameters<EventLoop['callAt']>>): TimerHandle {
    return super.callAt(Math.floor(whenMs / 16) * 16, ...rest)
  }
}

/** A handle that only remembers that it was cancelled, for once its batch is made. */
class DecidesWithTheBatch extends VirtualEventLoop {
  protected override iterate(): number {
    for (const handle of this.ready) if (!('deadline' in handle)) ignoreCancel(handle)
    return super.iterate()
  }
}

class DueIsDue extends VirtualEventLoop {
  protected override collectDueTimers(): void {
    const before = [...this.ready].length
    super.collectDueTimers()
    for (const handle of [...this.ready].slice(before)) ignoreCancel(handle)
  }
}

function ignoreCancel(handle: Scheduled): void {
  handle.cancel = () => {
    handle.cancelled = () => true
  }
}

class SharedHandles extends VirtualEventLoop {
  readonly #byCallback = new Map<Callback, Scheduled>()

  override callSoon(callback: Callback, args: readonly unknown[] = [], options?: CallOptions): Scheduled {
    const handle = super.callSoon(callback, args, options)
    if (args.length > 0) return handle
    const first = this.#byCallback.get(callback) ?? handle
    this.#byCallback.set(callback, first)
    return first
  }
}

/** Sweeps after every hundredth cancellation, and sweeps out one too many. */
class SweepsOneTooMany extends VirtualEventLoop {
  #cancelled = 0

  override timerHandleCancelled(handle: TimerHandle): void {
    super.timerHandleCancelled(handle)
    if (++this.#cancelled % 100 === 0) this.timers.pop()
  }
}

class RanMeansCancelled extends SpoiltHandles {
  protected override change(handle: Scheduled): void {
    const run = handle.run.bind(handle)
    handle.run = (loop) => {
      run(loop)
      handle.cancelled = () => true
    }
  }
}

class RefusesToCancelTheDead extends SpoiltHandles {
  protected override change(handle: Scheduled): void {
    const run = handle.run.bind(handle)
    handle.run = (loop) => {
      run(loop)
      handle.cancel = () => {
        throw new RuntimeError('The callback has run.')
      }
    }
  }
}

class CancelsOnce extends SpoiltTimers {
  protected override change(handle: TimerHandle): void {
    const cancel = handle.cancel.bind(handle)
    handle.cancel = () => {
      if (handle.cancelled()) throw new RuntimeError('The timer is cancelled already.')
      cancel()
    }
  }
}

class LooksForTimersAfterClose extends VirtualEventLoop {
  override timerHandleCancelled(handle: TimerHandle): void {
    if (this.closed) throw new RuntimeError('The timer is not in the queue.')
    super.timerHandleCancelled(handle)
  }
}

class WhenIsTheDelay extends SpoiltTimers {
  #delay: number | null = null

  override callLater(...call: Parameters<EventLoop['callLater']>): TimerHandle {
    this.#delay = call[0]
    const handle = super.callLater(...call)
    this.#delay = null
    return handle
  }

  protected override change(handle: TimerHandle): void {
    const delay = this.#delay
    if (delay !== null) handle.when = () => delay
  }
}

class WhenIsInSeconds extends SpoiltTimers {
  protected override change(handle: TimerHandle): void {
    const deadline = handle.when()
    handle.when = () => deadline / 1000
  }
}

/** Makes a plain call of a timer that is due, and answers a handle that knows no deadline. */
class DueTimersAreCalls extends VirtualEventLoop {
  override callAt(...call: Parameters<EventLoop['callAt']>): TimerHandle {
    const [deadline, callback, args, options] = call
    if (deadline > this.time()) return super.callAt(...call)
    return this.callSoon(callback, args, options) as unknown as TimerHandle
  }
}

class AnswersACopy extends SpoiltHandles {
  protected override change(handle: Handle): void {
    const context = handle.getContext()
    handle.getContext = () => context.copy()
  }
}

const fault = (name: string, clause: string, observes: RegExp, loop: new () => EventLoop): Fault => ({
  name,
  clause: `handles.${clause}` as Fault['clause'],
  observes,
  adapter: faultyLoop(name, () => new loop()),
})

export const handlesFaults: readonly Fault[] = [
  fault(
    'runs-what-was-cancelled-after-its-batch-was-made',
    'cancelled-callback-never-runs',
    /"cancelled" happened/,
    DecidesWithTheBatch,
  ),
  fault(
    'runs-timers-that-were-due-when-cancelled',
    'cancelled-timer-never-runs',
    /"timer" happened/,
    DueIsDue,
  ),
  fault(
    'gives-one-handle-for-all-calls-with-one-function',
    'each-call-has-its-own-handle',
    /cancelled\(\) of another call/,
    SharedHandles,
  ),
  fault(
    'loses-a-timer-when-it-sweeps-cancelled-ones',
    'cancelling-timers-keeps-the-others',
    /timers that were lost/,
    SweepsOneTooMany,
  ),
  fault('takes-run-for-cancelled', 'cancelled-tells-whether', /of a call that has run/, RanMeansCancelled),
  fault(
    'refuses-to-cancel-what-has-run',
    'cancel-is-always-legal',
    /of a call that has run threw/,
    RefusesToCancelTheDead,
  ),
  fault(
    'refuses-to-cancel-a-timer-twice',
    'cancel-is-always-legal',
    /a second cancel\(\) threw/,
    CancelsOnce,
  ),
  fault(
    'cannot-cancel-timers-of-a-closed-loop',
    'cancel-is-always-legal',
    /cancel\(\) after close\(\) threw/,
    LooksForTimersAfterClose,
  ),
  fault('answers-the-delay-for-the-deadline', 'when-is-the-deadline', /callLater/, WhenIsTheDelay),
  fault(
    'makes-plain-calls-of-due-timers',
    'when-of-a-due-timer-is-its-deadline',
    /when\(\) of callAt\(deadline\) threw/,
    DueTimersAreCalls,
  ),
  fault('rounds-deadlines-down', 'when-is-the-deadline', /callAt/, RoundsDeadlinesDown),
  fault('answers-deadlines-in-seconds', 'when-is-the-deadline', /callAt/, WhenIsInSeconds),
  fault(
    'answers-a-copy-of-the-context',
    'get-context-answers-the-context',
    /what getContext\(\) answers/,
    AnswersACopy,
  ),
]
