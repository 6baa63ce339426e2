/** `ensureFuture`, and what a run accepts. */
import type { Coroutine } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { asksTheFactory } from '../support/recording-factory.ts'
import { attempted } from '../support/tasks.ts'
import { OwnTask } from '../support/own-task.ts'

function* steps(): Coroutine<string> {
  yield
  return 'result'
}

export const factoriesEnsureFutureChecks: readonly Check[] = [
  check(
    'factories.ensure-future-answers-a-future-itself',
    'a future, a task, and a task of another class',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      for (const [what, future] of [
        ['a future', loop.createFuture()],
        ['a task', loop.createTask(steps())],
        ['a task of another class', new OwnTask(api, loop, steps())],
      ] as const) {
        t.same(api.ensureFuture(future), future, `ensureFuture() of ${what}`)
        t.same(api.ensureFuture(future, { loop }), future, `ensureFuture() of ${what}, with its loop`)
      }
      await t.iterations(loop)
    },
    { hint: 'In ensureFuture(), return the argument itself if isFuture() is true.' },
  ),

  check(
    'factories.ensure-future-makes-a-task-of-a-coroutine',
    'with a loop given, outside of a run',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const task = api.ensureFuture(steps(), { loop })
      t.same(api.isFuture(task), true, 'isFuture() of what ensureFuture() returned')
      t.same(task.getLoop(), loop, 'getLoop() of what ensureFuture() returned')
      await t.iterations(loop)
      const result = t.attempt(() => task.result())
      t.same(t.returned(result, 'result() after the run'), 'result', 'the result')
    },
    { hint: 'In ensureFuture() of a coroutine, call createTask() of the loop.' },
  ),

  check(
    'factories.ensure-future-makes-a-task-of-a-coroutine',
    'on the running loop, with a task factory',
    (t) => asksTheFactory(t, 'ensureFuture'),
    { hint: 'In ensureFuture(), call createTask() of the loop. Do not make a task directly.' },
  ),

  check(
    'factories.ensure-future-refuses-another-loops-future',
    'a pending future and a done one',
    (t) => {
      const { api } = t
      const [loop, other] = [t.newEventLoop(), t.newEventLoop()]
      const [pending, done] = [other.createFuture(), other.createFuture()]
      done.setResult('value')
      for (const [what, future] of [
        ['a pending future', pending],
        ['a done future', done],
      ] as const) {
        const refused = t.attempt(() => api.ensureFuture(future, { loop }))
        t.threw(refused, 'ValueError', `ensureFuture() of ${what} of another loop`)
        const own = t.attempt(() => api.ensureFuture(future, { loop: other }))
        t.same(t.returned(own, `ensureFuture() of ${what} of its own loop`), future, 'its answer')
      }
    },
    { hint: 'In ensureFuture(), compare getLoop() of the future with the given loop.' },
  ),

  check(
    'factories.ensure-future-refuses-the-rest',
    'numbers, strings, nothing, a flag, a plain object, a function',
    (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      for (const [what, value] of [
        ['a number', 5],
        ['a string', 'text'],
        ['zero', 0],
        ['an empty string', ''],
        ['false', false],
        ['null', null],
        ['undefined', undefined],
        ['a plain object', {}],
        ['a function that makes a coroutine', steps],
      ] as const) {
        const refused = t.attempt(() => api.ensureFuture(value as never, { loop }))
        t.threw(refused, 'TypeError', `ensureFuture() of ${what}`)
      }
    },
    { hint: 'At the end of ensureFuture(), throw a TypeError for anything else.' },
  ),

  check(
    'factories.ensure-future-closes-what-it-cannot-run',
    'on a closed loop',
    async (t) => {
      const { api } = t
      const [closed, loop] = [t.newEventLoop(), t.newEventLoop()]
      const ran: string[] = []
      const body = function* (label: string): Coroutine<void> {
        ran.push(label)
        yield
      }
      const [refused, accepted] = [body('refused'), body('accepted')]
      closed.close()
      t.threw(
        t.attempt(() => api.ensureFuture(refused, { loop: closed })),
        'RuntimeError',
        'ensureFuture() of a coroutine on a closed loop',
      )
      // A closed coroutine ends at once, with or without an error; what counts is that its body never runs.
      const late = loop.createTask(refused)
      api.ensureFuture(accepted, { loop })
      await t.iterations(loop)
      t.attempt(() => late.exception())
      t.sameItems(ran, ['accepted'], 'the coroutines whose body ran')
    },
    { hint: 'In ensureFuture(), close the coroutine if createTask() throws.' },
  ),

  check(
    'factories.ensure-future-follows-a-promise',
    'one that is fulfilled and one that is rejected',
    async (t) => {
      const { api, host } = t
      const loop = t.newEventLoop()
      const error = new Error('the reason')
      const fulfilled = host.turn().then(() => 'value')
      const rejected = host.turn().then(() => {
        throw error
      })
      rejected.catch(() => undefined)
      const seen: unknown[] = []
      t.waitingFor = 'the futures of the two promises to be done'
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
      t.sameItems(
        seen,
        [loop, false, loop, false, 'value', error],
        'loop and done() of both futures, the value, and the reason',
      )
    },
    { hint: 'In ensureFuture() of an object with then(), wrap it in a coroutine or a future.' },
  ),

  check(
    'factories.ensure-future-follows-a-promise',
    'rejected with undefined and with null, and fulfilled with undefined',
    async (t) => {
      const { api, host } = t
      const loop = t.newEventLoop()
      const rejectedWith = async (reason: unknown): Promise<never> => {
        await host.turn()
        throw reason
      }
      const promises = [rejectedWith(undefined), rejectedWith(null), host.turn().then(() => undefined)]
      for (const promise of promises) promise.catch(() => undefined)
      const threw: boolean[] = []
      t.waitingFor = 'the futures of the three promises to be done'
      await loop.runUntilComplete(
        (function* (): Coroutine<void> {
          for (const promise of promises) threw.push((yield* attempted(api.ensureFuture(promise))).threw)
        })(),
      )
      t.sameItems(threw, [true, true, false], 'whether each await threw')
    },
    { hint: 'A rejection settles the future also if its reason is undefined.' },
  ),

  check(
    'factories.ensure-future-follows-a-promise',
    'two that settle after their futures are cancelled, and one more',
    async (t) => {
      const { api, host } = t
      const loop = t.newEventLoop()
      const fulfilled = host.turn().then(() => 'value')
      const rejected = host.turn().then(() => {
        throw new Error('the reason')
      })
      rejected.catch(() => undefined)
      const cancelled = [api.ensureFuture(fulfilled, { loop }), api.ensureFuture(rejected, { loop })]
      for (const future of cancelled) future.cancel()
      t.waitingFor = 'the future of a promise to be done'
      const value = await loop.runUntilComplete(api.ensureFuture(fulfilled, { loop }))
      t.same(value, 'value', 'the value of the future that was not cancelled')
      await host.turn()
      t.sameItems(
        cancelled.map((future) => future.cancelled()),
        [true, true],
        'cancelled() of the two futures when their promises have settled',
      )
    },
    { hint: 'When the promise settles, check done() of the future first.' },
  ),
]
