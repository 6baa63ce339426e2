import { asyncioApi as real, Task } from '../../../../reference/index.ts'
import { RuntimeError } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

function withoutNames(act: () => void): void {
  try {
    act()
  } catch {
    throw new RuntimeError('Tasks do not match.')
  }
}

export const letsOnlyTasksOfItsOwnClassBeCurrent = fault(
  'task-registry.enter-makes-current',
  'lets-only-tasks-of-its-own-class-be-current',
  {
    says: 'currentTask() before, between and after',
    profiles: ['host'],
    api: {
      enterTask: (loop, task) => {
        if (task instanceof Task) real.enterTask(loop, task)
      },
      leaveTask: (loop, task) => {
        if (task instanceof Task) real.leaveTask(loop, task)
      },
    },
  },
)

export const leavesATaskThatUnregisters = fault(
  'task-registry.any-task-can-be-current',
  'leaves-a-task-that-unregisters',
  {
    says: 'unregistered in between threw',
    profiles: ['host'],
    api: {
      unregisterTask: (task) => {
        const loop = task.getLoop()
        if (real.currentTask(loop) === task) real.leaveTask(loop, task)
        real.unregisterTask(task)
      },
    },
  },
)

export const refusesToEnterATaskOfAnotherLoop = fault(
  'task-registry.any-task-can-be-current',
  'refuses-to-enter-a-task-of-another-loop',
  {
    says: 'task of another loop threw',
    profiles: ['host'],
    api: {
      enterTask: (loop, task) => {
        if (task.getLoop() !== loop) throw new RuntimeError('The task belongs to another loop.')
        real.enterTask(loop, task)
      },
    },
  },
)

export const letsTheSecondTaskTakeThePlace = fault(
  'task-registry.enter-refuses-a-second-task',
  'lets-the-second-task-take-the-place',
  {
    says: 'enterTask() of a second task did not throw',
    profiles: ['host'],
    api: {
      enterTask: (loop, task) => {
        const current = real.currentTask(loop)
        if (current !== null && current !== task) real.leaveTask(loop, current)
        real.enterTask(loop, task)
      },
    },
  },
)

export const letsTheCurrentTaskEnterAgain = fault(
  'task-registry.enter-refuses-the-current-task',
  'lets-the-current-task-enter-again',
  {
    says: 'enterTask() of the task that is current did not throw',
    profiles: ['host'],
    api: {
      enterTask: (loop, task) => {
        if (real.currentTask(loop) !== task) real.enterTask(loop, task)
      },
    },
  },
)

export const leavesWhateverIsCurrent = fault(
  'task-registry.leave-refuses-another-task',
  'leaves-whatever-is-current',
  {
    says: /leaveTask\(\) of a task that (is not current|never entered) did not throw/,
    profiles: ['host'],
    api: {
      leaveTask: (loop) => {
        const current = real.currentTask(loop)
        if (current !== null) real.leaveTask(loop, current)
      },
    },
  },
)

export const refusesWithoutAName = fault('task-registry.refusals-name-both-tasks', 'refuses-without-a-name', {
  says: "does not contain 'waiting-room'",
  profiles: ['host'],
  api: {
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
  },
})

export const hasOneCurrentTaskForAllLoops = fault(
  'task-registry.current-task-is-per-loop',
  'has-one-current-task-for-all-loops',
  {
    says: 'currentTask() of the running loop, and of another',
    profiles: ['host'],
    api: {
      currentTask: (loop) => real.currentTask(real.peekRunningLoop() ?? loop),
    },
  },
)
