/** The handshake as a client. */
import { authority, check, elsewhere, expired, here, unknown, type Check } from '../../harness/index.ts'
import { bytes, RecordingProtocol } from '../support/connections.ts'
import { acceptedSocket, echo, runUntil, Seen } from '../support/servers.ts'
import { beginToConnect, connectTls, serveTls, trusting } from '../support/tls-peers.ts'
import { pairOf } from '../support/pairs.ts'

const needsPeers = { needsPeers: true } as const

export const tlsHandshakeChecks: readonly Check[] = [
  check(
    'tls.encrypts-as-a-client',
    'a ping and its echo',
    async (t) => {
      const { transport, peer, seen, protocol, until } = await connectTls(t)
      transport.write(bytes('ping'))
      await until('the peer to get the bytes', () => seen.look().received.length >= 4)
      peer.send(bytes('pong'))
      await until('dataReceived()', () => protocol.received.length >= 4)
      t.same(seen.received, 'ping', 'what the peer decrypted')
      t.same(protocol.received, 'pong', 'what the protocol received')
      t.order('connectionMade', 'dataReceived')
    },
    needsPeers,
  ),

  ...(['TLSv1.2', 'TLSv1.3'] as const).map((version) =>
    check(
      'tls.bytes-keep-their-order',
      `what a peer sends with the end of the handshake, in ${version}`,
      async (t) => {
        const versions = [version, version] as const
        const { protocol, peer, until } = await connectTls(t, { ...here, versions, greeting: bytes('220 ') })
        peer.send(bytes('ready'))
        peer.end()
        await until('connectionLost()', () => protocol.lost.length > 0)
        t.same(protocol.received, '220 ready', 'what the protocol received')
      },
      needsPeers,
    ),
  ),

  check(
    'tls.encrypts-as-a-client',
    'over a socket that is given',
    async (t) => {
      const { loop, sock, peer } = await acceptedSocket(t)
      const protocol = new RecordingProtocol(t)
      peer.encrypt({ ...here, serverSide: true })
      t.waitingFor = 'createConnection() with ssl and sock to return'
      const options = { sock, ssl: trusting, serverHostname: 'localhost' }
      const [transport] = pairOf(
        t,
        await loop.runUntilComplete(loop.createConnection(() => protocol, null, null, options)),
        'createConnection()',
      )
      // In plain text it is longer than the head of a record, so the peer sees what it is.
      transport.write(bytes('ping again'))
      const seen = new Seen(peer)
      const isOver = (): boolean => seen.look().received.length >= 10 || protocol.lost.length > 0
      await runUntil(t, loop, 'the peer to get the bytes', isOver)
      t.same(seen.received, 'ping again', 'what the peer decrypted')
    },
    needsPeers,
  ),

  check(
    'tls.encrypts-an-accepted-socket',
    'a ping and its echo',
    async (t) => {
      const { loop, sock, peer } = await acceptedSocket(t)
      const protocol = new RecordingProtocol(t, echo)
      peer.encrypt({ serverHostname: 'localhost' })
      peer.send(bytes('ping'))
      t.waitingFor = 'connectAcceptedSocket() with ssl to return'
      await loop.runUntilComplete(loop.connectAcceptedSocket(() => protocol, sock, { ssl: here }))
      await runUntil(t, loop, 'dataReceived()', () => protocol.received.length >= 4)
      t.same(protocol.received, 'ping', 'what the protocol received')
    },
    needsPeers,
  ),

  ...(
    [
      ['signed by nobody that the context trusts', unknown, trusting],
      ['expired', expired, trusting],
      ['for another host', elsewhere, trusting],
      ['and the context trusts nobody but the system', here, {}],
      ['and ssl is true, which is the context of the system', here, true],
    ] as const
  ).map(([words, certificate, ssl]) =>
    check(
      'tls.wrong-certificate-is-refused',
      `a certificate ${words}`,
      async (t) => {
        const { loop, connecting } = beginToConnect(t, certificate, { ssl })
        t.waitingFor = 'createConnection() to fail'
        const outcome = await t.attemptAsync(() => loop.runUntilComplete(connecting))
        t.that(
          outcome.threw,
          'createConnection() throws',
          'createConnection() returned a connection that is not safe',
        )
        t.times('connectionMade', 0)
      },
      { ...needsPeers, hint: 'Give the name of the host to the library, and let it check the certificate.' },
    ),
  ),

  ...(
    [
      ['a context that does not check', unknown, { verify: false }],
      [
        'a context that does not ask for which host it is',
        elsewhere,
        { ca: authority, checkHostname: false },
      ],
    ] as const
  ).map(([words, certificate, ssl]) =>
    check(
      'tls.context-decides-what-is-checked',
      words,
      async (t) => {
        const { transport, seen, until } = await connectTls(t, certificate, { ssl })
        transport.write(bytes('ping'))
        await until('the peer to get the bytes', () => seen.look().received.length >= 4)
        t.same(seen.received, 'ping', 'what the peer decrypted')
      },
      needsPeers,
    ),
  ),

  check(
    'tls.server-hostname-is-asked-for',
    'a name other than the host',
    async (t) => {
      const { seen, until } = await connectTls(t)
      await until('the handshake of the peer to end', () => seen.look().tls !== null)
      t.same(seen.tls?.serverHostname, 'localhost', 'the host that the peer was asked for')
    },
    { ...needsPeers, hint: 'Pass serverHostname to the library that does the handshake.' },
  ),

  check(
    'tls.versions-are-those-of-the-context',
    'the newest of both, an older one, and none in common',
    async (t) => {
      const versionWith = async (ssl: object): Promise<unknown> => {
        const { seen, until, transport } = await connectTls(t, here, { ssl: { ...trusting, ...ssl } })
        await until('the handshake of the peer to end', () => seen.look().tls !== null)
        transport.abort()
        return seen.tls?.version
      }
      t.same(await versionWith({}), 'TLSv1.3', 'the version that the peer speaks')
      t.same(
        await versionWith({ maximumVersion: 'TLSv1.2' }),
        'TLSv1.2',
        'the version that the peer speaks with a context that allows no newer one',
      )
      const old = { ...here, versions: ['TLSv1.2', 'TLSv1.2'] } as const
      const { loop, connecting } = beginToConnect(t, old, { ssl: { ...trusting, minimumVersion: 'TLSv1.3' } })
      t.waitingFor = 'createConnection() to fail'
      const outcome = await t.attemptAsync(() => loop.runUntilComplete(connecting))
      t.that(
        outcome.threw,
        'createConnection() throws if there is no version in common',
        'createConnection() returned',
      )
    },
    needsPeers,
  ),

  check(
    'tls.application-protocol-is-agreed-on',
    'two offers, of which the server knows the second',
    async (t) => {
      const peer = { ...here, alpnProtocols: ['http/1.1'] }
      const ssl = { ...trusting, alpnProtocols: ['h2', 'http/1.1'] }
      const { seen, until } = await connectTls(t, peer, { ssl })
      await until('the handshake of the peer to end', () => seen.look().tls !== null)
      t.same(seen.tls?.alpnProtocol, 'http/1.1', 'the protocol that was agreed on')
    },
    needsPeers,
  ),

  check(
    'tls.extra-info-describes-the-encryption',
    'of a client',
    async (t) => {
      const { transport } = await connectTls(t)
      for (const name of ['sslcontext', 'ssl_object', 'cipher', 'peercert', 'socket']) {
        const value = transport.getExtraInfo(name)
        const found = value === null || value === undefined ? 'nothing' : 'a value'
        t.same(found, 'a value', `getExtraInfo('${name}')`)
      }
    },
    needsPeers,
  ),

  check(
    'tls.extra-info-describes-the-encryption',
    'of a client, after the end',
    async (t) => {
      const { transport, protocol, peer, until } = await connectTls(t)
      transport.close()
      peer.end()
      await until('connectionLost()', () => protocol.lost.length > 0)
      for (const name of ['sslcontext', 'cipher', 'peercert']) {
        const value = transport.getExtraInfo(name)
        const found = value === null || value === undefined ? 'nothing' : 'a value'
        t.same(found, 'a value', `getExtraInfo('${name}') after connectionLost()`)
      }
    },
    needsPeers,
  ),

  check(
    'tls.extra-info-describes-the-encryption',
    'of a server: the addresses',
    async (t) => {
      const { established, port } = await serveTls(t)
      const { peer, transport } = await established()
      const portOf = (name: string): unknown =>
        (transport.getExtraInfo(name) as { port?: unknown } | null | undefined)?.port
      t.same(portOf('peername'), peer.port, "the port of getExtraInfo('peername')")
      t.same(portOf('sockname'), port, "the port of getExtraInfo('sockname')")
    },
    needsPeers,
  ),
]
