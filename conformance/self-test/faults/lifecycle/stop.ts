import { VirtualEventLoop } from '../../../../reference/index.ts'
import { RuntimeError } from '../../../../spec/index.ts'
import type { Coroutine, Future, Handle, Task, TaskOptions } from '../../../../spec/index.ts'
import type { Arguments, Scheduled } from '../../signatures.ts'
import { rearrange } from '../../rearrange.ts'
import { fault } from '../../fault.ts'

const everybody = new Set<StopsAll>()

/** All loops share the flag that stops a run. */
class StopsAll extends VirtualEventLoop {
  constructor() {
    super()
    everybody.add(this)
  }

  override stop(): void {
    for (const loop of everybody) if (loop.isRunning() || loop === this) StopsAll.#stopOne(loop)
  }

  override close(): void {
    super.close()
    everybody.delete(this)
    for (const loop of everybody) if (!loop.isRunning() && !loop.isClosed()) StopsAll.#empty(loop)
  }

  static #stopOne(loop: VirtualEventLoop): void {
    VirtualEventLoop.prototype.stop.call(loop)
  }

  static #empty(loop: StopsAll): void {
    loop.ready.clear()
  }
}

/** Ends the run at once. The rest of the batch waits for the next run. */
export const stopsInTheMiddle = fault('lifecycle.stop-finishes-the-iteration', 'stops-in-the-middle', {
  says: '"second" never happened',
  loop: class extends VirtualEventLoop {
    protected override iterate(): number {
      if (this.stopping) return super.iterate()
      this.collectDueTimers()
      const batch = [...this.ready]
      const later: typeof batch = []
      let index = 0
      try {
        while (index < batch.length && !this.stopping) {
          rearrange(this.ready, () => batch.slice(index, ++index))
          super.iterate()
          later.push(...this.ready)
        }
      } finally {
        rearrange(this.ready, () => [...batch.slice(index), ...later])
      }
      return index
    }
  },
})

/** The stop is a callback of its own, as in uvloop. */
export const stopsAnIterationLater = fault(
  'lifecycle.stop-leaves-new-callbacks-for-the-next-run',
  'stops-an-iteration-later',
  {
    says: '"scheduled before" came before "end"',
    loop: class extends VirtualEventLoop {
      #stops: Handle[] = []

      override stop(): void {
        if (this.closed || this.runInProgress === null) super.stop()
        else
          this.#stops.push(
            this.callSoonThreadsafe(() => {
              super.stop()
            }),
          )
      }

      /** A fatal error can end the run before the stop does. */
      protected override endRun() {
        for (const handle of this.#stops.splice(0)) handle.cancel()
        return super.endRun()
      }
    },
  },
)

export const dropsWhatAStopLeaves = fault('lifecycle.stop-loses-nothing', 'drops-what-a-stop-leaves', {
  says: /"link \d" never happened/,
  loop: class extends VirtualEventLoop {
    protected override endRun() {
      if (this.stopping) this.ready.clear()
      return super.endRun()
    }
  },
})

/** A run clears the flag at its beginning, and forgets an earlier stop. */
export const forgetsAStopBeforeTheRun = fault(
  'lifecycle.stop-before-a-run-ends-it',
  'forgets-a-stop-before-the-run',
  {
    says: 'the end of a run that was stopped before it began',
    loop: class extends VirtualEventLoop {
      override runForever(): Promise<void> {
        this.checkCanRun()
        this.stopping = false
        return super.runForever()
      }
    },
  },
)

export const neverClearsTheStop = fault('lifecycle.stop-ends-one-run', 'never-clears-the-stop', {
  says: 'after runs that were stopped',
  loop: class extends VirtualEventLoop {
    protected override endRun(): ReturnType<VirtualEventLoop['endRun']> {
      const { stopping } = this
      const run = super.endRun()
      this.stopping = stopping
      return run
    }
  },
})

