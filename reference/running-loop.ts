import { RuntimeError } from '../spec/errors.ts'
import type { EventLoop } from '../spec/interfaces/index.ts'
import { state } from './shared-state.ts'

/** The loop whose turn is running. Throws `RuntimeError` outside a turn. */
export function getRunningLoop(): EventLoop {
  if (state.runningLoop === null)
    throw new RuntimeError('There is no running event loop. Call this inside a callback or a task.')
  return state.runningLoop
}

/** The loop whose turn is running, or null. */
export function peekRunningLoop(): EventLoop | null {
  return state.runningLoop
}

/** For loops: call it at the start of each turn, and with null at its end. */
export function setRunningLoop(loop: EventLoop | null): void {
  state.runningLoop = loop
}
