/** What an accepted connection owes its protocol and its peer. */
import { isOsError, type Transport } from '../../../spec/index.ts'
import { check, oneOf, type Check, type PeerConnection } from '../../harness/index.ts'
import { cannotSendAll } from '../support/back-pressure.ts'
import { bytes } from '../support/connections.ts'
import { contextVariables } from '../support/context-variables.ts'
import { local, roundTrip, Seen, serve, echo } from '../support/servers.ts'

const needsPeers = { needsPeers: true } as const
/** More than a system keeps for a connection whose peer takes nothing. */
const large = 16 * 2 ** 20

/** What the candidate does with a connection whose peer takes nothing, and which is then reset. */
const beforeReset = oneOf<(transport: Transport) => void>(
  ['while it reads', () => () => undefined],
  ['while bytes wait', () => (transport) => transport.write(new Uint8Array(large))],
  [
    'after close(), while bytes wait',
    () => (transport) => {
      transport.write(new Uint8Array(large))
      transport.close()
    },
  ],
)

/** Counts the bytes that a peer gets. Each call looks again. */
function counting(peer: PeerConnection): () => { count: number; ended: boolean } {
  let count = 0
  return () => {
    const { received, ended, error } = peer.look()
    count += received.length
    return { count, ended: ended || error !== null }
  }
}

