import { currentTask, getTasks, leaveTask, peekRunningLoop } from '../../../../reference/index.ts'
import type { EventLoop, RegisteredTask, Task } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const listsAThousandTasks = fault('task-registry.living-task-is-listed', 'lists-a-thousand-tasks', {
  says: 'How many tasks that are not done are not listed is 100',
  api: { getTasks: (loop?: EventLoop | null) => new Set([...getTasks(loop)].slice(-1000)) },
})

export const hidesACancelledTaskFromItself = fault(
  'task-registry.living-task-is-listed',
  'hides-a-cancelled-task-from-itself',
  {
    says: 'How often the task was not listed',
    api: {
      getTasks: (loop?: EventLoop | null) => {
        const current = (peekRunningLoop() === null ? null : currentTask()) as Partial<Task> | null
        const tasks = new Set(getTasks(loop))
        if ((current?.cancelling?.() ?? 0) > 0) tasks.delete(current as RegisteredTask)
        return tasks
      },
    },
  },
)

export const letsTasksOfOtherLoopsLeave = fault(
  'task-registry.leave-refuses-another-task',
  'lets-tasks-of-other-loops-leave',
  {
    says: 'leaveTask() of a task of another loop did not throw',
    api: {
      leaveTask: (loop: EventLoop, task: RegisteredTask) => {
        if (task.getLoop() === loop || currentTask(loop) === task) leaveTask(loop, task)
      },
    },
  },
)
