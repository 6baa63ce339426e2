import type { SocketAddress, TlsVersion } from '../../spec/index.ts'

/**
 * The other ends of the candidate's connections. They are sockets of the system in a thread of their own, so they go on while a loop
 * blocks this thread. A method returns when its step is done, and never waits for the candidate: the system itself accepts a
 * connection, and holds what is sent. To see what the candidate has done, look, and let its loop run in between.
 */
export interface Peers {
  /** Opens a connection. Throws `PeerError` if it is refused. */
  connect(address: PeerAddress): PeerConnection
  /** Listens on a free port of 127.0.0.1, or at a path; with `tls`, every connection is encrypted as soon as it is open. */
  listen(options?: { readonly path?: string; readonly tls?: PeerTls }): PeerServer
  /**
   * A port at which nobody listens, at each of the hosts: a connection to it is refused. The port is taken until `forget()`, so nobody
   * else can listen there in the meantime. Throws `PeerError` if the machine does not have one of the hosts.
   */
  refusingPort(hosts?: readonly string[]): number
  /**
   * A socket that sends and receives datagrams, at 127.0.0.1 and a free port unless the address says otherwise. It may broadcast. Throws `PeerError` if
   * it cannot be bound.
   */
  bind(address?: Partial<SocketAddress>): DatagramPeer
  /** The paths of Unix sockets. */
  readonly files: PeerFiles
  /** Ends everything that was opened since the last call. */
  forget(): void
}

export type PeerAddress = { readonly host: string; readonly port: number } | { readonly path: string }

export interface PeerConnection {
  /** The port at this end; null for a connection over a path. */
  readonly port: number | null
  send(data: Uint8Array): void
  /** Sends the end of the stream. Receiving goes on. */
  end(): void
  /** Ends the stream of the system under the encryption: the encrypted stream has no end. Receiving goes on. */
  truncate(): void
  /** Ends the connection with a reset (RST): whatever the candidate does next with it fails. */
  reset(): void
  /** While it is paused, nothing is received, so that the candidate's sends fill up. */
  pause(): void
  resume(): void
  /** Begins a handshake of TLS. The candidate takes part in it: `look().tls` says when it is over. */
  encrypt(tls: PeerTls): void
  look(): PeerState
}

/** What a connection has seen so far. */
export interface PeerState {
  /** Everything that has arrived since the last look. */
  readonly received: Uint8Array
  /** How many bytes of what was sent the system has not taken yet, because its buffers and those of the candidate are full. */
  readonly unsent: number
  /** The candidate has sent the end of its stream. */
  readonly ended: boolean
  /** The code of the error that ended the connection, such as `ECONNRESET`; null without one. */
  readonly error: string | null
  /** What came of the handshake; null until it is over. */
  readonly tls: PeerTlsState | null
}

/** How a peer speaks TLS. Certificates and keys are texts in PEM. */
export interface PeerTls {
  readonly cert?: string
  readonly key?: string
  readonly ca?: string
  /** True: it accepts the handshake. */
  readonly serverSide?: true
  /** The host that it asks for. */
  readonly serverHostname?: string
  readonly alpnProtocols?: readonly string[]
  /** What a peer that listens sends with the end of the handshake. */
  readonly greeting?: Uint8Array
  /** The oldest and the newest version that it speaks. */
  readonly versions?: readonly [TlsVersion, TlsVersion]
}

export interface PeerTlsState {
  /** Such as `TLSv1.3`. */
  readonly version: string | null
  readonly alpnProtocol: string | null
  /** The common name in the certificate of the candidate. */
  readonly certificate: string | null
  /** The host that was asked for. */
  readonly serverHostname: string | null
}

export interface PeerServer {
  readonly address: PeerAddress
  /** The connections that have come since the last call, in their order. */
  accepted(): readonly PeerConnection[]
}

export interface PeerFiles {
  /** A path at which there is nothing, in a folder that is removed after the check. */
  newPath(): string
  /** Puts a file there, or a socket at which nobody listens any more. */
  put(path: string, kind: 'file' | 'socket'): void
  /** What is at the path; null if there is nothing. */
  kindOf(path: string): 'file' | 'socket' | null
}

export interface DatagramPeer {
  readonly address: SocketAddress
  sendTo(data: Uint8Array, to: SocketAddress): void
  /** What has arrived since the last call, in its order. */
  arrived(): readonly PeerDatagram[]
  /** Gives the port back. */
  close(): void
}

export interface PeerDatagram {
  readonly data: Uint8Array
  readonly from: SocketAddress
}

/** What the system said to a peer. `code` is the system's, such as `ECONNREFUSED`. */
export class PeerError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
