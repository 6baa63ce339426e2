import { KeyboardInterrupt, SystemExit, type Coroutine, type EventLoop } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { isOver } from './is-over.ts'
import { later } from './later.ts'

const outcome = { hint: 'Look at where the step of your task catches what the coroutine throws.' }
const asItIs = {
  hint: 'Store what the coroutine returned without looking at it; beware of promises, which adopt.',
}

/** What the candidate throws for a cancelled future: its own class. */
function cancelledError(check: Check, loop: EventLoop): unknown {
  const future = loop.createFuture()
  future.cancel()
  return check.threw(
    check.attempt(() => future.result()),
    'CancelledError',
    'result() of a cancelled future',
  )
}

/** What a task makes of the end of its coroutine, whatever that is. */
export const taskOutcomesTests: readonly ClauseTest[] = [
  clauseTest(
    'task.keeps-what-it-returns',
    'a pending future, an error, an object with a then',
    async (check) => {
      const loop = check.newEventLoop()
      const thenable = {
        then: (): void => {
          check.note('then was called')
        },
      }
      for (const value of [loop.createFuture(), new Error('returned'), thenable]) {
        const task = check.createTask(loop, 'task', function* () {
          return value
        })
        await check.iterations(loop)
        isOver(check, task)
        check.same(task.result(), value, 'the result of the task')
        check.same(task.exception(), null, 'the exception of the task')
      }
      check.times('then was called', 0)
    },
    asItIs,
  ),
  ...(['in its first step', 'after a yield', 'in place of one that it caught'] as const).map((situation) =>
    clauseTest(
      'task.keeps-its-exception',
      situation,
      async (check) => {
        const loop = check.newEventLoop()
        const error = new Error('thrown by the coroutine')
        const task = check.createTask(loop, 'task', function* () {
          if (situation !== 'in its first step') yield
          try {
            throw situation === 'in place of one that it caught' ? new Error('the first') : error
          } catch {
            throw error
          }
        })
        await check.iterations(loop)
        isOver(check, task)
        check.that(!task.cancelled(), 'a task that failed is not cancelled', 'cancelled() was true')
        check.same(task.exception(), error, 'the exception of the task')
        for (const time of ['first', 'second']) {
          const attempt = check.attempt(() => task.result())
          check.that(attempt.threw, 'result() throws', 'result() answered')
          check.same(attempt.threw && attempt.error, error, `what result() throws the ${time} time`)
        }
      },
      outcome,
    ),
  ),
  ...['a text', '', 0, undefined, null].map((value) =>
    clauseTest(
      'task.keeps-any-thrown-value',
      value === '' ? 'an empty text' : String(value),
      async (check) => {
        const loop = check.newEventLoop()

        const task = check.createTask(loop, 'task', function* (): Coroutine<void> {
          throw value
        })
        let caught: unknown = 'nothing was thrown'
        check.createTask(loop, 'waiter', function* () {
          try {
            yield* task
          } catch (error) {
            caught = error
          }
        })
        await check.iterations(loop)
        isOver(check, task)
        const attempt = check.attempt(() => task.result())
        check.that(attempt.threw, 'result() throws', 'result() answered')
        check.same(attempt.threw && attempt.error, value, 'what result() throws')
        check.same(caught, value, 'what the awaiting coroutine caught')
      },
      { hint: 'Remember that the coroutine threw beside what it threw: `if (error)` loses an error.' },
    ),
  ),
  clauseTest(
    'task.failure-stays-inside',
    'one of two tasks fails',
    async (check) => {
      const loop = check.newEventLoop()

      const failing = check.createTask(loop, 'failing', function* (): Coroutine<void> {
        throw new Error('thrown by the coroutine')
      })
      failing.addDoneCallback(check.callback('retrieve', () => failing.exception()))
      check.createTask(loop, 'other', function* () {
        yield
        yield
      })
      await check.iterations(loop)
      check.order('failing step 1', 'retrieve')
      check.order('failing step 1', 'other step 2', 'other step 3')
      check.times('exception handler', 0)
    },
    outcome,
  ),
  ...[new SystemExit('exit'), new KeyboardInterrupt('interrupt')].map((fatal) =>
    clauseTest(
      'task.fatal-error-leaves-the-loop',
      fatal.name,
      async (check) => {
        const loop = check.newEventLoop()
        const task = check.createTask(loop, 'task', function* (): Coroutine<void> {
          yield
          throw fatal
        })
        const run = await check.attemptAsync(() => check.iterations(loop))
        check.happened('task step 2')
        check.that(
          run.threw,
          `the run is rejected with ${fatal.name}`,
          'the run ended as if nothing had been',
        )
        check.same(run.threw && run.error, fatal, 'what the run is rejected with')
        isOver(check, task)
        check.same(task.exception(), fatal, 'the exception of the task')
      },
      { hint: 'Set the exception on the task first, then throw it on, out of the step and out of the loop.' },
    ),
  ),
  clauseTest(
    'task.fatal-error-leaves-the-loop',
    'thrown by the task that the run waits for',
    async (check) => {
      for (const error of [new SystemExit('a task'), new KeyboardInterrupt('a task')]) {
        const loop = check.newEventLoop()
        const main = function* (): Coroutine<void> {
          yield
          throw error
        }
        const outcome = await check.attemptAsync(() => loop.runUntilComplete(main()))
        check.that(outcome.threw, `${error.name} ends the run`, `The run went on after ${error.name}`)
        check.same(outcome.threw && outcome.error, error, 'what the run ended with')
      }
    },
    { hint: 'A task keeps the fatal error as its exception and throws it on, out of the loop.' },
  ),
  ...(['in its first step', 'after a yield'] as const).map((situation) =>
    clauseTest(
      'task.cancelled-error-cancels',
      situation,
      async (check) => {
        const loop = check.newEventLoop()
        const error = cancelledError(check, loop)
        const task = check.createTask(loop, 'task', function* (): Coroutine<void> {
          if (situation === 'after a yield') yield
          throw error
        })
        task.addDoneCallback(check.callback('done callback'))
        await check.iterations(loop)
        isOver(check, task)
        check.that(task.cancelled(), 'the task is cancelled', 'cancelled() was false')
        check.threw(
          check.attempt(() => task.result()),
          'CancelledError',
          'result() of the task',
        )
        check.threw(
          check.attempt(() => task.exception()),
          'CancelledError',
          'exception() of the task',
        )
        check.times('done callback', 1)
        check.times('exception handler', 0)
      },
      outcome,
    ),
  ),
  clauseTest(
    'task.cancel-is-a-request',
    'the coroutine lets the error out',
    async (check) => {
      const loop = check.newEventLoop()
      const task = check.createTask(loop, 'task', function* () {
        try {
          yield* loop.createFuture()
        } finally {
          check.note('cleaned up')
        }
      })
      const answers: boolean[] = []
      later(
        loop,
        check.callback('cancel', () => {
          answers.push(task.cancel(), task.done())
          check.note('cancel returned')
        }),
      )
      await check.iterations(loop, 16)
      check.sameMembers(answers, [true, false], 'cancel(), then done(), of the pending task')
      check.order('task step 1', 'cancel', 'cancel returned', 'cleaned up')
      check.that(task.cancelled(), 'the task is cancelled', 'cancelled() was false')
      check.same(task.cancel(), false, 'cancel() of the task when it is done')
    },
    {
      hint: 'cancel() arranges that CancelledError is thrown into the coroutine; only the coroutine ends the task.',
    },
  ),
  clauseTest('task.cancel-is-a-request', 'the coroutine catches the error and goes on', async (check) => {
    const loop = check.newEventLoop()
    const task = check.createTask(loop, 'task', function* () {
      try {
        yield* loop.createFuture()
      } catch {
        check.note('caught')
      }
      yield
      return 'went on'
    })
    later(
      loop,
      check.callback('cancel', () => task.cancel()),
    )
    await check.iterations(loop, 16)
    check.order('task step 1', 'cancel', 'caught')
    isOver(check, task)
    check.that(!task.cancelled(), 'the task is not cancelled', 'cancelled() was true')
    check.same(task.result(), 'went on', 'the result of the task')
  }),
  clauseTest(
    'task.done-callbacks-come-later',
    'two callbacks, and one scheduled by the last step',
    async (check) => {
      const loop = check.newEventLoop()
      const task = check.createTask(loop, 'task', function* () {
        yield
        loop.callSoon(check.callback('scheduled by the last step'))
      })
      const received: unknown[] = []
      for (const label of ['a', 'b']) {
        const receive = (done: unknown): void => void received.push(done, task.done())
        task.addDoneCallback(check.callback(label, receive))
      }
      await check.iterations(loop)
      check.order('task step 2', 'scheduled by the last step', 'a', 'b')
      check.times('a', 1)
      check.times('b', 1)
      check.sameMembers(
        received,
        [task, true, task, true],
        'what each callback was given, and done() of the task',
      )
    },
    { hint: 'A task that ends hands its done callbacks to callSoon(), like any future.' },
  ),
]
