/** What fails for one connection, and what that means for the next one. */
import { OSError, type ServerEventLoop, type StreamSocket } from '../../../spec/index.ts'
import { check, oneOf, type Check, type CheckContext } from '../../harness/index.ts'
import { bytes } from '../support/connections.ts'
import { demandNoSocket, keepingAlive } from '../support/leftovers.ts'
import { connectTo, echo, local, refusal, roundTrip, Seen, serve, type Serving } from '../support/servers.ts'

const needsPeers = { needsPeers: true } as const

const meant = (what: string): Error => new Error(`meant by the check: ${what} fails for the first connection`)

/** A server whose factory throws once. */
async function serveFailing(t: CheckContext, loop = t.newEventLoop() as ServerEventLoop): Promise<Serving> {
  return serve(t, {
    loop,
    behaviour: echo,
    beforeProtocol: (count) => {
      t.note(`factory ${String(count)}`)
      if (count === 1) throw meant('the factory')
    },
  })
}

/** Opens the connection that fails, and then one that does not. Returns what the peer of that received. */
async function failThenServe(t: CheckContext, serving: Serving): Promise<string> {
  serving.connect()
  await serving.until('the failure of the first connection', () => t.trace.count('factory 1') > 0)
  // A wrong loop may have closed its server.
  const refused = refusal(t, serving.loop, serving.port)
  t.same(refused, null, 'the error of a peer after the failure')
  return roundTrip(serving, serving.connect())
}

/** A socket of a network in memory, which can be told to throw. */
interface Tellable {
  accept(): StreamSocket | null
  add(error: OSError): void
}

/** The socket of a server in memory. Skips the check on the network of the system, which does not run out of descriptors on request. */
function tellable(t: CheckContext, { server }: Serving): Tellable {
  const [sock] = server.sockets as readonly Partial<Tellable>[]
  return sock?.add === undefined ? t.skipWithout('exhaustion') : (sock as Tellable)
}

/** The codes that a system has for the want of a descriptor or of memory. */
const wants = oneOf<string>(
  ['is EMFILE', () => 'EMFILE'],
  ['is ENFILE', () => 'ENFILE'],
  ['is ENOBUFS', () => 'ENOBUFS'],
  ['is ENOMEM', () => 'ENOMEM'],
)

/** Lets the next attempt to accept fail for want of a descriptor, or of memory. */
function exhaust(t: CheckContext, serving: Serving, code: string): void {
  tellable(t, serving).add(new OSError('meant by the check: nothing is left for a connection', code))
}

