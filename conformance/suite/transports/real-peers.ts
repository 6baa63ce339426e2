/** Connections to peers of the kit: what only a socket of the system, or an attempt to connect, can get wrong. */
import { isCancelledError, isOsError, type Transport } from '../../../spec/index.ts'
import {
  check,
  oneOf,
  show,
  type Check,
  type CheckContext,
  type PeerConnection,
} from '../../harness/index.ts'
import { bytes, RecordingBuffer, RecordingProtocol, text } from '../support/connections.ts'
import { leavesNothingOpen } from '../support/open-files.ts'
import { methodsOf } from '../support/in-callbacks.ts'
import { connectToPeer, listenFor, type Listening } from '../support/peer-connections.ts'
import { Seen } from '../support/servers.ts'

/** So long that no two parts of it look alike. */
const long = Array.from({ length: 400 }, (_, index) => `line ${String(index)}.`).join('')
const response = long.slice(0, 500)
const attempts = 8

/** More than a system keeps for a connection whose peer takes nothing. */
const large = 16 * 2 ** 20

/** Brings a connection whose peer takes nothing into a state. `untilTheEnd` waits for the end of the peer's stream. */
type Reach = (transport: Transport, peer: PeerConnection, untilTheEnd: () => Promise<void>) => unknown

const states = oneOf<Reach>(
  ['while bytes wait', () => (transport) => transport.write(new Uint8Array(large))],
  [
    'after close(), while bytes wait',
    () => (transport) => {
      transport.write(new Uint8Array(large))
      transport.close()
    },
  ],
  ['after writeEof()', () => (transport) => transport.writeEof()],
  [
    'after the end of the peer, while bytes wait',
    () => async (transport, peer, untilTheEnd) => {
      peer.end()
      await untilTheEnd()
      transport.write(new Uint8Array(large))
    },
  ],
)

