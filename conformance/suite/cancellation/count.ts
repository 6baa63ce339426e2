/** How often a request arrives, and how requests are counted. */
import { errorKind, type Coroutine, type EventLoop, type Task } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { awaits, isOver } from '../support/tasks.ts'
import { later } from '../support/turns.ts'

const once =
  'Deliver a request once: throw CancelledError into the coroutine, or pass the request on to what it awaits.'
const counts = 'Count each cancel() of a pending task. Only uncancel() counts down.'

/** A task that notes each cancellation that it catches, and goes on. It awaits a new future each time. */
function stubborn(t: CheckContext, loop: EventLoop, times: number): Task<string> {
  return t.createTask(loop, 'task', function* () {
    for (let caught = 0; caught < times;) {
      try {
        yield* loop.createFuture()
      } catch (error) {
        caught++
        t.note(`caught ${String(errorKind(error))}`)
      }
    }
    yield
    yield* soon(loop)
    yield
    return 'went on'
  })
}

/** Awaits a future that is settled a little later. */
function soon(loop: EventLoop): Coroutine<unknown> {
  const future = loop.createFuture()
  later(loop, () => future.done() || future.setResult(null))
  return awaits(future)
}

function wentOn(t: CheckContext, task: Task<string>, times: number): void {
  isOver(t, task)
  t.times('caught CancelledError', times)
  t.that(!task.cancelled(), 'the task continues', 'the task was cancelled')
  t.same(
    t.returned(
      t.attempt(() => task.result()),
      'result()',
    ),
    'went on',
    'the result of the task',
  )
}