export const serverAcceptedChecks: readonly Check[] = [
  check(
    'server.connection-wakes-the-loop',
    'a loop without callbacks and timers',
    async (t) => {
      const { loop, connect } = await serve(t, {
        behaviour: { connectionMade: () => loop.stop() },
      })
      loop.callSoon(() => {
        connect()
      })
      t.waitingFor = 'the connection to wake the loop'
      await loop.runForever()
      t.times('connection 1: connectionMade', 1)
    },
    needsPeers,
  ),
  check(
    'server.accepts-many-at-once',
    'sixty peers before the loop looks',
    async (t) => {
      const { connect, until, protocols } = await serve(t)
      const made = (): number => protocols.filter(({ transports }) => transports.length > 0).length
      for (let count = 0; count < 60; count++) connect()
      await until('sixty connections', () => made() >= 60)
      t.same(protocols.length, 60, 'the number of protocols')
    },
    needsPeers,
  ),
  check(
    'server.accepts-many-at-once',
    'more than the backlog, one after another',
    async (t) => {
      const { connect, until, protocols } = await serve(t, { backlog: 2 })
      for (let count = 1; count <= 5; count++) {
        connect()
        await until(`${String(count)} connections`, () => protocols.length >= count)
      }
      t.same(protocols.length, 5, 'the number of protocols')
    },
    needsPeers,
  ),
  check(
    'server.events-come-in-order',
    'a peer that has sent and ended before the loop looks',
    async (t) => {
      const { connect, until, protocols } = await serve(t)
      const peer = connect()
      peer.send(bytes('short'))
      peer.end()
      await until('the end of the connection', () => protocols[0]?.lost.length === 1)
      t.order(
        ...['connectionMade', 'dataReceived', 'eofReceived', 'connectionLost'].map(
          (method) => `connection 1: ${method}`,
        ),
      )
      t.same(protocols[0]?.received, 'short', 'what the protocol received')
      t.same(protocols[0]?.lost[0], null, 'the argument of connectionLost()')
    },
    needsPeers,
  ),
  check(
    'server.tells-the-addresses',
    'getExtraInfo() in connectionMade()',
    async (t) => {
      const known: unknown[] = []
      const { connect, port, until } = await serve(t, {
        behaviour: {
          connectionMade: (transport) => {
            for (const name of ['peername', 'sockname']) known.push(transport.getExtraInfo(name))
          },
        },
      })
      const peer = connect()
      await until('connectionMade()', () => known.length === 2)
      const [peername, sockname] = known as ({ host?: unknown; port?: unknown } | null)[]
      t.same(peername?.host, local, 'the host of getExtraInfo("peername")')
      t.same(peername?.port, peer.port, 'the port of getExtraInfo("peername")')
      t.same(sockname?.host, local, 'the host of getExtraInfo("sockname")')
      t.same(sockname?.port, port, 'the port of getExtraInfo("sockname")')
    },
    needsPeers,
  ),
  check(
    'server.connections-have-the-context-of-serving',
    'a variable that the creating task sets',
    async (t) => {
      const Variable = contextVariables(t)
      const variable = new Variable<string>('of the service')
      const found: unknown[] = []
      const look = (): void => void found.push(variable.get('nothing'))
      const { connect, until } = await serve(t, {
        inTask: () => variable.set('serving'),
        beforeProtocol: look,
        behaviour: { connectionMade: look, dataReceived: look },
      })
      connect().send(bytes('x'))
      await until('the first byte', () => found.length >= 3)
      t.sameItems(
        found,
        ['serving', 'serving', 'serving'],
        'the variable in the factory, connectionMade() and dataReceived()',
      )
    },
    { ...needsPeers, hint: 'Copy the context when the server starts, and use it for each connection.' },
  ),
  check(
    'server.servers-are-separate',
    'the first of two is closed',
    async (t) => {
      const first = await serve(t, { name: 'first: ' })
      const second = await serve(t, { loop: first.loop, name: 'second: ', behaviour: echo })
      first.connect()
      await first.until('a connection of the first', () => first.protocols.length > 0)
      const before = second.protocols.length
      first.server.close()
      const peer = second.connect()
      t.same(await roundTrip(second, peer), 'ping', 'what the peer of the second server received')
      t.same(before, 0, 'the protocols of the second server for a connection of the first')
      t.same(first.protocols.length, 1, 'the number of protocols of the first server')
    },
    needsPeers,
  ),
  check(
    'server.writes-after-the-peer-has-ended',
    'a response in eofReceived()',
    async (t) => {
      const { connect, until, protocols } = await serve(t, {
        behaviour: {
          eofReceived: (transport) => {
            transport.write(bytes('response'))
            return true
          },
        },
      })
      const peer = connect()
      const seen = new Seen(peer)
      peer.end()
      await until('the response', () => seen.look().received.length >= 8 || seen.ended)
      t.same(seen.received, 'response', 'what the peer received')
      t.same(protocols[0]?.lost.length, 0, 'the calls of connectionLost()')
    },
    needsPeers,
  ),
  check(
    'server.close-sends-everything-first',
    'a mebibyte, to a peer that takes nothing at first',
    async (t) => {
      const size = 2 ** 20
      const { connect, until, protocols } = await serve(t, {
        behaviour: {
          connectionMade: (transport) => {
            transport.write(new Uint8Array(size))
            transport.close()
          },
        },
      })
      const peer = connect()
      peer.pause()
      await until('connectionMade()', () => protocols[0]?.transports.length === 1)
      peer.resume()
      const look = counting(peer)
      let last = look()
      await until('the end of the stream', () => (last = look()).ended)
      t.same(last.count, size, 'the number of bytes that the peer received')
    },
    needsPeers,
  ),
  check(
    'server.slow-peer-pauses-the-writer',
    'a peer that takes nothing at first',
    async (t) => {
      const { connect, until, protocols } = await serve(t, {
        behaviour: { connectionMade: (transport) => transport.write(new Uint8Array(large)) },
      })
      const peer = connect()
      peer.pause()
      await until('connectionMade()', () => protocols[0]?.transports.length === 1)
      t.times('connection 1: pauseWriting', 1)
      t.times('connection 1: resumeWriting', 0)
      peer.resume()
      const look = counting(peer)
      let last = look()
      await until('everything that was written', () => (last = look()).count >= large || last.ended)
      await until('resumeWriting()', () => t.trace.count('connection 1: resumeWriting') > 0)
      t.same(last.count, large, 'the number of bytes that the peer received')
      t.times('connection 1: resumeWriting', 1)
    },
    needsPeers,
  ),
  check(
    'server.paused-reader-slows-its-peer',
    '32 MiB for a connection that is paused',
    async (t) => {
      const serving = await serve(t, { behaviour: echo })
      const peer = serving.connect()
      await serving.until('connectionMade()', () => serving.protocols[0]?.transports.length === 1)
      const transport = serving.protocols[0]?.transports[0]
      transport?.pauseReading()
      await cannotSendAll(t, peer, () => roundTrip(serving, serving.connect()))
      transport?.abort()
    },
    { ...needsPeers, hint: 'Stop receiving from the socket when pauseReading() is called.' },
  ),
  check(
    'server.reset-is-an-error',
    'after an echo, in three states',
    async (t) => {
      const reach = t.draw('reset', beforeReset)
      const serving = await serve(t, { behaviour: echo })
      const peer = serving.connect()
      await roundTrip(serving, peer)
      peer.pause()
      reach(serving.protocols[0]?.transports[0] as Transport)
      peer.reset()
      const lost = (): readonly unknown[] => serving.protocols[0]?.lost ?? []
      await serving.until('the end of the connection', () => lost().length > 0)
      const [error] = lost()
      t.that(
        isOsError(error),
        'connectionLost() gets an OSError',
        `connectionLost() got ${error === null ? 'null' : String(error)}`,
      )
    },
    needsPeers,
  ),
]
