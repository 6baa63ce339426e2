/** The private constructors. A loop without them is not checked. */
import type { Coroutine } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { inCallback } from '../support/turns.ts'
import { contextVariables } from '../support/context-variables.ts'

export const successorConstructorsChecks: readonly Check[] = [
  check('successor.future-constructor-makes-a-future', 'new Future({loop})', async (t) => {
    const { Future, isFuture } = t.api
    if (typeof Future !== 'function') t.skipWithout('futureClass')
    const loop = t.newEventLoop()
    const future = new Future<string>({ loop })
    const pending = future.done()
    const task = loop.createTask(
      (function* () {
        return yield* future
      })(),
    )
    loop.callSoon(() => future.setResult('the result'))
    const result = await loop.runUntilComplete(task)
    t.same(isFuture(future), true, 'isFuture() of it')
    t.same(pending, false, 'done() of a new future')
    t.same(future.getLoop(), loop, 'its loop')
    t.same(result, 'the result', 'what a task that awaits it gets')
  }),
  check('successor.task-constructor-runs-in-the-context', 'new Task(coro, {loop, context})', async (t) => {
    const { Task, copyContext } = t.api
    if (typeof Task !== 'function') t.skipWithout('taskClass')
    const Variable = contextVariables(t)
    const loop = t.newEventLoop()
    const variable = new Variable<string>('variable')
    const context = copyContext()
    context.run(() => variable.set('given'))
    const seen: unknown[] = []
    const task = new Task(
      (function* () {
        seen.push(variable.get('nothing'))
        yield
        seen.push(variable.get('nothing'))
        variable.set('left behind')
      })(),
      { loop, context },
    )
    await loop.runUntilComplete(task)
    t.sameItems(seen, ['given', 'given'], 'the variable in the two steps')
    t.same(
      context.run(() => variable.get('nothing')),
      'left behind',
      'the variable in the context afterwards',
    )
  }),
  check(
    'successor.constructors-find-the-running-loop',
    'new Future() and new Task(coro) in a callback',
    async (t) => {
      const { Future, Task } = t.api
      if (typeof Future !== 'function' && typeof Task !== 'function') t.skipWithout('taskClass')
      const loop = t.newEventLoop()
      const made = await inCallback(t, loop, () => [
        ...(typeof Future === 'function' ? [new Future()] : []),
        ...(typeof Task === 'function' ? [new Task(t.coroutine('task', threeSteps))] : []),
      ])
      await t.iterations(loop)
      for (const future of made) t.same(future.getLoop(), loop, 'the loop of what was made in its callback')
    },
    { hint: 'Without a loop option, use the running loop.' },
  ),
]

function* threeSteps(): Coroutine<void> {
  yield
  yield
}
