/** The functions that list tasks, tried with objects that are no tasks of the loop. */
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { inCallback } from './in-callback.ts'
import { minimalTask } from './own-task.ts'

export const registeringTests: readonly ClauseTest[] = [
  clauseTest(
    'task-registry.registered-task-is-listed',
    'an object that has done() and getLoop() and nothing else',
    (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const task = minimalTask(loop)
      check.sameMembers(api.getTasks(loop), new Set(), 'getTasks() of a loop without tasks')
      api.registerTask(task)
      check.sameMembers(api.getTasks(loop), new Set([task]), 'getTasks() after registerTask()')
      api.unregisterTask(task)
    },
    { hint: 'registerTask(), and how getTasks() finds out which loop a task belongs to' },
  ),

  clauseTest(
    'task-registry.registered-task-is-listed',
    'three hundred, every third of which is done by then',
    (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const tasks = Array.from({ length: 300 }, (_, index) => minimalTask(loop, () => index % 3 === 0))
      for (const task of tasks) api.registerTask(task)
      const listed = api.getTasks(loop)
      // The done ones are for another clause to judge.
      const pending = tasks.filter((task) => !task.done())
      const missing = pending.filter((task) => !listed.has(task)).length
      check.same(missing, 0, 'the number of pending tasks, of two hundred, that getTasks() left out')
      for (const task of tasks) api.unregisterTask(task)
    },
    { hint: 'whatever sweeps the done ones out of the registry must keep the others' },
  ),

  clauseTest(
    'task-registry.loop-may-be-named-later',
    'two tasks of two loops',
    (check) => {
      const { api } = check
      const [loop, other] = [check.newEventLoop(), check.newEventLoop()]
      let ready = false
      const tasks = [loop, other].map((owner) => ({
        done: () => false,
        getLoop: () => {
          if (!ready) throw new Error('This task is still being made.')
          return owner
        },
      }))
      const lists: Iterable<unknown>[] = []
      // Whatever happens, nothing may stay in the registry that cannot name its loop.
      try {
        for (const task of tasks) api.registerTask(task)
        ready = true
        lists.push(new Set(api.getTasks(loop)), new Set(api.getTasks(other)))
      } finally {
        ready = true
        for (const task of tasks) api.unregisterTask(task)
      }
      const [ofLoop, ofOther] = lists as [Iterable<unknown>, Iterable<unknown>]
      const [task, stranger] = tasks
      check.sameMembers(ofLoop, new Set([task]), 'getTasks() of the loop of the first task')
      check.sameMembers(ofOther, new Set([stranger]), 'getTasks() of the loop of the second task')
    },
    { hint: 'registerTask() is called in constructors: ask for the loop later, or again' },
  ),

  clauseTest(
    'task-registry.unregistered-task-is-not-listed',
    'a pending task, which registers again later',
    (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const task = minimalTask(loop)
      api.registerTask(task)
      api.unregisterTask(task)
      check.sameMembers(api.getTasks(loop), new Set(), 'getTasks() after unregisterTask()')
      api.registerTask(task)
      check.sameMembers(api.getTasks(loop), new Set([task]), 'getTasks() after registering again')
      api.unregisterTask(task)
    },
    { hint: 'unregisterTask()' },
  ),

  clauseTest(
    'task-registry.registering-twice-is-registering-once',
    'registered twice, unregistered once',
    (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const task = minimalTask(loop)
      api.registerTask(task)
      api.registerTask(task)
      check.sameMembers(api.getTasks(loop), new Set([task]), 'getTasks() after registering twice')
      api.unregisterTask(task)
      check.sameMembers(api.getTasks(loop), new Set(), 'getTasks() after unregistering once')
    },
    { hint: 'whether registerTask() counts, or appends without looking' },
  ),

  clauseTest(
    'task-registry.unregistering-is-idempotent',
    'never registered, and unregistered twice',
    (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const [task, never, other] = [minimalTask(loop), minimalTask(loop), minimalTask(loop)]
      api.registerTask(task)
      api.registerTask(other)
      check.answered(
        check.attempt(() => {
          api.unregisterTask(never)
        }),
        'unregisterTask() of a task that was never registered',
      )
      api.unregisterTask(task)
      check.answered(
        check.attempt(() => {
          api.unregisterTask(task)
        }),
        'unregisterTask() of a task for the second time',
      )
      check.sameMembers(api.getTasks(loop), new Set([other]), 'getTasks() after all that')
      api.unregisterTask(other)
    },
    { hint: 'what unregisterTask() does with a task that it does not find' },
  ),

  clauseTest(
    'task-registry.tasks-are-told-apart-by-identity',
    'two tasks of the same name',
    (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const namesake = (): ReturnType<typeof minimalTask> => ({
        ...minimalTask(loop),
        ...{ getName: () => 'worker' },
      })
      const [first, second] = [namesake(), namesake()]
      api.registerTask(first)
      api.registerTask(second)
      check.sameMembers(api.getTasks(loop), new Set([first, second]), 'getTasks() with two namesakes')
      api.unregisterTask(first)
      check.sameMembers(api.getTasks(loop), new Set([second]), 'getTasks() after one of them has left')
      api.unregisterTask(second)
    },
    { hint: 'what the registry uses as the key of a task' },
  ),

  clauseTest(
    'task-registry.each-loop-lists-its-own-tasks',
    'two loops with a task each, and one without',
    (check) => {
      const { api } = check
      const [first, second, third] = [check.newEventLoop(), check.newEventLoop(), check.newEventLoop()]
      const [ofFirst, ofSecond] = [minimalTask(first), minimalTask(second)]
      api.registerTask(ofFirst)
      api.registerTask(ofSecond)
      check.sameMembers(api.getTasks(first), new Set([ofFirst]), 'getTasks() of the first loop')
      check.sameMembers(api.getTasks(second), new Set([ofSecond]), 'getTasks() of the second loop')
      check.sameMembers(api.getTasks(third), new Set(), 'getTasks() of a loop that never had a task')
      api.unregisterTask(ofFirst)
      check.sameMembers(
        api.getTasks(second),
        new Set([ofSecond]),
        'getTasks() after the other loop lost its own',
      )
      api.unregisterTask(ofSecond)
    },
    { hint: 'whether getTasks() compares getLoop() of each task with the loop, by identity' },
  ),

  clauseTest(
    'task-registry.get-tasks-is-a-snapshot',
    'the answer is emptied, and tasks leave while it is gone through',
    (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const tasks = [minimalTask(loop), minimalTask(loop), minimalTask(loop)]
      for (const task of tasks) api.registerTask(task)
      api.getTasks(loop).clear()
      check.sameMembers(api.getTasks(loop), new Set(tasks), 'getTasks() after an earlier answer was emptied')
      const snapshot = api.getTasks(loop)
      const met: unknown[] = []
      for (const task of snapshot) {
        met.push(task)
        if (met.length === 1) for (const other of tasks) api.unregisterTask(other)
      }
      check.sameMembers(met, new Set(tasks), 'the tasks met on the way through the answer')
      check.sameMembers(api.getTasks(loop), new Set(), 'getTasks() after all have left')
      const late = minimalTask(loop)
      api.registerTask(late)
      check.sameMembers(snapshot, new Set(tasks), 'the earlier answer after another task has come')
      api.unregisterTask(late)
    },
    { hint: 'whether getTasks() hands out the set that the registry keeps' },
  ),

  clauseTest(
    'task-registry.looking-defaults-to-the-running-loop',
    'in a callback, beside another loop',
    async (check) => {
      const { api } = check
      const [loop, other] = [check.newEventLoop(), check.newEventLoop()]
      const [task, stranger] = [minimalTask(loop), minimalTask(other)]
      api.registerTask(task)
      api.registerTask(stranger)
      const seen = await inCallback(check, loop, () => {
        api.enterTask(loop, task)
        try {
          return {
            tasks: new Set(api.getTasks()),
            tasksOfNull: new Set(api.getTasks(null)),
            current: [api.currentTask(), api.currentTask(null)],
          }
        } finally {
          api.leaveTask(loop, task)
        }
      })
      check.sameMembers(seen.tasks, new Set([task]), 'getTasks() without a loop')
      check.sameMembers(seen.tasksOfNull, new Set([task]), 'getTasks(null)')
      check.sameMembers(seen.current, [task, task], 'currentTask() and currentTask(null)')
      api.unregisterTask(task)
      api.unregisterTask(stranger)
    },
    { hint: 'the default of the parameter of getTasks() and currentTask()' },
  ),

  clauseTest(
    'task-registry.looking-needs-a-loop',
    'outside of any run',
    (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      check.threw(
        check.attempt(() => api.getTasks()),
        'RuntimeError',
        'getTasks() outside of a run',
      )
      check.threw(
        check.attempt(() => api.currentTask()),
        'RuntimeError',
        'currentTask() outside of a run',
      )
      check.sameMembers(api.getTasks(loop), new Set(), 'getTasks(loop) outside of a run')
      check.same(api.currentTask(loop), null, 'currentTask(loop) outside of a run')
    },
    { hint: 'getTasks() and currentTask() without an argument when no loop is running' },
  ),

  clauseTest(
    'task-registry.registered-objects-stay-untouched',
    'a frozen object',
    async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const task = Object.freeze(minimalTask(loop))
      const attempt = await inCallback(check, loop, () =>
        check.attempt(() => {
          api.registerTask(task)
          api.enterTask(loop, task)
          const seen = [api.currentTask(loop), ...api.getTasks(loop)]
          api.leaveTask(loop, task)
          api.unregisterTask(task)
          return seen
        }),
      )
      const seen = check.answered(attempt, 'registering, entering, leaving and unregistering a frozen object')
      check.sameMembers(seen, [task, task], 'the current task and the list in between')
    },
    { hint: 'whether registerTask() writes a link or a mark onto the task' },
  ),
]
