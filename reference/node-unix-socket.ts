import { renameSync, statSync, unlinkSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import type { BindOptions, Coroutine, EventLoop } from '../spec/interfaces/index.ts'
import { settle } from './node-connect.ts'
import { NodeListeningSocket } from './node-listening-socket.ts'
import { abandon, NodeSocket } from './node-socket.ts'
import { closeWith } from './open-handles.ts'

/**
 * A Node socket that is connected to a path: `connectPath` for a loop in Node. It leaves no socket open if it is cancelled or fails.
 * Throws the error of the system, such as `ENOENT`.
 */
export function* connectNodePath(loop: EventLoop, path: string): Coroutine<NodeSocket> {
  const socket = connect({ path, allowHalfOpen: true })
  closeWith(loop, socket, () => abandon(socket))
  const connected = loop.createFuture<undefined>()
  const onError = (error: Error): void => settle(loop, connected, error, undefined)
  socket.on('error', onError)
  socket.on('connect', () => settle(loop, connected, null, undefined))
  let done = false
  try {
    yield* connected
    done = true
  } finally {
    if (!done) socket.destroy()
  }
  const sock = new NodeSocket(socket)
  socket.off('error', onError)
  return sock
}

/**
 * A Node server that listens at a path: `bindPath` for a loop in Node. It replaces a socket that is there. The file is
 * removed when the server closes. Throws the error of the system, such as `EADDRINUSE`.
 */
export function* bindNodePath(
  loop: EventLoop,
  path: string,
  { backlog }: Pick<BindOptions, 'backlog'>,
): Coroutine<NodeListeningSocket> {
  if (!path.startsWith('\0') && statSync(path, { throwIfNoEntry: false })?.isSocket() === true)
    unlinkSync(path)
  const server = createServer({ allowHalfOpen: true })
  const bound = loop.createFuture<undefined>()
  const onError = (error: Error): void => settle(loop, bound, error, undefined)
  server.once('error', onError)
  server.listen({ path, backlog, exclusive: true }, () => settle(loop, bound, null, undefined))
  let done = false
  try {
    yield* bound
    done = true
  } finally {
    if (!done) server.close()
  }
  server.off('error', onError)
  return new NodePathSocket(loop, server, path)
}

/** Node removes whatever is at the path when the server closes. This keeps a socket that another server has put there. */
class NodePathSocket extends NodeListeningSocket {
  readonly #path: string
  readonly #inode: number | null

  constructor(loop: EventLoop, server: Server, path: string) {
    super(loop, server)
    this.#path = path
    this.#inode = inodeOf(path)
  }

  override close(): void {
    const inode = inodeOf(this.#path)
    if (inode === null || inode === this.#inode) {
      super.close()
      return
    }
    const aside = `${this.#path}.${String(this.#inode)}`
    renameSync(this.#path, aside)
    super.close()
    renameSync(aside, this.#path)
  }
}

/** Null if there is no file. */
const inodeOf = (path: string): number | null =>
  path.startsWith('\0') ? null : (statSync(path, { throwIfNoEntry: false })?.ino ?? null)