export const serverFailuresChecks: readonly Check[] = [
  check(
    'server.failing-factory-leaves-the-server-open',
    'for the first of three connections',
    async (t) => {
      const serving = await serveFailing(t)
      // Whether it is reported is another clause.
      t.reports(serving.loop)
      t.same(await failThenServe(t, serving), 'ping', 'what the next peer received')
    },
    { ...needsPeers, hint: 'Set each connection up in a task or callback of its own.' },
  ),
  check(
    'server.failing-factory-ends-its-connection',
    'a peer that waits for an answer',
    async (t) => {
      const serving = await serveFailing(t)
      t.reports(serving.loop)
      const peer = new Seen(serving.connect())
      await serving.until('the peer to see the end', () => peer.look().ended || peer.error !== null)
    },
    { ...needsPeers, unless: ['debug'], hint: 'Close the accepted socket if no transport was made for it.' },
  ),
  check(
    'server.failing-factory-is-told-in-debug-mode',
    'without and with debug mode',
    async (t) => {
      const loop = t.newEventLoop() as ServerEventLoop
      const reports = t.reports(loop)
      const quiet = await serveFailing(t, loop)
      await failThenServe(t, quiet)
      const before = reports.length
      quiet.server.close()
      loop.setDebug(true)
      const loud = await serve(t, {
        loop,
        name: 'debug: ',
        behaviour: echo,
        beforeProtocol: (count) => {
          if (count === 1) throw meant('the factory in debug mode')
        },
      })
      loud.connect()
      await loud.until('a report or a protocol', () => reports.length > before || loud.protocols.length > 0)
      t.same(before, 0, 'the number of reports without debug mode')
      t.same(reports.length, 1, 'the number of reports in debug mode')
    },
    { ...needsPeers, unless: ['debug'] },
  ),
  check(
    'server.failing-connection-made-leaves-the-server-open',
    'for the first of two connections',
    async (t) => {
      let count = 0
      const serving = await serve(t, {
        behaviour: {
          ...echo,
          connectionMade: () => {
            if (++count === 1) throw meant('connectionMade()')
          },
        },
      })
      const reports = t.reports(serving.loop)
      serving.connect()
      await serving.until('the failure of the first connection', () => count > 0)
      t.same(refusal(t, serving.loop, serving.port), null, 'the error of a peer after the failure')
      t.same(await roundTrip(serving, serving.connect()), 'ping', 'what the next peer received')
      t.same(reports.length, 1, 'the number of reports')
    },
    needsPeers,
  ),
  check(
    'server.early-reset-leaves-the-server-open',
    'two peers that vanish before the loop looks',
    async (t) => {
      const serving = await serve(t, { behaviour: echo })
      const reports = t.reports(serving.loop)
      for (let count = 0; count < 2; count++) serving.connect().reset()
      t.same(await roundTrip(serving, serving.connect()), 'ping', 'what the next peer received')
      t.same(reports.length, 0, 'the number of reports')
    },
    needsPeers,
  ),
  check(
    'server.want-of-descriptors-passes',
    'a connection that comes later',
    async (t) => {
      const code = t.draw('the error', wants)
      const serving = await serve(t)
      t.reports(serving.loop)
      exhaust(t, serving, code)
      serving.connect()
      await t.iterations(serving.loop)
      serving.connect()
      await serving.until('a connection', () => serving.protocols.length >= 1)
    },
    needsPeers,
  ),
  check(
    'server.want-of-descriptors-passes',
    'the process has as many files open as it may, and then one less',
    async (t) => {
      const serving = await serve(t)
      // A loop may need a descriptor to tell its port.
      const { loop, port } = serving
      t.reports(loop)
      // The check is skipped here if nothing can forbid it.
      t.instruments.forbidOpening()()
      // Inside of a run: a loop may need descriptors to begin one.
      loop.callSoon(() => {
        const mayOpenFiles = t.instruments.forbidOpening()
        connectTo(t, loop, { host: local, port })
        // A loop that has not looked by then meets no failure, and that is no breach.
        loop.callLater(10, () => {
          mayOpenFiles()
          loop.stop()
        })
      })
      t.waitingFor = 'the run to be stopped'
      await loop.runForever()
      // One of the two may be the connection that failed.
      for (let count = 0; count < 2; count++) serving.connect()
      await serving.until('two connections', () => serving.protocols.length >= 2)
    },
    needsPeers,
  ),
  check(
    'server.want-of-descriptors-is-reported',
    'a connection that waits',
    async (t) => {
      const code = t.draw('the error', wants)
      const serving = await serve(t)
      const reports = t.reports(serving.loop)
      exhaust(t, serving, code)
      serving.connect()
      await serving.until('a report or a connection', () => reports.length + serving.protocols.length > 0)
      t.same(reports.length, 1, 'the number of reports')
      t.same(
        (reports[0]?.exception as { code?: unknown } | undefined)?.code,
        code,
        'the code of the reported error',
      )
    },
    needsPeers,
  ),
  check(
    'server.want-of-descriptors-delays-a-connection',
    'the only connection',
    async (t) => {
      const code = t.draw('the error', wants)
      const serving = await serve(t)
      t.reports(serving.loop)
      exhaust(t, serving, code)
      serving.connect()
      await serving.until('the connection', () => serving.protocols.length >= 1)
    },
    needsPeers,
  ),
  check(
    'server.want-of-descriptors-is-no-busy-loop',
    'five attempts in vain, with a backlog of two',
    async (t) => {
      const code = t.draw('the error', wants)
      const backlog = 2
      const serving = await serve(t, { backlog })
      const { loop } = serving
      t.reports(loop)
      const sock = tellable(t, serving)
      const accept = sock.accept.bind(sock)
      const times: number[] = []
      sock.accept = () => {
        try {
          return accept()
        } catch (error) {
          times.push(loop.time())
          throw error
        }
      }
      for (let count = 0; count < 5; count++) exhaust(t, serving, code)
      serving.connect()
      // A loop may turn the first connection away.
      serving.connect()
      await serving.until('a connection', () => serving.protocols.length > 0)
      const spans = times.slice(backlog).map((time, index) => time - (times[index] ?? 0))
      t.that(
        spans.every((span) => span >= 100),
        'a pause of at least 100 ms after two attempts at the most',
        `three attempts took ${spans.map((span) => span.toFixed(1)).join(' ms, and then ')} ms`,
      )
    },
    needsPeers,
  ),
  check(
    'server.close-refuses-new-connections',
    'close() while the system has no descriptor left',
    async (t) => {
      const code = t.draw('the error', wants)
      const serving = await serve(t)
      const { loop, server, port } = serving
      const reports = t.reports(loop)
      exhaust(t, serving, code)
      serving.connect()
      await serving.until('a report or a connection', () => reports.length + serving.protocols.length > 0)
      const before = serving.protocols.length
      server.close()
      await t.iterations(loop)
      t.same(refusal(t, loop, port), 'ECONNREFUSED', 'the error of a peer after close()')
      // It pauses too, and later. When it accepts again, the closed server would have done so.
      const other = await serve(t, { loop, port, name: 'other: ' })
      exhaust(t, other, code)
      other.connect()
      await t.iterations(loop)
      // A loop may turn the first one away.
      other.connect()
      await other.until('a connection of the other server', () => other.protocols.length > 0)
      t.same(serving.protocols.length, before, 'the number of protocols of the closed server')
      t.same(server.isServing(), false, 'isServing()')
    },
    needsPeers,
  ),
  check(
    'server.closed-loop-serves-nobody',
    'with a server that listens, and an open connection',
    async (t) => {
      const serving = await serve(t, { behaviour: echo })
      const peer = serving.connect()
      const { port } = serving
      await roundTrip(serving, peer)
      t.returned(
        t.attempt(() => serving.loop.close()),
        'close() of the loop',
      )
      const before = t.trace.length
      peer.send(bytes('late'))
      peer.end()
      // Whether the system still accepts for the closed loop is its own affair.
      refusal(t, serving.loop, port)
      const other = await serve(t, { behaviour: echo, name: 'other: ' })
      await roundTrip(other, other.connect())
      const late = t.trace
        .labels()
        .slice(before)
        .filter((label) => label.startsWith('connection'))
      t.sameItems(late, [], 'what the protocol of the closed loop heard')
    },
    needsPeers,
  ),
  check(
    'server.closed-loop-leaves-the-host-alone',
    'with a server that listens, and an open connection',
    async (t) => {
      // The thread of the peers, if it starts now, is not of the loop.
      t.peersOf(t.newEventLoop())
      const before = await keepingAlive(t)
      const serving = await serve(t, { behaviour: echo })
      await roundTrip(serving, serving.connect())
      serving.loop.close()
      await demandNoSocket(t, before)
    },
    { ...needsPeers, hint: 'Close what is open when the loop is closed, or let go of it with unref().' },
  ),
]
