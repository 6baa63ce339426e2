/** Arguments, and what happens until `createConnection` gives its transport. */
import {
  socketPair,
  type ConnectionOptions,
  type NetworkEventLoop,
  type Port,
  type Protocol,
  type StreamSocket,
  type SuccessorLoop,
} from '../../../spec/index.ts'
import { check, show, type CheckContext, type Check } from '../../harness/index.ts'
import { bytes, connect, connectOver, RecordingProtocol } from '../support/connections.ts'
import { pairOf } from '../support/pairs.ts'

type Arguments = (
  sock: StreamSocket,
) => readonly [host: string | null, port: Port, options: ConnectionOptions]

const contradictions: Record<string, Arguments> = {
  'serverHostname without ssl': (sock) => [null, null, { sock, serverHostname: 'name.example' }],
  'ssl with a sock and no serverHostname': (sock) => [null, null, { sock, ssl: true }],
  'a host and a sock': (sock) => ['name.example', null, { sock }],
  'a port and a sock': (sock) => [null, 80, { sock }],
  'neither host nor port nor sock': () => [null, null, {}],
  'a sock that is no stream': (sock) => [null, null, { sock: Object.assign(sock, { type: 'datagram' }) }],
}

const timeouts: Record<string, Arguments> = {
  sslHandshakeTimeout: (sock) => [null, null, { sock, sslHandshakeTimeout: 1000 }],
  sslShutdownTimeout: (sock) => [null, null, { sock, sslShutdownTimeout: 1000 }],
}

async function refuses(t: CheckContext, args: Arguments): Promise<void> {
  const loop = t.newEventLoop() as NetworkEventLoop
  loop.getaddrinfo = () => {
    t.note('getaddrinfo')
    throw new Error('meant by the check: no lookup should happen')
  }
  const factory = (): Protocol => {
    t.note('factory')
    return {}
  }
  const [host, port, options] = args(socketPair()[0])
  const coroutine = (): ReturnType<NetworkEventLoop['createConnection']> =>
    loop.createConnection(factory, host, port, options)
  t.waitingFor = 'createConnection() to refuse its arguments'
  const outcome = await t.attemptAsync(() => loop.runUntilComplete(coroutine()))
  t.threw(outcome, 'ValueError', 'createConnection()')
  t.times('factory', 0)
  t.times('getaddrinfo', 0)
}

