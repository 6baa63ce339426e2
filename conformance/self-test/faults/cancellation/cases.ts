import { Task, VirtualEventLoop } from '../../../../reference/index.ts'
import { CancelledError, isCancelledError, type Awaitable } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const cancelsThrough32Tasks = fault(
  'cancellation.reaches-the-awaited-task',
  'cancels-through-32-tasks',
  {
    says: '33 tasks',
    tasks: class Shallow<T> extends Task<T> {
      static #depth = 0

      override cancel(message?: unknown): boolean {
        if (Shallow.#depth >= 32) return true
        Shallow.#depth++
        try {
          return super.cancel(message)
        } finally {
          Shallow.#depth--
        }
      }
    },
  },
)

export const dropsAFalsyMessage = fault(
  'cancellation.message-reaches-the-coroutine',
  'drops-a-falsy-message',
  {
    says: 'the message is',
    tasks: class<T> extends Task<T> {
      override cancel(message?: unknown): boolean {
        return super.cancel(Boolean(message) ? message : undefined)
      }
    },
  },
)

export const runsWithoutTheMessageOfACancellation = fault(
  'cancellation.message-reaches-the-awaiter',
  'runs-without-the-message-of-a-cancellation',
  {
    says: 'The first of the args of the error is undefined',
    loop: class extends VirtualEventLoop {
      override async runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
        try {
          return await super.runUntilComplete(awaitable)
        } catch (error) {
          throw isCancelledError(error) ? new CancelledError() : error
        }
      }
    },
  },
)

/** The awaited future wakes the task once more. */
export const stepsATaskWhoseFutureRefuses = fault(
  'cancellation.arrives-once',
  'steps-a-task-whose-future-refuses',
  {
    says: '"cancelled" came before "go"',
    tasks: class<T> extends Task<T> {
      override cancel(message?: unknown): boolean {
        const { waiter } = this
        const answer = super.cancel(message)
        if (waiter !== null && !waiter.done() && this.mustCancel) {
          this.mustCancel = false
          this.scheduleStep({ error: new CancelledError(...this.cancelArgs) })
        }
        return answer
      }
    },
  },
)
