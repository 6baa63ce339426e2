import type {
  DatagramEventLoop,
  DatagramProtocol,
  EventLoop,
  MemoryDatagramSocket,
} from '../../../spec/index.ts'
import type { Check, CheckContext } from '../../harness/index.ts'
import { anywhereWith, anywhereWithEach, halfAThousand } from '../support/anywhere.ts'
import { bytes } from '../support/connections.ts'
import {
  openEndpoint,
  openInMemory,
  RecordingDatagrams,
  textsAt,
  type Endpoint,
  type MemoryEndpoint,
} from '../support/datagrams.ts'

interface Opened extends MemoryEndpoint {
  /** What the protocol was told of the buffer. */
  readonly flow: readonly string[]
  /** What the peer has received, look after look. */
  readonly arrived: string[]
  acts: number
}

/** An endpoint over a socket in memory. What is sent arrives at once. */
async function opened(t: CheckContext, loop: EventLoop): Promise<Opened> {
  const flow: string[] = []
  const behaviour = {
    pauseWriting: () => flow.push('pauses'),
    resumeWriting: () => flow.push('resumes'),
  }
  const endpoint = await openInMemory(t, { on: loop as DatagramEventLoop, behaviour })
  return { ...endpoint, flow, arrived: [], acts: 0 }
}

/** An endpoint may receive one datagram in each iteration, and a check has thirty of them. */
const oneAnIteration = 24

/** More calls than a table of a thousand entries holds. */
const aboveAThousand = 1100

/** More than the system takes. */
const tooLong = new Uint8Array(70_000)

/** An endpoint on the loop's own network, for what needs no peer. */
const alone = (t: CheckContext, loop: EventLoop): Promise<Endpoint> =>
  openEndpoint(t, { on: loop as DatagramEventLoop })

/** Everything that the peer has received so far. */
function look({
  peer,
  arrived,
}: {
  readonly peer: MemoryDatagramSocket
  readonly arrived: string[]
}): string[] {
  arrived.push(...textsAt(peer))
  return arrived
}

const times = (words: readonly string[], word: string): string =>
  String(words.filter((one) => one === word).length)

/** How the endpoint ended: the argument of each connectionLost(). */
const endOf = ({ protocol }: Opened): string =>
  [protocol.transports.length, ...protocol.lost].map(String).join(' ')

