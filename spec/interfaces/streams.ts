import type { Coroutine } from './coroutine.ts'
import type { EventLoop } from './event-loop.ts'
import type { Future } from './future.ts'
import type { ConnectionOptions, Port } from './network.ts'
import type { Server, ServerOptions } from './server.ts'
import type { SslContext, StartTlsOptions } from './tls.ts'
import type { Protocol, Transport } from './transport.ts'
import type { UnixConnectionOptions, UnixServerOptions } from './unix.ts'

/** What has arrived over a connection, for one coroutine that reads. Only one call may wait at a time; another throws `RuntimeError`. */
export interface StreamReader {
  /**
   * At most `count` bytes, as soon as there is one; none at the end of the stream. With a negative count: everything up to the end,
   * however much it is. Default: -1.
   */
  read(count?: number): Coroutine<Uint8Array>
  /** A line with its `\n`; at the end of the stream what is left. Throws `ValueError`, and drops the line, if it is longer than the limit. */
  readline(): Coroutine<Uint8Array>
  /** Exactly `count` bytes, however many they are. Throws `IncompleteReadError` if the stream ends before. */
  readexactly(count: number): Coroutine<Uint8Array>
  /**
   * Everything up to the separator, with it. With several separators: up to the one that ends first. Default: `\n`. Throws
   * `IncompleteReadError` if the stream ends before, `LimitOverrunError` if there are more bytes before it than the limit allows (they stay
   * in the reader), and `ValueError` for an empty separator.
   */
  readuntil(separator?: Uint8Array | readonly Uint8Array[]): Coroutine<Uint8Array>
  /** A step of the asynchronous iteration, which is `async for` in Python. Returns the next line; null at the end of the stream. */
  anext(): Coroutine<Uint8Array | null>
  /** True if the stream has ended and everything has been read. */
  atEof(): boolean
  /** The error that ended the stream; null without one. */
  exception(): unknown

  /** For protocols: bytes have arrived. */
  feedData(data: Uint8Array): void
  /** For protocols: the stream has ended. */
  feedEof(): void
  /** For protocols: every read throws this error from now on. */
  setException(error: unknown): void
  /** For protocols: the transport that is paused while the reader holds more than twice its limit. */
  setTransport(transport: Transport): void
  /** For protocols: the connection goes on over this transport. */
  replaceTransport(transport: Transport): void
}

/** What a connection sends. */
export interface StreamWriter {
  readonly transport: Transport
  write(data: Uint8Array): void
  writelines(chunks: Iterable<Uint8Array>): void
  /** Sends what is left, and then the end of the stream. Reading goes on. */
  writeEof(): void
  canWriteEof(): boolean
  /**
   * Waits while the transport has more to send than its limits allow. Throws the error of the connection, or `OSError` if the
   * connection is over.
   */
  drain(): Coroutine<void>
  /** Sends what is left, and then closes the connection. */
  close(): void
  isClosing(): boolean
  /** Ends when the connection is over. Throws the error that ended it. */
  waitClosed(): Coroutine<void>
  getExtraInfo(name: string, fallback?: unknown): unknown
  /** Goes on encrypted, on the side of the server if the writer is that of a server. Since 3.11. */
  startTls(sslcontext: SslContext, options?: StreamTlsOptions): Coroutine<void>
}

export type StreamTlsOptions = Omit<StartTlsOptions, 'serverSide'>

/** Called for each connection of a server. A coroutine becomes a task of the loop. */
export type ClientConnected = (reader: StreamReader, writer: StreamWriter) => unknown

export interface StreamOptions {
  /** How long a line may be, in bytes. A reader that holds more than twice as much pauses its transport. Default: 65,536. */
  limit?: number | undefined
}

/** Hands what a transport receives to a reader, and tells a writer how the connection is. */
export interface StreamReaderProtocol extends Required<Protocol> {
  /** True for the protocol of a server. */
  readonly isServerSide: boolean
  /** For writers: ends when the transport takes more. Throws `OSError` if the connection is over. */
  drainHelper(): Coroutine<void>
  /** For writers: done when the connection is over. */
  getCloseWaiter(): Future<undefined>
  /** For writers: the connection goes on over this transport. */
  replaceTransport(transport: Transport): void
}

/** Streams: connections for coroutines. They use nothing of a loop except its public methods. */
export interface StreamsApi {
  /** A connection of the running loop, as `createConnection` makes it. */
  openConnection(
    host?: string | null,
    port?: Port,
    options?: ConnectionOptions & StreamOptions,
  ): Coroutine<[StreamReader, StreamWriter]>
  /** A server of the running loop, as `createServer` makes it. */
  startServer(
    clientConnected: ClientConnected,
    host?: string | readonly string[] | null,
    port?: Port,
    options?: ServerOptions & StreamOptions,
  ): Coroutine<Server>
  openUnixConnection(
    path?: string | null,
    options?: UnixConnectionOptions & StreamOptions,
  ): Coroutine<[StreamReader, StreamWriter]>
  startUnixServer(
    clientConnected: ClientConnected,
    path?: string | null,
    options?: UnixServerOptions & StreamOptions,
  ): Coroutine<Server>
  StreamReader: new (options?: StreamOptions & { loop?: EventLoop | null }) => StreamReader
  /** With `clientConnected` it is the protocol of a server, which makes the writer and calls the function. */
  StreamReaderProtocol: new (
    reader: StreamReader,
    clientConnected?: ClientConnected | null,
    options?: { loop?: EventLoop | null },
  ) => StreamReaderProtocol
  StreamWriter: new (
    transport: Transport,
    protocol: StreamReaderProtocol,
    reader: StreamReader | null,
    loop: EventLoop,
  ) => StreamWriter
}
