import { RuntimeError } from '../spec/errors.ts'
import type { EventLoop } from '../spec/interfaces/index.ts'
import { state } from './shared-state.ts'

/** The loop whose turn it is. Throws `RuntimeError` outside of a turn. */
export function getRunningLoop(): EventLoop {
  if (state.runningLoop === null) throw new RuntimeError('no running event loop')
  return state.runningLoop
}

/** The loop whose turn it is, or null. */
export function peekRunningLoop(): EventLoop | null {
  return state.runningLoop
}

/** For loops: called at the start of each turn, and with null at its end. */
export function setRunningLoop(loop: EventLoop | null): void {
  state.runningLoop = loop
}
