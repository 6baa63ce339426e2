/** When a server serves, and how it ends. */
import type { Coroutine, Server, ServerEventLoop, Transport } from '../../../spec/index.ts'
import { check, oneOf, type Attempt, type Check, type CheckContext } from '../../harness/index.ts'
import { bytes } from '../support/connections.ts'
import { attemptToServe, echo, refusal, roundTrip, Seen, serve, type Serving } from '../support/servers.ts'

/** A server with one open connection, whose protocol echoes what it gets. */
async function serveOne(t: CheckContext): Promise<Serving & { peer: ReturnType<Serving['connect']> }> {
  const serving = await serve(t, { behaviour: echo })
  const peer = serving.connect()
  await serving.until('the connection', () => transportOf(serving) !== undefined)
  return Object.assign(serving, { peer })
}

const transportOf = ({ protocols }: Serving, index = 0): Transport | undefined =>
  protocols[index]?.transports[0]

/** A task in `serveForever()`. It has begun. */
async function serveForever({
  loop,
  server,
  until,
}: Serving): Promise<ReturnType<ServerEventLoop['createTask']>> {
  const task = loop.createTask(server.serveForever())
  await until('serveForever() to serve', () => server.isServing() || task.done())
  return task
}

const endings = oneOf<(transport: Transport, peer: ReturnType<Serving['connect']>) => void>(
  ['close()', () => (transport) => transport.close()],
  ['abort()', () => (transport) => transport.abort()],
  ['the peer', () => (_transport, peer) => peer.end()],
  ['a reset', () => (_transport, peer) => peer.reset()],
)

/** How the block of an `async with` ends: what it throws. */
const blockEnds = oneOf<Error | null>(['returns', () => null], ['throws', () => new Error('of the block')])

/** `async with` of the server, which only a loop in Python has. */
function withinOf(
  t: CheckContext,
  server: Server,
): <T>(body: (entered: Server) => Coroutine<T>) => Coroutine<T> {
  const { within } = server as Server & {
    within?: <T>(body: (entered: Server) => Coroutine<T>) => Coroutine<T>
  }
  return within === undefined ? t.skipWithout('asyncWith') : within.bind(server)
}

/** How many iterations a loop runs after a peer has connected. Setting a connection up takes a few. */
const moments = oneOf<number>(
  ['one iteration', () => 1],
  ['no iteration', () => 0],
  ['two iterations', () => 2],
  ['three iterations', () => 3],
  ['four iterations', () => 4],
)

