/** Loops whose own tasks enter and leave at the wrong moments. */
import {
  asyncioApi as real,
  Future as ReferenceFuture,
  Task as ReferenceTask,
  VirtualEventLoop,
  type Failure,
} from '../../../reference/index.ts'
import {
  isCancelledError,
  isFatalError,
  type Awaitable,
  type Callback,
  type CallOptions,
  type Coroutine,
  type EventLoop,
  type RegisteredTask,
  type Task,
  type TaskOptions,
  type TimerHandle,
} from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'
import { loopOfTasks } from './loop-of-tasks.ts'

/** Current for as long as it lives, and not for each of its steps. */
class StayingForLife<T> extends ReferenceTask<T> {
  #isIn = false

  override step(failure: Failure | null): void {
    if (this.#isIn) real.leaveTask(this.loop, this)
    this.#isIn = false
    super.step(failure)
    if (this.done()) return
    real.enterTask(this.loop, this)
    this.#isIn = true
  }
}

/** As if `leaveTask` were not in a `finally`. */
class StayingAfterAnError<T> extends ReferenceTask<T> {
  protected override finishWithError(thrown: unknown): void {
    super.finishWithError(thrown)
    if (!isCancelledError(thrown)) real.enterTask(this.loop, this)
  }
}

class StayingAfterAFatalError<T> extends ReferenceTask<T> {
  protected override finishWithError(thrown: unknown): void {
    try {
      super.finishWithError(thrown)
    } finally {
      if (isFatalError(thrown)) real.enterTask(this.loop, this)
    }
  }
}

/** As if the current task were a variable of the context, which timers copy. */
class CurrentInItsTimers extends VirtualEventLoop {
  override callAt(
    whenMs: number,
    callback: Callback,
    args: readonly unknown[] = [],
    options?: CallOptions,
  ): TimerHandle {
    const current = real.currentTask(this)
    if (current === null) return super.callAt(whenMs, callback, args, options)
    const inside = (): void => {
      real.enterTask(this, current)
      try {
        callback(...args)
      } finally {
        real.leaveTask(this, current)
      }
    }
    return super.callAt(whenMs, inside, [], options)
  }
}

/** A step that stops the loop is left at the beginning of the next run. */
class LeavingInTheNextRun extends VirtualEventLoop {
  #stopper: RegisteredTask | null = null

  override stop(): void {
    this.#stopper = real.currentTask(this)
    super.stop()
  }

