/** The message of a cancellation, and the error that carries it. */
import type { Coroutine, EventLoop, Task } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { awaits } from './awaits.ts'
import { isOver } from './is-over.ts'
import { later } from './later.ts'

const message = { reason: 'of the check' }
const passOn = {
  hint: 'cancel(message) passes the message on to the awaited future, or keeps it for the next step.',
}
const keep = { hint: 'A task keeps the CancelledError that ended it for the first who asks.' }

export const cancellationMessageTests: readonly ClauseTest[] = [
  clauseTest(
    'cancellation.message-reaches-the-coroutine',
    'while it waits for a future, with and without a message',
    async (check) => {
      const loop = check.newEventLoop()
      const withMessage = collector(check, loop, () => awaits(loop.createFuture()))
      const without = collector(check, loop, () => awaits(loop.createFuture()))
      later(loop, () => {
        withMessage.task.cancel(message)
        without.task.cancel()
      })
      await check.iterations(loop, 16)
      withMessage.judge([message])
      without.judge([])
    },
    passOn,
  ),
  clauseTest(
    'cancellation.message-reaches-the-coroutine',
    'with a result on its way, and at a bare yield',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      const settled = collector(check, loop, () => awaits(future))
      const yielding = collector(check, loop, function* () {
        for (let hop = 0; hop < 12; hop++) yield
      })
      later(loop, () => {
        future.setResult(null)
        settled.task.cancel(message)
        yielding.task.cancel(message)
      })
      await check.iterations(loop, 20)
      settled.judge([message])
      yielding.judge([message])
    },
    passOn,
  ),
  clauseTest(
    'cancellation.message-reaches-the-coroutine',
    'at a bare yield, without a message and with null for one',
    async (check) => {
      const loop = check.newEventLoop()
      const hops = function* (): Coroutine<void> {
        for (let hop = 0; hop < 12; hop++) yield
      }
      const [without, withNull] = [collector(check, loop, hops), collector(check, loop, hops)]
      later(loop, () => {
        without.task.cancel()
        withNull.task.cancel(null)
      })
      await check.iterations(loop, 20)
      without.judge([])
      withNull.judge([])
    },
    passOn,
  ),
  clauseTest(
    'cancellation.message-reaches-the-coroutine',
    'cancelled by itself, with a text that is empty',
    async (check) => {
      const loop = check.newEventLoop()
      const tasks: Task[] = []
      const itself = collector(check, loop, function* () {
        yield
        tasks[0]?.cancel('')
        yield* loop.createFuture()
      })
      tasks.push(itself.task)
      await check.iterations(loop, 16)
      itself.judge([''])
    },
    passOn,
  ),

  ...(['while it waits', 'before its first step'] as const).map((situation) =>
    clauseTest(
      'cancellation.message-reaches-the-awaiter',
      `of a task that is cancelled ${situation}`,
      async (check) => {
        const loop = check.newEventLoop()
        const make = (): Task => check.createTask(loop, 'task', () => awaits(loop.createFuture()))
        const [asked, awaited] = [make(), make()]
        const waiter = collector(check, loop, () => awaits(awaited))
        const cancel = (): void => {
          asked.cancel(message)
          awaited.cancel(message)
        }
        if (situation === 'while it waits') later(loop, cancel)
        else cancel()
        await check.iterations(loop, 20)
        isOver(check, asked)
        const args = argsOf(
          check,
          check.attempt(() => asked.result()),
        )
        check.sameMembers(args, [message], 'the args of what result() throws')
        waiter.judge([message])
      },
      keep,
    ),
  ),
  clauseTest(
    'cancellation.awaiter-gets-the-very-error',
    'result(), exception(), and an await',
    async (check) => {
      const loop = check.newEventLoop()
      const thrown: unknown[] = []
      const make = (): Task =>
        check.createTask(loop, 'task', function* () {
          try {
            yield* loop.createFuture()
          } catch (error) {
            thrown.push(error)
            throw error
          }
        })
      const tasks = [make(), make(), make()] as const
      const waiter = collector(check, loop, () => awaits(tasks[2]))
      later(loop, () => {
        for (const task of tasks) task.cancel()
      })
      await check.iterations(loop, 20)
      for (const task of tasks) isOver(check, task)
      const caught = [check.attempt(() => tasks[0].result()), check.attempt(() => tasks[1].exception())]
      const errors = [...caught.map((attempt) => attempt.threw && attempt.error), waiter.errors[0]]
      check.same(thrown.length, 3, 'the number of errors that coroutines let out')
      check.sameMembers(errors, thrown, 'what result(), exception() and the await threw')
    },
    keep,
  ),
]

/** A task that keeps what it catches, so that its args can be held against those that are due. */
function collector(
  check: Check,
  loop: EventLoop,
  wait: () => Coroutine<unknown>,
): { task: Task; errors: unknown[]; judge(due: readonly unknown[]): void } {
  const errors: unknown[] = []
  const task = check.createTask(loop, 'collector', function* () {
    try {
      yield* wait()
    } catch (error) {
      errors.push(error)
    }
  })
  const judge = (due: readonly unknown[]): void => {
    isOver(check, task)
    check.same(errors.length, 1, 'how many errors the coroutine caught')
    const args = argsOf(check, { threw: true, error: errors[0] })
    check.sameMembers(args, due, 'the args of the CancelledError that the coroutine caught')
  }
  return { task, errors, judge }
}

function argsOf(check: Check, attempt: ReturnType<Check['attempt']>): unknown[] {
  const error = check.threw(attempt, 'CancelledError', 'the cancelled task')
  const { args } = error as { args?: Iterable<unknown> }
  check.that(args !== undefined, 'a CancelledError has args', 'the CancelledError had no args')
  return [...(args ?? [])]
}
