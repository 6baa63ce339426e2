import { asyncioApi as real, Task as ReferenceTask, VirtualEventLoop } from '../../../../reference/index.ts'
import { RuntimeError } from '../../../../spec/index.ts'
import type { AsyncioApi, EventLoop, RegisteredTask, Task } from '../../../../spec/index.ts'
import { forgetTheFirstOf } from '../support/registry.ts'
import { fault } from '../../fault.ts'

function counting(): Partial<AsyncioApi> {
  const counts = new WeakMap<RegisteredTask, number>()
  return {
    registerTask: (task) => {
      counts.set(task, (counts.get(task) ?? 0) + 1)
      real.registerTask(task)
    },
    unregisterTask: (task) => {
      const left = (counts.get(task) ?? 1) - 1
      counts.set(task, left)
      if (left <= 0) real.unregisterTask(task)
    },
  }
}

function strict(): Partial<AsyncioApi> {
  const registered = new WeakSet<RegisteredTask>()
  return {
    registerTask: (task) => {
      registered.add(task)
      real.registerTask(task)
    },
    unregisterTask: (task) => {
      if (!registered.delete(task)) throw new RuntimeError('The task is not registered.')
      real.unregisterTask(task)
    },
  }
}

function byName(): Partial<AsyncioApi> {
  const nameOf = (task: RegisteredTask): string | undefined => (task as Partial<Task>).getName?.()
  return {
    registerTask: (task) => {
      const name = nameOf(task)
      const namesake = [...real.getTasks(task.getLoop())].some((other) => nameOf(other) === name)
      if (name === undefined || !namesake) real.registerTask(task)
    },
  }
}

/** Every loop of `keeps-one-list-for-all-loops`, in the order of their creation. */
const allLoops: EventLoop[] = []

function tasksOfAllLoops(): RegisteredTask[] {
  return allLoops.filter((loop) => !loop.isClosed()).flatMap((loop) => [...real.getTasks(loop)])
}

/** `getTasks()` returns the set that the registry keeps. */
function live(): Partial<AsyncioApi> {
  const sets = new WeakMap<EventLoop, Set<RegisteredTask>>()
  const update = (loop: EventLoop): Set<RegisteredTask> => {
    const kept = sets.get(loop) ?? new Set()
    sets.set(loop, kept)
    kept.clear()
    for (const task of real.getTasks(loop)) kept.add(task)
    return kept
  }
  return {
    registerTask: (task) => {
      real.registerTask(task)
      update(task.getLoop())
    },
    unregisterTask: (task) => {
      real.unregisterTask(task)
      update(task.getLoop())
    },
    getTasks: (loop) => update(loop ?? real.getRunningLoop()),
  }
}

let last: EventLoop | null = null

function remember(loop: EventLoop): void {
  last = loop
}

export const listsOnlyTasksOfItsOwnClass = fault(
  'task-registry.registered-task-is-listed',
  'lists-only-tasks-of-its-own-class',
  {
    says: 'getTasks() after registerTask()',
    profiles: ['host'],
    api: {
      registerTask: (task) => {
        if (task instanceof ReferenceTask) real.registerTask(task)
      },
    },
  },
)

export const keepsAHundredRegisteredObjects = fault(
  'task-registry.registered-task-is-listed',
  'keeps-a-hundred-registered-objects',
  {
    says: 'the number of pending tasks, of two hundred',
    profiles: ['host'],
    api: {
      registerTask: (task) => {
        real.registerTask(task)
        forgetTheFirstOf(real.getTasks(task.getLoop()))
      },
    },
  },
)

export const neverUnregisters = fault('task-registry.unregistered-task-is-not-listed', 'never-unregisters', {
  says: 'getTasks() after unregisterTask()',
  profiles: ['host'],
  api: { unregisterTask: () => undefined },
})

export const asksForTheLoopAtOnce = fault(
  'task-registry.loop-may-be-named-later',
  'asks-for-the-loop-at-once',
  {
    says: 'threw Error("This task is still being made',
    profiles: ['host'],
    api: {
      registerTask: (task) => {
        task.getLoop()
        real.registerTask(task)
      },
    },
  },
)

export const countsRegistrations = fault(
  'task-registry.registering-twice-is-registering-once',
  'counts-registrations',
  {
    says: 'after unregistering once',
    profiles: ['host'],
    api: counting(),
  },
)

export const refusesToUnregisterTwice = fault(
  'task-registry.unregistering-is-idempotent',
  'refuses-to-unregister-twice',
  {
    says: 'never registered threw',
    profiles: ['host'],
    api: strict(),
  },
)

export const keepsTasksByName = fault(
  'task-registry.tasks-are-told-apart-by-identity',
  'keeps-tasks-by-name',
  {
    says: 'two namesakes',
    profiles: ['host'],
    api: byName(),
  },
)

export const keepsOneListForAllLoops = fault(
  'task-registry.each-loop-lists-its-own-tasks',
  'keeps-one-list-for-all-loops',
  {
    says: 'getTasks() of the first loop',
    loop: class extends VirtualEventLoop {
      constructor() {
        super()
        allLoops.push(this)
      }
    },
    api: { getTasks: (loop) => new Set([...real.getTasks(loop), ...tasksOfAllLoops()]) },
  },
)

export const handsOutItsOwnSet = fault('task-registry.get-tasks-is-a-snapshot', 'hands-out-its-own-set', {
  says: 'found while iterating',
  profiles: ['host'],
  api: live(),
})

export const looksAtTheLoopMadeLast = fault(
  'task-registry.looking-defaults-to-the-running-loop',
  'looks-at-the-loop-made-last',
  {
    says: 'getTasks() without a loop',
    loop: class extends VirtualEventLoop {
      constructor() {
        super()
        remember(this)
      }
    },
    api: {
      getTasks: (loop) => real.getTasks(loop ?? (real.peekRunningLoop() === null ? null : last)),
    },
  },
)

export const hasNoTasksWithoutALoop = fault(
  'task-registry.looking-needs-a-loop',
  'has-no-tasks-without-a-loop',
  {
    says: 'getTasks() outside of a run did not throw',
    profiles: ['host'],
    api: {
      getTasks: (loop) => ((loop ?? real.peekRunningLoop()) === null ? new Set() : real.getTasks(loop)),
    },
  },
)

export const marksRegisteredObjects = fault(
  'task-registry.registered-objects-stay-untouched',
  'marks-registered-objects',
  {
    says: 'frozen object threw',
    profiles: ['host'],
    api: {
      registerTask: (task) => {
        ;(task as { isRegistered?: boolean }).isRegistered = true
        real.registerTask(task)
      },
    },
  },
)
