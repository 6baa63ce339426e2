import { asyncioApi as real, Task } from '../../../../reference/index.ts'
import { eagerTasks } from '../support/eager-tasks.ts'
import { fault } from '../../fault.ts'

export const takesTheEagerStepAsTheCreator = fault(
  'task-registry.eager-step-sees-its-own-task',
  'takes-the-eager-step-as-the-creator',
  {
    says: 'currentTask() in the first step of the child',
    profiles: ['host', 'eager'],
    api: {
      eagerTaskFactory: eagerTasks(
        class<T> extends Task<T> {
          protected override startEagerly(): void {
            real.registerTask(this)
            this.context.run(() => {
              this.firstStep()
            })
          }
        },
      ),
    },
  },
)

export const forgetsTheCreatorWhenAnEagerStepThrows = fault(
  'task-registry.eager-step-sees-its-own-task',
  'forgets-the-creator-when-an-eager-step-throws',
  {
    says: 'currentTask() of the creator after the creation',
    profiles: ['host', 'eager'],
    api: {
      eagerTaskFactory: eagerTasks(
        class<T> extends Task<T> {
          protected override startEagerly(): void {
            const creator = real.currentTask(this.loop)
            super.startEagerly()
            // If the step fails, the creator does not become current again.
            if (creator !== null && this.state === 'failed') real.swapCurrentTask(this.loop, this)
          }
        },
      ),
    },
  },
)

export const listsAnEagerTaskAfterItsFirstStep = fault(
  'task-registry.eager-step-sees-its-own-task',
  'lists-an-eager-task-after-its-first-step',
  {
    says: 'lists the child in its first step',
    profiles: ['host', 'eager'],
    api: {
      eagerTaskFactory: eagerTasks(
        class<T> extends Task<T> {
          protected override firstStep(): void {
            real.unregisterTask(this)
            super.firstStep()
            if (!this.done()) real.registerTask(this)
          }
        },
      ),
    },
  },
)

export const swapsAndAnswersNothing = fault(
  'task-registry.swap-answers-the-previous-task',
  'swaps-and-answers-nothing',
  {
    says: 'what swapCurrentTask() and then currentTask() returned',
    profiles: ['host', 'eager'],
    api: {
      swapCurrentTask: (loop, task) => {
        real.swapCurrentTask(loop, task)
        return null
      },
    },
  },
)

export const registersNoEagerTask = fault(
  'task-registry.registered-eager-task-is-listed',
  'registers-no-eager-task',
  {
    says: 'whether getTasks() lists the task',
    profiles: ['host', 'eager'],
    api: { registerEagerTask: () => undefined },
  },
)

/** In debug mode it forgets which task was current. */
export const swapsAndAnswersNothingInDebugMode = fault(
  'task-registry.swap-answers-the-previous-task',
  'swaps-and-answers-nothing-in-debug-mode',
  {
    says: 'in debug mode',
    profiles: ['host', 'eager', 'debug'],
    api: {
      swapCurrentTask: (loop, task) => {
        const previous = real.swapCurrentTask(loop, task)
        return loop.getDebug() ? null : previous
      },
    },
  },
)
