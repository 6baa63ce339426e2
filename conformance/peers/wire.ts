import type { MessagePort } from 'node:worker_threads'

/** What passes between the thread of the checks and the thread of the peers. */

/** A request: the name of a step, and its arguments. */
export type Ask = readonly [step: string, ...args: readonly unknown[]]

export type Reply =
  | { readonly value: unknown }
  /** What the system said. */
  | { readonly code: string; readonly message: string }

/** What the thread of the peers is started with. */
export interface PeerThreadData {
  /** Grows with each reply, so that the other thread can sleep until then. */
  readonly replies: Int32Array
  readonly port: MessagePort
}