export const datagramsAnywhereChecks: readonly Check[] = [
  anywhereWith(
    'datagram.sends-to-an-address',
    'sendto() with an address',
    '1 0',
    opened,
    (_scene, endpoint) => {
      const { transport, peer } = endpoint
      const word = `datagram ${String(++endpoint.acts)}`
      transport.sendto(bytes(word), peer.localAddress)
      return () => `${times(look(endpoint), word)} ${String(transport.getWriteBufferSize())}`
    },
    aboveAThousand,
  ),
  anywhereWith(
    'datagram.receives',
    'datagrams that come in',
    '1',
    opened,
    (_scene, endpoint) => {
      const { sock, peer, protocol } = endpoint
      const word = `datagram ${String(++endpoint.acts)}`
      peer.sendTo(bytes(word), sock.localAddress)
      return () => times(protocol.received, word)
    },
    oneAnIteration,
  ),
  anywhereWith(
    'datagram.tells-the-sender',
    'the address of a datagram',
    'true',
    opened,
    (_scene, endpoint) => {
      const { sock, peer, protocol } = endpoint
      const index = endpoint.acts++
      peer.sendTo(bytes('a datagram'), sock.localAddress)
      return () => String(protocol.senders[index]?.port === peer.localAddress?.port)
    },
    oneAnIteration,
  ),
  anywhereWith(
    'datagram.refused-sends-reach-error-received',
    'sendto() of what is too long',
    'true false EMSGSIZE',
    opened,
    (_scene, endpoint) => {
      const { transport, peer, protocol } = endpoint
      const due = ++endpoint.acts
      transport.sendto(tooLong, peer.localAddress)
      return () => {
        const { code } = (protocol.errors[due - 1] ?? {}) as { code?: unknown }
        const { length } = protocol.errors
        return [length >= due, length > endpoint.acts, code].map(String).join(' ')
      }
    },
  ),
  anywhereWith(
    'datagram.transport-knows-its-addresses',
    'getExtraInfo()',
    'true null fallback',
    alone,
    (_scene, { transport }) => {
      const isKnown = transport.getExtraInfo('sockname') !== null
      const unknown = [transport.getExtraInfo('unheard-of'), transport.getExtraInfo('unheard-of', 'fallback')]
      return () => [isKnown, ...unknown].map(String).join(' ')
    },
  ),
  anywhereWith(
    'datagram.set-protocol-takes-effect',
    'setProtocol() and getProtocol()',
    'true true',
    alone,
    (_scene, { transport, protocol }) => {
      const other: DatagramProtocol = { datagramReceived: () => undefined }
      transport.setProtocol(other)
      const words = [transport.getProtocol() === other]
      transport.setProtocol(protocol)
      words.push(transport.getProtocol() === protocol)
      return () => words.join(' ')
    },
  ),
  anywhereWith(
    'datagram.pauses-above-the-high-limit',
    'setWriteBufferLimits()',
    '10,100 16384,65536',
    alone,
    (_scene, { transport }) => {
      transport.setWriteBufferLimits(100, 10)
      const words = [transport.getWriteBufferLimits().join()]
      transport.setWriteBufferLimits()
      words.push(transport.getWriteBufferLimits().join())
      return () => words.join(' ')
    },
    halfAThousand,
  ),
  anywhereWithEach(
    'datagram.resumes-at-the-low-limit',
    'pauseWriting() and resumeWriting()',
    'pauses true · pauses resumes 0 · 2',
    opened,
    ({ loop }, endpoint) => {
      const { transport, sock, peer, flow } = endpoint
      transport.setWriteBufferLimits(4, 1)
      sock.isBlocked = true
      transport.sendto(bytes('what waits'), peer.localAddress)
      transport.sendto(bytes('what waits'), peer.localAddress)
      const words = [...flow, transport.getWriteBufferSize() > 0].join(' ')
      loop.callSoon(() => void (sock.isBlocked = false))
      return () =>
        [
          words,
          [...flow, transport.getWriteBufferSize()].join(' '),
          times(look(endpoint), 'what waits'),
        ].join(' · ')
    },
  ),
  anywhereWithEach(
    'datagram.close-ends-the-endpoint',
    'close() of endpoints',
    'false true true · 1 null',
    opened,
    (_scene, endpoint) => {
      const { transport } = endpoint
      const words = [transport.isClosing()]
      transport.close()
      words.push(transport.isClosing())
      transport.close()
      words.push(transport.isClosing())
      return () => `${words.join(' ')} · ${endOf(endpoint)}`
    },
  ),
  anywhereWithEach(
    'datagram.abort-ends-the-endpoint',
    'abort() of endpoints',
    'false true true · 1 null',
    opened,
    (_scene, endpoint) => {
      const { transport } = endpoint
      const words = [transport.isClosing()]
      transport.abort()
      words.push(transport.isClosing())
      transport.abort()
      words.push(transport.isClosing())
      return () => `${words.join(' ')} · ${endOf(endpoint)}`
    },
  ),
  anywhereWith(
    'datagram.endpoint-is-made-before-it-receives',
    'createDatagramEndpoint()',
    '1 true true · 1 null',
    opened,
    ({ t, loop }, { machine }) => {
      const protocol = new RecordingDatagrams(t)
      const sock = machine.open({ family: 4, local: { host: '127.0.0.1', port: 0 }, remote: null })
      const task = loop.createTask(
        (loop as DatagramEventLoop).createDatagramEndpoint(() => protocol, { sock }),
      )
      const words: unknown[] = []
      task.addDoneCallback(() => {
        const [transport, made] = task.result()
        words.push(protocol.transports.length, made === protocol, transport === protocol.transports[0])
        transport.close()
      })
      return () =>
        `${words.join(' ')} · ${[protocol.transports.length, ...protocol.lost].map(String).join(' ')}`
    },
  ),
]
