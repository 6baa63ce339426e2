/**
 * The reference loop, for every host. Read `scheduling-loop.ts` and `core-event-loop.ts` first, then `task.ts` and `registry.ts`.
 */
export * from '../spec/errors.ts'
export { MemoryNetwork } from '../spec/memory-network.ts'
export { MemorySocket, socketPair } from '../spec/socket-pair.ts'
export type * from '../spec/interfaces/index.ts'
export { asCompleted } from './as-completed.ts'
export { asyncioApi } from './asyncio-api.ts'
export { BaseEventLoop, type BaseEventLoopOptions } from './base-event-loop.ts'
export { copyContext, ReferenceContextVar as ContextVar } from './context.ts'
export { createTask } from './create-task.ts'
export { createEagerTaskFactory, eagerTaskFactory } from './eager-task-factory.ts'
export { ensureFuture } from './ensure-future.ts'
export type { Failure } from './failure.ts'
export { ReferenceFuture as Future } from './future.ts'
export { gather } from './gather.ts'
export { getEventLoop } from './get-event-loop.ts'
export { isCoroutine, isFuture } from './is-future.ts'
export { DatagramSocketTransport } from './datagram-transport.ts'
export {
  DefaultEventLoopPolicy,
  getEventLoopPolicy,
  newEventLoop,
  setEventLoop,
  setEventLoopPolicy,
} from './policy.ts'
export {
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
export { getRunningLoop, peekRunningLoop, setRunningLoop } from './running-loop.ts'
export { SocketTransport } from './socket-transport.ts'
export { SslTransport, type Handshake } from './ssl-transport.ts'
export { ReferenceRunner as Runner, run } from './runner.ts'
export { shield } from './shield.ts'
export { sleep } from './sleep.ts'
export { StreamReader, StreamReaderProtocol, StreamWriter } from './stream-classes.ts'
export { openConnection, openUnixConnection, startServer, startUnixServer } from './streams.ts'
export { ReferenceTask as Task } from './task.ts'
export { taskGroup } from './task-group.ts'
export { timeout, timeoutAt } from './timeout.ts'
export { VirtualEventLoop } from './virtual-event-loop.ts'
export { wait } from './wait.ts'
export { waitFor } from './wait-for.ts'
