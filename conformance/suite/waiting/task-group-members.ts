/** How a group makes its tasks, which it refuses, and which it keeps. */
import type { Coroutine, TaskGroup } from '../../../spec/index.ts'
import { check, type Attempt, type Check } from '../../harness/index.ts'
import { contextVariables } from '../support/context-variables.ts'
import { failing } from '../support/groups.ts'
import { attempted, finishTask, soon } from '../support/tasks.ts'
import { inCallback } from '../support/turns.ts'

export const waitingTaskGroupMembersChecks: readonly Check[] = [
  check(
    'waiting.group-makes-its-tasks-with-the-loop',
    'a context that is given',
    async (t) => {
      const Variable = contextVariables(t)
      const variable = new Variable<string>('variable', { defaultValue: 'unset' })
      const context = t.api.copyContext()
      context.run(() => variable.set('given'))
      const seen: unknown[] = []
      const look = function* (): Coroutine<void> {
        yield
        seen.push(variable.get())
      }
      await finishTask(t, function* () {
        yield* t.api.taskGroup(function* (group) {
          group.createTask(look(), { context })
          yield
          yield
          group.createTask(look(), { name: 'without a context' })
        })
      })
      t.sameItems(seen, ['given', 'unset'], 'the variable in a task with the context, and in one without')
    },
    { hint: 'In createTask() of the group, pass every option on to createTask() of the loop.' },
  ),

  check(
    'waiting.group-closes-what-it-refuses',
    'a group that is over, and one that shuts down',
    async (t) => {
      const refused = ['over', 'shutting down'].map((label) =>
        (function* (): Coroutine<void> {
          t.note(`a step for the group that is ${label}`)
          yield
        })(),
      ) as [Coroutine<void>, Coroutine<void>]
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const groups: TaskGroup[] = []
        yield* t.api.taskGroup(function* (group) {
          groups.push(group)
          yield
        })
        outcomes.push(t.attempt(() => groups[0]?.createTask(refused[0])))
        const failed = t.api.taskGroup(function* (group) {
          group.createTask(failing(new Error('of a task')))
          yield* attempted(soon(loop, null))
          yield* attempted(soon(loop, null))
          outcomes.push(t.attempt(() => group.createTask(refused[1])))
        })
        yield* attempted(failed)
      })
      t.threw(outcomes[0] as Attempt<unknown>, 'RuntimeError', 'createTask() of a group that is over')
      t.threw(outcomes[1] as Attempt<unknown>, 'RuntimeError', 'createTask() of a group that shuts down')
      const isClosed = refused.map((coroutine) => coroutine.next().done)
      t.sameItems(isClosed, [true, true], 'whether each coroutine is closed')
    },
    { hint: 'Close the coroutine before you throw: nothing else will.' },
  ),

  check(
    'waiting.group-lets-finished-tasks-go',
    'two of three tasks are done',
    async (t) => {
      const loop = t.newEventLoop()
      const left = await inCallback(t, loop, () => {
        const kept: WeakRef<object>[] = []
        const waits = loop.createFuture<string>()
        const short = function* (): Coroutine<object> {
          yield
          const result = {}
          kept.push(new WeakRef<object>(result))
          return result
        }
        loop.createTask(
          t.api.taskGroup(function* (group) {
            group.createTask(short())
            group.createTask(short())
            group.createTask(
              (function* (): Coroutine<string> {
                t.note('the third task begins')
                return yield* waits
              })(),
            )
            yield* waits
          }),
        )
        return { kept, waits }
      })
      t.happened('the third task begins')
      t.same(left.kept.length, 2, 'the number of tasks that are done')
      t.waitingFor = 'the results of tasks that are done to be collected'
      await t.instruments.collectGarbageUntil(() =>
        left.kept.every((reference) => reference.deref() === undefined),
      )
      left.waits.setResult('the end')
      await t.iterations(loop)
    },
    { hint: 'When a task of the group is done, forget it.' },
  ),
]
