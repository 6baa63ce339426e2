import { VirtualEventLoop } from '../../../reference/index.ts'
import type { ClauseId, ConnectionHooks, EventLoop, NetworkEventLoop } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'

/** A loop with a defect in what the area `successor` is about. */
export function successorFault(
  name: string,
  clause: string,
  observes: RegExp,
  loop: new () => EventLoop,
): Fault {
  const adapter = faultyLoop(name, () => new loop(), { profiles: ['base-hooks'] })
  return { name, clause: `successor.${clause}` as ClauseId, observes, adapter }
}

/** The same loop with some hooks of connections in front of its own: what `createConnection` then finds. */
export function withHooks(
  loop: VirtualEventLoop,
  hooks: Partial<ConnectionHooks & Pick<NetworkEventLoop, 'getaddrinfo'>>,
): VirtualEventLoop {
  // What the view makes belongs to the loop, not to the view.
  const makers = {
    createFuture: loop.createFuture.bind(loop),
    createTask: loop.createTask.bind(loop),
    callLater: loop.callLater.bind(loop),
    callSoon: loop.callSoon.bind(loop),
  }
  return Object.assign(Object.create(loop) as VirtualEventLoop, makers, hooks)
}
