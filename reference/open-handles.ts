import type { EventLoop } from '../spec/interfaces/index.ts'

/** What a host opens, and says when it is closed: a socket or a server of Node. */
interface Handle {
  once(event: 'close', listener: () => void): unknown
}

/** By loop, what is open, and how it is closed. */
const open = new WeakMap<EventLoop, Map<Handle, () => void>>()
const loops = new WeakMap<Handle, EventLoop>()

/**
 * What a loop opens ends with the loop, because it would keep the process alive: `close` is called by `closeAllOf`, unless the handle
 * has emitted `close` before. (clauses server.closed-loop-leaves-the-host-alone, datagram.closed-loop-leaves-the-host-alone)
 */
export function closeWith(loop: EventLoop, handle: Handle, close: () => void): void {
  const handles = open.get(loop) ?? new Map<Handle, () => void>()
  open.set(loop, handles)
  handles.set(handle, close)
  loops.set(handle, loop)
  handle.once('close', () => open.get(loop)?.delete(handle))
}

/** Another handle takes the place of one: an encrypted connection that of its socket. */
export function handOver(from: Handle, to: Handle, close: () => void): void {
  const loop = loops.get(from)
  if (loop === undefined) return
  open.get(loop)?.delete(from)
  closeWith(loop, to, close)
}

/** The loop is closed. */
export function closeAllOf(loop: EventLoop): void {
  for (const close of open.get(loop)?.values() ?? []) close()
  open.delete(loop)
}
