import { RuntimeError } from '../spec/errors.ts'
import type { EventLoop } from '../spec/interfaces/index.ts'
import { state } from './shared-state.ts'

/**
 * The running loop, or else the loop of the policy. Throws `RuntimeError` if there is neither.
 *
 * It creates no policy: a default policy that nobody has used has no loop. So this file does not import the policy, which makes
 * loops, and futures do not import the loop.
 */
export function getEventLoop(): EventLoop {
  if (state.runningLoop !== null) return state.runningLoop
  if (state.policy === null) throw noCurrentLoop()
  return state.policy.getEventLoop()
}

export function noCurrentLoop(): RuntimeError {
  return new RuntimeError('There is no current event loop. Call setEventLoop(newEventLoop()) first.')
}
