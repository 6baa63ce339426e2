import type { Coroutine } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'

function* counting(): Coroutine<number> {
  yield
  return 2
}

const hint = 'isCoroutine() asks for `next`, `throw`, `return` and an iterator; a future is not one.'

/** What passes for a coroutine, and what does not. */
export const coroutineIdentityTests: readonly ClauseTest[] = [
  clauseTest(
    'coroutine.is-told-from-other-values',
    'generators, and values that are none',
    (check) => {
      const { isCoroutine } = check.api
      const [fresh, started] = [counting(), counting()]
      started.next()
      check.same(isCoroutine(fresh), true, 'isCoroutine() of a generator')
      check.same(isCoroutine(started), true, 'isCoroutine() of a generator that was started')
      const others: [string, unknown][] = [
        ['null', null],
        ['undefined', undefined],
        ['a number', 1],
        ['a text', 'text'],
        ['a generator function', counting],
        ['a future', check.newEventLoop().createFuture()],
        ['an object', {}],
        ['a list', [1]],
        ['the iterator of a list', [1][Symbol.iterator]()],
      ]
      for (const [what, other] of others) check.same(isCoroutine(other), false, `isCoroutine() of ${what}`)
      for (const coroutine of [fresh, started]) coroutine.return(0)
    },
    { hint },
  ),

  clauseTest(
    'coroutine.takes-any-object-with-its-methods',
    'a wrapper around a generator',
    async (check) => {
      const loop = check.newEventLoop()
      const wrapper = check.coroutine('wrapper', counting)
      check.same(check.api.isCoroutine(wrapper), true, 'isCoroutine() of a wrapper')
      const created = check.attempt(() => loop.createTask(wrapper))
      const task = check.answered(created, 'createTask() of a wrapper')
      await check.iterations(loop)
      check.times('wrapper step 1', 1)
      check.times('wrapper step 2', 1)
      check.same(task.done() ? task.result() : 'nothing yet', 2, 'the result of the task')
    },
    { hint: 'Look at how your task checks its argument: the methods count, not the class.' },
  ),

  clauseTest(
    'coroutine.promise-is-not-a-coroutine',
    'a promise, an async function and its call, an async generator',
    async (check) => {
      const loop = check.newEventLoop()
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
        check.same(check.api.isCoroutine(other), false, `isCoroutine() of ${what}`)
        const attempt = check.attempt(() => loop.createTask(other as Coroutine<unknown>))
        check.threw(attempt, 'TypeError', `createTask() of ${what}`)
      }
      const task = loop.createTask(counting())
      await check.iterations(loop)
      check.same(task.done() ? task.result() : 'nothing yet', 2, 'the result of a task of a generator')
    },
    { hint },
  ),
]
