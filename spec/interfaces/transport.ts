import type { StreamSocket } from './socket.ts'

/**
 * What a program is told of a connection, in this order: `connectionMade`, then any number of `dataReceived`, at most one
 * `eofReceived`, and at last `connectionLost`, once. A method that is missing does nothing.
 */
export interface Protocol {
  connectionMade?(transport: Transport): void
  dataReceived?(data: Uint8Array): void
  /** The peer sends no more. True keeps the connection open for writing; anything else closes it. */
  eofReceived?(): unknown
  /** The error that ended the connection; null after `close()`, `abort()` or the end of the peer's stream. */
  connectionLost?(error: unknown): void
  /** The write buffer has grown above its high mark. The next such call is `resumeWriting`. */
  pauseWriting?(): void
  /** The write buffer has shrunk to its low mark. */
  resumeWriting?(): void
}

/** A connection as a program sees it. Sizes are in bytes. */
export interface Transport {
  /**
   * Sends the bytes as soon as may be, in the order of the calls. Throws `TypeError` for anything but bytes, and
   * `RuntimeError` after `writeEof()`. After `close()` nothing is thrown.
   */
  write(data: Uint8Array): void
  writelines(chunks: Iterable<Uint8Array>): void
  /** Ends the stream to the peer once the buffer is empty. Reading goes on. Idempotent; nothing after `close()`. */
  writeEof(): void
  canWriteEof(): boolean
  /** Stops reading at once, sends what is in the buffer, then ends the connection. Idempotent. */
  close(): void
  /** Ends the connection and drops the buffer. */
  abort(): void
  /** True from the first `close()` or `abort()` on, and from the error that ends the connection. */
  isClosing(): boolean
  /** No `dataReceived` until `resumeReading()`. Idempotent; nothing after `close()`. */
  pauseReading(): void
  resumeReading(): void
  isReading(): boolean
  getWriteBufferSize(): number
  getWriteBufferLimits(): readonly [low: number, high: number]
  /**
   * Without `low` it is a quarter of `high`, without `high` four times `low`, without both 16 KiB and 64 KiB.
   * Throws `ValueError` unless 0 <= low <= high.
   */
  setWriteBufferLimits(high?: number | null, low?: number | null): void
  setProtocol(protocol: Protocol): void
  /** Null after `connectionLost`. */
  getProtocol(): Protocol | null
  /** `socket`, `sockname`, `peername`, and whatever `extra` the maker of the transport was given; else `fallback`. */
  getExtraInfo(name: string, fallback?: unknown): unknown
}

/** Who accepted a connection. It counts what is open. */
export interface TransportOwner {
  attach(transport: Transport): void
  detach(transport: Transport): void
}

export interface TransportOptions {
  /** Answers of `getExtraInfo`. */
  extra?: Readonly<Record<string, unknown>> | undefined
  /** Told of the transport when it is made, and once when its connection is lost. */
  server?: TransportOwner | null | undefined
}

/** What a transport is made of: the maker closes `sock` when the connection is lost. */
export type SocketTransportMaker = (
  sock: StreamSocket,
  protocol: Protocol,
  /** Becomes done after `connectionMade`. */
  waiter?: SettableWaiter | null,
  options?: TransportOptions,
) => Transport

/** The part of a future that a transport sets. */
export interface SettableWaiter {
  done(): boolean
  setResult(value: undefined): void
}
