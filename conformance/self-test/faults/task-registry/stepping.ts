import { asyncioApi as real, Task as ReferenceTask, VirtualEventLoop } from '../../../../reference/index.ts'
import type { Failure } from '../../../../reference/index.ts'
import { isCancelledError, isFatalError } from '../../../../spec/index.ts'
import type {
  Callback,
  CallOptions,
  Coroutine,
  RegisteredTask,
  Task,
  TaskOptions,
  TimerHandle,
} from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

let child: { readonly of: RegisteredTask; readonly task: RegisteredTask } | null = null

let lost: RegisteredTask | null = null

export const readsAnotherRegistryThanItsTasksWrite = fault(
  'task-registry.step-sees-its-own-task',
  'reads-another-registry-than-its-tasks-write',
  {
    says: 'currentTask() at the five looks',
    api: {
      currentTask: (loop) => {
        const current = real.currentTask(loop)
        return current instanceof ReferenceTask ? null : current
      },
    },
  },
)

/** The task is current between its steps too. */
export const keepsATaskCurrentForItsLife = fault(
  'task-registry.yielding-step-leaves-its-task',
  'keeps-a-task-current-for-its-life',
  {
    says: 'currentTask() in the callback',
    tasks: class<T> extends ReferenceTask<T> {
      #isIn = false

      override step(failure: Failure | null): void {
        if (this.#isIn) real.leaveTask(this.loop, this)
        this.#isIn = false
        super.step(failure)
        if (this.done()) return
        real.enterTask(this.loop, this)
        this.#isIn = true
      }
    },
  },
)

/** Does not call `leaveTask()` if a step throws. */
export const doesNotLeaveATaskThatThrows = fault(
  'task-registry.failed-step-leaves-its-task',
  'does-not-leave-a-task-that-throws',
  {
    says: 'currentTask() in a callback and in a task after the failure',
    tasks: class<T> extends ReferenceTask<T> {
      protected override finishWithError(thrown: unknown): void {
        super.finishWithError(thrown)
        if (!isCancelledError(thrown)) real.enterTask(this.loop, this)
      }
    },
  },
)

export const doesNotLeaveATaskThatThrowsAFatalError = fault(
  'task-registry.fatal-step-leaves-its-task',
  'does-not-leave-a-task-that-throws-a-fatal-error',
  {
    says: 'currentTask() after the run',
    tasks: class<T> extends ReferenceTask<T> {
      protected override finishWithError(thrown: unknown): void {
        try {
          super.finishWithError(thrown)
        } finally {
          if (isFatalError(thrown)) real.enterTask(this.loop, this)
        }
      }
    },
  },
)

/** The current task is also current in timers that it creates, as if it were a context variable. */
export const keepsATaskCurrentInItsTimers = fault(
  'task-registry.callbacks-have-no-current-task',
  'keeps-a-task-current-in-its-timers',
  {
    says: 'currentTask() in a timer scheduled in a step',
    loop: class extends VirtualEventLoop {
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
    },
  },
)

/** The step that stops the loop is left only when the next run begins. */
export const leavesTheLastStepInTheNextRun = fault(
  'task-registry.no-task-is-current-between-runs',
  'leaves-the-last-step-in-the-next-run',
  {
    says: 'currentTask() between the runs',
    loop: class extends VirtualEventLoop {
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
    },
  },
)

/** A task that creates another is taken for the new one until the next iteration. */
export const takesTheParentForTheChild = fault(
  'task-registry.creating-a-task-keeps-the-current-one',
  'takes-the-parent-for-the-child',
  {
    says: 'currentTask() after createTask()',
    loop: class extends VirtualEventLoop {
      override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> {
        const task = super.createTask(coro, options)
        const parent = real.currentTask(this)
        if (parent !== null) {
          child = { of: parent, task }
          this.callSoon(() => (child = null))
        }
        return task
      }
    },
    api: {
      currentTask: (loop) => {
        const current = real.currentTask(loop)
        return child !== null && current === child.of ? child.task : current
      },
    },
  },
)

/** After a refused run there is no current task for the rest of the step. */
export const losesTheCurrentTaskWhenItRefusesARun = fault(
  'task-registry.refused-run-keeps-the-current-task',
  'loses-the-current-task-when-it-refuses-a-run',
  {
    says: 'currentTask() after each refusal',
    loop: class extends VirtualEventLoop {
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
    },
    api: {
      currentTask: (loop) => {
        const current = real.currentTask(loop)
        return current === lost ? null : current
      },
    },
  },
)
