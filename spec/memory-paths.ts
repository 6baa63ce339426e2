import { OSError } from './errors.ts'
import { MemoryListeningSocket } from './memory-listening-socket.ts'
import { MemorySocket } from './socket-pair.ts'

/** The Unix sockets of a machine in memory, by their paths, and other files that are in their way. */
export class MemoryPaths {
  readonly #files = new Map<string, MemoryListeningSocket | 'file' | 'socket'>()
  #lastPath = 0

  /** A path at which there is nothing. */
  newPath(): string {
    return `/memory/${String(++this.#lastPath)}`
  }

  /** Puts a file there, or a socket at which nobody listens any more. */
  put(path: string, kind: 'file' | 'socket'): void {
    this.#files.set(path, kind)
  }

  /** What is at the path; null if there is nothing. A path that begins with a zero byte is no file. */
  kindOf(path: string): 'file' | 'socket' | null {
    const found = path.startsWith('\0') ? undefined : this.#files.get(path)
    return found === undefined ? null : found === 'file' ? 'file' : 'socket'
  }

  /** A socket that is bound to the path. Throws `OSError`: `EADDRINUSE`, or `ENOENT` if there is no such folder. */
  bind(path: string): MemoryListeningSocket {
    if (this.kindOf(path) === 'file') throw new OSError(`There is a file at ${path}.`, 'EADDRINUSE')
    if (!path.startsWith('\0') && path.split('/').length > 3)
      throw new OSError(`There is no folder for ${path}.`, 'ENOENT')
    const sock = new MemoryListeningSocket({ host: path, port: 0 }, () => {
      if (this.#files.get(path) === sock) this.#files.delete(path)
    })
    this.#files.set(path, sock)
    return sock
  }

  /** This end of a new connection. Throws `OSError`: `ENOENT`, or `ECONNREFUSED` if nobody listens. */
  connect(path: string, capacity = 65_536): MemorySocket {
    const sock = this.#files.get(path)
    if (sock === undefined) throw new OSError(`There is no socket at ${path}.`, 'ENOENT')
    if (typeof sock === 'string' || !sock.isListening)
      throw new OSError(`Nobody listens at ${path}.`, 'ECONNREFUSED')
    const near = new MemorySocket({ host: '', port: 0 }, capacity)
    const far = new MemorySocket({ host: path, port: 0 }, capacity)
    MemorySocket.connect(near, far)
    sock.add(far)
    return near
  }
}
