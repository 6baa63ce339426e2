import type { Coroutine } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'

function* coroutineFunction(): Coroutine<void> {
  // Ends at its first step.
}

/** What counts as a future, and what does not. */
export const futureIdentityTests: readonly ClauseTest[] = [
  clauseTest(
    'future.is-told-from-other-values',
    'futures, tasks, and values that are neither',
    async (check) => {
      const loop = check.newEventLoop()
      const { isFuture } = check.api
      const task = loop.createTask(coroutineFunction())
      check.same(isFuture(loop.createFuture()), true, 'isFuture() of a future')
      check.same(isFuture(task), true, 'isFuture() of a task')
      const coroutine = coroutineFunction()
      const others = [null, undefined, 0, 'text', true, coroutineFunction, coroutine, {}, [], new Error('x')]
      for (const other of others)
        check.that(!isFuture(other), 'isFuture() of it is false', `isFuture() was true for ${String(other)}`)
      coroutine.return()
      await check.iterations(loop)
      check.same(isFuture(task), true, 'isFuture() of a task that is done')
    },
    { hint: 'isFuture() asks for `futureBlocking`, and for nothing else.' },
  ),

  clauseTest(
    'future.is-told-from-other-values',
    'objects that only look like one',
    (check) => {
      const { isFuture } = check.api
      const future = check.newEventLoop().createFuture()
      const lookalikes = [
        { futureBlocking: null },
        { futureBlocking: undefined },
        { done: () => true, result: () => 1, addDoneCallback: () => undefined },
        { then: () => undefined },
      ]
      for (const other of lookalikes)
        check.that(
          !isFuture(other),
          'isFuture() of it is false',
          `isFuture() was true for an object with ${Object.keys(other).join(', ')}`,
        )
      check.same(isFuture(future), true, 'isFuture() of a future')
    },
    { hint: 'isFuture() asks for `futureBlocking`, and for nothing else.' },
  ),

  clauseTest(
    'future.flag-makes-a-future',
    'objects of no class of the loop',
    (check) => {
      const { isFuture } = check.api
      check.same(isFuture({ futureBlocking: false }), true, 'isFuture() of an object that has the flag')
      check.same(isFuture({ futureBlocking: true }), true, 'isFuture() of an object that is awaited')
      check.same(isFuture({ futureBlocking: null }), false, 'isFuture() of an object whose flag is null')
      check.same(isFuture({}), false, 'isFuture() of an object without the flag')
    },
    { hint: 'isFuture() asks for `futureBlocking`; `instanceof` would leave foreign futures out.' },
  ),

  clauseTest(
    'future.has-no-then',
    'a future and a task',
    async (check) => {
      const loop = check.newEventLoop()
      const task = loop.createTask(coroutineFunction())
      check.same('then' in loop.createFuture(), false, 'a `then` in a future')
      check.same('then' in task, false, 'a `then` in a task')
      await check.iterations(loop)
    },
    { hint: 'Offer a method of another name, such as toPromise(), to lead out of the loop.' },
  ),
]
