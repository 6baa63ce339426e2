import type { Coroutine, EventLoop, Task } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { awaits, isCancelled, isOver } from '../support/tasks.ts'
import { later } from '../support/turns.ts'

/** Catches the request to cancel it, and returns. */
function* refusing(t: CheckContext, loop: EventLoop): Coroutine<string> {
  try {
    yield* loop.createFuture()
  } catch {
    t.note('inner caught')
  }
  yield
  return 'a result after all'
}

const passedOn =
  'If the request was passed on to the awaited task, do not keep it for the awaiting task as well.'

/** The inner task refused its cancellation, and the outer one went on with its result. */
function getsTheResult(t: CheckContext, outer: Task): void {
  t.order('cancel', 'inner caught')
  isOver(t, outer)
  t.that(!outer.cancelled(), 'the outer task gets the result', 'the outer task was cancelled')
  t.same(outer.result(), 'a result after all', 'the result of the outer task')
}

const hint =
  'In cancel() of your task, cancel what the task awaits first. Throw in the next step only if that returns false.'

/** Where the request goes. */
export const cancellationReachChecks: readonly Check[] = [
  check(
    'cancellation.reaches-the-awaited-future',
    'checked right after cancel()',
    async (t) => {
      const loop = t.newEventLoop()
      const [future, other] = [loop.createFuture(), loop.createFuture()]
      const task = t.createTask(loop, 'task', () => awaits(future))
      const seen: boolean[] = []
      later(
        loop,
        t.callback('cancel', () => {
          seen.push(future.cancelled(), task.cancel(), future.cancelled())
        }),
      )
      await t.iterations(loop, 16)
      t.happened('cancel')
      const due = [false, true, true]
      t.sameItems(seen, due, 'cancelled() of the future, cancel(), and cancelled() of the future again')
      t.same(other.done(), false, 'done() of another future')
      isCancelled(t, task)
    },
    { hint },
  ),
  check(
    'cancellation.reaches-every-waiter-of-the-future',
    'two tasks and a callback',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const first = t.createTask(loop, 'first', () => awaits(future))
      const second = t.createTask(loop, 'second', () => awaits(future))
      future.addDoneCallback(t.callback('callback'))
      later(
        loop,
        t.callback('cancel', () => first.cancel()),
      )
      await t.iterations(loop, 16)
      t.order('cancel', 'callback')
      for (const [name, task] of Object.entries({ first, second })) {
        isOver(t, task)
        t.that(task.cancelled(), `the ${name} task is cancelled`, `cancelled() of the ${name} task was false`)
      }
    },
    { hint },
  ),
  check(
    'cancellation.reaches-the-awaited-task',
    'three tasks deep, with clean-up that waits',
    async (t) => {
      const loop = t.newEventLoop()
      const innermost = t.createTask(loop, 'innermost', function* () {
        try {
          yield* loop.createFuture()
        } finally {
          yield
          t.note('innermost has cleaned up')
        }
      })
      const cleansUp = function* (name: string, awaited: typeof innermost): Coroutine<unknown> {
        try {
          return yield* awaited
        } finally {
          t.note(`${name} has cleaned up`)
        }
      }
      const middle = t.createTask(loop, 'middle', () => cleansUp('middle', innermost))
      const outer = t.createTask(loop, 'outer', () => cleansUp('outer', middle as typeof innermost))
      const seen: boolean[] = []
      later(
        loop,
        t.callback('cancel', () => {
          seen.push(outer.cancel(), outer.done(), middle.done(), innermost.done())
        }),
      )
      await t.iterations(loop, 24)
      t.order('cancel', 'innermost has cleaned up', 'middle has cleaned up', 'outer has cleaned up')
      t.sameItems(seen, [true, false, false, false], 'cancel(), and done() of the three tasks after it')
      for (const task of [innermost, middle, outer]) {
        isOver(t, task)
        t.that(task.cancelled(), 'each of the tasks is cancelled', 'cancelled() of one was false')
      }
    },
    { hint },
  ),
  check(
    'cancellation.awaited-task-has-the-last-word',
    'it catches the error and returns',
    async (t) => {
      const loop = t.newEventLoop()
      const inner = t.createTask(loop, 'inner', () => refusing(t, loop))
      const outer = t.createTask(loop, 'outer', () => awaits(inner))
      let answer: unknown
      later(
        loop,
        t.callback('cancel', () => (answer = outer.cancel())),
      )
      await t.iterations(loop, 24)
      getsTheResult(t, outer)
      t.same(answer, true, 'cancel() of the outer task')
    },
    { hint: passedOn },
  ),
  check(
    'cancellation.awaited-task-has-the-last-word',
    'the request came in the step in which the other one is awaited',
    async (t) => {
      const loop = t.newEventLoop()
      const inner = t.createTask(loop, 'inner', () => refusing(t, loop))
      const outer: Task = t.createTask(loop, 'outer', function* () {
        yield
        yield
        t.note('cancel')
        outer.cancel()
        return yield* inner
      })
      await t.iterations(loop, 24)
      getsTheResult(t, outer)
    },
    { hint: passedOn },
  ),
  check(
    'cancellation.leaves-other-tasks-alone',
    'a task that it created, and another task',
    async (t) => {
      const loop = t.newEventLoop()
      const signal = loop.createFuture()
      const child = function* (): Coroutine<string> {
        yield* signal
        return 'goes on'
      }
      const children: { done(): boolean; result(): unknown }[] = []
      const parent = t.createTask(loop, 'parent', function* () {
        children.push(t.createTask(loop, 'child', child))
        yield
        yield* loop.createFuture()
      })
      const beside = t.createTask(loop, 'beside', child)
      later(
        loop,
        t.callback('cancel', () => {
          parent.cancel()
          later(loop, () => signal.setResult(null))
        }),
      )
      await t.iterations(loop, 24)
      t.happened('cancel')
      isOver(t, parent)
      t.that(parent.cancelled(), 'the parent is cancelled', 'cancelled() of the parent was false')
      t.same(children.length, 1, 'the number of children')
      for (const task of [...children, beside]) {
        isOver(t, task)
        t.same(
          t.returned(
            t.attempt(() => task.result()),
            'result()',
          ),
          'goes on',
          'the result of another task',
        )
      }
    },
    { hint: 'Cancel what the task awaits, not the tasks that it has created.' },
  ),
]
