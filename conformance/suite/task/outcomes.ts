import { KeyboardInterrupt, SystemExit, type Coroutine, type EventLoop } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { isCancelled, isOver } from '../support/tasks.ts'
import { later } from '../support/turns.ts'

const outcome = { hint: 'Check where the step of your task catches what the coroutine throws.' }
const asItIs = {
  hint: 'Store what the coroutine returned, unchanged. A promise would adopt a thenable.',
}

/** What the candidate throws for a cancelled future: its own class. */
function cancelledError(t: CheckContext, loop: EventLoop): unknown {
  const future = loop.createFuture()
  future.cancel()
  return t.threw(
    t.attempt(() => future.result()),
    'CancelledError',
    'result() of a cancelled future',
  )
}

/** What a task does when its coroutine returns or throws. */
export const taskOutcomesChecks: readonly Check[] = [
  check(
    'task.keeps-what-it-returns',
    'a pending future, an error, an object with a then',
    async (t) => {
      const loop = t.newEventLoop()
      const thenable = {
        then: (): void => {
          t.note('then was called')
        },
      }
      for (const value of [loop.createFuture(), new Error('returned'), thenable]) {
        const task = t.createTask(loop, 'task', function* () {
          return value
        })
        await t.iterations(loop)
        isOver(t, task)
        t.same(task.result(), value, 'the result of the task')
        t.same(task.exception(), null, 'the exception of the task')
      }
      t.times('then was called', 0)
    },
    asItIs,
  ),
  ...(['in its first step', 'after a yield', 'in place of one that it caught'] as const).map((situation) =>
    check(
      'task.keeps-its-exception',
      situation,
      async (t) => {
        const loop = t.newEventLoop()
        const error = new Error('thrown by the coroutine')
        const task = t.createTask(loop, 'task', function* () {
          if (situation !== 'in its first step') yield
          try {
            throw situation === 'in place of one that it caught' ? new Error('the first') : error
          } catch {
            throw error
          }
        })
        await t.iterations(loop)
        isOver(t, task)
        t.that(!task.cancelled(), 'a task that failed is not cancelled', 'cancelled() was true')
        t.same(task.exception(), error, 'the exception of the task')
        for (const time of ['first', 'second']) {
          const attempt = t.attempt(() => task.result())
          t.that(attempt.threw, 'result() throws', 'result() returned')
          t.same(attempt.threw && attempt.error, error, `what result() throws the ${time} time`)
        }
      },
      outcome,
    ),
  ),
  ...['a text', '', 0, undefined, null].map((value) =>
    check(
      'task.keeps-any-thrown-value',
      value === '' ? 'an empty text' : String(value),
      async (t) => {
        const loop = t.newEventLoop()

        const task = t.createTask(loop, 'task', function* (): Coroutine<void> {
          throw value
        })
        let caught: unknown = 'nothing was thrown'
        t.createTask(loop, 'waiter', function* () {
          try {
            yield* task
          } catch (error) {
            caught = error
          }
        })
        await t.iterations(loop)
        isOver(t, task)
        const attempt = t.attempt(() => task.result())
        t.that(attempt.threw, 'result() throws', 'result() returned')
        t.same(attempt.threw && attempt.error, value, 'what result() throws')
        t.same(caught, value, 'what the awaiting coroutine caught')
      },
      { hint: 'Record that the coroutine threw, not only what it threw: `if (error)` loses a falsy value.' },
    ),
  ),
  check(
    'task.failure-stays-inside',
    'one of two tasks fails',
    async (t) => {
      const loop = t.newEventLoop()

      const failing = t.createTask(loop, 'failing', function* (): Coroutine<void> {
        throw new Error('thrown by the coroutine')
      })
      failing.addDoneCallback(t.callback('retrieve', () => failing.exception()))
      t.createTask(loop, 'other', function* () {
        yield
        yield
      })
      await t.iterations(loop)
      t.order('failing step 1', 'retrieve')
      t.order('failing step 1', 'other step 2', 'other step 3')
      t.times('exception handler', 0)
    },
    outcome,
  ),
  ...[new SystemExit('exit'), new KeyboardInterrupt('interrupt')].map((fatal) =>
    check(
      'task.fatal-error-leaves-the-loop',
      fatal.name,
      async (t) => {
        const loop = t.newEventLoop()
        const task = t.createTask(loop, 'task', function* (): Coroutine<void> {
          yield
          throw fatal
        })
        const run = await t.attemptAsync(() => t.iterations(loop))
        t.happened('task step 2')
        t.that(run.threw, `the run is rejected with ${fatal.name}`, 'the run ended without an error')
        t.same(run.threw && run.error, fatal, 'what the run is rejected with')
        isOver(t, task)
        t.same(task.exception(), fatal, 'the exception of the task')
      },
      { hint: 'Set the exception of the task first, then rethrow it, out of the step and the loop.' },
    ),
  ),
  check(
    'task.fatal-error-leaves-the-loop',
    'thrown by the task that the run waits for',
    async (t) => {
      for (const error of [new SystemExit('a task'), new KeyboardInterrupt('a task')]) {
        const loop = t.newEventLoop()
        const main = function* (): Coroutine<void> {
          yield
          throw error
        }
        const outcome = await t.attemptAsync(() => loop.runUntilComplete(main()))
        t.that(outcome.threw, `${error.name} ends the run`, `the run went on after ${error.name}`)
        t.same(outcome.threw && outcome.error, error, 'what the run ended with')
      }
    },
    { hint: 'Keep the fatal error as the exception of the task, and rethrow it out of the loop.' },
  ),
  ...(['in its first step', 'after a yield'] as const).map((situation) =>
    check(
      'task.cancelled-error-cancels',
      situation,
      async (t) => {
        const loop = t.newEventLoop()
        const error = cancelledError(t, loop)
        const task = t.createTask(loop, 'task', function* (): Coroutine<void> {
          if (situation === 'after a yield') yield
          throw error
        })
        task.addDoneCallback(t.callback('done callback'))
        await t.iterations(loop)
        isCancelled(t, task)
        t.threw(
          t.attempt(() => task.result()),
          'CancelledError',
          'result() of the task',
        )
        t.threw(
          t.attempt(() => task.exception()),
          'CancelledError',
          'exception() of the task',
        )
        t.times('done callback', 1)
        t.times('exception handler', 0)
      },
      outcome,
    ),
  ),
  check(
    'task.cancel-is-a-request',
    'the coroutine lets the error out',
    async (t) => {
      const loop = t.newEventLoop()
      const task = t.createTask(loop, 'task', function* () {
        try {
          yield* loop.createFuture()
        } finally {
          t.note('cleaned up')
        }
      })
      const returned: boolean[] = []
      later(
        loop,
        t.callback('cancel', () => {
          returned.push(task.cancel(), task.done())
          t.note('cancel returned')
        }),
      )
      await t.iterations(loop, 16)
      t.sameItems(returned, [true, false], 'cancel(), then done(), of the pending task')
      t.order('task step 1', 'cancel', 'cancel returned', 'cleaned up')
      t.that(task.cancelled(), 'the task is cancelled', 'cancelled() was false')
    },
    {
      hint: 'In cancel(), arrange that CancelledError is thrown into the coroutine. Only the coroutine ends the task.',
    },
  ),
  check('task.cancel-is-a-request', 'the coroutine catches the error and goes on', async (t) => {
    const loop = t.newEventLoop()
    const task = t.createTask(loop, 'task', function* () {
      try {
        yield* loop.createFuture()
      } catch {
        t.note('caught')
      }
      yield
      return 'went on'
    })
    later(
      loop,
      t.callback('cancel', () => task.cancel()),
    )
    await t.iterations(loop, 16)
    t.order('task step 1', 'cancel', 'caught')
    isOver(t, task)
    t.that(!task.cancelled(), 'the task is not cancelled', 'cancelled() was true')
    t.same(task.result(), 'went on', 'the result of the task')
  }),
  check(
    'task.done-callbacks-come-later',
    'two callbacks, and one scheduled by the last step',
    async (t) => {
      const loop = t.newEventLoop()
      const task = t.createTask(loop, 'task', function* () {
        yield
        loop.callSoon(t.callback('scheduled by the last step'))
      })
      const received: unknown[] = []
      for (const label of ['a', 'b']) {
        const receive = (done: unknown): void => void received.push(done, task.done())
        task.addDoneCallback(t.callback(label, receive))
      }
      await t.iterations(loop)
      t.order('task step 2', 'scheduled by the last step', 'a', 'b')
      t.times('a', 1)
      t.times('b', 1)
      t.sameItems(received, [task, true, task, true], 'what each callback was given, and done() of the task')
    },
    { hint: 'When a task ends, pass its done callbacks to callSoon(), as a future does.' },
  ),
]
