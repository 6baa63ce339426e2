/** Connections that begin in plain text. */
import type { Protocol, ServerEventLoop, Task, TlsEventLoop, Transport } from '../../../spec/index.ts'
import {
  check,
  here,
  oneOf,
  type Check,
  type CheckContext,
  type PeerConnection,
} from '../../harness/index.ts'
import { bytes, RecordingProtocol } from '../support/connections.ts'
import { bytesOf, shown, Stream, type Piece } from '../support/pieces.ts'
import { Seen, serve } from '../support/servers.ts'
import { connectPlain, serveTls, trusting } from '../support/tls-peers.ts'

const needsPeers = { needsPeers: true } as const

interface Plain {
  readonly loop: ServerEventLoop & TlsEventLoop
  readonly peer: PeerConnection
  readonly seen: Seen
  readonly protocol: RecordingProtocol
  readonly transport: Transport
  until(what: string, condition: () => boolean): Promise<void>
}

/** A connection in plain text, which a peer has opened. */
async function accepted(t: CheckContext): Promise<Plain> {
  const { loop, connect, until, protocols } = await serve(t)
  const peer = connect()
  const isMade = (): boolean => protocols[0]?.transports.length === 1
  await until('connectionMade() of the accepted connection', isMade)
  const protocol = protocols[0] as RecordingProtocol
  const transport = protocol.transports[0] as Transport
  return {
    loop: loop as ServerEventLoop & TlsEventLoop,
    peer,
    seen: new Seen(peer),
    protocol,
    transport,
    until,
  }
}

/**
 * Begins startTls() as a server. What the peer sends earlier is plain text, which a loop may give to the protocol before it takes the first step
 * of the task.
 */
async function beginTls(
  t: CheckContext,
  loop: Plain['loop'],
  transport: Transport,
  protocol: Protocol,
  iterations?: number,
): Promise<Task<Transport>> {
  const task = loop.createTask(loop.startTls(transport, protocol, here, { serverSide: true }))
  await t.iterations(loop, iterations)
  return task
}

/** When startTls() is cancelled. Before its first step nothing has begun. */
const moments = oneOf<number>(
  ['after eight iterations', () => 8],
  ['after one iteration', () => 1],
  ['after two iterations', () => 2],
  ['after three iterations', () => 3],
)

