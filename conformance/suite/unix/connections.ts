import {
  isCancelledError,
  isOsError,
  socketPair,
  type StreamSocket,
  type UnixConnectionOptions,
  type UnixEventLoop,
} from '../../../spec/index.ts'
import { check, oneOf, type Check, type CheckContext } from '../../harness/index.ts'
import { bytes, drain, RecordingProtocol } from '../support/connections.ts'
import { leavesNothingOpen } from '../support/open-files.ts'
import { acceptedSocket, boundSocket, runUntil, Seen } from '../support/servers.ts'
import { connectToPath, newUnixLoop } from '../support/unix.ts'
import { pairOf } from '../support/pairs.ts'

type Call = readonly [path: string | null, options: UnixConnectionOptions]

/** Arguments that do not go together, for a connection and for a server. */
const contradictions = oneOf<Call>(
  ['neither path nor sock', () => [null, {}]],
  ['path and sock', () => ['/nowhere', { sock: socketPair()[0] }]],
  ['a datagram socket', () => [null, { sock: { ...datagramSocket } as unknown as StreamSocket }]],
  ['a time limit for a handshake without ssl', () => ['/nowhere', { sslHandshakeTimeout: 1000 }]],
)

/** How often a connection is cancelled: after no iteration, after one, and so on. */
const attempts = 8

/** What `createUnixConnection` asks of it is only its type. */
const datagramSocket = { type: 'datagram', receive: () => null, send: () => 0, close: () => undefined }

