import { RuntimeError, type EventLoop, type EventLoopPolicy } from '../spec/index.ts'
import { state } from './shared-state.ts'

/** Remembers one loop, which somebody has to set: it is never created by looking. */
export class DefaultEventLoopPolicy implements EventLoopPolicy {
  #loop: EventLoop | null = null

  getEventLoop(): EventLoop {
    if (this.#loop === null)
      throw new RuntimeError('There is no current event loop. Call setEventLoop(newEventLoop()) first.')
    return this.#loop
  }

  setEventLoop(loop: EventLoop | null): void {
    if (loop !== null && typeof loop.callSoon !== 'function')
      throw new TypeError(`loop must be an event loop or null, not ${typeof loop}`)
    this.#loop = loop
  }

  newEventLoop(): EventLoop {
    if (state.newDefaultLoop === null) throw new RuntimeError('No loop class has been made the default.')
    return state.newDefaultLoop()
  }
}

export function getEventLoopPolicy(): EventLoopPolicy {
  return (state.policy ??= new DefaultEventLoopPolicy())
}

/** Null restores the default policy. */
export function setEventLoopPolicy(policy: EventLoopPolicy | null): void {
  if (policy !== null && typeof policy.newEventLoop !== 'function')
    throw new TypeError(`policy must be an event loop policy or null, not ${typeof policy}`)
  state.policy = policy
}

/** The running loop, else the policy's. */
export function getEventLoop(): EventLoop {
  return state.runningLoop ?? getEventLoopPolicy().getEventLoop()
}

export function setEventLoop(loop: EventLoop | null): void {
  getEventLoopPolicy().setEventLoop(loop)
}

export function newEventLoop(): EventLoop {
  return getEventLoopPolicy().newEventLoop()
}

/** Says what the default policy's `newEventLoop` makes. Entry points call it. */
export function setDefaultLoop(factory: () => EventLoop): void {
  state.newDefaultLoop = factory
}
