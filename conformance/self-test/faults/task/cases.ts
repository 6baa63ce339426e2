import { swapCurrentTask, Task } from '../../../../reference/index.ts'
import { eagerTasks } from '../support/eager-tasks.ts'
import { fault } from '../../fault.ts'

/** In Python, StopIteration carries the result of a coroutine. */
export const takesStopIterationForTheResult = fault(
  'task.keeps-its-exception',
  'takes-stop-iteration-for-the-result',
  {
    says: 'the error is named StopIteration',
    tasks: class<T> extends Task<T> {
      protected override finishWithError(thrown: unknown): void {
        const { name, value } = (thrown ?? {}) as { name?: unknown; value?: T }
        if (name === 'StopIteration') this.digest({ done: true, value: value as T })
        else super.finishWithError(thrown)
      }
    },
  },
)

export const returnsZeroForMinusZero = fault('task.keeps-what-it-returns', 'returns-zero-for-minus-zero', {
  says: 'the result is -0',
  tasks: class<T> extends Task<T> {
    protected override settle(state: 'finished' | 'failed', value: unknown): void {
      super.settle(state, value === 0 ? 0 : value)
    }
  },
})

/** As a guard against coroutines that never end. */
export const endsATaskAfterAThousandYields = fault(
  'task.bare-yield-lets-others-run',
  'ends-a-task-after-a-thousand-yields',
  {
    says: /runaway|task/,
    tasks: class<T> extends Task<T> {
      #yields = 0

      protected override suspend(yielded: unknown): void {
        if (yielded === undefined && ++this.#yields > 1000) this.finishWithError(new Error('runaway'))
        else super.suspend(yielded)
      }
    },
  },
)

/** The creator of a task that stops the loop in its first step is not current any more. */
class NotRestoring<T> extends Task<T> {
  protected override startEagerly(): void {
    super.startEagerly()
    if ((this.loop as unknown as { stopping: boolean }).stopping) swapCurrentTask(this.loop, null)
  }
}

export const keepsNoCreatorAfterAnEagerStop = fault(
  'task.eager-start-takes-the-first-step-at-once',
  'keeps-no-creator-after-an-eager-stop',
  {
    says: 'the first step stops the loop',
    profiles: ['host', 'eager'],
    api: { eagerTaskFactory: eagerTasks(NotRestoring) },
  },
)
