import {
  socketPair,
  type EventLoop,
  type MemorySocket,
  type NetworkEventLoop,
  type Protocol,
  type Transport,
} from '../../../spec/index.ts'
import type { Check, CheckContext } from '../../harness/index.ts'
import { anywhere, anywhereWith, anywhereWithEach, halfAThousand } from '../support/anywhere.ts'
import { bytes, connectOver, drain, RecordingProtocol } from '../support/connections.ts'
import { pairOf } from '../support/pairs.ts'

interface Connected {
  readonly transport: Transport
  readonly peer: MemorySocket
  readonly protocol: RecordingProtocol
  /** What the protocol was told of the buffer. */
  readonly flow: readonly string[]
  /** How many bytes the peer has received. */
  readonly received: () => number
  sent: number
}

async function connected(
  t: CheckContext,
  given: EventLoop,
  capacity?: number,
  keepOpen?: boolean,
): Promise<Connected> {
  const loop = given as NetworkEventLoop
  const [sock, peer] = socketPair(capacity)
  const flow: string[] = []
  const protocol = new RecordingProtocol(t, {
    eofReceived: () => keepOpen,
    pauseWriting: () => flow.push('pauses'),
    resumeWriting: () => flow.push('resumes'),
  })
  const [transport] = pairOf(
    t,
    await loop.runUntilComplete(connectOver(loop, sock, () => protocol)),
    'createConnection()',
  )
  let count = 0
  const received = (): number => (count += drain(peer).data.length)
  return { transport, peer, protocol, flow, received, sent: 0 }
}

/** Fewer bytes than the acts write: the rest waits until the peer has read. */
const narrow = 8
const throughNarrow = (t: CheckContext, loop: EventLoop): Promise<Connected> => connected(t, loop, narrow)

/** Stays open when the peer ends its stream. */
const half = (t: CheckContext, loop: EventLoop): Promise<Connected> => connected(t, loop, undefined, true)

/** What the peer has got, and what the protocol was told: how often of the beginning, and of the end. */
function endOf({ peer, protocol }: Connected): string {
  const { data, ended } = drain(peer)
  return [data, ended, protocol.transports.length, ...protocol.lost].map(String).join(' ')
}

/** Reads what has arrived at the peer, in this iteration and in the next ones. */
function readOn(loop: EventLoop, peer: MemorySocket, iterations = 6): void {
  drain(peer)
  if (iterations > 0) loop.callSoon(() => readOn(loop, peer, iterations - 1))
}

