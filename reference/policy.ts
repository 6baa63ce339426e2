import type { EventLoop, EventLoopPolicy } from '../spec/interfaces/index.ts'
import { describeValue } from './describe-value.ts'
import { noCurrentLoop } from './get-event-loop.ts'
import { state } from './shared-state.ts'
import { VirtualEventLoop } from './virtual-event-loop.ts'

/** Remembers one loop. `getEventLoop()` never creates one: call `setEventLoop()` first. */
export class DefaultEventLoopPolicy implements EventLoopPolicy {
  #loop: EventLoop | null = null

  /** Throws `RuntimeError` if no loop was set. */
  getEventLoop(): EventLoop {
    if (this.#loop === null) throw noCurrentLoop()
    return this.#loop
  }

  /** Throws `TypeError` for anything but a loop or null. */
  setEventLoop(loop: EventLoop | null): void {
    if (loop !== null && typeof loop.callSoon !== 'function')
      throw new TypeError(`setEventLoop() expects an event loop or null, not ${describeValue(loop)}.`)
    this.#loop = loop
  }

  newEventLoop(): EventLoop {
    return state.newDefaultLoop === null ? new VirtualEventLoop() : state.newDefaultLoop()
  }
}

export function getEventLoopPolicy(): EventLoopPolicy {
  return (state.policy ??= new DefaultEventLoopPolicy())
}

/** Null restores the default policy. Throws `TypeError` for anything but a policy or null. */
export function setEventLoopPolicy(policy: EventLoopPolicy | null): void {
  if (policy !== null && typeof policy.newEventLoop !== 'function')
    throw new TypeError(
      `setEventLoopPolicy() expects an event loop policy or null, not ${describeValue(policy)}.`,
    )
  state.policy = policy
}

export function setEventLoop(loop: EventLoop | null): void {
  getEventLoopPolicy().setEventLoop(loop)
}

export function newEventLoop(): EventLoop {
  return getEventLoopPolicy().newEventLoop()
}

/** Sets what `newEventLoop` of the default policy makes, in place of a `VirtualEventLoop`. */
export function setDefaultLoop(factory: () => EventLoop): void {
  state.newDefaultLoop = factory
}
