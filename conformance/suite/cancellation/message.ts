/** The message of a cancellation, and the error that carries it. */
import type { Coroutine, EventLoop, Task } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { awaits, isOver } from '../support/tasks.ts'
import { later } from '../support/turns.ts'

const message = { reason: 'of the check' }
const passOn = {
  hint: 'In cancel(message), pass the message on to the awaited future, or keep it for the next step.',
}
const keep = {
  hint: 'Keep the CancelledError that ended the task, and throw that error at the first result() or exception().',
}

export const cancellationMessageChecks: readonly Check[] = [
  check(
    'cancellation.message-reaches-the-coroutine',
    'while it waits for a future, with and without a message',
    async (t) => {
      const loop = t.newEventLoop()
      const withMessage = collector(t, loop, () => awaits(loop.createFuture()))
      const without = collector(t, loop, () => awaits(loop.createFuture()))
      later(loop, () => {
        withMessage.task.cancel(message)
        without.task.cancel()
      })
      await t.iterations(loop, 16)
      withMessage.judge([message])
      without.judge([])
    },
    passOn,
  ),
  check(
    'cancellation.message-reaches-the-coroutine',
    'with a result on its way, and at a bare yield',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const settled = collector(t, loop, () => awaits(future))
      const yielding = collector(t, loop, function* () {
        for (let hop = 0; hop < 12; hop++) yield
      })
      later(loop, () => {
        future.setResult(null)
        settled.task.cancel(message)
        yielding.task.cancel(message)
      })
      await t.iterations(loop, 20)
      settled.judge([message])
      yielding.judge([message])
    },
    passOn,
  ),
  check(
    'cancellation.message-reaches-the-coroutine',
    'at a bare yield, without a message and with null as the message',
    async (t) => {
      const loop = t.newEventLoop()
      const hops = function* (): Coroutine<void> {
        for (let hop = 0; hop < 12; hop++) yield
      }
      const [without, withNull] = [collector(t, loop, hops), collector(t, loop, hops)]
      later(loop, () => {
        without.task.cancel()
        withNull.task.cancel(null)
      })
      await t.iterations(loop, 20)
      without.judge([])
      withNull.judge([])
    },
    passOn,
  ),
  check(
    'cancellation.message-reaches-the-coroutine',
    'cancelled directly, with an empty text',
    async (t) => {
      const loop = t.newEventLoop()
      const tasks: Task[] = []
      const itself = collector(t, loop, function* () {
        yield
        tasks[0]?.cancel('')
        yield* loop.createFuture()
      })
      tasks.push(itself.task)
      await t.iterations(loop, 16)
      itself.judge([''])
    },
    passOn,
  ),

  ...(['while it waits', 'before its first step'] as const).map((situation) =>
    check(
      'cancellation.message-reaches-the-awaiter',
      `of a task that is cancelled ${situation}`,
      async (t) => {
        const loop = t.newEventLoop()
        const make = (): Task => t.createTask(loop, 'task', () => awaits(loop.createFuture()))
        const [asked, askedForIt, awaited] = [make(), make(), make()]
        const waiter = collector(t, loop, () => awaits(awaited))
        const cancel = (): void => {
          asked.cancel(message)
          askedForIt.cancel(message)
          awaited.cancel(message)
        }
        if (situation === 'while it waits') later(loop, cancel)
        else cancel()
        await t.iterations(loop, 20)
        isOver(t, asked)
        const args = argsOf(
          t,
          t.attempt(() => asked.result()),
        )
        t.sameItems(args.slice(0, 1), [message], 'the args of what result() throws')
        const exceptionArgs = argsOf(
          t,
          t.attempt(() => askedForIt.exception()),
        )
        t.sameItems(exceptionArgs.slice(0, 1), [message], 'the args of what exception() throws')
        waiter.judge([message])
      },
      keep,
    ),
  ),
  check(
    'cancellation.awaiter-gets-the-very-error',
    'result(), exception(), and an await',
    async (t) => {
      const loop = t.newEventLoop()
      const thrown: unknown[] = []
      const make = (): Task =>
        t.createTask(loop, 'task', function* () {
          try {
            yield* loop.createFuture()
          } catch (error) {
            thrown.push(error)
            throw error
          }
        })
      const tasks = [make(), make(), make()] as const
      const waiter = collector(t, loop, () => awaits(tasks[2]))
      later(loop, () => {
        for (const task of tasks) task.cancel()
      })
      await t.iterations(loop, 20)
      for (const task of tasks) isOver(t, task)
      const caught = [t.attempt(() => tasks[0].result()), t.attempt(() => tasks[1].exception())]
      const errors = [...caught.map((attempt) => attempt.threw && attempt.error), waiter.errors[0]]
      t.same(thrown.length, 3, 'the number of errors that coroutines let out')
      t.sameItems(errors, thrown, 'what result(), exception() and the await threw')
    },
    keep,
  ),
]

/** A task that keeps what it catches, so that its args can be compared. */
function collector(
  t: CheckContext,
  loop: EventLoop,
  wait: () => Coroutine<unknown>,
): { task: Task; errors: unknown[]; judge(due: readonly unknown[]): void } {
  const errors: unknown[] = []
  const task = t.createTask(loop, 'collector', function* () {
    try {
      yield* wait()
    } catch (error) {
      errors.push(error)
    }
  })
  const judge = (due: readonly unknown[]): void => {
    isOver(t, task)
    t.same(errors.length, 1, 'how many errors the coroutine caught')
    const args = argsOf(t, { threw: true, error: errors[0] })
    // A loop may add more to the args than the message.
    const seen = due.length === 0 ? args : args.slice(0, 1)
    t.sameItems(seen, due, 'the args of the CancelledError that the coroutine caught')
  }
  return { task, errors, judge }
}

function argsOf(t: CheckContext, attempt: ReturnType<CheckContext['attempt']>): unknown[] {
  const error = t.threw(attempt, 'CancelledError', 'the cancelled task')
  const { args } = error as { args?: Iterable<unknown> }
  t.that(args !== undefined, 'a CancelledError has args', 'the CancelledError had no args')
  return [...(args ?? [])]
}