/** Counts stops instead of keeping a flag. */
export const countsItsStops = fault('lifecycle.stop-ends-one-run', 'counts-its-stops', {
  says: '"hop 0" never happened',
  loop: class extends VirtualEventLoop {
    protected stops = 0

    override stop(): void {
      this.stops++
      super.stop()
    }

    protected override endRun() {
      const run = super.endRun()
      this.stops = Math.max(0, this.stops - 1)
      return run
    }

    override runForever(): Promise<void> {
      const run = super.runForever()
      if (this.stops > 0) this.stopping = true
      return run
    }
  },
})

export const sharesItsStateWithOtherLoops = fault(
  'lifecycle.loops-are-separate',
  'shares-its-state-with-other-loops',
  {
    says: '"two" never happened',
    loop: StopsAll,
  },
)

export const refusesALateStop = fault('lifecycle.stop-is-legal-after-close', 'refuses-a-late-stop', {
  says: 'stop() on a closed loop threw',
  loop: class extends VirtualEventLoop {
    override stop(): void {
      if (this.closed) throw new RuntimeError('The loop is closed.')
      super.stop()
    }
  },
})

/** The loops that are still open, as a module that cleans up after itself may keep them. */
const openLoops = new Set<VirtualEventLoop>()

/** Closes every other loop that does not run, to clean up. */
export const closesOtherLoopsWhenItStops = fault(
  'lifecycle.loops-are-separate',
  'closes-other-loops-when-it-stops',
  {
    says: 'isClosed() of the other loop is true',
    loop: class extends VirtualEventLoop {
      constructor() {
        super()
        openLoops.add(this)
      }

      override stop(): void {
        super.stop()
        for (const other of openLoops) if (other !== this && !other.isRunning()) other.close()
      }

      override close(): void {
        super.close()
        openLoops.delete(this)
      }
    },
    profiles: ['host', 'base-hooks'],
  },
)

/** Keeps the flag of a stop() that ended runUntilComplete() early, as nest_asyncio did. */
export const keepsTheStopOfARunUntilComplete = fault(
  'lifecycle.stop-ends-one-run',
  'keeps-the-stop-of-a-run-until-complete',
  {
    says: '"hop 0" never happened',
    loop: class extends VirtualEventLoop {
      protected override async finishRun<T>(...[run, future, stop]: FinishRun<T>): Promise<T> {
        try {
          return await super.finishRun(run, future, stop)
        } finally {
          if (!future.done()) this.stopping = true
        }
      }
    },
  },
)

type FinishRun<T> = [run: Promise<void>, future: Future<T>, stop: (done: Future) => void]

/** The loops that count as the only one, the oldest first. */
const livingLoops = new Set<VirtualEventLoop>()

class OneAtATime extends VirtualEventLoop {
  constructor() {
    super()
    livingLoops.add(this)
  }

  override close(): void {
    super.close()
    livingLoops.delete(this)
  }

  protected get isSecond(): boolean {
    return livingLoops.has(this) && [...livingLoops][0] !== this
  }
}

/** A handle of the operating system is kept in a variable of the module. */
export const throwsInTheSecondLoop = fault('lifecycle.loops-are-separate', 'throws-in-the-second-loop', {
  says: 'another loop is open',
  loop: class extends OneAtATime {
    override callSoon(...call: Arguments<'callSoon'>): Scheduled {
      if (this.isSecond) throw new RuntimeError('another loop is open')
      return super.callSoon(...call)
    }
  },
})

export const makesNoTaskInTheSecondLoop = fault(
  'lifecycle.loops-are-separate',
  'makes-no-task-in-the-second-loop',
  {
    says: 'another loop is open',
    loop: class extends OneAtATime {
      override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> {
        if (this.isSecond) throw new RuntimeError('another loop is open')
        return super.createTask(coro, options)
      }
    },
  },
)

/** Tidies up at the end of each run, as if no other run could follow. */
export const dropsTheTimersAtTheEndOfARun = fault(
  'lifecycle.timers-wait-for-the-next-run',
  'drops-the-timers-at-the-end-of-a-run',
  {
    says: '"near"',
    loop: class extends VirtualEventLoop {
      protected override endRun() {
        this.timers.clear()
        return super.endRun()
      }
    },
  },
)
