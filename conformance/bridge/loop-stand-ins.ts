import type {
  AcceptedOptions,
  AddressInfo,
  AddressOptions,
  Awaitable,
  Callback,
  CallOptions,
  ConnectionOptions,
  Coroutine,
  DatagramOptions,
  DatagramProtocol,
  DatagramTransport,
  EventLoop,
  ExceptionContext,
  ExceptionHandler,
  Handle,
  ListeningSocket,
  NameOptions,
  Port,
  Protocol,
  Server,
  ServerOptions,
  SettableFuture,
  SslContext,
  StartTlsOptions,
  SettableWaiter,
  SocketAddress,
  StreamSocket,
  Task,
  TaskFactory,
  TaskOptions,
  TimerHandle,
  Transport,
  TransportOptions,
  UnixConnectionOptions,
  UnixServerOptions,
} from '../../spec/index.ts'
import { datagramKeywords } from './datagram-stand-ins.ts'
import { asDatagramProtocol, asProtocol, asTaskFactory, PythonDict, PythonTuple } from './marks.ts'
import { connectionKeywords, sslContextOf } from './network-stand-ins.ts'
import { PythonObject, taskKeywords } from './stand-ins.ts'

/** An address as `addresses` of `python/functions.py` gives it. */
type AddressRow = readonly [
  family: 4 | 6,
  type: 'stream' | 'datagram',
  proto: number,
  canonname: string,
  host: string,
  port: number,
]

/** A loop that lives in Python. A run blocks there, so it is over when the call returns. */
export class PythonLoop extends PythonObject implements EventLoop {
  async runForever(): Promise<void> {
    const value = await this.startRun('run_forever')
    // None means that there is no value. Any other value is kept, so that the check shows it.
    return value === null ? undefined : (value as undefined)
  }

  runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
    return this.startRun('run_until_complete', [awaitable]) as Promise<T>
  }

  stop(): void {
    this.ask('stop')
  }

  isRunning(): boolean {
    return this.ask('is_running') as boolean
  }

  isClosed(): boolean {
    return this.ask('is_closed') as boolean
  }

  close(): void {
    this.ask('close')
  }

  callSoon(callback: Callback, args: readonly unknown[] = [], options?: CallOptions): Handle {
    return this.ask('call_soon', [callback, ...args], { ...options }) as Handle
  }

  callSoonThreadsafe(callback: Callback, args: readonly unknown[] = [], options?: CallOptions): Handle {
    return this.ask('call_soon_threadsafe', [callback, ...args], { ...options }) as Handle
  }

  callLater(
    delayMs: number,
    callback: Callback,
    args: readonly unknown[] = [],
    options?: CallOptions,
  ): TimerHandle {
    const seconds = this.remote.clock.toSeconds(delayMs)
    return this.ask('call_later', [seconds, callback, ...args], { ...options }) as TimerHandle
  }

  callAt(
    whenMs: number,
    callback: Callback,
    args: readonly unknown[] = [],
    options?: CallOptions,
  ): TimerHandle {
    const seconds = this.remote.clock.toSeconds(whenMs)
    return this.ask('call_at', [seconds, callback, ...args], { ...options }) as TimerHandle
  }

  time(): number {
    return this.remote.clock.toMilliseconds(this.ask('time') as number)
  }

  createFuture<T = unknown>(): SettableFuture<T> {
    return this.ask('create_future') as SettableFuture<T>
  }

  createTask<T>(coro: Coroutine<T>, options?: TaskOptions): Task<T> {
    return this.ask('create_task', [coro], taskKeywords(options)) as Task<T>
  }

  setTaskFactory(factory: TaskFactory | null): void {
    this.ask('set_task_factory', [asTaskFactory(factory)])
  }

  getTaskFactory(): TaskFactory | null {
    return this.ask('get_task_factory') as TaskFactory | null
  }

  setExceptionHandler(handler: ExceptionHandler | null): void {
    this.ask('set_exception_handler', [handler])
  }

  getExceptionHandler(): ExceptionHandler | null {
    return this.ask('get_exception_handler') as ExceptionHandler | null
  }

  defaultExceptionHandler(context: ExceptionContext): void {
    this.ask('default_exception_handler', [new PythonDict(context)])
  }

  callExceptionHandler(context: ExceptionContext): void {
    this.ask('call_exception_handler', [new PythonDict(context)])
  }

  createConnection<P extends Protocol>(
    protocolFactory: () => P,
    host: string | null = null,
    port: Port = null,
    options: ConnectionOptions = {},
  ): Coroutine<[Transport, P]> {
    const make = (...args: []): P => asProtocol(protocolFactory(...args))
    const keywords = connectionKeywords(this.remote, options, false)
    return this.ask('create_connection', [make, host, port], keywords) as Coroutine<[Transport, P]>
  }

  *getaddrinfo(
    host: string | null,
    port: Port,
    { family = 0, type = 'stream', proto = 0, flags = 0 }: AddressOptions = {},
  ): Coroutine<readonly AddressInfo[]> {
    const args = [this, host, port, family, type, proto, flags]
    const rows = (yield* this.remote.call(0, 'addresses', args) as Coroutine<AddressRow[]>).map(
      ([family, type, proto, canonname, host, port]) => ({
        family,
        type,
        proto,
        canonname,
        address: { host, port },
      }),
    )
    return rows
  }

  getnameinfo(
    { host, port }: SocketAddress,
    { numericHost = false, numericService = false }: NameOptions = {},
  ): Coroutine<[host: string, service: string]> {
    const args = [this, host, port, numericHost, numericService]
    return this.remote.call(0, 'name_of_address', args) as Coroutine<[string, string]>
  }

  createServer(
    protocolFactory: () => Protocol,
    host: string | readonly string[] | null = null,
    port: Port = null,
    options: ServerOptions = {},
  ): Coroutine<Server> {
    const make = (...args: []): Protocol => asProtocol(protocolFactory(...args))
    const hosts = Array.isArray(host) ? new PythonTuple(host) : host
    const keywords = connectionKeywords(this.remote, options, true)
    return this.ask('create_server', [make, hosts, port], keywords) as Coroutine<Server>
  }

  createUnixConnection<P extends Protocol>(
    protocolFactory: () => P,
    path: string | null = null,
    options: UnixConnectionOptions = {},
  ): Coroutine<[Transport, P]> {
    const make = (...args: []): P => asProtocol(protocolFactory(...args))
    const keywords = connectionKeywords(this.remote, options, false)
    return this.ask('create_unix_connection', [make, path], keywords) as Coroutine<[Transport, P]>
  }

  createUnixServer(
    protocolFactory: () => Protocol,
    path: string | null = null,
    options: UnixServerOptions = {},
  ): Coroutine<Server> {
    const make = (...args: []): Protocol => asProtocol(protocolFactory(...args))
    const keywords = connectionKeywords(this.remote, options, true)
    return this.ask('create_unix_server', [make, path], keywords) as Coroutine<Server>
  }

  createDatagramEndpoint<P extends DatagramProtocol>(
    protocolFactory: () => P,
    options: DatagramOptions = {},
  ): Coroutine<[DatagramTransport, P]> {
    const make = (...args: []): P => asDatagramProtocol(protocolFactory(...args))
    const keywords = datagramKeywords(this.remote, options)
    return this.ask('create_datagram_endpoint', [make], keywords) as Coroutine<[DatagramTransport, P]>
  }

  connectAcceptedSocket<P extends Protocol>(
    protocolFactory: () => P,
    sock: StreamSocket,
    options: AcceptedOptions = {},
  ): Coroutine<[Transport, P]> {
    const make = (...args: []): P => asProtocol(protocolFactory(...args))
    const keywords = connectionKeywords(this.remote, options, true)
    return this.ask('connect_accepted_socket', [make, sock], keywords) as Coroutine<[Transport, P]>
  }

  /** A program in Python makes its sockets itself, with the module `socket`. */
  *bindSock({ address }: AddressInfo): Coroutine<ListeningSocket> {
    return this.remote.call(0, 'bind_socket', [address.host, address.port]) as ListeningSocket
  }

  *bindPath(path: string): Coroutine<ListeningSocket> {
    return this.remote.call(0, 'bind_unix_socket', [path]) as ListeningSocket
  }

  startTls(
    transport: Transport,
    protocol: Protocol,
    sslcontext: SslContext,
    options: StartTlsOptions = {},
  ): Coroutine<Transport> {
    const { serverSide = false } = options
    const context = sslContextOf(this.remote, sslcontext, serverSide)
    const keywords = connectionKeywords(this.remote, options, serverSide)
    return this.ask('start_tls', [transport, asProtocol(protocol), context], keywords) as Coroutine<Transport>
  }

  makeSocketTransport(
    sock: StreamSocket,
    protocol: Protocol,
    waiter: SettableWaiter | null = null,
    options: TransportOptions = {},
  ): Transport {
    const args = [sock, asProtocol(protocol), waiter]
    return this.ask('_make_socket_transport', args, { server: options.server }) as Transport
  }

  getDebug(): boolean {
    return this.ask('get_debug') as boolean
  }

  setDebug(enabled: boolean): void {
    this.ask('set_debug', [enabled])
  }

  get slowCallbackDuration(): number {
    return this.remote.clock.toMilliseconds(
      this.ask('__getattribute__', ['slow_callback_duration']) as number,
    )
  }

  set slowCallbackDuration(ms: number) {
    this.ask('__setattr__', ['slow_callback_duration', this.remote.clock.toSeconds(ms)])
  }
}
