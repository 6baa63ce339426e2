/** The module functions in one object, for readers that reach them through the shared state. */
import type { AsyncioApi } from '../spec/index.ts'
import { copyContext, ReferenceContextVar } from './context.ts'
import { createTask } from './create-task.ts'
import { eagerTaskFactory } from './eager-task-factory.ts'
import { ensureFuture } from './ensure-future.ts'
import { ReferenceFuture } from './future.ts'
import { gather } from './gather.ts'
import { isCoroutine, isFuture } from './is-future.ts'
import * as policy from './policy.ts'
import * as registry from './registry.ts'
import * as runningLoop from './running-loop.ts'
import { state } from './shared-state.ts'
import { ReferenceRunner, run } from './runner.ts'
import { shield } from './shield.ts'
import { sleep } from './sleep.ts'
import { taskGroup } from './task-group.ts'
import { ReferenceTask } from './task.ts'
import { timeout } from './timeout.ts'
import { wait } from './wait.ts'
import { waitFor } from './wait-for.ts'
import { VirtualEventLoop } from './virtual-event-loop.ts'

export const asyncioApi: AsyncioApi = {
  registerTask: registry.registerTask,
  unregisterTask: registry.unregisterTask,
  enterTask: registry.enterTask,
  leaveTask: registry.leaveTask,
  getTasks: registry.getTasks,
  currentTask: registry.currentTask,
  registerEagerTask: registry.registerEagerTask,
  unregisterEagerTask: registry.unregisterEagerTask,
  swapCurrentTask: registry.swapCurrentTask,
  eagerTaskFactory,
  ...runningLoop,
  ...{
    getEventLoop: policy.getEventLoop,
    setEventLoop: policy.setEventLoop,
    newEventLoop: policy.newEventLoop,
    getEventLoopPolicy: policy.getEventLoopPolicy,
    setEventLoopPolicy: policy.setEventLoopPolicy,
  },
  createTask,
  ensureFuture,
  isFuture,
  isCoroutine,
  sleep,
  gather,
  wait,
  waitFor,
  shield,
  timeout,
  taskGroup,
  run,
  Runner: ReferenceRunner,
  copyContext,
  ContextVar: ReferenceContextVar,
  Future: ReferenceFuture,
  Task: ReferenceTask,
}

// The first copy of the package that is loaded serves everybody.
if (!('registerTask' in state.api)) state.api = asyncioApi
if (state.newDefaultLoop === null) policy.setDefaultLoop(() => new VirtualEventLoop())
