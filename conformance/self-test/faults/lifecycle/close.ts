import { VirtualEventLoop } from '../../../../reference/index.ts'
import { NodeEventLoop } from '../../../../reference/node.ts'
import type { Awaitable, Callback, CallOptions, SettableFuture } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

/** Ignores a call that it should refuse. */
export const ignoresCloseWhileRunning = fault(
  'lifecycle.close-is-refused-while-running',
  'ignores-close-while-running',
  {
    says: 'close() in a callback did not throw',
    loop: class extends VirtualEventLoop {
      override close(): void {
        if (this.runInProgress === null) super.close()
      }
    },
  },
)

/** Refuses the call when its timers are gone already. */
export const dropsTheTimersBeforeItRefuses = fault(
  'lifecycle.close-is-refused-while-running',
  'drops-the-timers-before-it-refuses',
  {
    says: '"timer" never happened',
    loop: class extends VirtualEventLoop {
      override close(): void {
        this.timers.clear()
        super.close()
      }
    },
  },
)

export const closesOnlyOnce = fault('lifecycle.close-is-idempotent', 'closes-only-once', {
  says: 'The second close() threw',
  loop: class extends VirtualEventLoop {
    override close(): void {
      this.checkClosed()
      super.close()
    }
  },
})

/** Gives its timers to the host, and does not clear them. */
export const leavesTimersWithTheHost = fault(
  'lifecycle.nothing-runs-after-close',
  'leaves-timers-with-the-host',
  {
    says: 'timer of the closed loop ran',
    loop: class extends NodeEventLoop {
      override callLater(
        delayMs: number,
        callback: Callback,
        args: readonly unknown[] = [],
        options?: CallOptions,
      ) {
        const handle = super.callLater(delayMs, callback, args, options)
        const late = (): void => {
          if (this.closed && !handle.cancelled()) callback(...args)
        }
        setTimeout(late, Math.min(delayMs, 2 ** 31 - 1))
        return handle
      }
    },
  },
)

/** A closed loop runs again. */
export const runsAlthoughClosed = fault('lifecycle.closed-loop-refuses-runs', 'runs-although-closed', {
  says: 'on a closed loop did not throw',
  loop: class extends VirtualEventLoop {
    override runForever(): Promise<void> {
      return this.closed ? Promise.resolve() : super.runForever()
    }

    override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
      return this.closed ? Promise.resolve(undefined as T) : super.runUntilComplete(awaitable)
    }
  },
})

/** `callAt()` does not check whether the loop is closed. */
export const takesTimersAlthoughClosed = fault(
  'lifecycle.closed-loop-refuses-work',
  'takes-timers-although-closed',
  {
    says: 'callLater() on a closed loop did not throw',
    loop: class extends VirtualEventLoop {
      protected override checkClosed(): void {
        const { stack = '' } = new Error()
        if (!stack.includes('callAt')) super.checkClosed()
      }
    },
  },
)

export const makesNoFuturesWhenClosed = fault(
  'lifecycle.closed-loop-still-answers',
  'makes-no-futures-when-closed',
  {
    says: 'createFuture() on a closed loop threw',
    loop: class extends VirtualEventLoop {
      override createFuture<T = unknown>(): SettableFuture<T> {
        this.checkClosed()
        return super.createFuture<T>()
      }
    },
  },
)

/** Puts off a close() while more than a hundred callbacks wait. */
export const staysOpenWithManyCallbacks = fault(
  'lifecycle.close-is-idempotent',
  'stays-open-with-many-callbacks',
  {
    says: "is 'false false false'",
    loop: class extends VirtualEventLoop {
      override close(): void {
        if (this.isRunning() || Array.from(this.ready).length <= 100) super.close()
      }
    },
  },
)
