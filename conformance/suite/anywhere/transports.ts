import {
  socketPair,
  type EventLoop,
  type MemorySocket,
  type NetworkEventLoop,
  type Transport,
} from '../../../spec/index.ts'
import type { Check, CheckContext } from '../../harness/index.ts'
import { anywhereWith, anywhereWithEach } from '../support/anywhere.ts'
import { bytes, connectOver, drain, RecordingProtocol } from '../support/connections.ts'

interface Connected {
  readonly transport: Transport
  readonly peer: MemorySocket
  readonly protocol: RecordingProtocol
  /** How many bytes the peer has received. */
  readonly received: () => number
  sent: number
}

async function connected(t: CheckContext, given: EventLoop): Promise<Connected> {
  const loop = given as NetworkEventLoop
  const [sock, peer] = socketPair()
  const protocol = new RecordingProtocol(t)
  const [transport] = await loop.runUntilComplete(connectOver(loop, sock, () => protocol))
  let count = 0
  const received = (): number => (count += drain(peer).data.length)
  return { transport, peer, protocol, received, sent: 0 }
}

/** What the peer has got, and what the protocol was told of the end. */
function endOf({ peer, protocol }: Connected): string {
  const { data, ended } = drain(peer)
  return [data, ended, ...protocol.lost].map(String).join(' ')
}

export const transportsAnywhereChecks: readonly Check[] = [
  anywhereWithEach(
    'transports.close-sends-what-was-written',
    'close() of connections',
    'false true · last words true null',
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
    'true false · a request true',
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
  ),
  anywhereWith(
    'transports.write-sends-in-order',
    'write() and writelines()',
    'true 0',
    connected,
    (_scene, connection) => {
      const { transport } = connection
      transport.write(bytes('a'))
      transport.writelines([bytes('b'), bytes(''), bytes('cd')])
      const due = (connection.sent += 4)
      return () => `${String(connection.received() >= due)} ${String(transport.getWriteBufferSize())}`
    },
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
    ({ t }, { transport, protocol }) => {
      const other = new RecordingProtocol(t)
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
