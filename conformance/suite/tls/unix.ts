/** TLS over connections to a path. */
import { check, here, type Check, type PeerConnection } from '../../harness/index.ts'
import { bytes, RecordingProtocol } from '../support/connections.ts'
import { runUntil, Seen } from '../support/servers.ts'
import { peerServer, trusting } from '../support/tls-peers.ts'
import { newUnixLoop, serveAtPath } from '../support/unix.ts'
import { pairOf } from '../support/pairs.ts'

const needsPeers = { needsPeers: true } as const

export const tlsUnixChecks: readonly Check[] = [
  check(
    'tls.encrypts-at-a-path',
    'a server, and a ping and its echo',
    async (t) => {
      if (!t.claims('unix')) t.skipWithout('unixProfile')
      const { connect, until, protocols } = await serveAtPath(t, {
        ssl: here,
        behaviour: { dataReceived: (transport, data) => transport.write(data as Uint8Array) },
      })
      const peer = connect()
      const seen = new Seen(peer)
      peer.encrypt({ serverHostname: 'localhost' })
      peer.send(bytes('ping'))
      const received = (): string => protocols.map((protocol) => protocol.received).join('')
      await until('dataReceived()', () => received().length >= 4)
      t.same(received(), 'ping', 'what the protocol received')
      await until('the peer to get the echo', () => seen.look().received.length >= 4)
      t.same(seen.received, 'ping', 'what the peer decrypted')
    },
    needsPeers,
  ),

  check(
    'tls.encrypts-at-a-path',
    'a client, with and without a host to ask for',
    async (t) => {
      if (!t.claims('unix')) t.skipWithout('unixProfile')
      const loop = newUnixLoop(t)
      const peers = t.peersOf(loop)
      const path = peers.files.newPath()
      const listening = peers.listen({ path, tls: peerServer })
      const protocol = new RecordingProtocol(t)
      const refused = await t.attemptAsync(() =>
        loop.runUntilComplete(loop.createUnixConnection(() => protocol, path, { ssl: trusting })),
      )
      t.threw(refused, 'ValueError', 'createUnixConnection() with ssl and without serverHostname')
      t.waitingFor = 'createUnixConnection() with ssl to return'
      const [transport] = pairOf(
        t,
        await loop.runUntilComplete(
          loop.createUnixConnection(() => protocol, path, { ssl: trusting, serverHostname: 'localhost' }),
        ),
        'createUnixConnection()',
      )
      transport.write(bytes('ping'))
      const accepted: PeerConnection[] = []
      const isAccepted = (): boolean => accepted.push(...listening.accepted()) > 0
      await runUntil(t, loop, 'the handshake of the peer to end', isAccepted)
      const seen = new Seen(accepted[0] as PeerConnection)
      await runUntil(t, loop, 'the peer to get the bytes', () => seen.look().received.length >= 4)
      t.same(seen.received, 'ping', 'what the peer decrypted')
      t.same(seen.tls?.serverHostname, 'localhost', 'the host that the peer was asked for')
      t.times('connectionMade', 1)
    },
    needsPeers,
  ),
]
