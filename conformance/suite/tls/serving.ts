/** A server and the encrypted connections that it has. */
import { check, type Check } from '../../harness/index.ts'
import { bytes } from '../support/connections.ts'
import { echo, refusal, roundTrip, Seen } from '../support/servers.ts'
import { serveTls } from '../support/tls-peers.ts'

const needsPeers = { needsPeers: true } as const

export const tlsServingChecks: readonly Check[] = [
  check(
    'tls.server-counts-its-connections',
    'an echo after close()',
    async (t) => {
      const serving = await serveTls(t, { behaviour: echo })
      const { loop, server } = serving
      const { peer, transport } = await serving.established()
      server.close()
      const task = loop.createTask(server.waitClosed())
      const received = await roundTrip(serving, peer)
      const early = task.done()
      transport.close()
      peer.end()
      t.waitingFor = 'waitClosed() to end after the last connection'
      await loop.runUntilComplete(task)
      t.same(received, 'ping', 'what the peer received after close() of the server')
      t.same(early, false, 'done() of the task in waitClosed() while a connection is open')
    },
    { ...needsPeers, hint: 'Attach the transport to the server, and detach it in connectionLost().' },
  ),

  check(
    'tls.server-counts-its-connections',
    'a connection whose handshake has failed',
    async (t) => {
      const { connect, established, loop, server, until } = await serveTls(t)
      // Whether it is reported is another clause.
      t.reports(loop)
      const plain = connect()
      plain.send(bytes('This is not TLS.'))
      plain.end()
      const seen = new Seen(plain)
      await until('the peer to see the end', () => seen.look().ended || seen.error !== null)
      const { peer, transport } = await established()
      server.close()
      transport.close()
      peer.end()
      t.waitingFor = 'waitClosed() to end after a handshake that failed'
      await loop.runUntilComplete(server.waitClosed())
    },
    needsPeers,
  ),

  check(
    'tls.failing-factory-leaves-the-server-open',
    'for the first of two connections',
    async (t) => {
      let count = 0
      const serving = await serveTls(t, {
        behaviour: echo,
        beforeProtocol: () => {
          if (++count === 1) throw new Error('meant by the check: the factory fails for the first connection')
        },
      })
      // Whether it is reported is another clause.
      t.reports(serving.loop)
      serving.connectTls()
      await serving.until('the factory to be called', () => count > 0)
      t.same(refusal(t, serving.loop, serving.port), null, 'the error of a peer after the failure')
      await serving.anotherIsServed()
    },
    { ...needsPeers, hint: 'Set each connection up in a task or callback of its own.' },
  ),

  check(
    'tls.close-leaves-handshakes',
    'a peer that is in no hurry',
    async (t) => {
      const { connect, established, server, until, protocols } = await serveTls(t, { behaviour: echo })
      const slow = connect()
      const seen = new Seen(slow)
      // The server has accepted the first connection when it has accepted the second.
      const { protocol } = await established()
      server.close()
      slow.encrypt({ serverHostname: 'localhost' })
      slow.send(bytes('ping'))
      const isOver = (): boolean => seen.look().received.length >= 4 || seen.ended || seen.error !== null
      await until('the slow peer to get its echo', isOver)
      t.same(seen.received, 'ping', 'what the slow peer received')
      t.same(protocol.lost.length, 0, 'how often connectionLost() of the other connection was called')
      t.same(protocols.length, 2, 'the number of protocols')
    },
    needsPeers,
  ),

  ...(['closeClients', 'abortClients'] as const).map((way) =>
    check(
      'tls.server-ends-its-connections',
      `${way}() with two connections`,
      async (t) => {
        const { established, server, until, protocols } = await serveTls(t)
        const ones = [await established(), await established()]
        if (way === 'abortClients') {
          ones[0]?.peer.pause()
          ones[0]?.transport.write(new Uint8Array(8 * 2 ** 20))
        }
        server[way]()
        const lost = (): number => protocols.filter((protocol) => protocol.lost.length > 0).length
        await until('two calls of connectionLost()', () => lost() >= 2)
        const next = await established()
        t.sameItems(
          protocols.map((protocol) => protocol.lost.length),
          [1, 1, 0],
          'how often connectionLost() was called for two connections, and for one that was made later',
        )
        t.same(next.protocol.lost.length, 0, 'how often connectionLost() of a later connection was called')
      },
      needsPeers,
    ),
  ),
]
