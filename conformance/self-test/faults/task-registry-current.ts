/** Registries that make the wrong task current. */
import { asyncioApi as real, Task as ReferenceTask, VirtualEventLoop } from '../../../reference/index.ts'
import { RuntimeError, type AsyncioApi } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

function faultyRegistry(name: string, api: Partial<AsyncioApi>): Fault['adapter'] {
  return faultyLoop(name, () => new VirtualEventLoop(), { profiles: ['host'], api })
}

function withoutNames(act: () => void): void {
  try {
    act()
  } catch {
    throw new RuntimeError('Tasks do not match.')
  }
}

export const currentTaskFaults: readonly Fault[] = [
  {
    name: 'lets-only-tasks-of-its-own-class-be-current',
    clause: 'task-registry.enter-makes-current',
    observes: /currentTask\(\) before, between and after/,
    adapter: faultyRegistry('lets-only-tasks-of-its-own-class-be-current', {
      enterTask: (loop, task) => {
        if (task instanceof ReferenceTask) real.enterTask(loop, task)
      },
      leaveTask: (loop, task) => {
        if (task instanceof ReferenceTask) real.leaveTask(loop, task)
      },
    }),
  },
  {
    name: 'leaves-a-task-that-unregisters',
    clause: 'task-registry.any-task-can-be-current',
    observes: /unregistered in between threw/,
    adapter: faultyRegistry('leaves-a-task-that-unregisters', {
      unregisterTask: (task) => {
        const loop = task.getLoop()
        if (real.currentTask(loop) === task) real.leaveTask(loop, task)
        real.unregisterTask(task)
      },
    }),
  },
  {
    name: 'refuses-to-enter-a-task-of-another-loop',
    clause: 'task-registry.any-task-can-be-current',
    observes: /task of another loop threw/,
    adapter: faultyRegistry('refuses-to-enter-a-task-of-another-loop', {
      enterTask: (loop, task) => {
        if (task.getLoop() !== loop) throw new RuntimeError('The task belongs to another loop.')
        real.enterTask(loop, task)
      },
    }),
  },
  {
    name: 'lets-the-second-task-take-the-place',
    clause: 'task-registry.enter-refuses-a-second-task',
    observes: /enterTask\(\) of a second task threw nothing/,
    adapter: faultyRegistry('lets-the-second-task-take-the-place', {
      enterTask: (loop, task) => {
        const current = real.currentTask(loop)
        if (current !== null && current !== task) real.leaveTask(loop, current)
        real.enterTask(loop, task)
      },
    }),
  },
  {
    name: 'lets-the-current-task-enter-again',
    clause: 'task-registry.enter-refuses-the-current-task',
    observes: /enterTask\(\) of the task that is current threw nothing/,
    adapter: faultyRegistry('lets-the-current-task-enter-again', {
      enterTask: (loop, task) => {
        if (real.currentTask(loop) !== task) real.enterTask(loop, task)
      },
    }),
  },
  {
    name: 'leaves-whatever-is-current',
    clause: 'task-registry.leave-refuses-another-task',
    observes: /leaveTask\(\) of a task that (is not current|never entered) threw nothing/,
    adapter: faultyRegistry('leaves-whatever-is-current', {
      leaveTask: (loop) => {
        const current = real.currentTask(loop)
        if (current !== null) real.leaveTask(loop, current)
      },
    }),
  },
  {
    name: 'refuses-without-a-name',
    clause: 'task-registry.refusals-name-both-tasks',
    observes: /does not say 'waiting-room'/,
    adapter: faultyRegistry('refuses-without-a-name', {
      enterTask: (loop, task) => {
        withoutNames(() => {
          real.enterTask(loop, task)
        })
      },
      leaveTask: (loop, task) => {
        withoutNames(() => {
          real.leaveTask(loop, task)
        })
      },
    }),
  },
  {
    name: 'has-one-current-task-for-all-loops',
    clause: 'task-registry.current-task-is-per-loop',
    observes: /currentTask\(\) of the running loop, and of another/,
    adapter: faultyRegistry('has-one-current-task-for-all-loops', {
      currentTask: (loop) => real.currentTask(real.peekRunningLoop() ?? loop),
    }),
  },
]
