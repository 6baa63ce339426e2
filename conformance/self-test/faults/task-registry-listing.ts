/** Registries and tasks that list the wrong things. */
import { asyncioApi as real, Task as ReferenceTask, VirtualEventLoop } from '../../../reference/index.ts'
import {
  RuntimeError,
  type AsyncioApi,
  type Coroutine,
  type EventLoop,
  type RegisteredTask,
  type Task,
  type TaskOptions,
} from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'
import { loopOfTasks } from './loop-of-tasks.ts'

function faultyRegistry(name: string, api: Partial<AsyncioApi>): Fault['adapter'] {
  return faultyLoop(name, () => new VirtualEventLoop(), { profiles: ['host'], api })
}

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

function oneListForAll(): Fault['adapter'] {
  const loops: EventLoop[] = []
  const newEventLoop = (): EventLoop => {
    const loop = new VirtualEventLoop()
    loops.push(loop)
    return loop
  }
  const everything = (): RegisteredTask[] =>
    loops.filter((loop) => !loop.isClosed()).flatMap((loop) => [...real.getTasks(loop)])
  return faultyLoop('keeps-one-list-for-all-loops', newEventLoop, {
    api: { getTasks: (loop) => new Set([...real.getTasks(loop), ...everything()]) },
  })
}

/** Hands out the set that it keeps. */
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

function lastLoopIsTheDefault(): Fault['adapter'] {
  let last: EventLoop | null = null
  return faultyLoop('looks-at-the-loop-made-last', () => (last = new VirtualEventLoop()), {
    api: {
      getTasks: (loop) => {
        const owner = loop ?? (real.peekRunningLoop() === null ? null : last)
        return real.getTasks(owner)
      },
    },
  })
}

/** Lists what was registered until it is unregistered, whether done or not. */
function trusting(): Partial<AsyncioApi> {
  const registered = new Set<RegisteredTask>()
  return {
    registerTask: (task) => {
      registered.add(task)
      real.registerTask(task)
    },
    unregisterTask: (task) => {
      registered.delete(task)
      real.unregisterTask(task)
    },
    getTasks: (loop) => {
      const owner = loop ?? real.getRunningLoop()
      const ours = [...registered].filter((task) => task.getLoop() === owner)
      return new Set([...real.getTasks(owner), ...ours])
    },
  }
}

const lingering = new Set<RegisteredTask>()

/** Leaves the list in a callback of its own, after its done callbacks. */
class Lingering<T> extends ReferenceTask<T> {
  protected override scheduleCallbacks(): void {
    lingering.add(this)
    super.scheduleCallbacks()
    this.loop.callSoon(() => lingering.delete(this))
  }
}

class RegisteringAtItsFirstStep<T> extends ReferenceTask<T> {
  constructor(...given: ConstructorParameters<typeof ReferenceTask<T>>) {
    super(...given)
    real.unregisterTask(this)
  }

  override step(...given: Parameters<ReferenceTask<T>['step']>): void {
    real.registerTask(this)
    super.step(...given)
  }
}

class UnregisteringAtItsFirstWait<T> extends ReferenceTask<T> {
  protected override suspend(yielded: unknown): void {
    real.unregisterTask(this)
    super.suspend(yielded)
  }
}

function forgetTheFirstOf(many: ReadonlySet<RegisteredTask>): void {
  for (const first of [...many].slice(0, Math.max(0, many.size - 100))) real.unregisterTask(first)
}

class KeepingAHundred<T> extends ReferenceTask<T> {
  constructor(...given: ConstructorParameters<typeof ReferenceTask<T>>) {
    super(...given)
    forgetTheFirstOf(real.getTasks(this.loop))
  }
}

/** As if registering appended without looking, and tore the list where the task was before. */
function tearing(task: RegisteredTask): void {
  const listed = [...real.getTasks(task.getLoop())]
  const place = listed.indexOf(task)
  if (task instanceof ReferenceTask && place !== -1)
    for (const behind of listed.slice(place + 1)) real.unregisterTask(behind)
  real.registerTask(task)
}