export const tlsStartTlsChecks: readonly Check[] = [
  check(
    'tls.start-tls-encrypts-a-connection',
    'as a server, after a line in plain text',
    async (t) => {
      const { loop, peer, seen, protocol, transport, until } = await accepted(t)
      peer.send(bytes('STARTTLS\r\n'))
      await until('the line in plain text', () => protocol.received.length >= 10)
      const securing = await beginTls(t, loop, transport, protocol)
      peer.encrypt({ serverHostname: 'localhost' })
      t.waitingFor = 'startTls() to return'
      const secure = await loop.runUntilComplete(securing)
      secure.write(bytes('hello'))
      await until('the peer to get the bytes', () => seen.look().received.length >= 5)
      peer.send(bytes('ping'))
      await until('the bytes of the peer', () => protocol.received.length >= 14)
      t.same(seen.received, 'hello', 'what the peer decrypted')
      t.same(protocol.received, 'STARTTLS\r\nping', 'what the protocol received')
      t.times('connection 1: connectionMade', 1)
      t.that(seen.look().tls !== null, 'the peer has ended its handshake', 'the peer is in plain text')
    },
    needsPeers,
  ),

  check(
    'tls.start-tls-encrypts-a-connection',
    'as a client',
    async (t) => {
      const { loop, peer, seen, protocol, transport, until } = await connectPlain(t)
      peer.encrypt({ ...here, serverSide: true })
      t.waitingFor = 'startTls() to return'
      const secure = await loop.runUntilComplete(
        loop.startTls(transport, protocol, trusting, { serverHostname: 'localhost' }),
      )
      secure.write(bytes('hello'))
      await until('the peer to get the bytes', () => seen.look().received.length >= 5)
      t.same(seen.received, 'hello', 'what the peer decrypted')
      t.times('connectionMade', 1)
    },
    needsPeers,
  ),

  check(
    'tls.bytes-keep-their-order',
    'plain text that still waits when startTls() begins',
    async (t) => {
      const { loop, peer, protocol, transport, until } = await accepted(t)
      const plain: readonly Piece[] = [
        ['a', 4 * 2 ** 20],
        ['b', 1],
      ]
      const stream = new Stream()
      peer.pause()
      // A protocol that was paused before is another matter: asyncio resumes the layer of TLS, which was not, and reports an AssertionError.
      transport.setWriteBufferLimits(8 * 2 ** 20)
      for (const piece of plain) transport.write(bytesOf(piece))
      const securing = await beginTls(t, loop, transport, protocol)
      peer.resume()
      const count = 4 * 2 ** 20 + 1
      await until('the plain text to arrive', () => stream.addFrom(peer) || stream.length >= count)
      peer.encrypt({ serverHostname: 'localhost' })
      t.waitingFor = 'startTls() to return'
      const secure = await loop.runUntilComplete(securing)
      secure.write(bytes('c'))
      secure.close()
      await until('the peer to see the end', () => stream.addFrom(peer))
      t.sameItems(stream.shown, shown([...plain, ['c', 1]]), 'the pieces that the peer received')
    },
    needsPeers,
  ),

  check(
    'tls.start-tls-encrypts-a-connection',
    'for another protocol',
    async (t) => {
      const { loop, peer, protocol: first, transport, until } = await accepted(t)
      const second = new RecordingProtocol(t, {}, 'second: ')
      const securing = await beginTls(t, loop, transport, second)
      peer.encrypt({ serverHostname: 'localhost' })
      t.waitingFor = 'startTls() to return'
      const secure = await loop.runUntilComplete(securing)
      const holder = secure.getProtocol()
      peer.send(bytes('ping'))
      await until('the bytes of the peer', () => (first.received + second.received).length >= 4)
      t.same(first.received, '', 'what the protocol of the connection in plain text received')
      t.same(second.received, 'ping', 'what the protocol received that was passed to startTls()')
      t.that(holder === second, 'getProtocol() is the protocol that was passed', 'it is something else')
    },
    needsPeers,
  ),

  check(
    'tls.start-tls-encrypts-again',
    'a server that has encrypted the connection already',
    async (t) => {
      const { established, loop: serving, until } = await serveTls(t)
      const loop = serving as ServerEventLoop & TlsEventLoop
      const { peer, seen, protocol, transport } = await established()
      peer.send(bytes('CONNECT\r\n'))
      await until('the line that is encrypted once', () => protocol.received.length >= 9)
      const securing = await beginTls(t, loop, transport, protocol)
      peer.encrypt({ serverHostname: 'localhost' })
      t.waitingFor = 'startTls() to return'
      const twice = await loop.runUntilComplete(securing)
      twice.write(bytes('hello'))
      await until('the peer to get the bytes', () => seen.look().received.length >= 5)
      peer.send(bytes('ping'))
      await until('the bytes of the peer', () => protocol.received.length >= 13)
      t.same(seen.received, 'hello', 'what the peer decrypted twice')
      t.same(protocol.received, 'CONNECT\r\nping', 'what the protocol received')
      t.times('connection 1: connectionMade', 1)
    },
    needsPeers,
  ),

  check(
    'tls.cancelled-handshake-ends-the-connection',
    'startTls() with a peer that says nothing',
    async (t) => {
      const iterations = t.draw('cancelled', moments)
      const { loop, seen, protocol, transport, until } = await accepted(t)
      const task = await beginTls(t, loop, transport, protocol, iterations)
      task.cancel()
      t.waitingFor = 'startTls() to be cancelled'
      const outcome = await t.attemptAsync(() => loop.runUntilComplete(task))
      t.threw(outcome, 'CancelledError', 'startTls()')
      await until('the peer to see the end', () => seen.look().ended || seen.error !== null)
    },
    needsPeers,
  ),

  check(
    'tls.start-tls-needs-a-context',
    'null in place of a context',
    async (t) => {
      const { loop, protocol, transport } = await accepted(t)
      const outcome = await t.attemptAsync(() =>
        loop.runUntilComplete(loop.startTls(transport, protocol, null as never, { serverSide: true })),
      )
      t.threw(outcome, 'TypeError', 'startTls() without a context')
    },
    needsPeers,
  ),

  check(
    'tls.failed-start-tls-ends-the-connection',
    'the peer goes on in plain text',
    async (t) => {
      const { loop, peer, seen, protocol, transport, until } = await accepted(t)
      const securing = await beginTls(t, loop, transport, protocol)
      peer.send(bytes('this is not a handshake\r\n'))
      t.waitingFor = 'startTls() to fail'
      const outcome = await t.attemptAsync(() => loop.runUntilComplete(securing))
      t.that(outcome.threw, 'startTls() throws', 'startTls() returned')
      await until('the peer to see the end', () => seen.look().ended || seen.error !== null)
    },
    needsPeers,
  ),
]
