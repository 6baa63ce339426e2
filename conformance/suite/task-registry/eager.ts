/** What the registry knows while a task takes its first step at its creation. */
import type { Coroutine, EventLoop, RegisteredTask } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { eagerLoop } from '../support/tasks.ts'
import { inCallback } from '../support/turns.ts'
import { minimalTask } from '../support/own-task.ts'

const endings = {
  'a child that goes on': function* (): Coroutine<void> {
    yield
  },

  'a child that returns at once': function* (): Coroutine<void> {
    return undefined
  },

  'a child that stops the loop': function* (loop: EventLoop): Coroutine<void> {
    loop.stop()
    yield
  },

  'a child that throws at once': function* (): Coroutine<void> {
    throw new Error('thrown in the first step')
  },
}

export const taskRegistryEagerChecks: readonly Check[] = [
  ...Object.entries(endings).map(([situation, body]) =>
    check(
      'task-registry.eager-step-sees-its-own-task',
      situation,
      async (t) => {
        const { api } = t
        const loop = eagerLoop(t)
        const seen: { inChild?: RegisteredTask | null; listed?: boolean; after?: RegisteredTask | null } = {}
        const child = function* (): Coroutine<void> {
          const current = (seen.inChild = api.currentTask())
          seen.listed = current !== null && api.getTasks().has(current)
          return yield* body(loop)
        }
        const goesOn = situation === 'a child that goes on' || situation === 'a child that stops the loop'
        const made: RegisteredTask[] = []
        let stillListed = false
        const parent = await inCallback(t, loop, () =>
          loop.createTask(
            (function* (): Coroutine<void> {
              yield
              const task = loop.createTask(child())
              seen.after = api.currentTask()
              stillListed = api.getTasks().has(task)
              made.push(task)
              // Whatever the child threw is looked at.
              if (!goesOn) task.exception()
            })(),
          ),
        )
        t.same(seen.inChild, made[0], 'currentTask() in the first step of the child')
        t.same(seen.listed, true, 'whether getTasks() lists the child in its first step')
        t.same(seen.after, parent, 'currentTask() of the creator after the creation')
        t.same(stillListed, goesOn, 'whether getTasks() lists the child after the creation')
        parent.result()
      },
      {
        hint: 'Call swapCurrentTask() before an eager step, and in a `finally` after it with the task that it returned.',
      },
    ),
  ),

  check(
    'task-registry.swap-answers-the-previous-task',
    'two tasks, and none',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const [first, second] = [minimalTask(loop), minimalTask(loop)]
      const seen = await inCallback(t, loop, () => [
        api.swapCurrentTask(loop, first),
        api.currentTask(loop),
        api.swapCurrentTask(loop, second),
        api.currentTask(loop),
        api.swapCurrentTask(loop, null),
        api.currentTask(loop),
      ])
      t.sameItems(
        seen,
        [null, first, first, second, second, null],
        'what swapCurrentTask() and then currentTask() returned, three times',
      )
    },
    { hint: 'In swapCurrentTask(), return the task that was current, and do not compare.' },
  ),

  check(
    'task-registry.registered-eager-task-is-listed',
    "another author's task: before, during and after",
    (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const task = minimalTask(loop)
      const listed = (): boolean => api.getTasks(loop).has(task)
      const seen = [listed()]
      api.registerEagerTask(task)
      seen.push(listed())
      api.unregisterEagerTask(task)
      seen.push(listed())
      t.sameItems(seen, [false, true, false], 'whether getTasks() lists the task')
    },
    { hint: 'Check registerEagerTask() and unregisterEagerTask().' },
  ),
]
