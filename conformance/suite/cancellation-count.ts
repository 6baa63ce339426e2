/** How often a request arrives, and how requests are counted. */
import { errorKind, type Coroutine, type EventLoop, type Task } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { awaits } from './awaits.ts'
import { isOver } from './is-over.ts'
import { later } from './later.ts'

const once = 'A request is dealt with when CancelledError has been thrown in once, or has been passed on.'
const counts = 'cancel() of a pending task counts; nothing but uncancel() counts down.'

/** A task that notes each cancellation that it catches, and goes on. It awaits a new future each time. */
function stubborn(check: Check, loop: EventLoop, times: number): Task<string> {
  return check.createTask(loop, 'task', function* () {
    for (let caught = 0; caught < times;) {
      try {
        yield* loop.createFuture()
      } catch (error) {
        caught++
        check.note(`caught ${String(errorKind(error))}`)
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

function wentOn(check: Check, task: Task<string>, times: number): void {
  isOver(check, task)
  check.times('caught CancelledError', times)
  check.that(!task.cancelled(), 'the task goes on', 'the task was cancelled')
  check.same(
    check.answered(
      check.attempt(() => task.result()),
      'result()',
    ),
    'went on',
    'the result of the task',
  )
}

export const cancellationCountTests: readonly ClauseTest[] = [
  clauseTest(
    'cancellation.arrives-once',
    'the coroutine waits again, in three ways',
    async (check) => {
      const loop = check.newEventLoop()
      const task = stubborn(check, loop, 1)
      later(
        loop,
        check.callback('cancel', () => task.cancel()),
      )
      await check.iterations(loop, 24)
      check.happened('cancel')
      wentOn(check, task, 1)
    },
    { hint: once },
  ),
  clauseTest(
    'cancellation.arrives-once',
    'cancelled three times before it is delivered',
    async (check) => {
      const loop = check.newEventLoop()
      const task = stubborn(check, loop, 1)
      let answers: boolean[] = []
      later(
        loop,
        check.callback('cancel', () => {
          answers = [task.cancel(), task.cancel(), task.cancel()]
        }),
      )
      await check.iterations(loop, 24)
      check.happened('cancel')
      check.sameMembers(answers, [true, true, true], 'cancel(), three times')
      wentOn(check, task, 1)
    },
    { hint: once },
  ),
  clauseTest(
    'cancellation.arrives-once',
    'while the cancellation of the awaited future is on its way',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      const task = check.createTask(loop, 'task', function* () {
        try {
          yield* future
        } catch (error) {
          check.note(`caught ${String(errorKind(error))}`)
        }
        yield
        yield* soon(loop)
        return 'went on'
      })
      later(
        loop,
        check.callback('cancel', () => {
          future.cancel()
          task.cancel()
        }),
      )
      await check.iterations(loop, 24)
      check.happened('cancel')
      wentOn(check, task, 1)
    },
    { hint: 'A CancelledError that comes from the awaited future serves for the open request as well.' },
  ),
  clauseTest(
    'cancellation.arrives-once',
    'clean-up that waits, in a finally block',
    async (check) => {
      const loop = check.newEventLoop()
      const task = check.createTask(loop, 'task', function* () {
        try {
          yield* loop.createFuture()
        } finally {
          yield
          yield* soon(loop)
          check.note('cleaned up')
        }
      })
      later(
        loop,
        check.callback('cancel', () => task.cancel()),
      )
      await check.iterations(loop, 24)
      check.order('cancel', 'cleaned up')
      isOver(check, task)
      check.that(task.cancelled(), 'the task is cancelled in the end', 'cancelled() was false')
    },
    { hint: once },
  ),
  clauseTest(
    'cancellation.can-be-asked-for-again',
    'three times, each after the one before was caught',
    async (check) => {
      const loop = check.newEventLoop()
      const task = stubborn(check, loop, 3)
      const answers: boolean[] = []
      const cancel = check.callback('cancel', (left: number) => {
        answers.push(task.cancel())
        if (left > 1) later(loop, () => cancel(left - 1))
      })
      later(loop, () => cancel(3))
      await check.iterations(loop, 40)
      check.times('cancel', 3)
      check.sameMembers(answers, [true, true, true], 'cancel(), each time')
      wentOn(check, task, 3)
    },
    { hint: 'What says that a request is open is reset when the request has been delivered.' },
  ),

  clauseTest(
    'cancellation.each-request-counts',
    'before, between and after two requests, and of a done task',
    async (check) => {
      const loop = check.newEventLoop()
      const task = stubborn(check, loop, 1)
      const counted = [task.cancelling()]
      later(
        loop,
        check.callback('cancel', () => {
          task.cancel()
          counted.push(task.cancelling())
          task.cancel()
          counted.push(task.cancelling())
        }),
      )
      await check.iterations(loop, 24)
      wentOn(check, task, 1)
      counted.push(task.cancelling())
      task.cancel()
      counted.push(task.cancelling())
      check.sameMembers(counted, [0, 1, 2, 2, 2], 'cancelling(): new, after each call, caught, and refused')
    },
    { hint: counts },
  ),
  clauseTest(
    'cancellation.each-request-counts',
    'the awaited future is cancelled by somebody else, and the awaited task by a request',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      const waiter = check.createTask(loop, 'waiter', () => awaits(future))
      const inner = check.createTask(loop, 'inner', () => awaits(loop.createFuture()))
      const outer = check.createTask(loop, 'outer', () => awaits(inner))
      later(
        loop,
        check.callback('cancel', () => {
          future.cancel()
          outer.cancel()
        }),
      )
      await check.iterations(loop, 24)
      check.happened('cancel')
      for (const task of [waiter, outer]) isOver(check, task)
      check.same(waiter.cancelling(), 0, 'cancelling() of the task whose future was cancelled')
      check.same(outer.cancelling(), 1, 'cancelling() of the task that was cancelled')
      check.same(inner.cancelling(), 1, 'cancelling() of the task that it awaited')
    },
    { hint: counts },
  ),
  clauseTest(
    'cancellation.uncancel-takes-one-back',
    'two requests, taken back three times, and of a done task',
    async (check) => {
      const loop = check.newEventLoop()
      const task = stubborn(check, loop, 1)
      const counted = [task.uncancel()]
      later(
        loop,
        check.callback('cancel', () => {
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
      const ended = check.createTask(loop, 'ended', () => awaits(loop.createFuture()))
      ended.cancel()
      await check.iterations(loop, 24)
      check.happened('cancel')
      check.sameMembers(counted, [0, 1, 1, 0, 0, 0], 'uncancel() and cancelling(), in turns')
      check.same(task.cancelling(), 1, 'cancelling() after one more request')
      check.same(ended.uncancel(), 0, 'uncancel() of a cancelled task')
      check.that(ended.cancelled(), 'a task that is done stays cancelled', 'cancelled() was false')
    },
    { hint: 'uncancel() counts down to 0 and answers what is left.' },
  ),
  clauseTest(
    'cancellation.uncancelled-request-is-not-delivered',
    'one of one, and one of two',
    async (check) => {
      const loop = check.newEventLoop()
      const make = (name: string): Task<string> =>
        check.createTask(loop, name, function* () {
          yield
          yield
          return 'went on'
        })
      const [taken, half] = [make('taken back'), make('half')]
      const counted: number[] = []
      loop.callSoon(
        check.callback('cancel', () => {
          taken.cancel()
          half.cancel()
          half.cancel()
          counted.push(taken.uncancel(), half.uncancel())
        }),
      )
      await check.iterations(loop)
      check.happened('cancel')
      check.sameMembers(counted, [0, 1], 'uncancel() of each task')
      isOver(check, taken)
      isOver(check, half)
      check.that(!taken.cancelled(), 'the task goes on whose only request was taken back', 'it was cancelled')
      check.same(taken.result(), 'went on', 'its result')
      check.that(half.cancelled(), 'the task with a request left is cancelled', 'it went on')
    },
    { hint: 'uncancel() that comes to 0 resets what says that a request is open.' },
  ),
]
