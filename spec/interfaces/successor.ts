import type { Coroutine } from './coroutine.ts'
import type { TimerHandle } from './handles.ts'
import type { NetworkEventLoop } from './network.ts'
import type { AddressInfo, StreamSocket } from './socket.ts'
import type { SocketTransportMaker } from './transport.ts'

/**
 * The private contract: the hooks that `BaseEventLoop` needs from a successor. A successor may rely on nothing else of the base.
 * The base calls every hook through `this`, so a hook can be replaced on one loop.
 *
 * @typeParam Event - what the source of events of the successor delivers.
 */
export interface SuccessorHooks<Event = unknown> {
  /**
   * Arranges that `turn(events)` is called within `timeoutMs` milliseconds; null: only when something happens. It replaces what
   * an earlier call arranged, and returns at once.
   */
  select(timeoutMs: number | null): void
  /** Turns events into callbacks on the ready queue, at the start of a turn. Must not run them. */
  processEvents(events: readonly Event[]): void
  /** Arranges a turn now. It may be called at any time: in every phase of a turn, and while the loop is idle. */
  writeToSelf(): void
  /** A monotonic clock in milliseconds. */
  time(): number
  /** Called at the first `cancel()` of a timer handle, before the cancellation takes effect. */
  timerHandleCancelled(handle: TimerHandle): void
}

/** The hooks that `createConnection` needs. Without one of them it throws a `RuntimeError` that names the hook. */
export interface ConnectionHooks {
  /** Makes a transport for a connected socket, which the transport owns. It sets `waiter` after `connectionMade`. */
  makeSocketTransport: SocketTransportMaker
  /**
   * A socket that is connected to one address, from the first of `localInfos` with the same family. If the coroutine is cancelled
   * or closed, it leaves no socket open.
   */
  connectSock(info: AddressInfo, localInfos?: readonly AddressInfo[] | null): Coroutine<StreamSocket>
}

/** A loop that is built on `BaseEventLoop`, with the members that its successor and the checks of the hooks use. */
export interface SuccessorLoop<Event = unknown>
  extends NetworkEventLoop, SuccessorHooks<Event>, ConnectionHooks {
  /** One turn: `processEvents(events)`, iterations, and then `select` or the end of the run. The source of events calls it. */
  turn(events?: readonly Event[]): void
}
