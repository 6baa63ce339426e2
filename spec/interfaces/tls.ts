import type { Coroutine } from './coroutine.ts'
import type { StreamSocket } from './socket.ts'
import type { Protocol, SettableWaiter, Transport, TransportOptions } from './transport.ts'

export type TlsVersion = 'TLSv1.2' | 'TLSv1.3'

/** What an end of a TLS connection knows: `ssl.SSLContext` in Python. Certificates and keys are texts in PEM. */
export interface SslContext {
  /** The certificate of this end. A server needs one. */
  readonly cert?: string
  readonly key?: string
  /** The certificates that this end trusts, in place of those of the system. */
  readonly ca?: string
  /** False: the certificate of the server is not checked. Only for clients. Default: true. */
  readonly verify?: boolean
  /** False: the certificate of the server may be for another host. Default: true. */
  readonly checkHostname?: boolean
  /** The protocols that this end offers or accepts, the preferred one first. */
  readonly alpnProtocols?: readonly string[]
  readonly minimumVersion?: TlsVersion
  readonly maximumVersion?: TlsVersion
}

export interface SslOptions extends TransportOptions {
  /** True: this end accepts the handshake. */
  readonly serverSide?: boolean
  /** The name that the client asks for, and that the certificate of the server must have. */
  readonly serverHostname?: string | null
  /** False: the protocol has a connection already, and `connectionMade` is not called. */
  readonly callConnectionMade?: boolean
  /** Milliseconds. Default: 60,000. */
  readonly sslHandshakeTimeout?: number | null
  /** Milliseconds. Default: 30,000. */
  readonly sslShutdownTimeout?: number | null
}

/** The hook that TLS needs. Without it a loop throws a `RuntimeError` that names it. */
export interface TlsHooks {
  /**
   * Makes a transport that encrypts, over a connected socket. After the handshake it calls `connectionMade` and sets `waiter`. If
   * the handshake fails, it closes the socket and gives the error to `waiter`, and the protocol hears nothing.
   */
  makeSslTransport(
    sock: StreamSocket,
    protocol: Protocol,
    sslcontext: SslContext,
    waiter?: FailableWaiter | null,
    options?: SslOptions,
  ): Transport
}

/** The part of a future that a transport sets whose connection can fail. */
export interface FailableWaiter extends SettableWaiter {
  setException(error: unknown): void
}

export type StartTlsOptions = Omit<SslOptions, 'server' | 'extra' | 'callConnectionMade'>

/** A loop that can encrypt a connection that is open. */
export interface TlsEventLoop {
  /**
   * Encrypts the connection of a transport. Both ends have to agree on it at the same byte. Returns the transport to use from now on;
   * the other one must not be used any more. `connectionMade` is not called again. Throws the error of the handshake.
   */
  startTls(
    transport: Transport,
    protocol: Protocol,
    sslcontext: SslContext,
    options?: StartTlsOptions,
  ): Coroutine<Transport>
}