export const transportsConnectingChecks: readonly Check[] = [
  ...Object.entries(contradictions).map(([situation, args]) =>
    check('transports.arguments-that-exclude-each-other-are-refused', situation, (t) => refuses(t, args)),
  ),
  ...Object.entries(timeouts).map(([situation, args]) =>
    check('transports.timeouts-need-ssl', situation, (t) => refuses(t, args)),
  ),
  check('transports.connects-over-a-socket', 'one end of a pair', async (t) => {
    const loop = t.newEventLoop() as NetworkEventLoop
    const protocol: Protocol = {}
    const calls: unknown[][] = []
    const factory = (...args: unknown[]): Protocol => {
      calls.push(args)
      return protocol
    }
    t.waitingFor = 'createConnection() over a socket to end'
    const created = await loop.runUntilComplete(connectOver(loop, socketPair()[0], factory))
    const [transport, made] = pairOf(t, created, 'createConnection()')
    t.same(calls.length, 1, 'how often the factory was called')
    t.same(calls[0]?.length, 0, 'how many arguments it received')
    t.same(made, protocol, 'the protocol that createConnection() gives')
    t.same(typeof transport.write, 'function', 'the type of write() of the transport')
  }),
  ...[null, false].map((ssl) =>
    check('transports.connects-over-a-socket', `ssl is ${String(ssl)}`, async (t) => {
      const loop = t.newEventLoop() as NetworkEventLoop
      const protocol: Protocol = {}
      const [sock] = socketPair()
      t.waitingFor = 'createConnection() over a socket to end'
      const created = await loop.runUntilComplete(
        loop.createConnection(() => protocol, null, null, { sock, ssl }),
      )
      const [, made] = pairOf(t, created, 'createConnection()')
      t.same(made, protocol, 'the protocol that createConnection() gives')
    }),
  ),
  check('transports.connection-made-comes-first', 'a transport without a waiter', async (t) => {
    const loop = t.newEventLoop() as SuccessorLoop
    if (typeof loop.makeSocketTransport !== 'function') t.skipWithout('makeSocketTransport')
    const [sock, peer] = socketPair()
    const protocol = new RecordingProtocol(t)
    peer.send(bytes('early'))
    const transport = loop.makeSocketTransport(sock, protocol)
    t.note('makeSocketTransport() returned')
    await t.iterations(loop)
    t.sameItems(protocol.transports, [transport], 'what connectionMade() received')
    t.order('makeSocketTransport() returned', 'connectionMade', 'dataReceived')
  }),
  check('transports.connection-made-comes-first', 'bytes are there already', async (t) => {
    const { protocol, transport, settle } = await connect(t, {
      before: (peer) => peer.send(bytes('early')),
    })
    t.note('createConnection() is done')
    const heard = [...protocol.transports]
    await settle()
    t.sameItems(heard, [transport], 'what connectionMade() received before createConnection() was done')
    t.order('connectionMade', 'createConnection() is done')
    t.order('connectionMade', 'dataReceived')
    t.times('connectionMade', 1)
  }),
  check('transports.failing-connection-made-is-reported', 'it throws', async (t) => {
    const { reports, error } = await failConnectionMade(t)
    t.sameItems(
      reports.map(({ exception }) => exception),
      [error],
      'what the exception handler received',
    )
  }),
  check('transports.failing-connection-made-leaves-it-open', 'it throws', async (t) => {
    const { loop, peer, outcome } = await failConnectionMade(t)
    const [transport] = pairOf(t, t.returned(outcome, 'createConnection()'), 'createConnection()')
    t.same(transport.isClosing(), false, 'isClosing() of the transport')
    transport.write(bytes('hello'))
    await t.iterations(loop)
    t.same(peer.receive(9)?.length, 5, 'how many bytes arrived of five')
  }),
  check(
    'transports.cancelled-connection-closes-the-socket',
    'in each of the first iterations',
    async (t) => {
      for (let hops = 0; hops < 6; hops++) {
        const loop = t.newEventLoop() as NetworkEventLoop
        const reports = t.reports(loop)
        const [sock] = socketPair()
        let closed = 0
        for (const method of ['close', 'abort'] as const) {
          const original = sock[method].bind(sock)
          sock[method] = () => {
            closed++
            original()
          }
        }
        const protocol = new RecordingProtocol(t, {}, `${hops} `)
        let made = false
        const task = loop.createTask(
          connectOver(loop, sock, () => {
            made = true
            return protocol
          }),
        )
        await t.iterations(loop, hops)
        task.cancel()
        await t.iterations(loop, 12)
        const [report] = reports
        t.that(
          report === undefined,
          'the exception handler is not called for a connection that is cancelled',
          `it received ${show(report?.exception ?? report?.message)}`,
        )
        // Cancelled too early or too late: that is not what the clause is about.
        if (!made || !task.cancelled()) continue
        t.note('cancelled in time')
        t.same(closed, 1, 'how often the socket was closed')
        t.same(protocol.lost.length, protocol.transports.length, 'how often connectionLost() was called')
      }
      t.happened('cancelled in time')
    },
    { hint: 'When a connection is cancelled, close its socket. Settle the waiter only while it is pending.' },
  ),
]

/** Connects with a protocol whose `connectionMade` throws. */
async function failConnectionMade(t: CheckContext) {
  const error = new Error('meant by the check')
  const loop = t.newEventLoop() as NetworkEventLoop
  const reports = t.reports(loop)
  const [sock, peer] = socketPair()
  const protocol = new RecordingProtocol(t, {
    connectionMade: () => {
      throw error
    },
  })
  t.waitingFor = 'createConnection() to end'
  const outcome = await t.attemptAsync(() => loop.runUntilComplete(connectOver(loop, sock, () => protocol)))
  return { loop, peer, error, reports, outcome }
}