export const serverServingChecks: readonly Check[] = [
  check('server.knows-its-loop', 'beside another loop', async (t) => {
    const { loop, server } = await serve(t)
    t.newEventLoop()
    t.that(server.getLoop() === loop, 'getLoop() is the loop of the server', 'getLoop() is something else')
  }),
  check('server.is-serving-until-closed', 'before and after close()', async (t) => {
    const { server } = await serve(t)
    const before = server.isServing()
    server.close()
    t.same(before, true, 'isServing() of a new server')
    t.same(server.isServing(), false, 'isServing() after close()')
  }),
  check('server.is-serving-until-closed', 'the block of an async with', async (t) => {
    const { loop, server } = await serve(t)
    const thrown = t.draw('the block', blockEnds)
    const within = withinOf(t, server)
    let inside: unknown = null
    let isItself = false
    const attempt = await t.attemptAsync(() =>
      loop.runUntilComplete(
        within(function* (entered) {
          isItself = entered === server
          inside = server.isServing()
          if (thrown !== null) throw thrown
        }),
      ),
    )
    t.same(attempt.threw ? attempt.error : null, thrown, 'what the block threw')
    t.same(isItself, true, 'whether the block got the server')
    t.same(inside, true, 'isServing() in the block')
    t.same(server.isServing(), false, 'isServing() after the block')
  }),
  check(
    'server.serving-begins-once',
    'startServing() again and again',
    async (t) => {
      const { loop, server, connect, until, protocols } = await serve(t)
      for (let count = 0; count < 2; count++) await loop.runUntilComplete(server.startServing())
      for (let count = 1; count <= 3; count++) {
        connect()
        const made = (): number => protocols.filter(({ transports }) => transports.length > 0).length
        await until(`${String(count)} connections`, () => made() >= count)
      }
      t.same(protocols.length, 3, 'the number of protocols for three connections')
      t.same(server.isServing(), true, 'isServing()')
    },
    { needsPeers: true },
  ),
  check(
    'server.serve-forever-serves',
    'a server that does not serve yet',
    async (t) => {
      const serving = await serve(t, { startServing: false })
      const task = await serveForever(serving)
      serving.connect()
      await serving.until('a connection', () => serving.protocols.length > 0 || task.done())
      t.same(task.done(), false, 'done() of the task in serveForever()')
    },
    { needsPeers: true },
  ),
  check('server.cancelled-serve-forever-closes', 'one cancellation', async (t) => {
    const serving = await serve(t)
    const task = await serveForever(serving)
    serving.loop.callSoon(() => task.cancel())
    t.waitingFor = 'serveForever() to be cancelled'
    const outcome = await t.attemptAsync(() => serving.loop.runUntilComplete(task))
    t.threw(outcome, 'CancelledError', 'serveForever()')
    t.same(serving.server.isServing(), false, 'isServing()')
    t.same(serving.server.sockets.length, 0, 'the number of sockets')
  }),
  check('server.serve-forever-runs-once', 'a second call', async (t) => {
    const { loop, server, ...rest } = await serve(t)
    const first = await serveForever({ loop, server, ...rest })
    t.waitingFor = 'the second serveForever() to throw'
    const second = await t.attemptAsync(() => loop.runUntilComplete(server.serveForever()))
    t.threw(second, 'RuntimeError', 'the second serveForever()')
    t.same(first.done(), false, 'done() of the task in the first serveForever()')
    t.same(server.isServing(), true, 'isServing()')
  }),
  check('server.closed-server-serves-no-more', 'serveForever() after close()', async (t) => {
    const { loop, server } = await serve(t)
    server.close()
    t.waitingFor = 'serveForever() to throw'
    const outcome = await t.attemptAsync(() => loop.runUntilComplete(server.serveForever()))
    t.threw(outcome, 'RuntimeError', 'serveForever() of a closed server')
  }),
  check('server.close-ends-serve-forever', 'close() in a callback', async (t) => {
    const serving = await serve(t)
    const task = await serveForever(serving)
    serving.loop.callSoon(() => serving.server.close())
    t.waitingFor = 'serveForever() to end'
    const outcome = await t.attemptAsync(() => serving.loop.runUntilComplete(task))
    if (outcome.threw) t.threw(outcome, 'CancelledError', 'serveForever()')
  }),
  check('server.close-can-be-repeated', 'three times', async (t) => {
    const { loop, server } = await serve(t)
    server.close()
    t.returned(
      t.attempt(() => server.close()),
      'the second close()',
    )
    await t.iterations(loop)
    t.returned(
      t.attempt(() => server.close()),
      'the third close()',
    )
  }),
  check('server.closed-server-has-no-sockets', 'after close()', async (t) => {
    const { server } = await serve(t)
    server.close()
    t.same(server.sockets.length, 0, 'the number of sockets')
  }),
  check(
    'server.close-refuses-new-connections',
    'a peer that connects when another server has served',
    async (t) => {
      const { loop, server, port } = await serve(t)
      const before = refusal(t, loop, port)
      server.close()
      // The documentation of asyncio calls the closing asynchronous. What another server does afterwards gives the loop its time.
      const other = await serve(t, { loop, behaviour: echo, name: 'other: ' })
      await roundTrip(other, other.connect())
      t.same(before, null, 'the error of a peer before close()')
      t.same(refusal(t, loop, port), 'ECONNREFUSED', 'the error of a peer after close()')
    },
    { needsPeers: true },
  ),
  check(
    'server.closed-port-can-be-bound-again',
    'beside an open connection',
    async (t) => {
      const first = await serveOne(t)
      const { loop, port } = first
      first.server.close()
      const again = t.returned(await attemptToServe(t, { loop, port, name: 'again: ' }), 'createServer()')
      again.connect()
      await again.until('a connection of the new server', () => again.protocols.length > 0)
      t.same(first.protocols.length, 1, 'the number of protocols of the old server')
    },
    { needsPeers: true },
  ),
  check(
    'server.close-leaves-connections-open',
    'an echo after close()',
    async (t) => {
      const serving = await serveOne(t)
      serving.server.close()
      t.same(await roundTrip(serving, serving.peer), 'ping', 'what the peer received')
      t.times('connection 1: connectionLost', 0)
    },
    { needsPeers: true },
  ),
  check('server.wait-closed-ends', 'no connection', async (t) => {
    const { loop, server } = await serve(t)
    server.close()
    t.waitingFor = 'waitClosed() of a closed server to end'
    await loop.runUntilComplete(server.waitClosed())
  }),
  check(
    'server.close-while-accepting-is-quiet',
    'in one of the first iterations after a peer has connected',
    async (t) => {
      const count = t.draw('closed after', moments)
      const { loop, server, connect } = await serve(t)
      const reports = t.reports(loop)
      const peer = connect()
      let closing: Attempt<void> | null = null
      const close = (left: number): void => {
        if (left > 0) loop.callSoon(close, [left - 1])
        else closing = t.attempt(() => server.close())
      }
      loop.callSoon(close, [count])
      await t.iterations(loop)
      if (closing !== null) t.returned(closing, 'close()')
      peer.end()
      t.waitingFor = 'waitClosed() to end'
      await loop.runUntilComplete(server.waitClosed())
      await t.iterations(loop)
      t.same(reports.length, 0, 'the number of reports')
    },
    { needsPeers: true, unless: ['debug'] },
  ),
  check('server.wait-closed-ends', 'three tasks that wait when it is closed', async (t) => {
    const { loop, server } = await serve(t)
    const tasks = [1, 2, 3].map(() => loop.createTask(server.waitClosed()))
    await t.iterations(loop)
    server.close()
    for (const [index, task] of tasks.entries()) {
      t.waitingFor = `waitClosed() of task ${String(index + 1)} to end`
      await loop.runUntilComplete(task)
    }
  }),
  check('server.wait-closed-waits-for-close', 'close() in a callback', async (t) => {
    const { loop, server } = await serve(t)
    const task = loop.createTask(server.waitClosed())
    await t.iterations(loop)
    const early = task.done()
    loop.callSoon(() => server.close())
    t.waitingFor = 'waitClosed() to end after close()'
    await loop.runUntilComplete(task)
    t.same(early, false, 'done() of the task in waitClosed() before close()')
  }),
  check(
    'server.wait-closed-waits-for-connections',
    'an echo after close(), while two tasks wait',
    async (t) => {
      const serving = await serveOne(t)
      serving.server.close()
      const tasks = [1, 2].map(() => serving.loop.createTask(serving.server.waitClosed()))
      await roundTrip(serving, serving.peer)
      for (const task of tasks)
        t.same(task.done(), false, 'done() of the task in waitClosed() while a connection is open')
    },
    { needsPeers: true },
  ),
  check(
    'server.wait-closed-waits-for-connections',
    'the end of an async with',
    async (t) => {
      const serving = await serveOne(t)
      const within = withinOf(t, serving.server)

      const task = serving.loop.createTask(within(function* () {}))
      await serving.until('the block to end', () => !serving.server.isServing())
      await roundTrip(serving, serving.peer)
      const early = task.done()
      transportOf(serving)?.close()
      t.waitingFor = 'the async with to end after the last connection'
      await serving.loop.runUntilComplete(task)
      t.same(early, false, 'done() of the task in async with while a connection is open')
    },
    { needsPeers: true },
  ),
  check(
    'server.wait-closed-sees-the-last-connection-end',
    'the last of two connections',
    async (t) => {
      const end = t.draw('ended by', endings)
      const serving = await serveOne(t)
      const { loop, server, protocols, until } = serving
      const peers = [serving.peer, serving.connect()]
      await until('two connections', () => transportOf(serving, 1) !== undefined)
      server.close()
      const task = loop.createTask(server.waitClosed())
      for (const [index, peer] of peers.entries()) {
        const transport = transportOf(serving, index)
        if (transport) end(transport, peer)
        await until('connectionLost()', () => protocols[index]?.lost.length === 1)
      }
      t.waitingFor = 'waitClosed() to end after the last connection'
      await loop.runUntilComplete(task)
    },
    { needsPeers: true },
  ),
  check(
    'server.wait-closed-sees-the-last-connection-end',
    'connectionLost() throws',
    async (t) => {
      const serving = await serve(t, {
        behaviour: {
          connectionLost: () => {
            // A wrong loop may call it again, when nobody catches what it throws.
            if (t.trace.count('connection 1: connectionLost') > 1) return
            throw new Error('meant by the check: thrown by connectionLost()')
          },
        },
      })
      const { loop, server, protocols, until } = serving
      const reports = t.reports(loop)
      serving.connect()
      await until('the connection', () => transportOf(serving) !== undefined)
      server.close()
      const task = loop.createTask(server.waitClosed())
      transportOf(serving)?.close()
      await until('connectionLost()', () => protocols[0]?.lost.length === 1)
      t.waitingFor = 'waitClosed() to end after a connectionLost() that throws'
      await loop.runUntilComplete(task)
      t.same(reports.length, 1, 'the number of reports')
    },
    { needsPeers: true },
  ),
  check(
    'server.close-clients-closes-each',
    'beside a connection of another server',
    async (t) => {
      const other = await serve(t, { behaviour: echo, name: 'other: ' })
      const { connect, until, protocols, server } = await serve(t, { loop: other.loop, behaviour: echo })
      const stays = other.connect()
      const seen = [connect(), connect()].map((peer) => new Seen(peer))
      await until('three connections', () => protocols.length >= 2 && other.protocols.length >= 1)
      await until('connectionMade()', () => protocols.every((one) => one.transports.length === 1))
      for (const { transports } of protocols) transports[0]?.write(bytes('good bye'))
      server.closeClients()
      await until('the ends of two connections', () =>
        protocols.every((one, index) => one.lost.length > 0 && seen[index]?.look().ended),
      )
      t.sameItems(
        seen.map(({ received }) => received),
        ['good bye', 'good bye'],
        'what the peers received',
      )
      t.same(await roundTrip(other, stays), 'ping', 'what the peer of the other server received')
      t.times('other: connection 1: connectionLost', 0)
    },
    { needsPeers: true },
  ),
  check(
    'server.abort-clients-aborts-each',
    'a peer that takes nothing',
    async (t) => {
      const { connect, until, protocols, server } = await serve(t)
      connect().pause()
      connect()
      await until('two connections', () => protocols.length >= 2)
      await until('connectionMade()', () => protocols.every((one) => one.transports.length === 1))
      const much = new Uint8Array(8 * 2 ** 20)
      protocols[0]?.transports[0]?.write(much)
      server.abortClients()
      await until('the ends of two connections', () => protocols.every(({ lost }) => lost.length > 0))
      t.sameItems(
        protocols.map(({ lost }) => lost[0]),
        [null, null],
        'the arguments of connectionLost()',
      )
    },
    { needsPeers: true },
  ),
]
