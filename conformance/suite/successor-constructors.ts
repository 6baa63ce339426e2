/** The private constructors. A loop that offers none has nothing to keep. */
import type { Coroutine } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { inCallback } from './in-callback.ts'
import { contextVariables } from './context-variables.ts'

export const successorConstructorTests: readonly ClauseTest[] = [
  clauseTest('successor.future-constructor-makes-a-future', 'new Future({loop})', async (check) => {
    const { Future, isFuture } = check.api
    if (typeof Future !== 'function') check.skipFor('futureClass')
    const loop = check.newEventLoop()
    const future = new Future<string>({ loop })
    const pending = future.done()
    const task = loop.createTask(
      (function* () {
        return yield* future
      })(),
    )
    loop.callSoon(() => future.setResult('the result'))
    const result = await loop.runUntilComplete(task)
    check.same(isFuture(future), true, 'isFuture() of it')
    check.same(pending, false, 'done() of a new future')
    check.same(future.getLoop(), loop, 'its loop')
    check.same(result, 'the result', 'what a task that awaits it gets')
  }),
  clauseTest(
    'successor.task-constructor-runs-in-the-context',
    'new Task(coro, {loop, context})',
    async (check) => {
      const { Task, copyContext } = check.api
      if (typeof Task !== 'function') check.skipFor('taskClass')
      const Variable = contextVariables(check)
      const loop = check.newEventLoop()
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
      check.sameMembers(seen, ['given', 'given'], 'the variable in the two steps')
      check.same(
        context.run(() => variable.get('nothing')),
        'left behind',
        'the variable in the context afterwards',
      )
    },
  ),
  clauseTest(
    'successor.constructors-find-the-running-loop',
    'new Future() and new Task(coro) in a callback',
    async (check) => {
      const { Future, Task } = check.api
      if (typeof Future !== 'function' && typeof Task !== 'function') check.skipFor('taskClass')
      const loop = check.newEventLoop()
      const made = await inCallback(check, loop, () => [
        ...(typeof Future === 'function' ? [new Future()] : []),
        ...(typeof Task === 'function' ? [new Task(check.coroutine('task', threeSteps))] : []),
      ])
      await check.iterations(loop)
      for (const future of made)
        check.same(future.getLoop(), loop, 'the loop of what was made in its callback')
    },
    { hint: 'Without a loop option, ask for the running loop.' },
  ),
]

function* threeSteps(): Coroutine<void> {
  yield
  yield
}