  protected override endRun(): ReturnType<VirtualEventLoop['endRun']> {
    if (this.#stopper !== null) real.enterTask(this, this.#stopper)
    return super.endRun()
  }

  protected override turn(...given: Parameters<VirtualEventLoop['turn']>): void {
    if (this.#stopper !== null && real.currentTask(this) === this.#stopper)
      real.leaveTask(this, this.#stopper)
    this.#stopper = null
    super.turn(...given)
  }
}

let child: { readonly of: RegisteredTask; readonly task: RegisteredTask } | null = null

/** Whoever creates a task is taken for it until the next iteration. */
class SwitchingToTheChild extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> {
    const task = super.createTask(coro, options)
    const parent = real.currentTask(this)
    if (parent !== null) {
      child = { of: parent, task }
      this.callSoon(() => (child = null))
    }
    return task
  }
}

let lost: RegisteredTask | null = null

/** A refused run takes the current task away for the rest of the step. */
class LosingTheCurrentTask extends VirtualEventLoop {
  override runForever(): Promise<void> {
    try {
      return super.runForever()
    } catch (error) {
      const running = real.peekRunningLoop()
      lost = running === null ? null : real.currentTask(running)
      running?.callSoon(() => (lost = null))
      throw error
    }
  }
}

class RunningItsOwnClassesAlone extends VirtualEventLoop {
  override runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
    if (real.isFuture(awaitable) && !(awaitable instanceof ReferenceFuture))
      throw new TypeError('A future or a coroutine is required.')
    return super.runUntilComplete(awaitable)
  }
}

let started: EventLoop | null = null

class RememberingTheLastStart extends VirtualEventLoop {
  override runForever(): Promise<void> {
    const run = super.runForever()
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- which loop was started is the point
    started = this
    return run
  }
}

export const steppingFaults: readonly Fault[] = [
  {
    name: 'reads-another-registry-than-its-tasks-write',
    clause: 'task-registry.step-sees-its-own-task',
    observes: /currentTask\(\) at the five looks/,
    adapter: faultyLoop('reads-another-registry-than-its-tasks-write', () => new VirtualEventLoop(), {
      api: {
        currentTask: (loop) => {
          const current = real.currentTask(loop)
          return current instanceof ReferenceTask ? null : current
        },
      },
    }),
  },
  {
    name: 'keeps-a-task-current-for-its-life',
    clause: 'task-registry.yielding-step-leaves-its-task',
    observes: /currentTask\(\) in the callback/,
    adapter: faultyLoop('keeps-a-task-current-for-its-life', () => new (loopOfTasks(StayingForLife))()),
  },
  {
    name: 'does-not-leave-a-task-that-throws',
    clause: 'task-registry.failed-step-leaves-its-task',
    observes: /currentTask\(\) in a callback and in a task after the failure/,
    adapter: faultyLoop('does-not-leave-a-task-that-throws', () => new (loopOfTasks(StayingAfterAnError))()),
  },
  {
    name: 'does-not-leave-a-task-that-throws-a-fatal-error',
    clause: 'task-registry.fatal-step-leaves-its-task',
    observes: /currentTask\(\) after the run/,
    adapter: faultyLoop(
      'does-not-leave-a-task-that-throws-a-fatal-error',
      () => new (loopOfTasks(StayingAfterAFatalError))(),
    ),
  },
  {
    name: 'keeps-a-task-current-in-its-timers',
    clause: 'task-registry.callbacks-have-no-current-task',
    observes: /currentTask\(\) in a timer scheduled in a step/,
    adapter: faultyLoop('keeps-a-task-current-in-its-timers', () => new CurrentInItsTimers()),
  },
  {
    name: 'leaves-the-last-step-in-the-next-run',
    clause: 'task-registry.no-task-is-current-between-runs',
    observes: /currentTask\(\) between the runs/,
    adapter: faultyLoop('leaves-the-last-step-in-the-next-run', () => new LeavingInTheNextRun()),
  },
  {
    name: 'takes-the-parent-for-the-child',
    clause: 'task-registry.creating-a-task-keeps-the-current-one',
    observes: /currentTask\(\) after createTask\(\)/,
    adapter: faultyLoop('takes-the-parent-for-the-child', () => new SwitchingToTheChild(), {
      api: {
        currentTask: (loop) => {
          const current = real.currentTask(loop)
          return child !== null && current === child.of ? child.task : current
        },
      },
    }),
  },
  {
    name: 'loses-the-current-task-when-it-refuses-a-run',
    clause: 'task-registry.refused-run-keeps-the-current-task',
    observes: /currentTask\(\) after each refusal/,
    adapter: faultyLoop('loses-the-current-task-when-it-refuses-a-run', () => new LosingTheCurrentTask(), {
      api: {
        currentTask: (loop) => {
          const current = real.currentTask(loop)
          return current === lost ? null : current
        },
      },
    }),
  },
  {
    name: 'runs-only-futures-of-its-own-class',
    clause: 'task-registry.own-task-takes-part',
    observes: /runUntilComplete\(\) of the own task threw/,
    adapter: faultyLoop('runs-only-futures-of-its-own-class', () => new RunningItsOwnClassesAlone()),
  },
  {
    name: 'takes-the-loop-started-last-for-the-running-one',
    clause: 'task-registry.interleaved-loops-keep-their-own-current-task',
    observes: /was not its own task alone/,
    adapter: faultyLoop(
      'takes-the-loop-started-last-for-the-running-one',
      () => new RememberingTheLastStart(),
      {
        profiles: ['host'],
        api: {
          getTasks: (loop) => {
            return real.getTasks(loop ?? (real.peekRunningLoop() === null ? null : started))
          },
        },
      },
    ),
  },
]
