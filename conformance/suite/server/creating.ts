/** What `createServer()` takes and binds, and what becomes of a failure. */
import type { Port, ServerEventLoop, ServerOptions, StreamSocket } from '../../../spec/index.ts'
import { socketPair } from '../../../spec/index.ts'
import { check, oneOf, show, type Check, type CheckContext, type Peers } from '../../harness/index.ts'
import { threwOsError } from '../support/real-server.ts'
import { RecordingProtocol } from '../support/connections.ts'
import { leavesNothingOpen } from '../support/open-files.ts'
import {
  attemptToServe,
  connectTo,
  local,
  portOf,
  refusal,
  serve,
  wrongBacklogs,
} from '../support/servers.ts'

type Arguments = readonly [host: string | readonly string[] | null, port: Port, options: ServerOptions]

/** The second address of the loopback interface, on systems that have one. */
const second = '127.0.0.2'
/** An address of a network that is for documents only. */
const ofNobody = '192.0.2.1'
/** Longer than a name can be, so that the system refuses it without asking anybody. */
const noName = `${'no-such-name.'.repeat(40)}example`

const contradictions = oneOf<(sock: StreamSocket) => Arguments>(
  ['neither host nor port nor sock', () => () => [null, null, {}]],
  ['a host and a sock', () => (sock) => [local, null, { sock: sock as never }]],
  ['a port and a sock', () => (sock) => [null, 0, { sock: sock as never }]],
  [
    'a sock that is not a stream',
    () => (sock) => [null, null, { sock: Object.assign(sock, { type: 'datagram' }) as never }],
  ],
)

/** When createServer() is cancelled, before it has bound its address. */
const moments = oneOf<number>(
  ['after its first step', () => 1],
  ['at once', () => 0],
  ['after two steps', () => 2],
)

/** Calls `createServer()` with arguments that it must refuse. */
async function create(t: CheckContext, [host, port, options]: Arguments): ReturnType<typeof attempted> {
  const loop = t.newEventLoop() as ServerEventLoop
  return attempted(t, loop, host, port, options)
}

const attempted = (
  t: CheckContext,
  loop: ServerEventLoop,
  ...[host, port, options]: Arguments
): ReturnType<typeof t.attemptAsync> =>
  t.attemptAsync(() =>
    loop.runUntilComplete(loop.createServer(() => new RecordingProtocol(t), host, port, options)),
  )

/** Skips the check on a machine that has one loopback address only. */
async function needSecondAddress(t: CheckContext, loop: ServerEventLoop): Promise<void> {
  const outcome = await attemptToServe(t, { loop, host: second })
  if (outcome.threw && (outcome.error as { code?: unknown }).code === 'EADDRNOTAVAIL')
    t.skipWithout('secondAddress')
  t.returned(outcome, `createServer() at ${second}`).server.close()
}