export const unixConnectionsChecks: readonly Check[] = [
  check(
    'unix.connects-to-a-path',
    'bytes both ways, and the end of the stream',
    async (t) => {
      const { transport, protocol, peer, until } = await connectToPath(t)
      const seen = new Seen(peer)
      transport.write(bytes('ping'))
      await until('the bytes at the peer', () => seen.look().received.length >= 4)
      peer.send(bytes('pong'))
      await until('dataReceived()', () => protocol.received.length >= 4)
      peer.end()
      await until('connectionLost()', () => protocol.lost.length >= 1)
      t.same(seen.received, 'ping', 'what the peer received')
      t.same(protocol.received, 'pong', 'what the protocol received')
      t.sameItems(protocol.lost, [null], 'the arguments of connectionLost()')
      t.order('connectionMade', 'dataReceived', 'eofReceived', 'connectionLost')
    },
    { needsPeers: true },
  ),
  check(
    'unix.nobody-listens-is-an-error',
    'a path without a file, and a socket at which nobody listens',
    async (t) => {
      const loop = newUnixLoop(t)
      const { files } = t.peersOf(loop)
      const old = files.newPath()
      files.put(old, 'socket')
      for (const [path, code] of [
        [files.newPath(), 'ENOENT'],
        [old, 'ECONNREFUSED'],
      ] as const) {
        const attempt = await t.attemptAsync(() =>
          loop.runUntilComplete(loop.createUnixConnection(() => new RecordingProtocol(t), path)),
        )
        t.that(
          attempt.threw && isOsError(attempt.error),
          'createUnixConnection() throws OSError',
          attempt.threw ? 'it threw another error' : 'it returned',
        )
        if (attempt.threw) t.same((attempt.error as { code?: unknown }).code, code, 'the code of the error')
      }
    },
    { needsPeers: true },
  ),
  check(
    'unix.protocol-is-made-after-the-connect',
    'nobody listens, and then somebody does',
    async (t) => {
      const loop = newUnixLoop(t)
      const peers = t.peersOf(loop)
      const path = peers.files.newPath()
      const attempt = (label: string): Promise<unknown> =>
        t.attemptAsync(() =>
          loop.runUntilComplete(
            loop.createUnixConnection(() => {
              t.note(label)
              return new RecordingProtocol(t)
            }, path),
          ),
        )
      await attempt('the first factory')
      peers.listen({ path })
      await attempt('the second factory')
      t.times('the first factory', 0)
      t.times('the second factory', 1)
      t.order('the second factory', 'connectionMade')
    },
    { needsPeers: true },
  ),
  check('unix.contradicting-arguments-are-refused', 'a connection and a server', async (t) => {
    const loop = newUnixLoop(t)
    const [path, options] = t.draw('arguments', contradictions)
    const factory = (): RecordingProtocol => new RecordingProtocol(t)
    const connection = await t.attemptAsync(() =>
      loop.runUntilComplete(loop.createUnixConnection(factory, path, options)),
    )
    const server = await t.attemptAsync(() =>
      loop.runUntilComplete(loop.createUnixServer(factory, path, options as object)),
    )
    t.threw(connection, 'ValueError', 'createUnixConnection()')
    t.threw(server, 'ValueError', 'createUnixServer()')
    t.times('connectionMade', 0)
  }),
  check(
    'unix.contradicting-arguments-are-refused',
    'a TCP socket',
    async (t) => {
      const { loop, sock: connected } = await acceptedSocket(t)
      const unix = loop as UnixEventLoop
      const bound = await boundSocket(t, loop)
      const factory = (): RecordingProtocol => new RecordingProtocol(t)
      const connection = await t.attemptAsync(() =>
        unix.runUntilComplete(unix.createUnixConnection(factory, null, { sock: connected })),
      )
      const server = await t.attemptAsync(() =>
        unix.runUntilComplete(unix.createUnixServer(factory, null, { sock: bound })),
      )
      connected.close()
      bound.close()
      t.threw(connection, 'ValueError', 'createUnixConnection() over a TCP socket')
      t.threw(server, 'ValueError', 'createUnixServer() at a TCP socket')
      t.times('connectionMade', 0)
    },
    { needsPeers: true },
  ),
  ...(['createUnixConnection', 'createConnection'] as const).map((method) =>
    check('unix.takes-a-connected-socket', `${method}() over a socket`, async (t) => {
      if (!t.claims('net')) t.skipWithout('memorySockets')
      const loop = newUnixLoop(t)
      const [sock, peer] = socketPair()
      const protocol = new RecordingProtocol(t)
      const [transport] = pairOf(
        t,
        await loop.runUntilComplete(
          method === 'createConnection'
            ? loop.createConnection(() => protocol, null, null, { sock })
            : loop.createUnixConnection(() => protocol, null, { sock }),
        ),
        `${method}()`,
      )
      transport.write(bytes('ping'))
      let arrived = ''
      await runUntil(t, loop, 'the bytes at the peer', () => (arrived += drain(peer).data).length >= 4)
      peer.send(bytes('pong'))
      await runUntil(t, loop, 'dataReceived()', () => protocol.received.length >= 4)
      t.same(arrived, 'ping', 'what the peer received')
      t.same(protocol.received, 'pong', 'what the protocol received')
    }),
  ),
  check(
    'unix.cancelled-attempt-leaves-nothing-open',
    'cancelled in each of the first iterations',
    async (t) => {
      const { loop, path, listening } = listenAtPath(t)
      const protocols = await cancelEverywhere(t, loop, path)
      // The connections come in their order, so the last one says that there are no others.
      t.waitingFor = 'the last connection'
      const last = loop.createUnixConnection(() => new RecordingProtocol(t, {}, 'last: '), path)
      const [transport] = pairOf(t, await loop.runUntilComplete(last), 'createUnixConnection()')
      transport.write(bytes('last'))
      const seen: Seen[] = []
      await runUntil(t, loop, 'the last connection to reach the peer', () => {
        seen.push(...listening.accepted().map((peer) => new Seen(peer)))
        return seen.some((one) => one.look().received === 'last')
      })
      const others = seen.filter((one) => one.received !== 'last')
      await runUntil(t, loop, 'the peer to see the end of each cancelled connection', () =>
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
    'unix.cancelled-attempt-leaves-nothing-open',
    'descriptors are counted',
    async (t) => {
      const { loop, path } = listenAtPath(t)
      await leavesNothingOpen(t, loop, 'eight attempts that are cancelled', async () => {
        await cancelEverywhere(t, loop, path)
      })
    },
    { needsPeers: true },
  ),
  check(
    'unix.failing-factory-closes-the-connection',
    'the protocol factory throws',
    async (t) => {
      const loop = newUnixLoop(t)
      const peers = t.peersOf(loop)
      const path = peers.files.newPath()
      const listening = peers.listen({ path })
      const thrown = new Error('thrown by the protocol factory')
      const factory = (): never => {
        throw thrown
      }
      const attempt = await t.attemptAsync(() =>
        loop.runUntilComplete(loop.createUnixConnection(factory, path)),
      )
      t.same(attempt.threw ? attempt.error : null, thrown, 'what createUnixConnection() threw')
      const seen: Seen[] = []
      await runUntil(t, loop, 'the peer to see the end of the connection', () => {
        seen.push(...listening.accepted().map((peer) => new Seen(peer)))
        return seen[0]?.look().ended === true
      })
      t.same(seen.length, 1, 'how many connections the peer accepted')
    },
    { needsPeers: true },
  ),
]

/** A new loop, and peers that wait for its connections at a path. */
function listenAtPath(t: CheckContext) {
  const loop = newUnixLoop(t)
  const peers = t.peersOf(loop)
  const path = peers.files.newPath()
  return { loop, path, listening: peers.listen({ path }) }
}

/** Cancels createUnixConnection() after each number of iterations. A connection that was faster is closed. */
async function cancelEverywhere(
  t: CheckContext,
  loop: UnixEventLoop,
  path: string,
): Promise<readonly RecordingProtocol[]> {
  const protocols: RecordingProtocol[] = []
  for (let hops = 0; hops < attempts; hops++) {
    const protocol = new RecordingProtocol(t, {}, `${String(hops)}: `)
    protocols.push(protocol)
    const task = loop.createTask(loop.createUnixConnection(() => protocol, path))
    await t.iterations(loop, hops)
    task.cancel()
    t.waitingFor = 'createUnixConnection() to be cancelled'
    const outcome = await t.attemptAsync(() => loop.runUntilComplete(task))
    if (!outcome.threw) protocol.transports[0]?.close()
    else t.same(isCancelledError(outcome.error), true, 'whether createUnixConnection() threw CancelledError')
  }
  return protocols
}
