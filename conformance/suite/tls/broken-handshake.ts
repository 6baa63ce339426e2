/** Handshakes that do not come to their end. */
import { check, type Check, type CheckContext, type PeerConnection } from '../../harness/index.ts'
import { bytes } from '../support/connections.ts'
import { threwOsError } from '../support/real-server.ts'
import { echo, roundTrip, runUntil, Seen } from '../support/servers.ts'
import { beginToConnect, serveTls } from '../support/tls-peers.ts'

const needsPeers = { needsPeers: true } as const

/** A hello of TLS 1.2 that offers little. */
const clientHello = ((): Uint8Array => {
  const groups = [0, 10, 0, 6, 0, 4, 0, 29, 0, 23]
  const signatures = [0, 13, 0, 8, 0, 6, 4, 3, 8, 4, 4, 1]
  const extensions = [0, groups.length + signatures.length, ...groups, ...signatures]
  const random = Array.from({ length: 32 }, (_, index) => index)
  const ciphers = [0, 4, 0xc0, 0x2b, 0xc0, 0x2f]
  const hello = [3, 3, ...random, 0, ...ciphers, 1, 0, ...extensions]
  return Uint8Array.of(22, 3, 1, 0, hello.length + 4, 1, 0, 0, hello.length, ...hello)
})()
/** The beginning of a hello: much more is announced. */
const partOfServerHello = Uint8Array.of(22, 3, 3, 0, 122, 2, 0, 0, 118, 3, 3)

type Spoil = (peer: PeerConnection) => void

/** The candidate connects to a peer that does this when the candidate has begun the handshake, or at once. */
async function connectTo(t: CheckContext, spoil: Spoil, atOnce = false): Promise<void> {
  const { loop, listening, connecting } = beginToConnect(t, null)
  const peers: PeerConnection[] = []
  const isAccepted = (): boolean => peers.push(...listening.accepted()) > 0
  await runUntil(t, loop, 'the candidate to connect', isAccepted)
  const seen = new Seen(peers[0] as PeerConnection)
  const hasBegun = (): boolean => seen.look().received.length > 0
  if (!atOnce) await runUntil(t, loop, 'the candidate to begin the handshake', hasBegun)
  spoil(peers[0] as PeerConnection)
  t.waitingFor = 'createConnection() to fail'
  const outcome = await t.attemptAsync(() => loop.runUntilComplete(connecting))
  t.that(outcome.threw, 'createConnection() throws', 'createConnection() returned')
  t.times('connectionMade', 0)
  t.times('connectionLost', 0)
}