/** Whether the system lets a peer bind the address. */
function isBindable(peers: Peers, host: string): boolean {
  try {
    peers.bind({ host, port: 0 }).close()
    return true
  } catch {
    return false
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code

export const serverCreatingChecks: readonly Check[] = [
  check('server.contradicting-arguments-are-refused', 'four contradictions', async (t) => {
    const args = t.draw('with', contradictions)
    const [sock] = socketPair()
    t.threw(await create(t, args(sock)), 'ValueError', 'createServer()')
  }),
  check('server.boolean-ssl-is-refused', 'true', async (t) => {
    t.threw(await create(t, [local, 0, { ssl: true as never }]), 'TypeError', 'createServer() with ssl true')
  }),
  ...(['sslHandshakeTimeout', 'sslShutdownTimeout'] as const).map((name) =>
    check('server.timeouts-need-ssl', name, async (t) => {
      t.threw(await create(t, [local, 0, { [name]: 1000 }]), 'ValueError', `createServer() with ${name}`)
    }),
  ),
  check(
    'server.listens-when-created',
    'a peer that connects before the loop runs again',
    async (t) => {
      const { connect } = await serve(t)
      connect()
    },
    { needsPeers: true },
  ),
  check('server.sockets-say-where-it-listens', 'one host', async (t) => {
    const { server } = await serve(t)
    t.sameItems(
      server.sockets.map((one) => one.localAddress?.host),
      [local],
      'the hosts of the sockets',
    )
    t.that(portOf(t, server) > 0, 'the socket knows its port', 'the socket has port 0')
  }),
  check('server.port-zero-is-a-free-port', 'two servers', async (t) => {
    const { loop, port } = await serve(t)
    const { port: other } = await serve(t, { loop })
    t.that(port !== other, 'two servers have different ports', `both have port ${String(port)}`)
  }),
  check(
    'server.reuse-port-shares-a-port',
    'two servers of one loop',
    async (t) => {
      const loop = t.newEventLoop() as ServerEventLoop
      const first = await attemptToServe(t, { loop, reusePort: true, name: 'first: ' })
      if (first.threw) {
        t.threw(first, 'ValueError', 'createServer() on a system that cannot share a port')
        return t.skipWithout('reusePort')
      }
      const { port, until, protocols } = first.value
      const second = await attemptToServe(t, { loop, port, reusePort: true, name: 'second: ' })
      const { protocols: others, connect } = t.returned(second, 'createServer() at a port that is shared')
      for (let count = 0; count < 4; count++) connect()
      await until('four connections', () => protocols.length + others.length >= 4)
      t.same(protocols.length + others.length, 4, 'the number of connections at both servers')
    },
    { needsPeers: true },
  ),
  check(
    'server.several-hosts-have-a-socket-each',
    'two addresses of the loopback interface',
    async (t) => {
      const loop = t.newEventLoop() as ServerEventLoop
      await needSecondAddress(t, loop)
      const { server, protocols, until } = await serve(t, { loop, host: [local, second] })
      const addresses = server.sockets.map((one) => one.localAddress)
      t.sameItems(addresses.map((one) => one?.host).sort(), [local, second], 'the hosts of the sockets')
      for (const address of addresses) if (address) connectTo(t, loop, address)
      await until('two connections', () => protocols.length >= 2)
      t.same(protocols.length, 2, 'the number of protocols')
    },
    { needsPeers: true },
  ),
  check('server.repeated-host-is-bound-once', 'a list with one host twice', async (t) => {
    const { server } = await serve(t, { host: [local, local] })
    t.sameItems(
      server.sockets.map((one) => one.localAddress?.host),
      [local],
      'the hosts of the sockets',
    )
  }),
  check(
    'server.no-host-is-every-address',
    'null and an empty text',
    async (t) => {
      const host = t.draw('host', oneOf<string | null>(['null', () => null], ["''", () => '']))
      const { loop, server, protocols, until } = await serve(t, { host })
      const addresses = server.sockets.map((one) => one.localAddress)
      const everywhere = addresses.every((one) => one !== null && ['0.0.0.0', '::'].includes(one.host))
      t.that(
        everywhere && addresses.length > 0,
        'the sockets listen at 0.0.0.0 and ::, or at one of them',
        `they listen at ${show(addresses.map((one) => one?.host))}`,
      )
      const address = addresses.find((one) => one?.host === '0.0.0.0') ?? addresses[0]
      connectTo(t, loop, { host: local, port: address?.port ?? 0 })
      await until('the connection', () => protocols.length > 0)
    },
    { needsPeers: true },
  ),
  check('server.port-in-use-is-an-error', 'the port of a server of the same loop', async (t) => {
    const { loop, port } = await serve(t)
    const outcome = await attemptToServe(t, { loop, port })
    threwOsError(t, outcome, 'createServer() at a port in use')
    if (outcome.threw) t.same(codeOf(outcome.error), 'EADDRINUSE', 'the code of the error')
  }),
  check('server.failed-bind-closes-every-socket', 'the second of two hosts is in use', async (t) => {
    const loop = t.newEventLoop() as ServerEventLoop
    await needSecondAddress(t, loop)
    const order = t.draw(
      'in use is',
      oneOf<(free: string, used: string) => readonly string[]>(
        ['the last host', () => (free, used) => [free, used]],
        ['the first host', () => (free, used) => [used, free]],
      ),
    )
    const { port } = await serve(t, { loop })
    const outcome = await attemptToServe(t, { loop, host: order(second, local), port })
    threwOsError(t, outcome, 'createServer() at two addresses, one of them in use')
    // A socket that is bound and does not listen is in the way only of one that does not reuse addresses.
    const again = await attemptToServe(t, { loop, host: second, port, reuseAddress: false })
    t.returned(again, 'createServer() at the address that was free')
  }),
  check('server.impossible-port-is-refused', 'too large, and negative', async (t) => {
    const port = t.draw(
      'port',
      oneOf<number>(['70000', () => 70_000], ['65536', () => 65_536], ['-1', () => -1]),
    )
    const outcome = await attemptToServe(t, { port })
    t.that(outcome.threw, `createServer() at port ${String(port)} throws`, 'it returned a server')
  }),
  check('server.backlog-is-a-whole-number', 'a text, and a fraction', async (t) => {
    const backlog = t.draw('backlog', wrongBacklogs)
    t.threw(await attemptToServe(t, { backlog }), 'TypeError', 'createServer()')
  }),
  check(
    'server.unavailable-address-is-an-error',
    'an address of another machine',
    async (t) => {
      const loop = t.newEventLoop() as ServerEventLoop
      // Some systems let a program bind any address.
      if (isBindable(t.peersOf(loop), ofNobody)) t.skipWithout('foreignAddress')
      threwOsError(t, await attemptToServe(t, { loop, host: ofNobody }), `createServer() at ${ofNobody}`)
    },
    { needsPeers: true },
  ),
  check('server.family-chooses-the-addresses', 'an address of the other family', async (t) => {
    const [family, host] = t.draw(
      'the family is',
      oneOf<readonly [4 | 6, string]>(['6', () => [6, local]], ['4', () => [4, '::1']]),
    )
    const outcome = await attemptToServe(t, { host, family })
    threwOsError(t, outcome, `createServer() at ${host} with family ${String(family)}`)
  }),
  check('server.family-chooses-the-addresses', 'no host', async (t) => {
    const { server } = await serve(t, { host: null, family: 4 })
    const hosts = server.sockets.map(({ localAddress }) => localAddress?.host)
    t.sameItems([...new Set(hosts)], ['0.0.0.0'], 'the hosts of the sockets with family 4')
  }),
  check('server.unknown-host-is-an-error', 'a name that is too long to be known', async (t) => {
    threwOsError(t, await attemptToServe(t, { host: noName }), 'createServer() at a name without an address')
  }),
  check(
    'server.cancelled-creation-binds-nothing',
    'cancelled after some iterations',
    async (t) => {
      const count = t.draw('cancelled', moments)
      const { loop, server, port } = await serve(t)
      await needLaterFirstStep(t, loop)
      server.close()
      await cancelAfter(t, loop, port, count)
      const again = await attemptToServe(t, { loop, port, reuseAddress: false })
      t.returned(again, 'createServer() at the address that should be free')
    },
    { unless: ['eager'] },
  ),
  check(
    'server.cancelled-creation-binds-nothing',
    'eight times',
    async (t) => {
      const iterations = t.draw('cancelled', moments)
      const loop = t.newEventLoop() as ServerEventLoop
      await needLaterFirstStep(t, loop)
      await leavesNothingOpen(t, loop, 'eight calls that are cancelled', async () => {
        for (let count = 0; count < 8; count++) await cancelAfter(t, loop, 0, iterations)
      })
    },
    { unless: ['eager'] },
  ),
  check('server.failed-bind-closes-every-socket', 'a port in use, eight times', async (t) => {
    const { loop, port } = await serve(t)
    await leavesNothingOpen(t, loop, 'eight calls with a port in use', async () => {
      for (let count = 0; count < 8; count++)
        threwOsError(t, await attemptToServe(t, { loop, port }), 'createServer() at a port in use')
    })
  }),
  check(
    'server.serving-can-begin-later',
    'beside a server that serves',
    async (t) => {
      const first = await serve(t, { startServing: false, name: 'later: ' })
      const other = await serve(t, { loop: first.loop })
      const before = first.server.isServing()
      // A host may be able to bind without listening, or not.
      refusal(t, first.loop, first.port)
      other.connect()
      await other.until('the connection of the other server', () => other.protocols.length > 0)
      const early = first.protocols.length
      t.waitingFor = 'startServing() to end'
      await first.loop.runUntilComplete(first.server.startServing())
      const after = first.server.isServing()
      first.connect()
      await first.until('a connection', () => first.protocols.length > 0)
      t.same(before, false, 'isServing() before startServing()')
      t.same(early, 0, 'the number of protocols before startServing()')
      t.same(after, true, 'isServing() after startServing()')
    },
    { needsPeers: true },
  ),
  check(
    'server.serving-can-begin-later',
    'at two addresses of the loopback interface',
    async (t) => {
      const loop = t.newEventLoop() as ServerEventLoop
      await needSecondAddress(t, loop)
      const { server, protocols, until } = await serve(t, {
        loop,
        host: [local, second],
        startServing: false,
      })
      t.waitingFor = 'startServing() to end'
      await loop.runUntilComplete(server.startServing())
      for (const { localAddress } of server.sockets) if (localAddress) connectTo(t, loop, localAddress)
      await until('two connections', () => protocols.length >= 2)
      t.same(protocols.length, 2, 'the number of protocols')
    },
    { needsPeers: true },
  ),
]

/**
 * Skips the check on a loop whose task factory makes eager tasks: they bind the address before anything can cancel them. The tasks of
 * CPython are eager only while their loop runs.
 */
async function needLaterFirstStep(t: CheckContext, loop: ServerEventLoop): Promise<void> {
  let isEager = false
  loop.callSoon(() => {
    let hasBegun = false
    t.createTask(loop, 'beginning', function* () {
      hasBegun = true
    })
    isEager = hasBegun
  })
  await t.iterations(loop)
  if (isEager) t.skipWithout('laterFirstStep')
}

/** Cancels createServer() after some iterations, before it has bound its address. */
async function cancelAfter(
  t: CheckContext,
  loop: ServerEventLoop,
  port: number,
  iterations: number,
): Promise<void> {
  const task = loop.createTask(loop.createServer(() => new RecordingProtocol(t), local, port))
  const cancel = (left: number): void => {
    if (left === 0) task.cancel()
    else loop.callSoon(cancel, [left - 1])
  }
  cancel(iterations)
  t.waitingFor = 'createServer() to be cancelled'
  t.threw(await t.attemptAsync(() => loop.runUntilComplete(task)), 'CancelledError', 'the run')
}