export const cancellationCountChecks: readonly Check[] = [
  check(
    'cancellation.arrives-once',
    'the coroutine waits again, in three ways',
    async (t) => {
      const loop = t.newEventLoop()
      const task = stubborn(t, loop, 1)
      later(
        loop,
        t.callback('cancel', () => task.cancel()),
      )
      await t.iterations(loop, 24)
      t.happened('cancel')
      wentOn(t, task, 1)
    },
    { hint: once },
  ),
  check(
    'cancellation.arrives-once',
    'cancelled three times before it is delivered',
    async (t) => {
      const loop = t.newEventLoop()
      const task = stubborn(t, loop, 1)
      let returned: boolean[] = []
      later(
        loop,
        t.callback('cancel', () => {
          returned = [task.cancel(), task.cancel(), task.cancel()]
        }),
      )
      await t.iterations(loop, 24)
      t.happened('cancel')
      t.sameItems(returned, [true, true, true], 'cancel(), three times')
      wentOn(t, task, 1)
    },
    { hint: once },
  ),
  check(
    'cancellation.arrives-once',
    'while the cancellation of the awaited future is on its way',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const task = t.createTask(loop, 'task', function* () {
        try {
          yield* future
        } catch (error) {
          t.note(`caught ${String(errorKind(error))}`)
        }
        yield
        yield* soon(loop)
        return 'went on'
      })
      later(
        loop,
        t.callback('cancel', () => {
          future.cancel()
          task.cancel()
        }),
      )
      await t.iterations(loop, 24)
      t.happened('cancel')
      wentOn(t, task, 1)
    },
    { hint: 'Treat a CancelledError from the awaited future as the delivery of the open request.' },
  ),
  check(
    'cancellation.arrives-once',
    'clean-up that waits, in a finally block',
    async (t) => {
      const loop = t.newEventLoop()
      const task = t.createTask(loop, 'task', function* () {
        try {
          yield* loop.createFuture()
        } finally {
          yield
          yield* soon(loop)
          t.note('cleaned up')
        }
      })
      later(
        loop,
        t.callback('cancel', () => task.cancel()),
      )
      await t.iterations(loop, 24)
      t.order('cancel', 'cleaned up')
      isOver(t, task)
      t.that(task.cancelled(), 'the task is cancelled in the end', 'cancelled() was false')
    },
    { hint: once },
  ),
  check(
    'cancellation.can-be-asked-for-again',
    'three times, each after the one before was caught',
    async (t) => {
      const loop = t.newEventLoop()
      const task = stubborn(t, loop, 3)
      const returned: boolean[] = []
      const cancel = t.callback('cancel', (left: number) => {
        returned.push(task.cancel())
        if (left > 1) later(loop, () => cancel(left - 1))
      })
      later(loop, () => cancel(3))
      await t.iterations(loop, 40)
      t.times('cancel', 3)
      t.sameItems(returned, [true, true, true], 'cancel(), each time')
      wentOn(t, task, 3)
    },
    { hint: 'Reset the flag of the open request when the request has been delivered.' },
  ),

  check(
    'cancellation.each-request-counts',
    'before, between and after two requests, and of a done task',
    async (t) => {
      const loop = t.newEventLoop()
      const task = stubborn(t, loop, 1)
      const counted = [task.cancelling()]
      later(
        loop,
        t.callback('cancel', () => {
          task.cancel()
          counted.push(task.cancelling())
          task.cancel()
          counted.push(task.cancelling())
        }),
      )
      await t.iterations(loop, 24)
      wentOn(t, task, 1)
      counted.push(task.cancelling())
      task.cancel()
      counted.push(task.cancelling())
      t.sameItems(counted, [0, 1, 2, 2, 2], 'cancelling(): new, after each call, caught, and refused')
    },
    { hint: counts },
  ),
  check(
    'cancellation.each-request-counts',
    'the awaited future is cancelled by other code, and the awaited task by a request',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const waiter = t.createTask(loop, 'waiter', () => awaits(future))
      const inner = t.createTask(loop, 'inner', () => awaits(loop.createFuture()))
      const outer = t.createTask(loop, 'outer', () => awaits(inner))
      later(
        loop,
        t.callback('cancel', () => {
          future.cancel()
          outer.cancel()
        }),
      )
      await t.iterations(loop, 24)
      t.happened('cancel')
      for (const task of [waiter, outer]) isOver(t, task)
      t.same(waiter.cancelling(), 0, 'cancelling() of the task whose future was cancelled')
      t.same(outer.cancelling(), 1, 'cancelling() of the task that was cancelled')
      t.same(inner.cancelling(), 1, 'cancelling() of the task that it awaited')
    },
    { hint: counts },
  ),
  check(
    'cancellation.uncancel-takes-one-back',
    'two requests, taken back three times, and of a done task',
    async (t) => {
      const loop = t.newEventLoop()
      const task = stubborn(t, loop, 1)
      const counted = [task.uncancel()]
      later(
        loop,
        t.callback('cancel', () => {
          task.cancel()
          task.cancel()
          later(
            loop,
            () => {
              counted.push(
                task.uncancel(),
                task.cancelling(),
                task.uncancel(),
                task.uncancel(),
                task.cancelling(),
              )
              task.cancel()
            },
            0,
          )
        }),
      )
      const ended = t.createTask(loop, 'ended', () => awaits(loop.createFuture()))
      ended.cancel()
      await t.iterations(loop, 24)
      t.happened('cancel')
      t.sameItems(counted, [0, 1, 1, 0, 0, 0], 'uncancel() and cancelling(), in turns')
      t.same(task.cancelling(), 1, 'cancelling() after one more request')
      t.same(ended.uncancel(), 0, 'uncancel() of a cancelled task')
      t.that(ended.cancelled(), 'a task that is done stays cancelled', 'cancelled() was false')
    },
    { hint: 'Make uncancel() count down to 0, and return what is left.' },
  ),
  check(
    'cancellation.uncancelled-request-is-not-delivered',
    'one of one, and one of two',
    async (t) => {
      const loop = t.newEventLoop()
      const make = (name: string): Task<string> =>
        t.createTask(loop, name, function* () {
          yield
          yield
          return 'went on'
        })
      const [taken, half] = [make('taken back'), make('half')]
      const counted: number[] = []
      loop.callSoon(
        t.callback('cancel', () => {
          taken.cancel()
          half.cancel()
          half.cancel()
          counted.push(taken.uncancel(), half.uncancel())
        }),
      )
      await t.iterations(loop)
      t.happened('cancel')
      t.sameItems(counted, [0, 1], 'uncancel() of each task')
      isOver(t, taken)
      isOver(t, half)
      t.that(
        !taken.cancelled(),
        'a task whose only request was taken back continues',
        'that task was cancelled',
      )
      t.same(taken.result(), 'went on', 'its result')
      t.that(half.cancelled(), 'a task with a request left is cancelled', 'that task went on')
    },
    { hint: 'Reset the flag of the open request when uncancel() reaches 0.' },
  ),
]