class ForgettingAtTheEndOfARun extends VirtualEventLoop {
  protected override endRun(): ReturnType<VirtualEventLoop['endRun']> {
    for (const task of real.getTasks(this)) real.unregisterTask(task)
    return super.endRun()
  }
}

class RegisteringTooSoon extends VirtualEventLoop {
  override createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> {
    const unfinished = { done: () => false, getLoop: () => this }
    real.registerTask(unfinished)
    const task = super.createTask(coro, options)
    real.unregisterTask(unfinished)
    return task
  }
}

export const listingFaults: readonly Fault[] = [
  {
    name: 'lists-only-tasks-of-its-own-class',
    clause: 'task-registry.registered-task-is-listed',
    observes: /getTasks\(\) after registerTask\(\)/,
    adapter: faultyRegistry('lists-only-tasks-of-its-own-class', {
      registerTask: (task) => {
        if (task instanceof ReferenceTask) real.registerTask(task)
      },
    }),
  },
  {
    name: 'keeps-a-hundred-registered-objects',
    clause: 'task-registry.registered-task-is-listed',
    observes: /the number of pending tasks, of two hundred/,
    adapter: faultyRegistry('keeps-a-hundred-registered-objects', {
      registerTask: (task) => {
        real.registerTask(task)
        forgetTheFirstOf(real.getTasks(task.getLoop()))
      },
    }),
  },
  {
    name: 'never-unregisters',
    clause: 'task-registry.unregistered-task-is-not-listed',
    observes: /getTasks\(\) after unregisterTask\(\)/,
    adapter: faultyRegistry('never-unregisters', { unregisterTask: () => undefined }),
  },
  {
    name: 'asks-for-the-loop-at-once',
    clause: 'task-registry.loop-may-be-named-later',
    observes: /threw Error\("This task is still being made/,
    adapter: faultyRegistry('asks-for-the-loop-at-once', {
      registerTask: (task) => {
        task.getLoop()
        real.registerTask(task)
      },
    }),
  },
  {
    name: 'counts-registrations',
    clause: 'task-registry.registering-twice-is-registering-once',
    observes: /after unregistering once/,
    adapter: faultyRegistry('counts-registrations', counting()),
  },
  {
    name: 'refuses-to-unregister-twice',
    clause: 'task-registry.unregistering-is-idempotent',
    observes: /never registered threw/,
    adapter: faultyRegistry('refuses-to-unregister-twice', strict()),
  },
  {
    name: 'keeps-tasks-by-name',
    clause: 'task-registry.tasks-are-told-apart-by-identity',
    observes: /two namesakes/,
    adapter: faultyRegistry('keeps-tasks-by-name', byName()),
  },
  {
    name: 'keeps-one-list-for-all-loops',
    clause: 'task-registry.each-loop-lists-its-own-tasks',
    observes: /getTasks\(\) of the first loop/,
    adapter: oneListForAll(),
  },
  {
    name: 'hands-out-its-own-set',
    clause: 'task-registry.get-tasks-is-a-snapshot',
    observes: /met on the way through/,
    adapter: faultyRegistry('hands-out-its-own-set', live()),
  },
  {
    name: 'looks-at-the-loop-made-last',
    clause: 'task-registry.looking-defaults-to-the-running-loop',
    observes: /getTasks\(\) without a loop/,
    adapter: lastLoopIsTheDefault(),
  },
  {
    name: 'has-no-tasks-without-a-loop',
    clause: 'task-registry.looking-needs-a-loop',
    observes: /getTasks\(\) outside of a run threw nothing/,
    adapter: faultyRegistry('has-no-tasks-without-a-loop', {
      getTasks: (loop) => ((loop ?? real.peekRunningLoop()) === null ? new Set() : real.getTasks(loop)),
    }),
  },
  {
    name: 'registers-tasks-at-their-first-step',
    clause: 'task-registry.created-task-is-listed',
    observes: /getTasks\(\) after createTask\(\)/,
    adapter: faultyLoop(
      'registers-tasks-at-their-first-step',
      () => new (loopOfTasks(RegisteringAtItsFirstStep))(),
    ),
  },
  {
    name: 'tears-its-list-when-a-task-registers-again',
    clause: 'task-registry.tasks-of-the-loop-register-like-any-other',
    observes: /after a task of the loop has registered again/,
    adapter: faultyRegistry('tears-its-list-when-a-task-registers-again', { registerTask: tearing }),
  },
  {
    name: 'never-lists-a-task-of-its-own-again',
    clause: 'task-registry.tasks-of-the-loop-register-like-any-other',
    observes: /after it has come back/,
    adapter: faultyRegistry('never-lists-a-task-of-its-own-again', {
      registerTask: (task) => {
        if (!(task instanceof ReferenceTask)) real.registerTask(task)
      },
    }),
  },
  {
    name: 'keeps-a-hundred-tasks',
    clause: 'task-registry.living-task-is-listed',
    observes: /the number of waiting tasks, of a hundred and twenty/,
    adapter: faultyLoop('keeps-a-hundred-tasks', () => new (loopOfTasks(KeepingAHundred))()),
  },
  {
    name: 'unregisters-tasks-at-their-first-wait',
    clause: 'task-registry.living-task-is-listed',
    observes: /not listed while it waited/,
    adapter: faultyLoop(
      'unregisters-tasks-at-their-first-wait',
      () => new (loopOfTasks(UnregisteringAtItsFirstWait))(),
    ),
  },
  {
    name: 'forgets-its-tasks-when-a-run-ends',
    clause: 'task-registry.living-task-is-listed',
    observes: /number of tasks between the two runs/,
    adapter: faultyLoop('forgets-its-tasks-when-a-run-ends', () => new ForgettingAtTheEndOfARun()),
  },
  {
    name: 'lists-tasks-until-they-unregister',
    clause: 'task-registry.done-tasks-are-not-listed',
    observes: /once the task says that it is done/,
    adapter: faultyRegistry('lists-tasks-until-they-unregister', trusting()),
  },
  {
    name: 'lists-tasks-in-their-done-callbacks',
    clause: 'task-registry.done-tasks-are-not-listed',
    observes: /listed in their own done callbacks/,
    adapter: faultyLoop('lists-tasks-in-their-done-callbacks', () => new (loopOfTasks(Lingering))(), {
      api: {
        getTasks: (loop) => {
          const owner = loop ?? real.getRunningLoop()
          const ours = [...lingering].filter((task) => task.getLoop() === owner)
          return new Set([...real.getTasks(owner), ...ours])
        },
      },
    }),
  },
  {
    name: 'registers-before-it-refuses',
    clause: 'task-registry.refused-task-is-not-listed',
    observes: /after createTask\(\) refused a function/,
    adapter: faultyLoop('registers-before-it-refuses', () => new RegisteringTooSoon()),
  },
  {
    name: 'lists-tasks-of-its-own-class-first',
    clause: 'task-registry.tasks-are-listed-in-creation-order',
    observes: /getTasks\(\), as a list/,
    adapter: faultyRegistry('lists-tasks-of-its-own-class-first', {
      getTasks: (loop) => {
        const tasks = [...real.getTasks(loop)]
        const isOurs = (task: RegisteredTask): boolean => task instanceof ReferenceTask
        return new Set([...tasks.filter(isOurs), ...tasks])
      },
    }),
  },
  {
    name: 'marks-registered-objects',
    clause: 'task-registry.registered-objects-stay-untouched',
    observes: /frozen object threw/,
    adapter: faultyRegistry('marks-registered-objects', {
      registerTask: (task) => {
        ;(task as { isRegistered?: boolean }).isRegistered = true
        real.registerTask(task)
      },
    }),
  },
]
