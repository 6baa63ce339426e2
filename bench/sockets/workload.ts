/** What is measured of sockets. Every contender does it as a server and as a client; the other end is always raw Node. */

/** The servers of a contender. Each returns what it gets, or, as a sink, one byte for each MiB. */
export const services = ['echo', 'sink', 'tlsEcho', 'tlsSink', 'datagramEcho'] as const
export type Service = (typeof services)[number]
export type Ports = Record<Service, number>

export const mebibyte = 1024 * 1024
/** What a client writes at once to a sink, in bytes. */
export const pieceSize = 64 * 1024
/** How many datagrams are on their way at the same time, and how long each is. */
export const datagramsUnderWay = 16
export const messageSize = 1024

export interface SocketRow {
  readonly title: string
  readonly service: Service
  /** What a client does `count` times. */
  readonly work: 'connect' | 'roundTrip' | 'upload' | 'datagram'
  /** For a short run. A longer one does four times as much. */
  readonly count: number
}

/** What a client does. Each ends when everything has come back. */
export interface SocketClient {
  /** Opens a connection, sends a byte, gets it back and closes, `count` times, one after the other. */
  connect(port: number, tls: boolean, count: number): Promise<unknown>
  /** Sends 1 KiB and waits until it is back, `count` times, in one connection. */
  roundTrip(port: number, tls: boolean, count: number): Promise<unknown>
  /** Sends `count` MiB in one connection. */
  upload(port: number, tls: boolean, count: number): Promise<unknown>
  /** Sends `count` datagrams. */
  datagram(port: number, tls: boolean, count: number): Promise<unknown>
}

/** A contender. */
export interface SocketContender {
  serve(): Promise<Ports>
  readonly client: SocketClient
}

export const plan: readonly SocketRow[] = [
  { title: 'connections', service: 'echo', work: 'connect', count: 300 },
  { title: '1 KiB echo', service: 'echo', work: 'roundTrip', count: 3000 },
  { title: 'MiB', service: 'sink', work: 'upload', count: 64 },
  { title: 'TLS handshakes', service: 'tlsEcho', work: 'connect', count: 40 },
  { title: 'TLS MiB', service: 'tlsSink', work: 'upload', count: 32 },
  { title: 'datagrams', service: 'datagramEcho', work: 'datagram', count: 3000 },
]