export const tlsBrokenHandshakeChecks: readonly Check[] = [
  ...(
    [
      ['the peer sends plain text', (peer) => peer.send(bytes('220 mail.example ESMTP\r\n'))],
      ['the peer ends its stream', (peer) => peer.end()],
      ['the peer resets the connection', (peer) => peer.reset()],
      ['the peer ends its stream at once', (peer) => peer.end(), true],
      [
        'the peer ends its stream after a part of a hello',
        (peer) => {
          peer.send(partOfServerHello)
          peer.end()
        },
      ],
    ] as readonly (readonly [words: string, spoil: Spoil, atOnce?: boolean])[]
  ).map(([words, spoil, atOnce]) =>
    check('tls.broken-handshake-reaches-the-caller', words, (t) => connectTo(t, spoil, atOnce), needsPeers),
  ),

  check(
    'tls.silent-peer-times-out',
    'a peer that only accepts',
    async (t) => {
      const { loop, listening, connecting } = beginToConnect(t, null, { sslHandshakeTimeout: 50 })
      t.waitingFor = 'createConnection() to give up after 50 ms'
      const outcome = await t.attemptAsync(() => loop.runUntilComplete(connecting))
      threwOsError(t, outcome, 'createConnection() to a peer that says nothing')
      t.times('connectionMade', 0)
      const peers: PeerConnection[] = []
      await runUntil(t, loop, 'the peer to accept', () => peers.push(...listening.accepted()) > 0)
      const seen = new Seen(peers[0] as PeerConnection)
      const isOver = (): boolean => seen.look().ended || seen.error !== null
      await runUntil(t, loop, 'the peer to see the end of the connection', isOver)
    },
    { ...needsPeers, hint: 'Start a timer with the handshake, and end the connection when it runs.' },
  ),

  check(
    'tls.silent-peer-times-out',
    'a peer of a server that only connects',
    async (t) => {
      const { connect, until } = await serveTls(t, { sslHandshakeTimeout: 50 })
      const seen = new Seen(connect())
      await until('the silent peer to see the end', () => seen.look().ended || seen.error !== null)
      t.times('connection 1: connectionMade', 0)
      t.times('connection 1: connectionLost', 0)
    },
    needsPeers,
  ),

  check(
    'tls.silent-peer-times-out',
    'a connection whose handshake is over, and a peer that only connects after it',
    async (t) => {
      const serving = await serveTls(t, { behaviour: echo, sslHandshakeTimeout: 100 })
      const { connect, connectTls, protocols, until } = serving
      const isMade = (): boolean => protocols.at(-1)?.transports.length === 1
      // On a busy machine a handshake may take longer than this server allows.
      let open = connectTls()
      const isLost = (): boolean => open.seen.look().ended || open.seen.error !== null
      for (;;) {
        await until('the handshake to end', () => isMade() || isLost())
        if (isMade() || t.finished) break
        open = connectTls()
      }
      const protocol = protocols.at(-1)
      const seen = new Seen(connect())
      await until('the silent peer to see the end', () => seen.look().ended || seen.error !== null)
      t.same(protocol?.lost.length, 0, 'how often connectionLost() of the other connection was called')
      t.same(await roundTrip(serving, open.peer), 'ping', 'what came back on the other connection')
    },
    { ...needsPeers, hint: 'Cancel the timer of the handshake when it is over.' },
  ),

  check(
    'tls.cancelled-handshake-ends-the-connection',
    'createConnection() to a peer that says nothing',
    async (t) => {
      const { loop, listening, connecting, task } = beginToConnect(t, null)
      const peers: PeerConnection[] = []
      await runUntil(t, loop, 'the peer to accept', () => peers.push(...listening.accepted()) > 0)
      const seen = new Seen(peers[0] as PeerConnection)
      await runUntil(t, loop, 'the handshake to begin', () => seen.look().received.length > 0)
      task.cancel()
      t.waitingFor = 'createConnection() to be cancelled'
      const outcome = await t.attemptAsync(() => loop.runUntilComplete(connecting))
      t.threw(outcome, 'CancelledError', 'createConnection()')
      await runUntil(t, loop, 'the peer to see the end', () => seen.look().ended || seen.error !== null)
      t.times('connectionMade', 0)
      t.times('connectionLost', 0)
    },
    needsPeers,
  ),

  check(
    'tls.protocol-waits-for-the-handshake',
    'a peer of a server that is in no hurry',
    async (t) => {
      const { connect, connectTls, protocols, until } = await serveTls(t)
      const slow = connect()
      const { peer } = connectTls()
      peer.send(bytes('ping'))
      const made = (): number => protocols.filter(({ transports }) => transports.length > 0).length
      const received = (): string => protocols.map((protocol) => protocol.received).join('')
      await until('dataReceived() of the connection whose handshake is over', () => received().length >= 4)
      const early = made()
      slow.encrypt({ serverHostname: 'localhost' })
      await until('connectionMade() after the second handshake', () => made() === 2)
      t.same(early, 1, 'how often connectionMade() was called while one of two handshakes was over')
      t.times('connection 1: connectionMade', 1)
      t.times('connection 2: connectionMade', 1)
    },
    {
      ...needsPeers,
      hint: 'Call connectionMade() when the handshake is over, and not when the connection is accepted.',
    },
  ),

  ...(
    [
      ['sends plain text', bytes('GET / HTTP/1.0\r\n\r\n'), () => undefined],
      ['ends its stream at once', null, (peer) => peer.end()],
      ['ends its stream after a part of a hello', clientHello.subarray(0, 20), (peer) => peer.end()],
      ['ends its stream after a hello', clientHello, (peer) => peer.end()],
      ['resets the connection at once', null, (peer) => peer.reset()],
      ['resets the connection after a part of a hello', clientHello.subarray(0, 20), (peer) => peer.reset()],
    ] as readonly (readonly [words: string, sent: Uint8Array | null, spoil: Spoil])[]
  ).map(([words, sent, spoil]) =>
    check(
      'tls.broken-handshake-costs-one-connection',
      `a peer that ${words}, and another one`,
      async (t) => {
        const { connect, established, until, protocols } = await serveTls(t)
        const wrong = connect()
        const seen = new Seen(wrong)
        if (sent !== null) wrong.send(sent)
        spoil(wrong)
        // A peer that has reset its connection sees no other end.
        const isOver = (): boolean => seen.look().ended || seen.error !== null
        if (!words.startsWith('resets')) await until('the wrong peer to see the end', isOver)
        const { peer, protocol } = await established()
        peer.send(bytes('ping'))
        await until('dataReceived() of the other connection', () => protocol.received.length >= 4)
        t.same(protocol.received, 'ping', 'what the other connection received')
        const others = protocols.filter((one) => one !== protocol)
        t.sameItems(
          others.flatMap(({ transports, lost }) => [...transports, ...lost]),
          [],
          'what the protocol of the wrong peer heard',
        )
      },
      { ...needsPeers, hint: 'Close the connection when its stream ends during the handshake.' },
    ),
  ),
]
