import type { Coroutine } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'

function* coroutineFunction(): Coroutine<void> {
  // Ends at its first step.
}

/** What counts as a future, and what does not. */
export const futureIdentityChecks: readonly Check[] = [
  check(
    'future.is-told-from-other-values',
    'futures, tasks, and values that are neither',
    async (t) => {
      const loop = t.newEventLoop()
      const { isFuture } = t.api
      const task = loop.createTask(coroutineFunction())
      t.same(isFuture(loop.createFuture()), true, 'isFuture() of a future')
      t.same(isFuture(task), true, 'isFuture() of a task')
      const coroutine = coroutineFunction()
      const others = [null, undefined, 0, 'text', true, coroutineFunction, coroutine, {}, [], new Error('x')]
      for (const other of others)
        t.that(!isFuture(other), 'isFuture() of it is false', `isFuture() was true for ${String(other)}`)
      coroutine.return()
      await t.iterations(loop)
      t.same(isFuture(task), true, 'isFuture() of a task that is done')
    },
    { hint: 'In isFuture(), check for `futureBlocking`, and for nothing else.' },
  ),

  check(
    'future.is-told-from-other-values',
    'objects that only look like one',
    (t) => {
      const { isFuture } = t.api
      const future = t.newEventLoop().createFuture()
      const lookalikes = [
        { futureBlocking: null },
        { futureBlocking: undefined },
        { done: () => true, result: () => 1, addDoneCallback: () => undefined },
        { then: () => undefined },
      ]
      for (const other of lookalikes)
        t.that(
          !isFuture(other),
          'isFuture() of it is false',
          `isFuture() was true for an object with ${Object.keys(other).join(', ')}`,
        )
      t.same(isFuture(future), true, 'isFuture() of a future')
    },
    { hint: 'In isFuture(), check for `futureBlocking`, and for nothing else.' },
  ),

  check(
    'future.flag-makes-a-future',
    'objects of no class of the loop',
    (t) => {
      const { isFuture } = t.api
      t.same(isFuture({ futureBlocking: false }), true, 'isFuture() of an object that has the flag')
      t.same(isFuture({ futureBlocking: true }), true, 'isFuture() of an object that is awaited')
      t.same(isFuture({ futureBlocking: null }), false, 'isFuture() of an object whose flag is null')
      t.same(isFuture({}), false, 'isFuture() of an object without the flag')
    },
    { hint: 'In isFuture(), check for `futureBlocking`. `instanceof` excludes futures of other classes.' },
  ),

  check(
    'future.has-no-then',
    'a future and a task',
    async (t) => {
      const loop = t.newEventLoop()
      const task = loop.createTask(coroutineFunction())
      t.same('then' in loop.createFuture(), false, 'a `then` in a future')
      t.same('then' in task, false, 'a `then` in a task')
      await t.iterations(loop)
      t.same(task.done(), true, 'done() of the task')
    },
    { hint: 'Offer a method of another name, such as toPromise(), to lead out of the loop.' },
  ),
]
