import type { StreamSocket } from './socket.ts'

/**
 * The program's side of a connection. Its methods are called in this order: `connectionMade`, any number of `dataReceived`, at
 * most one `eofReceived`, and last `connectionLost`, once. Every method is optional.
 */
export interface Protocol {
  connectionMade?(transport: Transport): void
  dataReceived?(data: Uint8Array): void
  /** The peer sends no more bytes. A truthy result keeps the connection open for writing; any other result closes it. */
  eofReceived?(): unknown
  /** Called with the error that ended the connection; null after `close()`, `abort()` or the end of the peer's stream. */
  connectionLost?(error: unknown): void
  /** The write buffer has grown above its high limit. `resumeWriting` is called before the next `pauseWriting`. */
  pauseWriting?(): void
  /** The write buffer has shrunk to its low limit. */
  resumeWriting?(): void
}

/** A protocol that receives into memory of its own. `dataReceived` is not called. */
export interface BufferedProtocol extends Protocol {
  /**
   * Where the next bytes go. They begin at the start of the array, and `bufferUpdated` is called when they are there. `sizeHint` is how
   * many bytes would be good; -1: any number. An array without room is an error that ends the connection.
   */
  getBuffer(sizeHint: number): Uint8Array
  /** The first `count` bytes of the array are new. */
  bufferUpdated(count: number): void
}

/** The loop's side of a connection. Sizes are in bytes. */
export interface Transport {
  /**
   * Sends the bytes as soon as possible, in the order of the calls. Throws `TypeError` for anything but a `Uint8Array`, and
   * `RuntimeError` after `writeEof()`. After `close()` it does not throw.
   */
  write(data: Uint8Array): void
  /** As one `write` of all of them. Throws `TypeError`, and sends nothing, if one is not a `Uint8Array`. */
  writelines(chunks: Iterable<Uint8Array>): void
  /** Ends the stream to the peer when the buffer is empty. Reading goes on. Idempotent. After `close()` it does nothing. */
  writeEof(): void
  canWriteEof(): boolean
  /** Stops reading at once, sends the buffer, then ends the connection. Idempotent. */
  close(): void
  /** Ends the connection and drops the buffer. */
  abort(): void
  /** True after the first `close()` or `abort()`, and after the error that ends the connection. */
  isClosing(): boolean
  /** `dataReceived` is not called until `resumeReading()`. Idempotent. After `close()` it does nothing. */
  pauseReading(): void
  resumeReading(): void
  isReading(): boolean
  getWriteBufferSize(): number
  getWriteBufferLimits(): readonly [low: number, high: number]
  /**
   * Default of `low`: a quarter of `high`. Default of `high`: four times `low`. Without both: 16 KiB and 64 KiB. Throws `ValueError`
   * unless 0 <= low <= high.
   */
  setWriteBufferLimits(high?: number | null, low?: number | null): void
  /** All later calls go to this protocol, of either kind. */
  setProtocol(protocol: Protocol): void
  /** Null after `connectionLost`. */
  getProtocol(): Protocol | null
  /** The value for `socket`, `sockname`, `peername` or a name in `options.extra` of the transport; otherwise `fallback`. */
  getExtraInfo(name: string, fallback?: unknown): unknown
}

/** The server that accepted a connection. It counts its open connections. */
export interface TransportOwner {
  attach(transport: Transport): void
  detach(transport: Transport): void
}

export interface TransportOptions {
  /** Values for `getExtraInfo`. */
  extra?: Readonly<Record<string, unknown>> | undefined
  /** Its `attach` is called when the transport is made, its `detach` once when the connection is lost. */
  server?: TransportOwner | null | undefined
}

/** Makes a transport. The transport closes `sock` when the connection is lost. */
export type SocketTransportMaker = (
  sock: StreamSocket,
  protocol: Protocol,
  /** Is set after `connectionMade`. */
  waiter?: SettableWaiter | null,
  options?: TransportOptions,
) => Transport

/** The part of a future that a transport sets. */
export interface SettableWaiter {
  done(): boolean
  setResult(value: undefined): void
}
