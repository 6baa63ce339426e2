import { asyncioApi as real, Task } from '../../../../reference/index.ts'
import { alsoWhere } from '../support/eager-tasks.ts'
import { eagerTasks } from '../support/eager-tasks.ts'
import type { RegisteredTask, TaskFactory } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const startsEagerTasksLikeAnyOther = fault(
  'task.eager-start-takes-the-first-step-at-once',
  'starts-eager-tasks-like-any-other',
  {
    says: 'after the creation',
    profiles: ['host', 'eager'],
    api: {
      eagerTaskFactory: (loop, coro, { eagerStart = false, ...options }) =>
        new Task(coro, { ...options, eagerStart, loop }),
    },
  },
)

export const startsEagerlyBeforeTheRun = fault(
  'task.eager-start-waits-for-the-run',
  'starts-eagerly-before-the-run',
  {
    says: 'early step 1',
    profiles: ['host', 'eager'],
    api: { eagerTaskFactory: alsoWhere((loop) => !loop.isRunning() && real.peekRunningLoop() === null) },
  },
)

export const startsEagerlyBetweenTwoTurns = fault(
  'task.eager-start-needs-a-turn',
  'starts-eagerly-between-two-turns',
  {
    says: 'created from',
    profiles: ['host', 'eager'],
    api: { eagerTaskFactory: alsoWhere((loop) => loop.isRunning() && real.peekRunningLoop() !== loop) },
  },
)

export const throwsTheErrorOfAnEagerTaskAtItsCreator = fault(
  'task.eager-task-can-be-done-at-once',
  'throws-the-error-of-an-eager-task-at-its-creator',
  {
    says: 'a creation threw',
    profiles: ['host', 'eager'],
    api: {
      eagerTaskFactory: (...args) => {
        const task = real.eagerTaskFactory(...args)
        if (task.done()) task.result()
        return task
      },
    },
  },
)

export const takesTheEagerStepInTheCreatorsContext = fault(
  'task.eager-step-runs-in-its-context',
  'takes-the-eager-step-in-the-creators-context',
  {
    says: 'the variable in the first step',
    profiles: ['host', 'eager'],
    api: {
      eagerTaskFactory: eagerTasks(
        class<T> extends Task<T> {
          protected override startEagerly(): void {
            const creator = real.swapCurrentTask(this.loop, this)
            real.registerTask(this)
            try {
              this.firstStep()
            } finally {
              real.swapCurrentTask(this.loop, creator)
            }
          }
        },
      ),
    },
  },
)

/** The body of an eager start that cleans up only after a step that was taken. */
function failedStart(cleanUp: (task: Task, creator: RegisteredTask | null) => void): TaskFactory {
  return eagerTasks(
    class<T> extends Task<T> {
      protected override startEagerly(): void {
        const creator = real.currentTask(this.loop)
        try {
          super.startEagerly()
        } catch (error) {
          if (!this.done()) cleanUp(this, creator)
          throw error
        }
      }
    },
  )
}

/** As CPython 3.12 to 3.15. */
export const leavesATaskCurrentThatCouldNotStart = fault(
  'task.failed-eager-start-leaves-nothing-behind',
  'leaves-a-task-current-that-could-not-start',
  {
    says: 'Whether the creator is the current task, and how many more tasks are listed: [false, 0]',
    profiles: ['host', 'eager'],
    api: {
      eagerTaskFactory: failedStart((task) => {
        real.swapCurrentTask(task.getLoop(), task)
      }),
    },
  },
)

export const listsATaskThatCouldNotStart = fault(
  'task.failed-eager-start-leaves-nothing-behind',
  'lists-a-task-that-could-not-start',
  {
    says: 'Whether the creator is the current task, and how many more tasks are listed: [true, 1]',
    profiles: ['host', 'eager'],
    api: { eagerTaskFactory: failedStart((task) => real.registerTask(task)) },
  },
)

/** A task class that restores the current task only if the first step did not throw. */
class ForgetfulTask<T> extends Task<T> {
  protected override startEagerly(): void {
    const creator = real.swapCurrentTask(this.loop, this)
    real.registerTask(this)
    try {
      this.context.run(() => this.firstStep())
    } catch (error) {
      real.unregisterTask(this)
      throw error
    }
    real.swapCurrentTask(this.loop, creator)
  }
}

export const staysTheCurrentTaskAfterAFailedStart = fault(
  'task.failed-eager-start-leaves-nothing-behind',
  'stays-the-current-task-after-a-failed-start',
  {
    says: 'whether the creator is the current task',
    profiles: ['host', 'eager'],
    api: { Task: ForgetfulTask },
  },
)

export const keepsAFatalErrorOfAnEagerTask = fault(
  'task.eager-start-lets-fatal-errors-out',
  'keeps-a-fatal-error-of-an-eager-task',
  {
    says: 'what createTask() threw',
    profiles: ['host', 'eager'],
    api: {
      eagerTaskFactory: eagerTasks(
        class<T> extends Task<T> {
          protected override startEagerly(): void {
            try {
              super.startEagerly()
            } catch (error) {
              if (!this.done()) throw error
            }
          }
        },
      ),
    },
  },
)
