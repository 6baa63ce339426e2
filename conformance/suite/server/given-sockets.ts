/** Sockets that the program brings: one that listens, and one that it has accepted. */
import {
  socketPair,
  type Coroutine,
  type ServerEventLoop,
  type StreamSocket,
  type Transport,
} from '../../../spec/index.ts'
import { check, type Check, type CheckContext } from '../../harness/index.ts'
import { RecordingProtocol } from '../support/connections.ts'
import {
  acceptedSocket,
  boundSocket,
  echo,
  refusal,
  roundTrip,
  runUntil,
  Seen,
  serve,
  type Serving,
} from '../support/servers.ts'
import { pairOf } from '../support/pairs.ts'

const needsPeers = { needsPeers: true } as const

const untilOf = (t: CheckContext, loop: ServerEventLoop): Pick<Serving, 'until'> => ({
  until: (what, condition) => runUntil(t, loop, what, condition),
})

export const serverGivenSocketsChecks: readonly Check[] = [
  check(
    'server.serves-a-given-socket',
    'a socket at a free port',
    async (t) => {
      const loop = t.newEventLoop() as ServerEventLoop
      const sock = await boundSocket(t, loop)
      const port = sock.localAddress?.port
      const { connect, until, protocols, server, ...rest } = await serve(t, {
        loop,
        host: null,
        port: null,
        sock,
      })
      const own = rest.port
      connect()
      await until('a connection', () => protocols.length > 0)
      server.close()
      t.same(own, port, 'the port of the server')
      t.same(refusal(t, loop, own), 'ECONNREFUSED', 'the error of a peer after close()')
    },
    needsPeers,
  ),
  check(
    'server.accepted-socket-gets-a-transport',
    'an echo',
    async (t) => {
      const { loop, sock, peer } = await acceptedSocket(t)
      const protocol = new RecordingProtocol(t, echo)
      t.waitingFor = 'connectAcceptedSocket() to end'
      let early = 0
      const connecting = function* (): Coroutine<[Transport, RecordingProtocol]> {
        const connection = yield* loop.connectAcceptedSocket(() => protocol, sock)
        early = protocol.transports.length
        return connection
      }
      const [transport, own] = pairOf(t, await loop.runUntilComplete(connecting()), 'connectAcceptedSocket()')
      t.same(await roundTrip(untilOf(t, loop), peer), 'ping', 'what the peer received')
      t.that(own === protocol, 'the second result is the protocol', 'the second result is something else')
      t.same(early, 1, 'the calls of connectionMade() before connectAcceptedSocket() returned')
      t.that(
        protocol.transports[0] === transport,
        'connectionMade() gets the transport that is returned',
        'connectionMade() gets another transport',
      )
    },
    needsPeers,
  ),
  check('server.accepted-socket-must-be-a-stream', 'a datagram socket', async (t) => {
    const loop = t.newEventLoop() as ServerEventLoop
    const [sock] = socketPair()
    const datagram = Object.assign(sock, { type: 'datagram' }) as unknown as StreamSocket
    const outcome = await t.attemptAsync(() =>
      loop.runUntilComplete(loop.connectAcceptedSocket(() => new RecordingProtocol(t), datagram)),
    )
    t.threw(outcome, 'ValueError', 'connectAcceptedSocket()')
  }),
  check(
    'server.cancelled-accepted-socket-is-closed',
    'cancelled after its first step',
    async (t) => {
      const { loop, sock, peer } = await acceptedSocket(t)
      const protocol = new RecordingProtocol(t)
      const task = loop.createTask(loop.connectAcceptedSocket(() => protocol, sock))
      loop.callSoon(() => task.cancel())
      t.waitingFor = 'connectAcceptedSocket() to be cancelled'
      const outcome = await t.attemptAsync(() => loop.runUntilComplete(task))
      // A loop may be done after the first step. Then the caller has the transport.
      if (outcome.threw) t.threw(outcome, 'CancelledError', 'the run')
      else protocol.transports[0]?.close()
      const seen = new Seen(peer)
      const { until } = untilOf(t, loop)
      await until('the peer to see the end', () => seen.look().ended || seen.error !== null)
    },
    needsPeers,
  ),
]
