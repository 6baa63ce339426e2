import { asyncioApi as real, VirtualEventLoop } from '../../../../reference/index.ts'
import type { EventLoop } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

let last: EventLoop | null = null

function remember(loop: EventLoop): void {
  last = loop
}

export const dropsTheNameInTheModuleFunction = fault(
  'factories.module-create-task-uses-the-running-loop',
  'drops-the-name-in-the-module-function',
  {
    says: 'getName() of the task',
    profiles: ['host'],
    api: {
      createTask: (coro) => real.getRunningLoop().createTask(coro),
    },
  },
)

export const dropsTheContextInTheModuleFunction = fault(
  'factories.module-create-task-passes-the-context',
  'drops-the-context-in-the-module-function',
  {
    says: 'The variable in the task, and in the context afterwards',
    profiles: ['host'],
    api: {
      createTask: (coro, { context: _dropped, ...options } = {}) => real.createTask(coro, options),
    },
  },
)

export const createsTasksOnTheLoopMadeLast = fault(
  'factories.module-create-task-needs-a-running-loop',
  'creates-tasks-on-the-loop-made-last',
  {
    says: 'outside of a run did not throw',
    loop: class extends VirtualEventLoop {
      constructor() {
        super()
        remember(this)
      }
    },
    api: {
      createTask: (coro, options) => {
        const loop = real.peekRunningLoop() ?? last
        return (loop ?? real.getRunningLoop()).createTask(coro, options)
      },
    },
  },
)
