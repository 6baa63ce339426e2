import type { Coroutine, EventLoop, Task } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { awaits } from './awaits.ts'
import { cancellationCountTests } from './cancellation-count.ts'
import { cancellationMessageTests } from './cancellation-message.ts'
import { cancellationWhenTests } from './cancellation-when.ts'
import { isOver } from './is-over.ts'
import { later } from './later.ts'

/** Catches the request to cancel it, and returns. */
function* refusing(check: Check, loop: EventLoop): Coroutine<string> {
  try {
    yield* loop.createFuture()
  } catch {
    check.note('inner caught')
  }
  yield
  return 'a result after all'
}

const hint =
  'cancel() of your task: what the task awaits is asked first, and only when that refuses, the next step.'

/** Where the request goes. */
const whereTests: readonly ClauseTest[] = [
  clauseTest(
    'cancellation.reaches-the-awaited-future',
    'looked at right after cancel()',
    async (check) => {
      const loop = check.newEventLoop()
      const [future, other] = [loop.createFuture(), loop.createFuture()]
      const task = check.createTask(loop, 'task', () => awaits(future))
      const seen: boolean[] = []
      later(
        loop,
        check.callback('cancel', () => {
          seen.push(future.cancelled(), task.cancel(), future.cancelled())
        }),
      )
      await check.iterations(loop, 16)
      check.happened('cancel')
      const due = [false, true, true]
      check.sameMembers(seen, due, 'cancelled() of the future, cancel(), and cancelled() of the future again')
      check.same(other.done(), false, 'done() of another future')
      isOver(check, task)
      check.that(task.cancelled(), 'the task is cancelled', 'cancelled() was false')
    },
    { hint },
  ),
  clauseTest(
    'cancellation.reaches-every-waiter-of-the-future',
    'two tasks and a callback',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      const first = check.createTask(loop, 'first', () => awaits(future))
      const second = check.createTask(loop, 'second', () => awaits(future))
      future.addDoneCallback(check.callback('callback'))
      later(
        loop,
        check.callback('cancel', () => first.cancel()),
      )
      await check.iterations(loop, 16)
      check.order('cancel', 'callback')
      for (const [name, task] of Object.entries({ first, second })) {
        isOver(check, task)
        check.that(
          task.cancelled(),
          `the ${name} task is cancelled`,
          `cancelled() of the ${name} task was false`,
        )
      }
    },
    { hint },
  ),
  clauseTest(
    'cancellation.reaches-the-awaited-task',
    'three tasks deep, with clean-up that waits',
    async (check) => {
      const loop = check.newEventLoop()
      const innermost = check.createTask(loop, 'innermost', function* () {
        try {
          yield* loop.createFuture()
        } finally {
          yield
          check.note('innermost has cleaned up')
        }
      })
      const cleansUp = function* (name: string, awaited: typeof innermost): Coroutine<unknown> {
        try {
          return yield* awaited
        } finally {
          check.note(`${name} has cleaned up`)
        }
      }
      const middle = check.createTask(loop, 'middle', () => cleansUp('middle', innermost))
      const outer = check.createTask(loop, 'outer', () => cleansUp('outer', middle as typeof innermost))
      const seen: boolean[] = []
      later(
        loop,
        check.callback('cancel', () => {
          seen.push(outer.cancel(), outer.done(), middle.done(), innermost.done())
        }),
      )
      await check.iterations(loop, 24)
      check.order('cancel', 'innermost has cleaned up', 'middle has cleaned up', 'outer has cleaned up')
      check.sameMembers(seen, [true, false, false, false], 'cancel(), and done() of the three tasks after it')
      for (const task of [innermost, middle, outer]) {
        isOver(check, task)
        check.that(task.cancelled(), 'each of the tasks is cancelled', 'cancelled() of one was false')
      }
    },
    { hint },
  ),
  clauseTest(
    'cancellation.awaited-task-has-the-last-word',
    'it catches the error and returns',
    async (check) => {
      const loop = check.newEventLoop()
      const inner = check.createTask(loop, 'inner', () => refusing(check, loop))
      const outer = check.createTask(loop, 'outer', () => awaits(inner))
      let answer: unknown
      later(
        loop,
        check.callback('cancel', () => (answer = outer.cancel())),
      )
      await check.iterations(loop, 24)
      check.order('cancel', 'inner caught')
      check.same(answer, true, 'cancel() of the outer task')
      isOver(check, outer)
      check.that(!outer.cancelled(), 'the outer task gets the result', 'the outer task was cancelled')
      check.same(outer.result(), 'a result after all', 'the result of the outer task')
    },
    { hint: 'A request that was passed on to the awaited task is not kept for the awaiting one as well.' },
  ),
  clauseTest(
    'cancellation.awaited-task-has-the-last-word',
    'the request came in the step in which the other one is awaited',
    async (check) => {
      const loop = check.newEventLoop()
      const inner = check.createTask(loop, 'inner', () => refusing(check, loop))
      const outer: Task = check.createTask(loop, 'outer', function* () {
        yield
        yield
        check.note('cancel')
        outer.cancel()
        return yield* inner
      })
      await check.iterations(loop, 24)
      check.order('cancel', 'inner caught')
      isOver(check, outer)
      check.that(!outer.cancelled(), 'the outer task gets the result', 'the outer task was cancelled')
      check.same(outer.result(), 'a result after all', 'the result of the outer task')
    },
    { hint: 'A request that was passed on to the awaited task is not kept for the awaiting one as well.' },
  ),
  clauseTest(
    'cancellation.leaves-other-tasks-alone',
    'one that it created, and one beside it',
    async (check) => {
      const loop = check.newEventLoop()
      const signal = loop.createFuture()
      const child = function* (): Coroutine<string> {
        yield* signal
        return 'goes on'
      }
      const children: { done(): boolean; result(): unknown }[] = []
      const parent = check.createTask(loop, 'parent', function* () {
        children.push(check.createTask(loop, 'child', child))
        yield
        yield* loop.createFuture()
      })
      const beside = check.createTask(loop, 'beside', child)
      later(
        loop,
        check.callback('cancel', () => {
          parent.cancel()
          later(loop, () => signal.setResult(null))
        }),
      )
      await check.iterations(loop, 24)
      check.happened('cancel')
      isOver(check, parent)
      check.that(parent.cancelled(), 'the parent is cancelled', 'cancelled() of the parent was false')
      check.same(children.length, 1, 'the number of children')
      for (const task of [...children, beside]) {
        isOver(check, task)
        check.same(
          check.answered(
            check.attempt(() => task.result()),
            'result()',
          ),
          'goes on',
          'the result of another task',
        )
      }
    },
    { hint: 'A task owns what it awaits, and nothing that it has created.' },
  ),
]

export const cancellationTests: readonly ClauseTest[] = [
  ...whereTests,
  ...cancellationWhenTests,
  ...cancellationCountTests,
  ...cancellationMessageTests,
]
