import { peekRunningLoop, setRunningLoop, VirtualEventLoop } from '../../../../reference/index.ts'
import type { Callback, CallOptions, EventLoop } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

/** The loop that was made last. */
let latest: EventLoop | null = null

const remember = (loop: EventLoop): void => {
  latest = loop
}

export const takesTheLatestLoopForTheRunningOne = fault(
  'running-loop.set-while-running',
  'takes-the-latest-loop-for-the-running-one',
  {
    says: /(get|peek)RunningLoop\(\) in a callback/,
    loop: class extends VirtualEventLoop {
      constructor() {
        super()
        remember(this)
      }
    },
    api: { peekRunningLoop: () => (peekRunningLoop() === null ? null : latest) },
  },
)

/** Unsets the running loop when it sleeps, but not when the run ends. */
export const staysTheRunningLoopAfterAStop = fault(
  'running-loop.stopped-run-unsets-it',
  'stays-the-running-loop-after-a-stop',
  {
    says: 'getRunningLoop() after a run that was stopped did not throw',
    loop: class extends VirtualEventLoop {
      protected override endRun() {
        setRunningLoop(this)
        return super.endRun()
      }
    },
  },
)

export const runsTimersWithoutARunningLoop = fault(
  'running-loop.callbacks-see-their-loop',
  'runs-timers-without-a-running-loop',
  {
    says: 'peekRunningLoop() in a timer',
    loop: class extends VirtualEventLoop {
      override callAt(whenMs: number, callback: Callback, args?: readonly unknown[], options?: CallOptions) {
        const bare = (...given: unknown[]): void => {
          setRunningLoop(null)
          try {
            callback(...given)
          } finally {
            setRunningLoop(this)
          }
        }
        return super.callAt(whenMs, bare, args, options)
      }
    },
  },
)

export const isTheRunningLoopOnceSomethingIsScheduled = fault(
  'running-loop.none-before-a-run',
  'is-the-running-loop-once-something-is-scheduled',
  {
    says: 'getRunningLoop() when a callback was scheduled did not throw',
    loop: class extends VirtualEventLoop {
      override callSoon(...call: Arguments<'callSoon'>) {
        const handle = super.callSoon(...call)
        if (peekRunningLoop() === null) setRunningLoop(this)
        return handle
      }

      protected override checkCanRun(): void {
        if (peekRunningLoop()?.isRunning() === false) setRunningLoop(null)
        super.checkCanRun()
      }
    },
  },
)

/** Unsets the running loop if the run resolves, but not if it rejects. */
export const staysTheRunningLoopAfterAFatalError = fault(
  'running-loop.unset-after-every-run',
  'stays-the-running-loop-after-a-fatal-error',
  {
    says: 'after a run that one of the fatal pair has ended did not throw',
    loop: class extends VirtualEventLoop {
      protected override endRun() {
        const run = super.endRun()
        if (run === null || this.closed) return run
        return {
          resolve: () => {
            run.resolve()
          },
          reject: (reason: unknown) => {
            setRunningLoop(this)
            run.reject(reason)
          },
        }
      }

      protected override checkCanRun(): void {
        if (peekRunningLoop()?.isRunning() === false) setRunningLoop(null)
        super.checkCanRun()
      }
    },
  },
)

export const believesOnlyLoopsThatRun = fault(
  'running-loop.set-is-seen-at-once',
  'believes-only-loops-that-run',
  {
    says: /after setRunningLoop\(loop\) threw|after setRunningLoop\(loop\)/,
    api: {
      setRunningLoop: (loop) => {
        setRunningLoop(loop?.isRunning() === true ? loop : null)
      },
    },
  },
)

/** Stays the running loop while it sleeps. */
export const staysTheRunningLoopBetweenTurns = fault(
  'running-loop.unset-between-turns',
  'stays-the-running-loop-between-turns',
  {
    says: 'peekRunningLoop() between two turns',
    loop: class SetBetweenTurns extends VirtualEventLoop {
      protected override sleepUntilNext(): void {
        super.sleepUntilNext()
        setRunningLoop(this)
      }

      protected override endRun() {
        setRunningLoop(null)
        return super.endRun()
      }

      protected override checkCanRun(): void {
        const other = peekRunningLoop()
        if (other instanceof SetBetweenTurns && other.asleep) setRunningLoop(null)
        super.checkCanRun()
      }
    },
    profiles: ['host'],
  },
)

/** It remembers this many changes of a loop. */
const mostChanges = 10
const changes = new WeakMap<EventLoop, number>()

/** Overlooks what sets the running loop for the tenth time and later. */
export const overlooksTheTenthRunningLoop = fault(
  'running-loop.set-is-seen-at-once',
  'overlooks-the-tenth-running-loop',
  {
    says: 'on a loop that does it very often',
    api: {
      setRunningLoop: (loop) => {
        const count = loop === null ? 0 : (changes.get(loop) ?? 0) + 1
        if (loop !== null) changes.set(loop, count)
        if (count < mostChanges) setRunningLoop(loop)
      },
    },
  },
)
