/**
 * The module functions in one object. Loading this module offers them to the suite, through the shared state: the entry points
 * load it, so a candidate in Node needs no more than an import. A bundler drops this module unless something in the bundle uses
 * `asyncioApi`, so a candidate in a bundle says `api: asyncioApi` in its adapter. (docs/decisions/package.md)
 */
import type { AsyncioApi } from '../spec/interfaces/index.ts'
import { asCompleted } from './as-completed.ts'
import { copyContext, ReferenceContextVar } from './context.ts'
import { createTask } from './create-task.ts'
import { createEagerTaskFactory, eagerTaskFactory } from './eager-task-factory.ts'
import { ensureFuture } from './ensure-future.ts'
import { ReferenceFuture } from './future.ts'
import { gather } from './gather.ts'
import { isCoroutine, isFuture } from './is-future.ts'
import { getEventLoop } from './get-event-loop.ts'
import { getEventLoopPolicy, newEventLoop, setEventLoop, setEventLoopPolicy } from './policy.ts'
import {
  currentTask,
  enterTask,
  getTasks,
  leaveTask,
  registerEagerTask,
  registerTask,
  swapCurrentTask,
  unregisterEagerTask,
  unregisterTask,
} from './registry.ts'
import { ReferenceRunner, run } from './runner.ts'
import { getRunningLoop, peekRunningLoop, setRunningLoop } from './running-loop.ts'
import { offerApi } from './shared-state.ts'
import { shield } from './shield.ts'
import { sleep } from './sleep.ts'
import { ReferenceStreamReader } from './stream-reader.ts'
import { ReferenceStreamReaderProtocol } from './stream-reader-protocol.ts'
import { ReferenceStreamWriter } from './stream-writer.ts'
import { openConnection, openUnixConnection, startServer, startUnixServer } from './streams.ts'
import { taskGroup } from './task-group.ts'
import { ReferenceTask } from './task.ts'
import { timeout, timeoutAt } from './timeout.ts'
import { wait } from './wait.ts'
import { waitFor } from './wait-for.ts'

export const asyncioApi: AsyncioApi = offerApi({
  registerTask,
  unregisterTask,
  enterTask,
  leaveTask,
  getTasks,
  currentTask,
  registerEagerTask,
  unregisterEagerTask,
  swapCurrentTask,
  eagerTaskFactory,
  createEagerTaskFactory,
  getRunningLoop,
  peekRunningLoop,
  setRunningLoop,
  getEventLoop,
  setEventLoop,
  newEventLoop,
  getEventLoopPolicy,
  setEventLoopPolicy,
  createTask,
  ensureFuture,
  isFuture,
  isCoroutine,
  sleep,
  gather,
  wait,
  waitFor,
  asCompleted,
  shield,
  timeout,
  timeoutAt,
  taskGroup,
  run,
  Runner: ReferenceRunner,
  openConnection,
  startServer,
  openUnixConnection,
  startUnixServer,
  StreamReader: ReferenceStreamReader,
  StreamReaderProtocol: ReferenceStreamReaderProtocol,
  StreamWriter: ReferenceStreamWriter,
  copyContext,
  ContextVar: ReferenceContextVar,
  Future: ReferenceFuture,
  Task: ReferenceTask,
})
