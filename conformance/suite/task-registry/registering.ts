/** The functions that list tasks, tried with objects that are no tasks of the loop. */
import { check, type Check } from '../../harness/index.ts'
import { inCallback } from '../support/turns.ts'
import { minimalTask } from '../support/own-task.ts'

export const taskRegistryRegisteringChecks: readonly Check[] = [
  check(
    'task-registry.registered-task-is-listed',
    'an object that has done() and getLoop() and nothing else',
    (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const task = minimalTask(loop)
      t.sameItems(api.getTasks(loop), new Set(), 'getTasks() of a loop without tasks')
      api.registerTask(task)
      t.sameItems(api.getTasks(loop), new Set([task]), 'getTasks() after registerTask()')
      api.unregisterTask(task)
    },
    { hint: 'Check registerTask(), and how getTasks() finds the loop of a task.' },
  ),

  check(
    'task-registry.registered-task-is-listed',
    'three hundred, every third of which is done by then',
    (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const tasks = Array.from({ length: 300 }, (_, index) => minimalTask(loop, () => index % 3 === 0))
      for (const task of tasks) api.registerTask(task)
      const listed = new Set(api.getTasks(loop))
      // The done ones are for another clause to judge.
      const pending = tasks.filter((task) => !task.done())
      const missing = pending.filter((task) => !listed.has(task)).length
      t.same(missing, 0, 'the number of pending tasks, of two hundred, that getTasks() left out')
      for (const task of tasks) api.unregisterTask(task)
    },
    { hint: 'When you sweep done tasks out of the registry, keep the others.' },
  ),

  check(
    'task-registry.loop-may-be-named-later',
    'two tasks of two loops',
    (t) => {
      const { api } = t
      const [loop, other] = [t.newEventLoop(), t.newEventLoop()]
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
      t.sameItems(ofLoop, new Set([task]), 'getTasks() of the loop of the first task')
      t.sameItems(ofOther, new Set([stranger]), 'getTasks() of the loop of the second task')
    },
    {
      hint: 'Do not call getLoop() in registerTask(): the constructor of the task may not be over. Call it in getTasks().',
    },
  ),

  check(
    'task-registry.unregistered-task-is-not-listed',
    'a pending task, which registers again later',
    (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const task = minimalTask(loop)
      api.registerTask(task)
      api.unregisterTask(task)
      t.sameItems(api.getTasks(loop), new Set(), 'getTasks() after unregisterTask()')
      api.registerTask(task)
      t.sameItems(api.getTasks(loop), new Set([task]), 'getTasks() after registering again')
      api.unregisterTask(task)
    },
    { hint: 'Check unregisterTask().' },
  ),

  check(
    'task-registry.registering-twice-is-registering-once',
    'registered twice, unregistered once',
    (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const task = minimalTask(loop)
      api.registerTask(task)
      api.registerTask(task)
      t.sameItems(api.getTasks(loop), new Set([task]), 'getTasks() after registering twice')
      api.unregisterTask(task)
      t.sameItems(api.getTasks(loop), new Set(), 'getTasks() after unregistering once')
    },
    { hint: 'In registerTask(), ignore a task that is registered already.' },
  ),

  check(
    'task-registry.unregistering-is-idempotent',
    'never registered, and unregistered twice',
    (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const [task, never, other] = [minimalTask(loop), minimalTask(loop), minimalTask(loop)]
      api.registerTask(task)
      api.registerTask(other)
      t.returned(
        t.attempt(() => api.unregisterTask(never)),
        'unregisterTask() of a task that was never registered',
      )
      api.unregisterTask(task)
      t.returned(
        t.attempt(() => api.unregisterTask(task)),
        'unregisterTask() of a task for the second time',
      )
      t.sameItems(api.getTasks(loop), new Set([other]), 'getTasks() afterwards')
      api.unregisterTask(other)
    },
    { hint: 'In unregisterTask(), ignore a task that is not registered.' },
  ),

  check(
    'task-registry.tasks-are-told-apart-by-identity',
    'two tasks of the same name',
    (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const namesake = (): ReturnType<typeof minimalTask> => ({
        ...minimalTask(loop),
        ...{ getName: () => 'worker' },
      })
      const [first, second] = [namesake(), namesake()]
      api.registerTask(first)
      api.registerTask(second)
      t.sameItems(api.getTasks(loop), new Set([first, second]), 'getTasks() with two namesakes')
      api.unregisterTask(first)
      t.sameItems(api.getTasks(loop), new Set([second]), 'getTasks() after one of them has left')
      api.unregisterTask(second)
    },
    { hint: 'Use the task itself as the key of the registry, not its name.' },
  ),

  check(
    'task-registry.each-loop-lists-its-own-tasks',
    'two loops with a task each, and one without',
    (t) => {
      const { api } = t
      const [first, second, third] = [t.newEventLoop(), t.newEventLoop(), t.newEventLoop()]
      const [ofFirst, ofSecond] = [minimalTask(first), minimalTask(second)]
      api.registerTask(ofFirst)
      api.registerTask(ofSecond)
      t.sameItems(api.getTasks(first), new Set([ofFirst]), 'getTasks() of the first loop')
      t.sameItems(api.getTasks(second), new Set([ofSecond]), 'getTasks() of the second loop')
      t.sameItems(api.getTasks(third), new Set(), 'getTasks() of a loop that never had a task')
      api.unregisterTask(ofFirst)
      t.sameItems(api.getTasks(second), new Set([ofSecond]), 'getTasks() after the other loop lost its own')
      api.unregisterTask(ofSecond)
    },
    { hint: 'In getTasks(), compare getLoop() of each task with the loop, by identity.' },
  ),

  check(
    'task-registry.get-tasks-is-a-snapshot',
    'the result is emptied, and tasks unregister while it is iterated over',
    (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const tasks = [minimalTask(loop), minimalTask(loop), minimalTask(loop)]
      for (const task of tasks) api.registerTask(task)
      api.getTasks(loop).clear()
      t.sameItems(api.getTasks(loop), new Set(tasks), 'getTasks() after an earlier result was emptied')
      const snapshot = api.getTasks(loop)
      const met: unknown[] = []
      for (const task of snapshot) {
        met.push(task)
        if (met.length === 1) for (const other of tasks) api.unregisterTask(other)
      }
      t.sameItems(met, new Set(tasks), 'the tasks found while iterating over the result')
      t.sameItems(api.getTasks(loop), new Set(), 'getTasks() after all are unregistered')
      const late = minimalTask(loop)
      api.registerTask(late)
      t.sameItems(snapshot, new Set(tasks), 'the earlier result after another task was registered')
      api.unregisterTask(late)
    },
    { hint: 'In getTasks(), return a new Set, not that of the registry.' },
  ),

  check(
    'task-registry.looking-defaults-to-the-running-loop',
    'in a callback, beside another loop',
    async (t) => {
      const { api } = t
      const [loop, other] = [t.newEventLoop(), t.newEventLoop()]
      const [task, stranger] = [minimalTask(loop), minimalTask(other)]
      api.registerTask(task)
      api.registerTask(stranger)
      const seen = await inCallback(t, loop, () => {
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
      t.sameItems(seen.tasks, new Set([task]), 'getTasks() without a loop')
      t.sameItems(seen.tasksOfNull, new Set([task]), 'getTasks(null)')
      t.sameItems(seen.current, [task, task], 'currentTask() and currentTask(null)')
      api.unregisterTask(task)
      api.unregisterTask(stranger)
    },
    { hint: 'Use the running loop if getTasks() and currentTask() get no argument.' },
  ),

  check(
    'task-registry.looking-needs-a-loop',
    'outside of any run',
    (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      t.threw(
        t.attempt(() => api.getTasks()),
        'RuntimeError',
        'getTasks() outside of a run',
      )
      t.threw(
        t.attempt(() => api.currentTask()),
        'RuntimeError',
        'currentTask() outside of a run',
      )
      t.sameItems(api.getTasks(loop), new Set(), 'getTasks(loop) outside of a run')
      t.same(api.currentTask(loop), null, 'currentTask(loop) outside of a run')
    },
    { hint: 'Throw a RuntimeError if getTasks() or currentTask() get no argument and no loop is running.' },
  ),

  check(
    'task-registry.registered-objects-stay-untouched',
    'a frozen object',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const task = Object.freeze(minimalTask(loop))
      const attempt = await inCallback(t, loop, () =>
        t.attempt(() => {
          api.registerTask(task)
          api.enterTask(loop, task)
          const seen = [api.currentTask(loop), ...api.getTasks(loop)]
          api.leaveTask(loop, task)
          api.unregisterTask(task)
          return seen
        }),
      )
      const seen = t.returned(attempt, 'registering, entering, leaving and unregistering a frozen object')
      t.sameItems(seen, [task, task], 'the current task and the list in between')
    },
    { hint: 'In registerTask(), write nothing onto the task.' },
  ),
]
