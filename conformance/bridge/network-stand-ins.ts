import type {
  ConnectionOptions,
  Coroutine,
  EventLoop,
  ListeningSocket,
  Protocol,
  Server,
  ServerOptions,
  ServerSocket,
  SocketAddress,
  StartTlsOptions,
  StreamSocket,
  Transport,
} from '../../spec/index.ts'
import { insideOf } from './inside-of.ts'
import { asProtocol, asWritten, PythonTuple } from './marks.ts'
import { PythonObject, type Keywords, type Remote } from './stand-ins.ts'

/** Options of a connection or a server, without a socket. */
type NetworkOptions = Omit<ConnectionOptions, 'sock'> | Omit<ServerOptions, 'sock'> | StartTlsOptions

/** The keywords of `create_connection`, `create_server` and `start_tls`. */
export function connectionKeywords(remote: Remote, options: NetworkOptions, serverSide: boolean): Keywords {
  const keyword = ([name, value]: [string, unknown]): [string, unknown] => {
    const snakeCase = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    if (name === 'ssl') return [name, sslContextOf(remote, value, serverSide)]
    if (name === 'family' && value) return [name, remote.call(0, 'address_family', [value])]
    if (name === 'localAddr' && value !== null) {
      const { host, port } = value as SocketAddress
      return [snakeCase, new PythonTuple([host, port])]
    }
    const isTime = /Timeout$|Delay$/.test(name) && typeof value === 'number'
    return [snakeCase, isTime ? remote.clock.toSeconds(value) : value]
  }
  return Object.fromEntries(Object.entries(options).map(keyword))
}

/** The `ssl.SSLContext` that the object describes. Any other value crosses as it is. */
export function sslContextOf(remote: Remote, context: unknown, serverSide: boolean): unknown {
  if (typeof context !== 'object' || context === null || context instanceof PythonObject) return context
  return remote.call(0, 'make_ssl_context', [JSON.stringify(context), serverSide])
}

const addresses = new Set(['sockname', 'peername'])

/** An address is a tuple in Python and an object in JavaScript. */
export function readExtraInfo(name: string, info: unknown): unknown {
  if (!addresses.has(name) || !Array.isArray(info)) return info
  const [host, port] = info as [string, number]
  return { host, port }
}

export class PythonTransport extends PythonObject implements Transport {
  write(data: Uint8Array): void {
    this.ask('write', [asWritten(data)])
  }

  writelines(chunks: Iterable<Uint8Array>): void {
    this.ask('writelines', [[...chunks].map(asWritten)])
  }

  writeEof(): void {
    this.ask('write_eof')
  }

  canWriteEof(): boolean {
    return this.ask('can_write_eof') as boolean
  }

  close(): void {
    this.ask('close')
  }

  abort(): void {
    this.ask('abort')
  }

  isClosing(): boolean {
    return this.ask('is_closing') as boolean
  }

  pauseReading(): void {
    this.ask('pause_reading')
  }

  resumeReading(): void {
    this.ask('resume_reading')
  }

  isReading(): boolean {
    return this.ask('is_reading') as boolean
  }

  getWriteBufferSize(): number {
    return this.ask('get_write_buffer_size') as number
  }

  getWriteBufferLimits(): readonly [low: number, high: number] {
    return this.ask('get_write_buffer_limits') as [number, number]
  }

  setWriteBufferLimits(high: number | null = null, low: number | null = null): void {
    this.ask('set_write_buffer_limits', [high, low])
  }

  setProtocol(protocol: Protocol): void {
    this.ask('set_protocol', [asProtocol(protocol)])
  }

  getProtocol(): Protocol | null {
    return this.ask('get_protocol') as Protocol | null
  }

  getExtraInfo(name: string, fallback: unknown = null): unknown {
    return readExtraInfo(name, this.ask('get_extra_info', [name, fallback]))
  }
}

/** A socket of the system, as the module `socket` makes it. It blocks, so a check calls `accept()` when a peer has connected. */
export class PythonSocket extends PythonObject implements ListeningSocket {
  readonly type = 'stream'

  get localAddress(): SocketAddress | null {
    const name = this.ask('getsockname')
    if (!Array.isArray(name)) return null
    const [host, port] = name as [string, number]
    return { host, port }
  }

  listen(backlog: number): void {
    this.ask('listen', [backlog])
  }

  accept(): StreamSocket {
    return this.remote.call(0, 'accept_from', [this]) as StreamSocket
  }

  whenReadable(): never {
    throw new TypeError('A socket of Python is given to its loop. Nothing here can wait for it.')
  }

  close(): void {
    this.ask('close')
  }
}

export class PythonServer extends PythonObject implements Server {
  get sockets(): readonly ServerSocket[] {
    return this.remote.call(0, 'sockets_of', [this]) as ServerSocket[]
  }

  getLoop(): EventLoop {
    return this.ask('get_loop') as EventLoop
  }

  isServing(): boolean {
    return this.ask('is_serving') as boolean
  }

  startServing(): Coroutine<void> {
    return this.ask('start_serving') as Coroutine<void>
  }

  serveForever(): Coroutine<void> {
    return this.ask('serve_forever') as Coroutine<void>
  }

  close(): void {
    this.ask('close')
  }

  waitClosed(): Coroutine<void> {
    return this.ask('wait_closed') as Coroutine<void>
  }

  /** `async with server as entered: return await body(entered)`. A program in JavaScript closes in `finally`. */
  within<T>(body: (entered: Server) => Coroutine<T>): Coroutine<T> {
    return insideOf(this.remote, this, body)
  }

  closeClients(): void {
    this.ask('close_clients')
  }

  abortClients(): void {
    this.ask('abort_clients')
  }
}
