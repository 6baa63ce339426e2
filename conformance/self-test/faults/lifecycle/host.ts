import { peekRunningLoop, VirtualEventLoop } from '../../../../reference/index.ts'
import { RuntimeError } from '../../../../spec/index.ts'
import type { Awaitable, Future } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

/** Only a turn counts as running, as in a loop whose run blocks. */
export const joinsItsRunBetweenTurns = fault(
  'lifecycle.running-loop-is-not-run-again',
  'joins-its-run-between-turns',
  {
    says: 'A second run between two turns of the first did not throw',
    loop: class extends VirtualEventLoop {
      #run: Promise<void> | null = null

      override runForever(): Promise<void> {
        if (peekRunningLoop() === null && this.runInProgress !== null && this.#run !== null) return this.#run
        return (this.#run = super.runForever())
      }
    },
    profiles: ['host'],
  },
)

/** An `async` method rejects when it should throw. */
export const rejectsInsteadOfThrowing = fault(
  'lifecycle.misuse-throws-at-the-call',
  'rejects-instead-of-throwing',
  {
    says: 'nested in a callback did not throw',
    loop: class extends VirtualEventLoop {
      override async runForever(): Promise<void> {
        await super.runForever()
      }

      override async runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
        return super.runUntilComplete(awaitable)
      }
    },
    profiles: ['host'],
  },
)

/** The run ends when nothing is left to do, as in the loop of a host. */
export const endsItsRunWhenIdle = fault('lifecycle.idle-run-goes-on', 'ends-its-run-when-idle', {
  says: '"end of the run" happened once',
  loop: class extends VirtualEventLoop {
    protected override sleepUntilNext(): void {
      if (this.ready.isEmpty && this.timers.size === 0) this.endRun()?.resolve()
      else super.sleepUntilNext()
    }
  },
  profiles: ['host'],
})

export const sleepsThroughAStop = fault('lifecycle.stop-wakes-an-idle-run', 'sleeps-through-a-stop', {
  says: /an idle run .* to end after stop/,
  loop: class extends VirtualEventLoop {
    override stop(): void {
      this.stopping = true
    }
  },
  profiles: ['host'],
})

/** Only one loop can run at a time, which is right only if runs block. */
export const runsOneLoopAtATime = fault('lifecycle.loops-interleave', 'runs-one-loop-at-a-time', {
  says: 'Another loop is running',
  loop: class OneRunForAll extends VirtualEventLoop {
    static running: OneRunForAll | null = null

    constructor() {
      super()
      // A check that has failed leaves its loops running. The next check has its own loops.
      OneRunForAll.running = null
    }

    override runForever(): Promise<void> {
      const { running } = OneRunForAll
      this.checkCanRun()
      if (running?.isRunning() === true && !running.stopping)
        throw new RuntimeError('Another loop is running.')
      OneRunForAll.running = this
      return super.runForever()
    }
  },
  profiles: ['host'],
})

export const adoptsThenableResults = fault(
  'lifecycle.thenable-result-is-refused',
  'adopts-thenable-results',
  {
    says: /whose result is a .* did not throw/,
    loop: class extends VirtualEventLoop {
      protected override async finishRun<T>(
        run: Promise<void>,
        future: Future<T>,
        stop: (done: Future) => void,
      ): Promise<T> {
        // The base throws the error of the run.
        await run.catch(() => undefined)
        const result =
          future.done() && !future.cancelled() && future.exception() === null ? future.result() : null
        if (typeof (result as { then?: unknown } | null | undefined)?.then === 'function') return result as T
        return super.finishRun(run, future, stop)
      }
    },
    profiles: ['host'],
  },
)

/** What is called while the loop sleeps is lost. */
export const losesAStopWhileItSleeps = fault(
  'lifecycle.stop-wakes-an-idle-run',
  'loses-a-stop-while-it-sleeps',
  {
    says: /an idle run .* to end after stop/,
    loop: class extends VirtualEventLoop {
      override stop(): void {
        if (!this.asleep) super.stop()
      }
    },
    profiles: ['host', 'base-hooks', 'net'],
  },
)