export const transportsRealPeersChecks: readonly Check[] = [
  check(
    'transports.received-bytes-stay',
    'two pieces that the protocol keeps',
    async (t) => {
      const kept: Uint8Array[] = []
      const protocol = new RecordingProtocol(t, {
        dataReceived: (_transport, data) => kept.push(data as Uint8Array),
      })
      const { peer, until } = await connectToPeer(t, protocol)
      for (const letter of ['a', 'b']) {
        const before = protocol.received.length
        peer.send(bytes(letter.repeat(1000)))
        await until('dataReceived()', () => protocol.received.length >= before + 1000)
      }
      const all = kept.map(text).join('')
      t.same(all.length, 2000, 'how many bytes the protocol has kept')
      t.same(all.lastIndexOf('a'), 999, 'where the last byte of the first piece is')
      const classes = kept.map((data) => t.instruments.classOfBytes(data) ?? 'bytes')
      t.sameItems([...new Set(classes)], ['bytes'], 'the classes of what dataReceived() got')
    },
    { needsPeers: true, hint: 'Give dataReceived() bytes that no later read changes.' },
  ),
  check(
    'transports.reset-ends-any-state',
    'four states',
    async (t) => {
      const reach = t.draw('reset', states)
      const protocol = new RecordingProtocol(t, { eofReceived: () => true })
      const { loop, transport, peer, until } = await connectToPeer(t, protocol)
      peer.pause()
      await reach(transport, peer, () => until('eofReceived()', () => t.trace.count('eofReceived') > 0))
      await t.iterations(loop)
      peer.reset()
      await until('connectionLost()', () => protocol.lost.length > 0)
      // A second one would come from the bytes that could not be sent.
      await t.iterations(loop)
      t.times('connectionLost', 1)
      const [error] = protocol.lost
      t.that(isOsError(error), 'connectionLost() gets an OSError', `connectionLost() got ${show(error)}`)
    },
    {
      needsPeers: true,
      hint: 'An error of sending is an end as well. After close() it is the only one that comes while bytes wait.',
    },
  ),
  ...(['close', 'abort'] as const).map((way) =>
    check(
      'transports.real-connection-ends-in-any-callback',
      `${way}() in any method of the protocol`,
      async (t) => {
        const method = t.draw('called', methodsOf('connectionMade', 'dataReceived', 'eofReceived'))
        const protocol = new RecordingProtocol(t, {
          [method]: (transport: RecordingProtocol['transports'][number]) => {
            transport[way]()
            t.note(`${way}() returned`)
            return true
          },
        })
        const { transport, peer, seen, until } = await connectToPeer(t, protocol)
        if (method === 'dataReceived') peer.send(bytes('!'))
        if (method === 'eofReceived') peer.end()
        await until('connectionLost()', () => protocol.lost.length > 0)
        await until('the peer to see the end', () => seen.look().ended || seen.error !== null)
        t.same(transport, protocol.transports[0], 'the transport that createConnection() returned')
        t.order(method, `${way}() returned`, 'connectionLost')
        t.times('connectionLost', 1)
        t.sameItems(protocol.lost, [null], 'what connectionLost() received')
      },
      {
        needsPeers: true,
        hint: 'Check what close() and abort() do before reading has begun, and while data is delivered.',
      },
    ),
  ),
  check(
    'transports.real-bytes-reach-a-buffer',
    'a buffer that is smaller than what comes',
    async (t) => {
      const protocol = new RecordingBuffer(t, () => new Uint8Array(100))
      const { peer, until } = await connectToPeer(t, protocol)
      peer.send(bytes(long))
      peer.end()
      await until('the bytes of the peer', () => protocol.received.length >= long.length)
      await until('connectionLost()', () => protocol.lost.length > 0)
      t.same(protocol.received === long, true, 'whether the buffer received all of it, in order')
      t.times('dataReceived', 0)
      t.order('bufferUpdated', 'eofReceived', 'connectionLost')
    },
    { needsPeers: true },
  ),
  check(
    'transports.half-open-connection-carries-on',
    'the peer ends its stream first',
    async (t) => {
      const protocol = new RecordingProtocol(t, { eofReceived: () => true })
      const { transport, peer, seen, until } = await connectToPeer(t, protocol)
      peer.send(bytes('a request'))
      peer.end()
      await until('eofReceived()', () => t.trace.count('eofReceived') > 0)
      const closing = transport.isClosing()
      transport.write(bytes(response))
      await until(
        'the response to reach the peer',
        () => seen.look().received.length >= response.length || protocol.lost.length > 0,
      )
      const lost = protocol.lost.length
      transport.close()
      await until('the peer to see the end', () => seen.look().ended)
      await until('connectionLost()', () => protocol.lost.length > 0)
      t.same(closing, false, 'isClosing() after the end of the stream')
      t.same(seen.received === response, true, 'whether the peer received all of the response')
      t.same(lost, 0, 'how often connectionLost() was called before close()')
      t.times('eofReceived', 1)
    },
    { needsPeers: true },
  ),
  check(
    'transports.cancelled-attempt-leaves-nothing-open',
    'cancelled in each of the first iterations',
    async (t) => {
      const { protocols, others, until } = await cancelEverywhere(t)
      await until('the peer to see the end of each cancelled connection', () =>
        others.every((one) => one.look().ended || one.error !== null),
      )
      const twice = protocols.filter(({ lost }) => lost.length > 1)
      t.same(twice.length, 0, 'how many protocols got connectionLost() twice')
    },
    {
      needsPeers: true,
      hint: 'Close a socket that is still connecting, too, and one whose transport is new.',
    },
  ),
  check(
    'transports.cancelled-attempt-loses-what-it-made',
    'cancelled in each of the first iterations',
    async (t) => {
      const { protocols, others, until } = await cancelEverywhere(t)
      await until('the peer to see the end of each cancelled connection', () =>
        others.every((one) => one.look().ended || one.error !== null),
      )
      const made = protocols.filter(({ transports }) => transports.length > 0)
      const lost = made.filter((protocol) => protocol.lost.length > 0)
      t.same(lost.length, made.length, 'how many protocols that got connectionMade() got connectionLost()')
    },
    { needsPeers: true },
  ),
  check(
    'transports.failed-attempts-leave-no-socket',
    'refused, and cancelled in each of the first iterations',
    async (t) => {
      const refused = t.draw('attempts', oneOf(['refused', () => true], ['cancelled', () => false]))
      const listening = listenFor(t)
      const { loop } = listening
      const port = t.peersOf(loop).refusingPort()
      await leavesNothingOpen(
        t,
        loop,
        `eight attempts that are ${refused ? 'refused' : 'cancelled'}`,
        async () => {
          for (let count = 0; count < attempts; count++)
            if (refused) {
              const connection = loop.createConnection(() => new RecordingProtocol(t), '127.0.0.1', port)
              t.that(
                (await t.attemptAsync(() => loop.runUntilComplete(connection))).threw,
                'createConnection() to a port at which nobody listens throws',
                'it returned',
              )
            } else await cancelAfter(t, listening, count, new RecordingProtocol(t, {}, `${String(count)}: `))
        },
      )
    },
    {
      needsPeers: true,
      hint: 'Close the socket of an attempt in every case in which it does not become a transport.',
    },
  ),
]

/** Cancels createConnection() after a number of iterations. A connection that was faster is closed. */
async function cancelAfter(
  t: CheckContext,
  { loop, connecting }: Listening,
  hops: number,
  protocol: RecordingProtocol,
): Promise<void> {
  const task = connecting(() => protocol)
  await t.iterations(loop, hops)
  task.cancel()
  t.waitingFor = 'createConnection() to be cancelled'
  const outcome = await t.attemptAsync(() => loop.runUntilComplete(task))
  if (!outcome.threw) protocol.transports[0]?.close()
  else t.same(isCancelledError(outcome.error), true, 'whether createConnection() threw CancelledError')
}

/** Cancels createConnection() after each number of iterations. `others` is what the peers have seen of these connections. */
async function cancelEverywhere(t: CheckContext) {
  const listening = listenFor(t)
  const { loop, peers, connecting, until } = listening
  const protocols: RecordingProtocol[] = []
  for (let hops = 0; hops < attempts; hops++) {
    const protocol = new RecordingProtocol(t, {}, `${String(hops)}: `)
    protocols.push(protocol)
    await cancelAfter(t, listening, hops, protocol)
  }
  // The connections come in their order, so the last one says that there are no others.
  const last = new RecordingProtocol(t, {}, 'last: ')
  t.waitingFor = 'the last connection'
  await loop.runUntilComplete(connecting(() => last))
  last.transports[0]?.write(bytes('last'))
  const seen: Seen[] = []
  await until('the last connection to reach the peer', () => {
    seen.push(...peers.accepted().map((peer) => new Seen(peer)))
    return seen.some((one) => one.look().received === 'last')
  })
  return { protocols, others: seen.filter((one) => one.received !== 'last'), until }
}
