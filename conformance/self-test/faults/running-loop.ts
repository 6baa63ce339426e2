import * as reference from '../../../reference/index.ts'
import type { Callback, CallOptions, EventLoop } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

const { peekRunningLoop, setRunningLoop, VirtualEventLoop } = reference

/** The getter asks for the loop that was made last, as a global variable would hold it. */
let latest: EventLoop | null = null
const remember = (loop: EventLoop): void => {
  latest = loop
}

class RemembersTheLatest extends VirtualEventLoop {
  constructor() {
    super()
    remember(this)
  }
}

/** Leaves itself set when it goes to sleep. */
class SetBetweenTurns extends VirtualEventLoop {
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
}

class TimersSeeNone extends VirtualEventLoop {
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
}

class SetByCallSoon extends VirtualEventLoop {
  override callSoon(callback: Callback, args?: readonly unknown[], options?: CallOptions) {
    const handle = super.callSoon(callback, args, options)
    if (peekRunningLoop() === null) setRunningLoop(this)
    return handle
  }

  protected override checkCanRun(): void {
    if (peekRunningLoop()?.isRunning() === false) setRunningLoop(null)
    super.checkCanRun()
  }
}

/** Unsets itself when it sleeps, and has forgotten that a run can end instead. */
class SetAfterTheRun extends VirtualEventLoop {
  protected override endRun() {
    setRunningLoop(this)
    return super.endRun()
  }
}

/** Cleans up where it resolves, and not where it rejects. */
class SetAfterAFatalError extends VirtualEventLoop {
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
}

const fault = (name: string, clause: string, observes: RegExp, adapter: Fault['adapter']): Fault => ({
  name,
  clause: `running-loop.${clause}` as Fault['clause'],
  observes,
  adapter: { ...adapter, name },
})

export const runningLoopFaults: readonly Fault[] = [
  fault(
    'takes-the-latest-loop-for-the-running-one',
    'set-while-running',
    /(get|peek)RunningLoop\(\) in a callback/,
    faultyLoop('', () => new RemembersTheLatest(), {
      api: { peekRunningLoop: () => (peekRunningLoop() === null ? null : latest) },
    }),
  ),
  fault(
    'stays-the-running-loop-after-a-stop',
    'stopped-run-unsets-it',
    /getRunningLoop\(\) after a run that was stopped threw nothing/,
    faultyLoop('', () => new SetAfterTheRun()),
  ),
  fault(
    'runs-timers-without-a-running-loop',
    'callbacks-see-their-loop',
    /peekRunningLoop\(\) in a timer/,
    faultyLoop('', () => new TimersSeeNone()),
  ),
  fault(
    'is-the-running-loop-once-something-is-scheduled',
    'none-before-a-run',
    /getRunningLoop\(\) when a callback was scheduled threw nothing/,
    faultyLoop('', () => new SetByCallSoon()),
  ),
  fault(
    'stays-the-running-loop-after-a-fatal-error',
    'unset-after-every-run',
    /after a run that one of the fatal pair has ended threw nothing/,
    faultyLoop('', () => new SetAfterAFatalError()),
  ),
  fault(
    'believes-only-loops-that-run',
    'set-is-seen-at-once',
    /after setRunningLoop\(loop\) threw|after setRunningLoop\(loop\)/,
    faultyLoop('', () => new VirtualEventLoop(), {
      api: {
        setRunningLoop: (loop) => {
          setRunningLoop(loop?.isRunning() === true ? loop : null)
        },
      },
    }),
  ),
  fault(
    'stays-the-running-loop-between-turns',
    'unset-between-turns',
    /peekRunningLoop\(\) between two turns/,
    faultyLoop('', () => new SetBetweenTurns(), { profiles: ['host'] }),
  ),
]
