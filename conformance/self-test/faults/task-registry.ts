import { asyncioApi, VirtualEventLoop } from '../../../reference/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

export const taskRegistryFaults: readonly Fault[] = [
  {
    name: 'lists-only-tasks-of-its-own-class',
    clause: 'task-registry.registered-task-is-listed',
    observes: /getTasks\(\) after registerTask\(\)/,
    adapter: faultyLoop('lists-only-tasks-of-its-own-class', () => new VirtualEventLoop(), {
      api: {
        registerTask: (task) => {
          if (task instanceof asyncioApi.Task) asyncioApi.registerTask(task)
        },
      },
    }),
  },
  {
    name: 'lets-only-tasks-of-its-own-class-be-current',
    clause: 'task-registry.enter-makes-current',
    observes: /currentTask\(\) before, between and after/,
    adapter: faultyLoop('lets-only-tasks-of-its-own-class-be-current', () => new VirtualEventLoop(), {
      api: {
        enterTask: (loop, task) => {
          if (task instanceof asyncioApi.Task) asyncioApi.enterTask(loop, task)
        },
        leaveTask: (loop, task) => {
          if (task instanceof asyncioApi.Task) asyncioApi.leaveTask(loop, task)
        },
      },
    }),
  },
]
