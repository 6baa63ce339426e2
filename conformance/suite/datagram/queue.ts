/** What shows only while the system takes nothing: the endpoint has a socket in memory, which can be blocked. */
import { check, type Check } from '../../harness/index.ts'
import { bytes } from '../support/connections.ts'
import { openInMemory, textsAt } from '../support/datagrams.ts'

export const datagramQueueChecks: readonly Check[] = [
  ...([false, true] as const).map((isConnected) =>
    check(
      'datagram.queues-what-cannot-be-sent',
      `three datagrams while the socket takes nothing${isConnected ? ', on a connected socket' : ''}`,
      async (t) => {
        const { transport, sock, peer, until } = await openInMemory(t, { isConnected })
        const to = isConnected ? null : peer.localAddress
        sock.isBlocked = true
        for (const one of ['a', 'bb', 'ccc']) transport.sendto(bytes(one), to)
        t.that(
          transport.getWriteBufferSize() >= 6,
          'the buffer has at least 6 bytes',
          `the buffer has ${String(transport.getWriteBufferSize())} bytes`,
        )
        sock.isBlocked = false
        const arrived: string[] = []
        await until('three datagrams at the peer', () => arrived.push(...textsAt(peer)) >= 3)
        t.sameItems(arrived, ['a', 'bb', 'ccc'], 'what the peer received')
      },
    ),
  ),
  check(
    'datagram.queues-what-cannot-be-sent',
    'sendto() when the socket takes something again, before the loop has looked',
    async (t) => {
      const { transport, sock, peer, until } = await openInMemory(t)
      sock.isBlocked = true
      for (const one of ['a', 'b']) transport.sendto(bytes(one), peer.localAddress)
      sock.isBlocked = false
      transport.sendto(bytes('c'), peer.localAddress)
      const arrived: string[] = []
      await until('three datagrams at the peer', () => arrived.push(...textsAt(peer)) >= 3)
      t.sameItems(arrived, ['a', 'b', 'c'], 'what the peer received')
    },
  ),
  check(
    'datagram.queues-what-cannot-be-sent',
    'the system refuses the first of two',
    async (t) => {
      const { transport, protocol, sock, peer, until } = await openInMemory(t)
      sock.isBlocked = true
      transport.sendto(new Uint8Array(70_000), peer.localAddress)
      transport.sendto(bytes('short'), peer.localAddress)
      sock.isBlocked = false
      const arrived: string[] = []
      await until('the short datagram', () => arrived.push(...textsAt(peer)) >= 1 || protocol.lost.length > 0)
      t.sameItems(arrived, ['short'], 'what the peer received')
      t.times('errorReceived', 1)
      t.same((protocol.errors[0] as { code?: unknown } | null)?.code, 'EMSGSIZE', 'the code of the error')
    },
    { hint: 'After an error of one datagram, go on with the rest of the queue.' },
  ),
  check('datagram.queued-bytes-are-a-copy', 'the caller changes the bytes after sendto()', async (t) => {
    const { transport, sock, peer, until } = await openInMemory(t)
    sock.isBlocked = true
    const data = bytes('first')
    transport.sendto(data, peer.localAddress)
    data.set(bytes('later'))
    sock.isBlocked = false
    const arrived: string[] = []
    await until('the datagram', () => arrived.push(...textsAt(peer)) >= 1)
    t.sameItems(arrived, ['first'], 'what the peer received')
  }),
  check('datagram.close-sends-what-is-queued', 'close() while the socket takes nothing', async (t) => {
    const { transport, protocol, sock, peer, until } = await openInMemory(t)
    sock.isBlocked = true
    for (const one of ['a', 'b']) transport.sendto(bytes(one), peer.localAddress)
    transport.close()
    t.note('close() returned')
    sock.isBlocked = false
    await until('connectionLost()', () => protocol.lost.length >= 1)
    t.sameItems(textsAt(peer), ['a', 'b'], 'what the peer received')
    t.sameItems(protocol.lost, [null], 'the arguments of connectionLost()')
  }),
  check('datagram.abort-drops-what-is-queued', 'abort() while the socket takes nothing', async (t) => {
    const { transport, protocol, sock, peer, until } = await openInMemory(t)
    transport.sendto(bytes('sent'), peer.localAddress)
    sock.isBlocked = true
    transport.sendto(bytes('dropped'), peer.localAddress)
    transport.abort()
    sock.isBlocked = false
    await until('connectionLost()', () => protocol.lost.length >= 1)
    t.sameItems(textsAt(peer), ['sent'], 'what the peer received')
    t.sameItems(protocol.lost, [null], 'the arguments of connectionLost()')
  }),
  check(
    'datagram.pauses-above-the-high-limit',
    'the buffer grows above its limit while the socket takes nothing',
    async (t) => {
      const { transport, sock, peer } = await openInMemory(t)
      transport.setWriteBufferLimits(1000)
      sock.isBlocked = true
      transport.sendto(new Uint8Array(900), peer.localAddress)
      t.times('pauseWriting', 0)
      transport.sendto(new Uint8Array(900), peer.localAddress)
      t.times('pauseWriting', 1)
      transport.sendto(new Uint8Array(900), peer.localAddress)
      t.times('pauseWriting', 1)
    },
  ),
  check('datagram.resumes-at-the-low-limit', 'the socket takes everything again', async (t) => {
    const { transport, protocol, sock, peer, until } = await openInMemory(t)
    transport.setWriteBufferLimits(1000, 0)
    sock.isBlocked = true
    for (let count = 0; count < 3; count++) transport.sendto(new Uint8Array(900), peer.localAddress)
    sock.isBlocked = false
    const arrived: string[] = []
    await until('three datagrams at the peer', () => arrived.push(...textsAt(peer)) >= 3)
    transport.close()
    await until('connectionLost()', () => protocol.lost.length >= 1)
    t.times('resumeWriting', 1)
    t.order('pauseWriting', 'resumeWriting', 'connectionLost')
  }),
  check(
    'datagram.failing-flow-control-is-reported',
    'pauseWriting() and resumeWriting() throw',
    async (t) => {
      const thrown: Error[] = []
      const fail = (): void => {
        thrown.push(new Error('meant by the check'))
        throw thrown.at(-1) as Error
      }
      const endpoint = await openInMemory(t, { behaviour: { pauseWriting: fail, resumeWriting: fail } })
      const { loop, transport, sock, peer, until } = endpoint
      const reports = t.reports(loop)
      transport.setWriteBufferLimits(1000, 500)
      sock.isBlocked = true
      const attempt = t.attempt(() => transport.sendto(new Uint8Array(2000), peer.localAddress))
      transport.sendto(bytes('a'), peer.localAddress)
      sock.isBlocked = false
      const arrived: string[] = []
      await until('two datagrams at the peer', () => arrived.push(...textsAt(peer)) >= 2)
      await t.iterations(loop)
      t.returned(attempt, 'sendto() whose pauseWriting() throws')
      transport.sendto(bytes('b'), peer.localAddress)
      await until('a datagram after them', () => arrived.push(...textsAt(peer)) >= 3)
      t.sameItems(arrived.slice(1), ['a', 'b'], 'what the peer received after the long datagram')
      t.sameItems(
        reports.map(({ exception }) => exception),
        thrown,
        'what the exception handler got',
      )
    },
  ),
]
