/** Arguments, and what happens until `createConnection` gives its transport. */
import { socketPair } from '../../spec/index.ts'
import type {
  ConnectionOptions,
  NetworkEventLoop,
  Port,
  Protocol,
  StreamSocket,
  SuccessorLoop,
} from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { bytes, connect, connectOver, RecordingProtocol } from './transports-connection.ts'

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

async function refuses(check: Check, args: Arguments): Promise<void> {
  const loop = check.newEventLoop() as NetworkEventLoop
  loop.getaddrinfo = () => {
    check.note('getaddrinfo')
    throw new Error('meant by the check: nobody is to be asked')
  }
  const factory = (): Protocol => {
    check.note('factory')
    return {}
  }
  const [host, port, options] = args(socketPair()[0])
  const coroutine = (): ReturnType<NetworkEventLoop['createConnection']> =>
    loop.createConnection(factory, host, port, options)
  check.waitingFor = 'createConnection() to refuse its arguments'
  const outcome = await check.attemptAsync(() => loop.runUntilComplete(coroutine()))
  check.threw(outcome, 'ValueError', 'createConnection()')
  check.times('factory', 0)
  check.times('getaddrinfo', 0)
}

export const transportsConnectingTests: readonly ClauseTest[] = [
  ...Object.entries(contradictions).map(([situation, args]) =>
    clauseTest('transports.arguments-that-exclude-each-other-are-refused', situation, (check) =>
      refuses(check, args),
    ),
  ),
  ...Object.entries(timeouts).map(([situation, args]) =>
    clauseTest('transports.timeouts-need-ssl', situation, (check) => refuses(check, args)),
  ),
  clauseTest('transports.connects-over-a-socket', 'one end of a pair', async (check) => {
    const loop = check.newEventLoop() as NetworkEventLoop
    const protocol: Protocol = {}
    const calls: unknown[][] = []
    const factory = (...args: unknown[]): Protocol => {
      calls.push(args)
      return protocol
    }
    check.waitingFor = 'createConnection() over a socket to end'
    const pair = await loop.runUntilComplete(connectOver(loop, socketPair()[0], factory))
    check.same(calls.length, 1, 'how often the factory was called')
    check.same(calls[0]?.length, 0, 'how many arguments it got')
    check.same(pair[1], protocol, 'the protocol that createConnection() gives')
    check.same(typeof pair[0]?.write, 'function', 'the type of write() of the transport')
  }),
  ...[null, false].map((ssl) =>
    clauseTest('transports.connects-over-a-socket', `ssl is ${String(ssl)}`, async (check) => {
      const loop = check.newEventLoop() as NetworkEventLoop
      const protocol: Protocol = {}
      const [sock] = socketPair()
      check.waitingFor = 'createConnection() over a socket to end'
      const pair = await loop.runUntilComplete(
        loop.createConnection(() => protocol, null, null, { sock, ssl }),
      )
      check.same(pair[1], protocol, 'the protocol that createConnection() gives')
    }),
  ),
  clauseTest('transports.connection-made-comes-first', 'a transport without a waiter', async (check) => {
    const loop = check.newEventLoop() as SuccessorLoop
    if (typeof loop.makeSocketTransport !== 'function') check.skipFor('makeSocketTransport')
    const [sock, peer] = socketPair()
    const protocol = new RecordingProtocol(check)
    peer.send(bytes('early'))
    const transport = loop.makeSocketTransport(sock, protocol)
    check.note('makeSocketTransport() returned')
    await check.iterations(loop)
    check.sameMembers(protocol.transports, [transport], 'what connectionMade() got')
    check.order('makeSocketTransport() returned', 'connectionMade', 'dataReceived')
  }),
  clauseTest('transports.connection-made-comes-first', 'bytes are there already', async (check) => {
    const { protocol, transport, settle } = await connect(check, {
      before: (peer) => peer.send(bytes('early')),
    })
    check.note('createConnection() is done')
    const heard = [...protocol.transports]
    await settle()
    check.sameMembers(heard, [transport], 'what connectionMade() got before createConnection() was done')
    check.order('connectionMade', 'createConnection() is done')
    check.order('connectionMade', 'dataReceived')
    check.times('connectionMade', 1)
  }),
  clauseTest('transports.failing-connection-made-is-reported', 'it throws', async (check) => {
    const { reports, error } = await failConnectionMade(check)
    check.sameMembers(
      reports.map(({ exception }) => exception),
      [error],
      'what the exception handler heard',
    )
  }),
  clauseTest('transports.failing-connection-made-leaves-it-open', 'it throws', async (check) => {
    const { loop, peer, outcome } = await failConnectionMade(check)
    const [transport] = check.answered(outcome, 'createConnection()')
    check.same(transport.isClosing(), false, 'isClosing() of the transport')
    transport.write(bytes('hello'))
    await check.iterations(loop)
    check.same(peer.receive(9)?.length, 5, 'how many bytes arrived of five')
  }),
  clauseTest(
    'transports.cancelled-connection-closes-the-socket',
    'in each of the first iterations',
    async (check) => {
      for (let hops = 0; hops < 6; hops++) {
        const loop = check.newEventLoop() as NetworkEventLoop
        const [sock] = socketPair()
        let closed = 0
        for (const method of ['close', 'abort'] as const) {
          const original = sock[method].bind(sock)
          sock[method] = () => {
            closed++
            original()
          }
        }
        const protocol = new RecordingProtocol(check, {}, `${hops} `)
        let made = false
        const task = loop.createTask(
          connectOver(loop, sock, () => {
            made = true
            return protocol
          }),
        )
        await check.iterations(loop, hops)
        task.cancel()
        await check.iterations(loop, 12)
        // Cancelled too early or too late: that is not what the clause is about.
        if (!made || !task.cancelled()) continue
        check.note('cancelled in time')
        check.same(closed, 1, 'how often the socket was closed')
        check.same(protocol.lost.length, protocol.transports.length, 'how often connectionLost() was called')
      }
      check.happened('cancelled in time')
    },
  ),
]

/** Connects with a protocol whose `connectionMade` throws. */
async function failConnectionMade(check: Check) {
  const error = new Error('meant by the check')
  const loop = check.newEventLoop() as NetworkEventLoop
  const reports = check.reports(loop)
  const [sock, peer] = socketPair()
  const protocol = new RecordingProtocol(check, {
    connectionMade: () => {
      throw error
    },
  })
  check.waitingFor = 'createConnection() to end'
  const outcome = await check.attemptAsync(() =>
    loop.runUntilComplete(connectOver(loop, sock, () => protocol)),
  )
  return { loop, peer, error, reports, outcome }
}
