import type { Coroutine } from './coroutine.ts'
import type { TimerHandle } from './handles.ts'
import type { NetworkEventLoop } from './network.ts'
import type { AddressInfo, StreamSocket } from './socket.ts'
import type { SocketTransportMaker } from './transport.ts'

/**
 * The private contract: the hooks that `BaseEventLoop` asks of a successor. Nothing else of the base may be relied on. The
 * base calls every hook through `this`, so that it can be replaced on one loop.
 *
 * @typeParam Event - whatever the successor's source of events delivers.
 */
export interface SuccessorHooks<Event = unknown> {
  /**
   * Arranges that `turn(events)` is called no later than in `timeoutMs` milliseconds; null: only when something happens.
   * Replaces what an earlier call arranged. Nothing blocks in JavaScript, so it returns at once.
   */
  select(timeoutMs: number | null): void
  /** Turns events into callbacks on the ready queue, at the start of a turn. Must not run them. */
  processEvents(events: readonly Event[]): void
  /** Arranges a turn now. Called from anywhere, in every phase of a turn and while the loop is idle. */
  writeToSelf(): void
  /** A monotonic clock in milliseconds. */
  time(): number
  /** A timer is being cancelled: the first `cancel()` of its handle, before that takes effect. */
  timerHandleCancelled(handle: TimerHandle): void
}

/** The hooks that `createConnection` needs. A successor without them gets a `RuntimeError` that names the missing one. */
export interface ConnectionHooks {
  /** A transport for a connected socket, which it owns. Sets `waiter` after `connectionMade`. */
  makeSocketTransport: SocketTransportMaker
  /**
   * A socket connected to one address, from the first of `localInfos` that has its family. Whoever cancels or closes the
   * coroutine gets no socket, so it leaves none open.
   */
  connectSock(info: AddressInfo, localInfos?: readonly AddressInfo[] | null): Coroutine<StreamSocket>
}

/** A loop built on `BaseEventLoop`, as its successor and the checks of the private contract see it. */
export interface SuccessorLoop<Event = unknown>
  extends NetworkEventLoop, SuccessorHooks<Event>, ConnectionHooks {
  /** One turn: `processEvents(events)`, iterations, and then `select` or the end of the run. Called by the source of events. */
  turn(events?: readonly Event[]): void
}
