import type { Coroutine } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'

function* counting(): Coroutine<number> {
  yield
  return 2
}

const hint =
  'In isCoroutine(), check for `next`, `throw`, `return` and an iterator. A future is not a coroutine.'

/** What passes for a coroutine, and what does not. */
export const coroutineIdentityChecks: readonly Check[] = [
  check(
    'coroutine.is-told-from-other-values',
    'generators, and values that are not generators',
    (t) => {
      const { isCoroutine } = t.api
      const [fresh, started] = [counting(), counting()]
      started.next()
      t.same(isCoroutine(fresh), true, 'isCoroutine() of a generator')
      t.same(isCoroutine(started), true, 'isCoroutine() of a generator that was started')
      const others: [string, unknown][] = [
        ['null', null],
        ['undefined', undefined],
        ['a number', 1],
        ['a text', 'text'],
        ['a generator function', counting],
        ['a future', t.newEventLoop().createFuture()],
        ['an object', {}],
        ['a list', [1]],
        ['the iterator of a list', [1][Symbol.iterator]()],
      ]
      for (const [what, other] of others) t.same(isCoroutine(other), false, `isCoroutine() of ${what}`)
      for (const coroutine of [fresh, started]) coroutine.return(0)
    },
    { hint },
  ),

  check(
    'coroutine.takes-any-object-with-its-methods',
    'a wrapper around a generator',
    async (t) => {
      const loop = t.newEventLoop()
      const wrapper = t.coroutine('wrapper', counting)
      t.same(t.api.isCoroutine(wrapper), true, 'isCoroutine() of a wrapper')
      const created = t.attempt(() => loop.createTask(wrapper))
      const task = t.returned(created, 'createTask() of a wrapper')
      await t.iterations(loop)
      t.times('wrapper step 1', 1)
      t.times('wrapper step 2', 1)
      t.same(task.done() ? task.result() : 'nothing yet', 2, 'the result of the task')
    },
    { hint: 'Check the methods of the argument of your task, not its class.' },
  ),

  check(
    'coroutine.promise-is-not-a-coroutine',
    'a promise, an async function and its call, an async generator',
    async (t) => {
      const loop = t.newEventLoop()
      const asyncFunction = async (): Promise<void> => {
        // Does nothing, asynchronously.
      }
      const asyncGenerator = (async function* () {
        yield await Promise.resolve(1)
      })()
      const others: [string, unknown][] = [
        ['a promise', Promise.resolve(1)],
        ['an async function', asyncFunction],
        ['the call of an async function', asyncFunction()],
        ['an async generator', asyncGenerator],
      ]
      for (const [what, other] of others) {
        t.same(t.api.isCoroutine(other), false, `isCoroutine() of ${what}`)
        const attempt = t.attempt(() => loop.createTask(other as Coroutine<unknown>))
        t.threw(attempt, 'TypeError', `createTask() of ${what}`)
      }
      const task = loop.createTask(counting())
      await t.iterations(loop)
      t.same(task.done() ? task.result() : 'nothing yet', 2, 'the result of a task of a generator')
    },
    { hint },
  ),
]
