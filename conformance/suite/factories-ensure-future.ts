/** `ensureFuture`, and what a run accepts. */
import type { Coroutine } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { recordingFactory } from './factories-task-factory.ts'
import { inCallback } from './in-callback.ts'
import { OwnTask } from './own-task.ts'

function* steps(): Coroutine<string> {
  yield
  return 'result'
}

export const ensureFutureTests: readonly ClauseTest[] = [
  clauseTest(
    'factories.ensure-future-answers-a-future-itself',
    'a future, a task, and a task of another class',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      for (const [what, future] of [
        ['a future', loop.createFuture()],
        ['a task', loop.createTask(steps())],
        ['a task of another class', new OwnTask(api, loop, steps())],
      ] as const) {
        check.same(api.ensureFuture(future), future, `ensureFuture() of ${what}`)
        check.same(api.ensureFuture(future, { loop }), future, `ensureFuture() of ${what}, with its loop`)
      }
      await check.iterations(loop)
    },
    { hint: 'ensureFuture() of what isFuture() takes for a future' },
  ),

  clauseTest(
    'factories.ensure-future-makes-a-task-of-a-coroutine',
    'with a loop given, outside of a run',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const task = api.ensureFuture(steps(), { loop })
      check.same(api.isFuture(task), true, 'isFuture() of what ensureFuture() answered')
      check.same(task.getLoop(), loop, 'getLoop() of what ensureFuture() answered')
      await check.iterations(loop)
      const result = check.attempt(() => task.result())
      check.same(check.answered(result, 'result() after the run'), 'result', 'the result')
    },
    { hint: 'ensureFuture() of a coroutine' },
  ),

  clauseTest(
    'factories.ensure-future-makes-a-task-of-a-coroutine',
    'on the running loop, with a task factory',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const { factory, calls } = recordingFactory(check)
      loop.setTaskFactory(factory)
      const coroutine = steps()
      const task = await inCallback(check, loop, () => api.ensureFuture(coroutine))
      check.sameMembers(
        calls.map((call) => call.coro),
        [coroutine],
        'the coroutines that the factory got',
      )
      check.same(task, calls[0]?.made, 'what ensureFuture() answered')
    },
    { hint: 'whether ensureFuture() asks createTask() of the loop, or makes a task itself' },
  ),

  clauseTest(
    'factories.ensure-future-refuses-another-loops-future',
    'a pending future and a done one',
    (check) => {
      const { api } = check
      const [loop, other] = [check.newEventLoop(), check.newEventLoop()]
      const [pending, done] = [other.createFuture(), other.createFuture()]
      done.setResult('value')
      for (const [what, future] of [
        ['a pending future', pending],
        ['a done future', done],
      ] as const) {
        const refused = check.attempt(() => api.ensureFuture(future, { loop }))
        check.threw(refused, 'ValueError', `ensureFuture() of ${what} of another loop`)
        const own = check.attempt(() => api.ensureFuture(future, { loop: other }))
        check.same(check.answered(own, `ensureFuture() of ${what} of its own loop`), future, 'its answer')
      }
    },
    { hint: 'ensureFuture() compares getLoop() of the future with the loop that it is given' },
  ),

  clauseTest(
    'factories.ensure-future-refuses-the-rest',
    'a number, a string, null, a plain object, a function',
    (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      for (const [what, value] of [
        ['a number', 5],
        ['a string', 'text'],
        ['null', null],
        ['a plain object', {}],
        ['a function that makes a coroutine', steps],
      ] as const) {
        const refused = check.attempt(() => api.ensureFuture(value as never, { loop }))
        check.threw(refused, 'TypeError', `ensureFuture() of ${what}`)
      }
    },
    { hint: 'the end of ensureFuture()' },
  ),

  clauseTest(
    'factories.ensure-future-closes-what-it-cannot-run',
    'on a closed loop',
    async (check) => {
      const { api } = check
      const [closed, loop] = [check.newEventLoop(), check.newEventLoop()]
      const ran: string[] = []
      const body = function* (label: string): Coroutine<void> {
        ran.push(label)
        yield
      }
      const [refused, accepted] = [body('refused'), body('accepted')]
      closed.close()
      check.threw(
        check.attempt(() => api.ensureFuture(refused, { loop: closed })),
        'RuntimeError',
        'ensureFuture() of a coroutine on a closed loop',
      )
      // A closed coroutine ends at once, with or without an error; what counts is that its body never runs.
      const late = loop.createTask(refused)
      api.ensureFuture(accepted, { loop })
      await check.iterations(loop)
      check.attempt(() => late.exception())
      check.sameMembers(ran, ['accepted'], 'the coroutines whose body ran')
    },
    { hint: 'ensureFuture() when createTask() throws' },
  ),

  clauseTest(
    'factories.ensure-future-follows-a-promise',
    'one that is fulfilled and one that is rejected',
    async (check) => {
      const { api, host } = check
      const loop = check.newEventLoop()
      const error = new Error('the reason')
      const fulfilled = host.turn().then(() => 'value')
      const rejected = host.turn().then(() => {
        throw error
      })
      rejected.catch(() => undefined)
      const seen: unknown[] = []
      check.waitingFor = 'the futures of the two promises to be done'
      await loop.runUntilComplete(
        (function* (): Coroutine<void> {
          const first = api.ensureFuture(fulfilled)
          const second = api.ensureFuture(rejected, { loop })
          seen.push(first.getLoop(), first.done(), second.getLoop(), second.done())
          seen.push(yield* first)
          try {
            yield* second
          } catch (caught) {
            seen.push(caught)
          }
        })(),
      )
      check.sameMembers(
        seen,
        [loop, false, loop, false, 'value', error],
        'loop and done() of both futures, the value, and the reason',
      )
    },
    { hint: 'ensureFuture() of an object with then()' },
  ),

  clauseTest(
    'factories.ensure-future-follows-a-promise',
    'two that come when their futures are cancelled, and one beside them',
    async (check) => {
      const { api, host } = check
      const loop = check.newEventLoop()
      const fulfilled = host.turn().then(() => 'value')
      const rejected = host.turn().then(() => {
        throw new Error('the reason')
      })
      rejected.catch(() => undefined)
      const cancelled = [api.ensureFuture(fulfilled, { loop }), api.ensureFuture(rejected, { loop })]
      for (const future of cancelled) future.cancel()
      check.waitingFor = 'the future of a promise to be done'
      const value = await loop.runUntilComplete(api.ensureFuture(fulfilled, { loop }))
      check.same(value, 'value', 'the value of the future that was not cancelled')
      await host.turn()
      check.sameMembers(
        cancelled.map((future) => future.cancelled()),
        [true, true],
        'cancelled() of the two futures when their promises have settled',
      )
    },
    { hint: 'what ensureFuture() does when the promise settles: it looks first whether the future is done' },
  ),
]