export const transportsAnywhereChecks: readonly Check[] = [
  anywhereWithEach(
    'transports.close-sends-what-was-written',
    'close() of connections',
    'false true · last words true 1 null',
    connected,
    (_scene, connection) => {
      const { transport } = connection
      transport.write(bytes('last words'))
      const words = [transport.isClosing()]
      transport.close()
      transport.close()
      words.push(transport.isClosing())
      return () => `${words.join(' ')} · ${endOf(connection)}`
    },
  ),
  anywhereWithEach(
    'transports.write-eof-follows-the-data',
    'writeEof() of connections',
    'true false · a request true 1',
    connected,
    (_scene, connection) => {
      const { transport } = connection
      const words = [transport.canWriteEof()]
      transport.write(bytes('a request'))
      transport.writeEof()
      transport.writeEof()
      words.push(transport.isClosing())
      return () => `${words.join(' ')} · ${endOf(connection)}`
    },
  ),
  anywhereWithEach(
    'transports.end-of-stream-closes',
    'connections whose peer ends its stream',
    'a response null',
    connected,
    (_scene, { peer, protocol }) => {
      peer.send(bytes('a response'))
      peer.shutdownWrite()
      return () => [protocol.received, ...protocol.lost].map(String).join(' ')
    },
    110,
  ),
  anywhereWithEach(
    'transports.true-from-eof-received-keeps-it-open',
    'connections that stay open',
    'a response false',
    half,
    (_scene, { peer, protocol, transport }) => {
      peer.send(bytes('a response'))
      peer.shutdownWrite()
      return () => [protocol.received, transport.isClosing(), ...protocol.lost].map(String).join(' ')
    },
  ),
  anywhereWithEach(
    'transports.abort-drops-what-was-written',
    'abort() of connections',
    'true true true 0 · null',
    throughNarrow,
    (_scene, { transport, protocol }) => {
      transport.write(bytes('more than the peer takes'))
      const words: unknown[] = [transport.getWriteBufferSize() > 0]
      transport.abort()
      words.push(transport.isClosing())
      transport.abort()
      words.push(transport.isClosing(), transport.getWriteBufferSize())
      return () => [words.join(' '), ...protocol.lost.map(String)].join(' · ')
    },
  ),
  anywhereWithEach(
    'transports.resume-writing-at-the-low-mark',
    'pauseWriting() and resumeWriting()',
    'pauses true · pauses resumes 0',
    throughNarrow,
    ({ loop }, { transport, peer, flow }) => {
      transport.setWriteBufferLimits(4, 1)
      transport.write(bytes('more than the peer takes'))
      transport.write(bytes('and more'))
      const words = [...flow, transport.getWriteBufferSize() > narrow].join(' ')
      readOn(loop, peer)
      return () => [words, [...flow, transport.getWriteBufferSize()].join(' ')].join(' · ')
    },
  ),
  anywhere('transports.connects-over-a-socket', 'createConnection()', 'true true true null', (scene) => {
    const { t } = scene
    const loop = scene.loop as NetworkEventLoop
    const [sock] = socketPair()
    const protocol = new RecordingProtocol(t)
    const task = loop.createTask(connectOver(loop, sock, () => protocol))
    task.addDoneCallback(() => protocol.transports[0]?.close())
    return () => {
      const [transport, made] = task.result()
      const words = [transport === protocol.transports[0], protocol.transports.length === 1]
      return [...words, made === protocol, ...protocol.lost].map(String).join(' ')
    }
  }),
  anywhereWith(
    'transports.write-sends-in-order',
    'write() and writelines()',
    'true 0',
    connected,
    (_scene, connection) => {
      const { transport } = connection
      transport.write(bytes('a'))
      transport.write(bytes('b'))
      transport.writelines([bytes('c'), bytes(''), bytes('de')])
      const due = (connection.sent += 5)
      return () => `${String(connection.received() >= due)} ${String(transport.getWriteBufferSize())}`
    },
    halfAThousand,
  ),
  anywhereWith(
    'transports.pause-reading-holds-data',
    'pauseReading() and resumeReading()',
    'true false true false',
    connected,
    (_scene, { transport }) => {
      const words = [transport.isReading()]
      transport.pauseReading()
      transport.pauseReading()
      words.push(transport.isReading())
      transport.resumeReading()
      words.push(transport.isReading(), transport.isClosing())
      return () => words.join(' ')
    },
  ),
  anywhereWith(
    'transports.extra-info-tells-the-addresses',
    'getExtraInfo()',
    'true null fallback',
    connected,
    (_scene, { transport }) => {
      const isKnown = transport.getExtraInfo('socket') !== null
      const unknown = [transport.getExtraInfo('unheard-of'), transport.getExtraInfo('unheard-of', 'fallback')]
      return () => [isKnown, ...unknown].map(String).join(' ')
    },
  ),
  anywhereWith(
    'transports.protocol-can-be-replaced',
    'setProtocol() and getProtocol()',
    'true true',
    connected,
    (_scene, { transport, protocol }) => {
      // A protocol may be any object.
      const other: Protocol = { dataReceived: () => undefined }
      transport.setProtocol(other)
      const words = [transport.getProtocol() === other]
      transport.setProtocol(protocol)
      words.push(transport.getProtocol() === protocol)
      return () => words.join(' ')
    },
  ),
  anywhereWith(
    'transports.marks-have-defaults',
    'setWriteBufferLimits()',
    '10,100 16384,65536 true',
    connected,
    (_scene, { transport }) => {
      transport.setWriteBufferLimits(100, 10)
      const words = [transport.getWriteBufferLimits().join()]
      transport.setWriteBufferLimits()
      words.push(transport.getWriteBufferLimits().join(), String(transport.canWriteEof()))
      return () => words.join(' ')
    },
  ),
]
