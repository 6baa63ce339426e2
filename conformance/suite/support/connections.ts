/** A connection in memory, with a protocol that records its calls. */
import {
  socketPair,
  type BufferedProtocol,
  type Coroutine,
  type MemorySocket,
  type NetworkEventLoop,
  type Protocol,
  type StreamSocket,
  type Transport,
} from '../../../spec/index.ts'
import type { CheckContext } from '../../harness/index.ts'
import { pairOf } from './pairs.ts'

/** Of letters that take one byte each. */
export function bytes(text: string): Uint8Array {
  const data = new Uint8Array(text.length)
  for (let index = 0; index < data.length; index++) data[index] = text.charCodeAt(index)
  return data
}

/** A call takes no more arguments than this in every engine. */
const atOnce = 4096

export function text(data: Uint8Array): string {
  let result = ''
  for (let start = 0; start < data.length; start += atOnce)
    result += String.fromCharCode(...data.subarray(start, start + atOnce))
  return result
}

/** What a protocol does in addition to recording. */
export type Behaviour = Partial<
  Record<keyof BufferedProtocol, (transport: Transport, argument: unknown) => unknown>
>

/** A protocol that records each call in the trace, under the name of the method. */
export class RecordingProtocol implements Protocol {
  received = ''
  /** The argument of each connectionLost(). */
  readonly lost: unknown[] = []
  /** The argument of each connectionMade(). */
  readonly transports: Transport[] = []
  readonly #t: CheckContext
  readonly #behaviour: Behaviour
  readonly #prefix: string

  constructor(t: CheckContext, behaviour: Behaviour = {}, prefix = '') {
    this.#t = t
    this.#behaviour = behaviour
    this.#prefix = prefix
  }

  protected heard(method: keyof BufferedProtocol, argument?: unknown): unknown {
    const shown = argument instanceof Uint8Array ? text(argument.subarray(0, 40)) : argument
    this.#t.note(this.#prefix + method, shown)
    return this.#behaviour[method]?.(this.transports[0] as Transport, argument)
  }

  connectionMade(transport: Transport): void {
    this.transports.push(transport)
    this.heard('connectionMade')
  }

  dataReceived(data: Uint8Array): void {
    this.received += text(data)
    this.heard('dataReceived', data)
  }

  eofReceived(): unknown {
    return this.heard('eofReceived')
  }

  connectionLost(error: unknown): void {
    this.lost.push(error)
    this.heard('connectionLost', error)
  }

  pauseWriting(): void {
    this.heard('pauseWriting')
  }

  resumeWriting(): void {
    this.heard('resumeWriting')
  }
}

/** The same, with memory of its own for what arrives: `room` is called for each `getBuffer()`. */
export class RecordingBuffer extends RecordingProtocol implements BufferedProtocol {
  /** The argument of each bufferUpdated(). */
  readonly counts: number[] = []
  readonly #room: () => Uint8Array
  #buffer: Uint8Array = new Uint8Array(0)

  constructor(t: CheckContext, room: () => Uint8Array, behaviour: Behaviour = {}, prefix = '') {
    super(t, behaviour, prefix)
    this.#room = room
  }

  getBuffer(): Uint8Array {
    this.heard('getBuffer')
    return (this.#buffer = this.#room())
  }

  bufferUpdated(count: number): void {
    this.counts.push(count)
    this.received += text(this.#buffer.subarray(0, count))
    this.heard('bufferUpdated', count)
  }
}

export interface Connection {
  readonly loop: NetworkEventLoop
  readonly transport: Transport
  readonly protocol: RecordingProtocol
  readonly sock: MemorySocket
  /** The other end, without a transport. */
  readonly peer: MemorySocket
  /** Lets the loop do what it has to do. */
  settle(): Promise<void>
}

interface Setting {
  readonly behaviour?: Behaviour
  /** In place of one with the behaviour. */
  readonly protocol?: RecordingProtocol
  /** How many bytes may be under way. */
  readonly capacity?: number
  /** Done with the peer before the connection is made. */
  readonly before?: (peer: MemorySocket) => void
}

/** A connection of a new loop of the candidate, ready to be used. */
export async function connect(t: CheckContext, setting: Setting = {}): Promise<Connection> {
  const loop = t.newEventLoop() as NetworkEventLoop
  const [sock, peer] = socketPair(setting.capacity)
  setting.before?.(peer)
  const protocol = setting.protocol ?? new RecordingProtocol(t, setting.behaviour)
  t.waitingFor = 'createConnection() over a socket to end'
  const [transport] = pairOf(
    t,
    await loop.runUntilComplete(connectOver(loop, sock, () => protocol)),
    'createConnection()',
  )
  t.waitingFor = 'the run to end'
  return { loop, transport, protocol, sock, peer, settle: () => untilQuiet(t, loop) }
}

/** Runs the loop until nothing more reaches the protocol. A transport may deliver a byte in each iteration. */
export async function untilQuiet(t: CheckContext, loop: NetworkEventLoop): Promise<void> {
  for (let round = 0, before = -1; round < 100 && t.trace.length !== before; round++) {
    before = t.trace.length
    await t.iterations(loop)
  }
}

export function connectOver<P extends Protocol>(
  loop: NetworkEventLoop,
  sock: StreamSocket,
  factory: () => P,
): Coroutine<[Transport, P]> {
  return loop.createConnection(factory, null, null, { sock })
}

/** Takes from the peer what has arrived there. Returns it, and whether the stream has ended. */
export function drain(peer: MemorySocket): { data: string; ended: boolean } {
  let data = ''
  for (;;) {
    const chunk = peer.receive(1 << 20)
    if (chunk === null) return { data, ended: false }
    if (chunk.length === 0) return { data, ended: true }
    data += text(chunk)
  }
}

/** The same, again and again, until the stream ends or nothing more comes. */
export async function drainAll({ peer, settle }: Connection): Promise<{ data: string; ended: boolean }> {
  let [data, ended] = ['', false]
  for (let idle = 0; idle < 3 && !ended;) {
    const next = drain(peer)
    data += next.data
    ended = next.ended
    idle = next.data === '' ? idle + 1 : 0
    await settle()
  }
  return { data, ended }
}
