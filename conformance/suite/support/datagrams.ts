/** A datagram endpoint of the candidate on 127.0.0.1, whose protocol records what happens to it. */
import {
  MemoryDatagrams,
  type DatagramEventLoop,
  type DatagramOptions,
  type DatagramProtocol,
  type DatagramTransport,
  type MemoryDatagramSocket,
  type SocketAddress,
} from '../../../spec/index.ts'
import type { CheckContext, DatagramPeer, Peers } from '../../harness/index.ts'
import { bytes, text } from './connections.ts'
import { runUntil } from './servers.ts'
import { pairOf } from './pairs.ts'

/** What a protocol does in addition to recording. */
export type DatagramBehaviour = Partial<
  Record<
    keyof DatagramProtocol,
    (transport: DatagramTransport, argument: unknown, addr?: SocketAddress) => unknown
  >
>

/** A protocol that records each call in the trace, under the name of the method. */
export class RecordingDatagrams implements DatagramProtocol {
  /** What each datagramReceived() got, as text. */
  readonly received: string[] = []
  /** Who sent it. */
  readonly senders: SocketAddress[] = []
  /** The argument of each errorReceived(). */
  readonly errors: unknown[] = []
  /** The argument of each connectionLost(). */
  readonly lost: unknown[] = []
  /** The argument of each connectionMade(). */
  readonly transports: DatagramTransport[] = []
  readonly #t: CheckContext
  readonly #behaviour: DatagramBehaviour
  readonly #prefix: string

  constructor(t: CheckContext, behaviour: DatagramBehaviour = {}, prefix = '') {
    this.#t = t
    this.#behaviour = behaviour
    this.#prefix = prefix
  }

  #heard(method: keyof DatagramProtocol, argument?: unknown, addr?: SocketAddress): void {
    const shown = argument instanceof Uint8Array ? text(argument.subarray(0, 40)) : argument
    this.#t.note(this.#prefix + method, shown)
    this.#behaviour[method]?.(this.transports[0] as DatagramTransport, argument, addr)
  }

  connectionMade(transport: DatagramTransport): void {
    this.transports.push(transport)
    this.#heard('connectionMade')
  }

  datagramReceived(data: Uint8Array, addr: SocketAddress): void {
    this.received.push(text(data))
    this.senders.push(addr)
    this.#heard('datagramReceived', data, addr)
  }

  errorReceived(error: unknown): void {
    this.errors.push(error)
    this.#heard('errorReceived', error)
  }

  connectionLost(error: unknown): void {
    this.lost.push(error)
    this.#heard('connectionLost', error)
  }

  pauseWriting(): void {
    this.#heard('pauseWriting')
  }

  resumeWriting(): void {
    this.#heard('resumeWriting')
  }
}

export interface Endpoint {
  readonly loop: DatagramEventLoop
  readonly transport: DatagramTransport
  readonly protocol: RecordingDatagrams
  /** Where it receives. */
  readonly address: SocketAddress
  /** Runs the loop until the condition holds. `what` is what a check that never ends waits for. */
  until(what: string, condition: () => boolean): Promise<void>
}

interface Setting extends DatagramOptions {
  readonly behaviour?: DatagramBehaviour
  /** A loop that has other endpoints. */
  readonly on?: DatagramEventLoop
  /** Before the name of each call of the protocol in the trace. */
  readonly prefix?: string
}

export const anyPort: SocketAddress = { host: '127.0.0.1', port: 0 }

/** An endpoint of a new loop. It receives at a free port of 127.0.0.1, unless the options name an address or a socket. */
export async function openEndpoint(
  t: CheckContext,
  { behaviour, on, prefix, ...rest }: Setting = {},
): Promise<Endpoint> {
  const loop = on ?? newDatagramLoop(t)
  const protocol = new RecordingDatagrams(t, behaviour, prefix)
  const named = [rest.localAddr, rest.remoteAddr, rest.family, rest.sock].some(Boolean)
  const options = named ? rest : { ...rest, localAddr: anyPort }
  t.waitingFor = 'createDatagramEndpoint() to return'
  const [transport] = pairOf(
    t,
    await loop.runUntilComplete(loop.createDatagramEndpoint(() => protocol, options)),
    'createDatagramEndpoint()',
  )
  t.waitingFor = 'the run to end'
  const address = transport.getExtraInfo('sockname') as SocketAddress
  return {
    loop,
    transport,
    protocol,
    address,
    until: (what, condition) => runUntil(t, loop, what, condition),
  }
}

export const newDatagramLoop = (t: CheckContext): DatagramEventLoop => t.newEventLoop() as DatagramEventLoop

/** A peer, and everything that it has received, look after look. */
export class DatagramWitness {
  readonly received: string[] = []
  readonly senders: SocketAddress[] = []
  readonly address: SocketAddress
  readonly #peer: DatagramPeer

  constructor(peers: Peers, address?: Partial<SocketAddress>) {
    this.#peer = peers.bind(address)
    this.address = this.#peer.address
  }

  send(to: SocketAddress, ...texts: readonly string[]): void {
    for (const one of texts) this.#peer.sendTo(bytes(one), to)
  }

  /** Looks again. Returns itself, so that a condition can be asked of it. */
  look(): this {
    for (const { data, from } of this.#peer.arrived()) {
      this.received.push(text(data))
      this.senders.push(from)
    }
    return this
  }

  close(): void {
    this.#peer.close()
  }
}

/** An address of 127.0.0.1 at which nobody receives. */
export function freeAddress(peers: Peers): SocketAddress {
  const peer = peers.bind()
  peer.close()
  return peer.address
}

/** Whether a peer can receive at the address. The host may need a turn to give a port back. */
export function isFree(peers: Peers, address: SocketAddress): boolean {
  try {
    peers.bind(address).close()
    return true
  } catch {
    return false
  }
}

export const show = ({ host, port }: SocketAddress): string => `${host} port ${String(port)}`

export interface MemoryEndpoint extends Endpoint {
  readonly sock: MemoryDatagramSocket
  /** Where both sockets are. */
  readonly machine: MemoryDatagrams
  /** The other end, without a transport. */
  readonly peer: MemoryDatagramSocket
}

/** An endpoint over a socket in memory, which can be blocked, and a peer to send to. */
export async function openInMemory(
  t: CheckContext,
  { isConnected = false, ...setting }: Setting & { readonly isConnected?: boolean } = {},
): Promise<MemoryEndpoint> {
  if (!t.claims('net')) t.skipWithout('memorySockets')
  const machine = new MemoryDatagrams()
  const peer = machine.open({ family: 4, local: anyPort, remote: null })
  const remote = isConnected ? peer.localAddress : null
  const sock = machine.open({ family: 4, local: anyPort, remote })
  return { ...(await openEndpoint(t, { ...setting, sock })), sock, peer, machine }
}

/** What has arrived at a socket in memory, as texts. */
export function textsAt(sock: MemoryDatagramSocket): string[] {
  const texts: string[] = []
  for (let one = sock.receiveFrom(); one !== null; one = sock.receiveFrom()) texts.push(text(one.data))
  return texts
}
