/** The functions that make a task current, tried with objects that are no tasks of the loop. */
import type { EventLoop, RegisteredTask } from '../../../spec/index.ts'
import { check, type Attempt, type Check, type CheckContext } from '../../harness/index.ts'
import { inCallback } from '../support/turns.ts'
import { minimalTask } from '../support/own-task.ts'

/** Enters and leaves the task, in a callback. Returns what currentTask() returned while the task was current, and afterwards. */
function enterAndLeave(
  t: CheckContext,
  loop: EventLoop,
  task: RegisteredTask,
  meanwhile: () => void = () => undefined,
): Promise<Attempt<unknown[]>> {
  const { api } = t
  return inCallback(t, loop, () =>
    t.attempt(() => {
      api.enterTask(loop, task)
      meanwhile()
      const current = api.currentTask(loop)
      api.leaveTask(loop, task)
      return [current, api.currentTask(loop)]
    }),
  )
}

export const taskRegistryCurrentChecks: readonly Check[] = [
  check(
    'task-registry.enter-makes-current',
    'an object that is not a task of the loop, in a callback',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const task = minimalTask(loop)
      api.registerTask(task)
      const seen = await inCallback(t, loop, () => {
        const before = api.currentTask(loop)
        api.enterTask(loop, task)
        const between = api.currentTask(loop)
        api.leaveTask(loop, task)
        return [before, between, api.currentTask(loop)]
      })
      t.sameItems(seen, [null, task, null], 'currentTask() before, between and after')
      api.unregisterTask(task)
    },
    { hint: 'Make currentTask() read what enterTask() and leaveTask() write.' },
  ),

  check(
    'task-registry.any-task-can-be-current',
    'never registered',
    async (t) => {
      const loop = t.newEventLoop()
      const task = minimalTask(loop)
      const attempt = await enterAndLeave(t, loop, task)
      const seen = t.returned(attempt, 'entering and leaving a task that is not registered')
      t.sameItems(seen, [task, null], 'currentTask() between and after')
    },
    { hint: 'Do not check in enterTask() whether the task is registered.' },
  ),

  check(
    'task-registry.any-task-can-be-current',
    'unregistered while it is current',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const task = minimalTask(loop)
      api.registerTask(task)
      const attempt = await enterAndLeave(t, loop, task, () => api.unregisterTask(task))
      const seen = t.returned(attempt, 'leaving a task that has unregistered in between')
      t.sameItems(seen, [task, null], 'currentTask() after unregistering, and after leaving')
    },
    { hint: 'Do not change the current task in unregisterTask().' },
  ),

  check(
    'task-registry.any-task-can-be-current',
    'a task of another loop',
    async (t) => {
      const [loop, other] = [t.newEventLoop(), t.newEventLoop()]
      const task = minimalTask(other)
      const attempt = await enterAndLeave(t, loop, task)
      const seen = t.returned(attempt, 'entering and leaving a task of another loop')
      t.sameItems(seen, [task, null], 'currentTask() between and after')
    },
    { hint: 'In enterTask() and leaveTask(), use the given loop, not getLoop() of the task.' },
  ),

  check(
    'task-registry.enter-refuses-a-second-task',
    'entered within another one',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const [first, second] = [minimalTask(loop), minimalTask(loop)]
      const seen = await inCallback(t, loop, () => {
        api.enterTask(loop, first)
        const refused = t.attempt(() => api.enterTask(loop, second))
        const current = api.currentTask(loop)
        const left = t.attempt(() => api.leaveTask(loop, first))
        return { refused, current, left, after: api.currentTask(loop) }
      })
      t.threw(seen.refused, 'RuntimeError', 'enterTask() of a second task')
      t.same(seen.current, first, 'currentTask() after the refusal')
      t.returned(seen.left, 'leaveTask() of the first task')
      t.same(seen.after, null, 'currentTask() after leaving')
      const again = await inCallback(t, loop, () => {
        api.enterTask(loop, second)
        const current = api.currentTask(loop)
        api.leaveTask(loop, second)
        return current
      })
      t.same(again, second, 'currentTask() when the second task enters after the first has left')
    },
    { hint: 'In enterTask(), throw a RuntimeError if a task is current.' },
  ),

  check(
    'task-registry.enter-refuses-the-current-task',
    'entered twice',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const task = minimalTask(loop)
      const seen = await inCallback(t, loop, () => {
        api.enterTask(loop, task)
        const refused = t.attempt(() => api.enterTask(loop, task))
        const current = api.currentTask(loop)
        api.leaveTask(loop, task)
        return { refused, current, after: api.currentTask(loop) }
      })
      t.threw(seen.refused, 'RuntimeError', 'enterTask() of the task that is current')
      t.same(seen.current, task, 'currentTask() after the refusal')
      t.same(seen.after, null, 'currentTask() after leaving once')
    },
    { hint: 'In enterTask(), throw also if the same task is current.' },
  ),

  check(
    'task-registry.leave-refuses-another-task',
    'while another one is current',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const [task, other] = [minimalTask(loop), minimalTask(loop)]
      const seen = await inCallback(t, loop, () => {
        api.enterTask(loop, task)
        const refused = t.attempt(() => api.leaveTask(loop, other))
        const current = api.currentTask(loop)
        if (current !== null) api.leaveTask(loop, current)
        return { refused, current }
      })
      t.threw(seen.refused, 'RuntimeError', 'leaveTask() of a task that is not current')
      t.same(seen.current, task, 'currentTask() after the refusal')
    },
    { hint: 'In leaveTask(), throw a RuntimeError unless the task is the current one.' },
  ),

  check(
    'task-registry.leave-refuses-another-task',
    'while none is current',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const task = minimalTask(loop)
      const seen = await inCallback(t, loop, () => {
        const never = t.attempt(() => api.leaveTask(loop, task))
        api.enterTask(loop, task)
        api.leaveTask(loop, task)
        const twice = t.attempt(() => api.leaveTask(loop, task))
        return { never, twice, current: api.currentTask(loop) }
      })
      t.threw(seen.never, 'RuntimeError', 'leaveTask() of a task that never entered')
      t.threw(seen.twice, 'RuntimeError', 'leaveTask() for the second time')
      t.same(seen.current, null, 'currentTask() after the refusals')
    },
    { hint: 'In leaveTask(), throw a RuntimeError unless the task is the current one.' },
  ),

  check(
    'task-registry.refusals-name-both-tasks',
    'two tasks of the loop',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const seen: { enter?: ReturnType<typeof t.attempt>; leave?: ReturnType<typeof t.attempt> } = {}
      const waiting = t.createTask(
        loop,
        'waiting',
        function* () {
          yield
        },
        { name: 'waiting-room' },
      )
      t.createTask(
        loop,
        'running',
        function* () {
          seen.enter = t.attempt(() => api.enterTask(loop, waiting))
          seen.leave = t.attempt(() => api.leaveTask(loop, waiting))
          yield
        },
        { name: 'running-track' },
      )
      await t.iterations(loop)
      const both = ['waiting-room', 'running-track']
      for (const [what, attempt] of [
        ['enterTask() within another task', seen.enter],
        ['leaveTask() of a task that is not current', seen.leave],
      ] as const)
        t.threw(attempt ?? { threw: false, value: undefined }, 'RuntimeError', what, both)
    },
    { hint: 'Name both tasks in the errors of enterTask() and leaveTask().' },
  ),

  check(
    'task-registry.current-task-is-per-loop',
    'a task is current on the loop that runs',
    async (t) => {
      const { api } = t
      const [loop, other] = [t.newEventLoop(), t.newEventLoop()]
      const task = minimalTask(loop)
      const seen = await inCallback(t, loop, () => {
        api.enterTask(loop, task)
        const current = [api.currentTask(loop), api.currentTask(other)]
        api.leaveTask(loop, task)
        return current
      })
      t.sameItems(seen, [task, null], 'currentTask() of the running loop, and of another')
    },
    { hint: 'Keep the current task for each loop.' },
  ),
]
