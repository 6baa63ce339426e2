/** The functions that make a task current, tried with objects that are no tasks of the loop. */
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { inCallback } from './in-callback.ts'
import { minimalTask } from './own-task.ts'

export const currentTaskTests: readonly ClauseTest[] = [
  clauseTest(
    'task-registry.enter-makes-current',
    'an object that is not a task of the loop, in a callback',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const task = minimalTask(loop)
      api.registerTask(task)
      const seen = await inCallback(check, loop, () => {
        const before = api.currentTask(loop)
        api.enterTask(loop, task)
        const between = api.currentTask(loop)
        api.leaveTask(loop, task)
        return [before, between, api.currentTask(loop)]
      })
      check.sameMembers(seen, [null, task, null], 'currentTask() before, between and after')
      api.unregisterTask(task)
    },
    { hint: 'enterTask() and leaveTask(), and whether currentTask() reads what they write' },
  ),

  clauseTest(
    'task-registry.any-task-can-be-current',
    'never registered',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const task = minimalTask(loop)
      const attempt = await inCallback(check, loop, () =>
        check.attempt(() => {
          api.enterTask(loop, task)
          const current = api.currentTask(loop)
          api.leaveTask(loop, task)
          return [current, api.currentTask(loop)]
        }),
      )
      const seen = check.answered(attempt, 'entering and leaving a task that is not registered')
      check.sameMembers(seen, [task, null], 'currentTask() between and after')
    },
    { hint: 'what enterTask() asks of a task' },
  ),

  clauseTest(
    'task-registry.any-task-can-be-current',
    'unregistered while it is current',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const task = minimalTask(loop)
      api.registerTask(task)
      const attempt = await inCallback(check, loop, () =>
        check.attempt(() => {
          api.enterTask(loop, task)
          api.unregisterTask(task)
          const current = api.currentTask(loop)
          api.leaveTask(loop, task)
          return [current, api.currentTask(loop)]
        }),
      )
      const seen = check.answered(attempt, 'leaving a task that has unregistered in between')
      check.sameMembers(seen, [task, null], 'currentTask() after unregistering, and after leaving')
    },
    { hint: 'what unregisterTask() does to the current task' },
  ),

  clauseTest(
    'task-registry.any-task-can-be-current',
    'a task of another loop',
    async (check) => {
      const { api } = check
      const [loop, other] = [check.newEventLoop(), check.newEventLoop()]
      const task = minimalTask(other)
      const attempt = await inCallback(check, loop, () =>
        check.attempt(() => {
          api.enterTask(loop, task)
          const current = api.currentTask(loop)
          api.leaveTask(loop, task)
          return [current, api.currentTask(loop)]
        }),
      )
      const seen = check.answered(attempt, 'entering and leaving a task of another loop')
      check.sameMembers(seen, [task, null], 'currentTask() between and after')
    },
    { hint: 'whether enterTask() and leaveTask() go by the loop that they are given' },
  ),

  clauseTest(
    'task-registry.enter-refuses-a-second-task',
    'entered within another one',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const [first, second] = [minimalTask(loop), minimalTask(loop)]
      const seen = await inCallback(check, loop, () => {
        api.enterTask(loop, first)
        const refused = check.attempt(() => {
          api.enterTask(loop, second)
        })
        const current = api.currentTask(loop)
        const left = check.attempt(() => {
          api.leaveTask(loop, first)
        })
        return { refused, current, left, after: api.currentTask(loop) }
      })
      check.threw(seen.refused, 'RuntimeError', 'enterTask() of a second task')
      check.same(seen.current, first, 'currentTask() after the refusal')
      check.answered(seen.left, 'leaveTask() of the first task')
      check.same(seen.after, null, 'currentTask() after leaving')
      const again = await inCallback(check, loop, () => {
        api.enterTask(loop, second)
        const current = api.currentTask(loop)
        api.leaveTask(loop, second)
        return current
      })
      check.same(again, second, 'currentTask() when the second task enters after the first has left')
    },
    { hint: 'enterTask() while a task is current' },
  ),

  clauseTest(
    'task-registry.enter-refuses-the-current-task',
    'entered twice',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const task = minimalTask(loop)
      const seen = await inCallback(check, loop, () => {
        api.enterTask(loop, task)
        const refused = check.attempt(() => {
          api.enterTask(loop, task)
        })
        const current = api.currentTask(loop)
        api.leaveTask(loop, task)
        return { refused, current, after: api.currentTask(loop) }
      })
      check.threw(seen.refused, 'RuntimeError', 'enterTask() of the task that is current')
      check.same(seen.current, task, 'currentTask() after the refusal')
      check.same(seen.after, null, 'currentTask() after leaving once')
    },
    { hint: 'whether enterTask() lets the same task pass' },
  ),

  clauseTest(
    'task-registry.leave-refuses-another-task',
    'while another one is current',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const [task, other] = [minimalTask(loop), minimalTask(loop)]
      const seen = await inCallback(check, loop, () => {
        api.enterTask(loop, task)
        const refused = check.attempt(() => {
          api.leaveTask(loop, other)
        })
        const current = api.currentTask(loop)
        if (current !== null) api.leaveTask(loop, current)
        return { refused, current }
      })
      check.threw(seen.refused, 'RuntimeError', 'leaveTask() of a task that is not current')
      check.same(seen.current, task, 'currentTask() after the refusal')
    },
    { hint: 'whether leaveTask() compares the task with the current one' },
  ),

  clauseTest(
    'task-registry.leave-refuses-another-task',
    'while none is current',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const task = minimalTask(loop)
      const seen = await inCallback(check, loop, () => {
        const never = check.attempt(() => {
          api.leaveTask(loop, task)
        })
        api.enterTask(loop, task)
        api.leaveTask(loop, task)
        const twice = check.attempt(() => {
          api.leaveTask(loop, task)
        })
        return { never, twice, current: api.currentTask(loop) }
      })
      check.threw(seen.never, 'RuntimeError', 'leaveTask() of a task that never entered')
      check.threw(seen.twice, 'RuntimeError', 'leaveTask() for the second time')
      check.same(seen.current, null, 'currentTask() after the refusals')
    },
    { hint: 'whether leaveTask() compares the task with the current one' },
  ),

  clauseTest(
    'task-registry.refusals-name-both-tasks',
    'two tasks of the loop',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const seen: { enter?: ReturnType<typeof check.attempt>; leave?: ReturnType<typeof check.attempt> } = {}
      const waiting = check.createTask(
        loop,
        'waiting',
        function* () {
          yield
        },
        { name: 'waiting-room' },
      )
      check.createTask(
        loop,
        'running',
        function* () {
          seen.enter = check.attempt(() => {
            api.enterTask(loop, waiting)
          })
          seen.leave = check.attempt(() => {
            api.leaveTask(loop, waiting)
          })
          yield
        },
        { name: 'running-track' },
      )
      await check.iterations(loop)
      const both = ['waiting-room', 'running-track']
      for (const [what, attempt] of [
        ['enterTask() within another task', seen.enter],
        ['leaveTask() of a task that is not current', seen.leave],
      ] as const)
        check.threw(attempt ?? { threw: false, value: undefined }, 'RuntimeError', what, both)
    },
    { hint: 'the messages of the errors of enterTask() and leaveTask()' },
  ),

  clauseTest(
    'task-registry.current-task-is-per-loop',
    'a task is current on the loop that runs',
    async (check) => {
      const { api } = check
      const [loop, other] = [check.newEventLoop(), check.newEventLoop()]
      const task = minimalTask(loop)
      const seen = await inCallback(check, loop, () => {
        api.enterTask(loop, task)
        const current = [api.currentTask(loop), api.currentTask(other)]
        api.leaveTask(loop, task)
        return current
      })
      check.sameMembers(seen, [task, null], 'currentTask() of the running loop, and of another')
    },
    { hint: 'where the current task is kept: by loop' },
  ),
]
