/** Calls of the transport inside of the methods of its protocol. */
import type { Transport } from '../../../spec/index.ts'
import { check, oneOf, type Attempt, type Check } from '../../harness/index.ts'
import { bytes, connect, drainAll, RecordingProtocol } from '../support/connections.ts'
import { filling, inside, methodsOf, type ProtocolMethod } from '../support/in-callbacks.ts'

const ways = oneOf<'close' | 'abort'>(['close()', () => 'close'], ['abort()', () => 'abort'])
const whileOpen = methodsOf('dataReceived', 'eofReceived', 'pauseWriting', 'resumeWriting')
const everywhere = methodsOf('connectionMade', 'dataReceived', 'eofReceived', 'pauseWriting', 'resumeWriting')

const whileWriting = methodsOf('connectionMade', 'dataReceived', 'pauseWriting', 'resumeWriting')

/** What is written to reach the method, before the method writes. */
const writtenBefore = (method: ProtocolMethod): string => (method.endsWith('Writing') ? filling : '')

/** What a program may call in `connectionLost`. */
const lateCalls: Record<string, (transport: Transport) => unknown> = {
  'close()': (transport) => transport.close(),
  'abort()': (transport) => transport.abort(),
  'write()': (transport) => transport.write(bytes('late')),
  'writeEof()': (transport) => transport.writeEof(),
  'pauseReading()': (transport) => transport.pauseReading(),
  'resumeReading()': (transport) => transport.resumeReading(),
  'setWriteBufferLimits()': (transport) => transport.setWriteBufferLimits(100),
}

export const transportsInCallbacksChecks: readonly Check[] = [
  ...(['close', 'abort'] as const).map((way) =>
    check(
      'transports.close-in-a-callback-ends-the-connection',
      `${way}() in any method of the protocol`,
      async (t) => {
        const method = t.draw('called', whileOpen)
        const connection = await inside(t, method, (transport) => {
          transport[way]()
          t.note(`${way}() returned`)
        })
        const { loop, protocol, sock, peer, settle } = connection
        // CPython ends a connection twice that is closed in resumeWriting(), and reports the second time (cpython#156512).
        t.reports(loop)
        const heard = protocol.received
        t.attempt(() => peer.send(bytes('late')))
        await settle()
        const { ended } = await drainAll(connection)
        t.order(`${way}() returned`, 'connectionLost')
        t.times('connectionLost', 1)
        t.sameItems(protocol.lost, [null], 'what connectionLost() received')
        t.same(protocol.received, heard, 'what dataReceived() received in all')
        if (way === 'close') t.same(connection.received, writtenBefore(method), 'what the peer received')
        t.sameItems([sock.closed, ended], [true, true], 'closed of the socket, and the end of the stream')
      },
    ),
  ),
  ...(['write', 'writelines'] as const).map((way) =>
    check(
      way === 'write' ? 'transports.write-sends-in-order' : 'transports.writelines-sends-all',
      'in any method of the protocol',
      async (t) => {
        const method = t.draw('written', whileWriting)
        const connection = await inside(t, method, (transport) => {
          const pieces = ['one ', 'two ', 'three'].map(bytes)
          if (way === 'writelines') transport.writelines(pieces)
          else for (const piece of pieces) transport.write(piece)
        })
        t.same(connection.received, `${writtenBefore(method)}one two three`, 'what the peer received')
        t.same(connection.transport.getWriteBufferSize(), 0, 'getWriteBufferSize() in the end')
      },
    ),
  ),
  check('transports.close-sends-what-was-written', 'written in eofReceived()', async (t) => {
    const answer = 'a response that is longer than what the socket takes at once: '.repeat(4)
    const connection = await inside(t, 'eofReceived', (transport) => transport.write(bytes(answer)), {
      eofReceived: () => false,
    })
    t.same(connection.received, answer, 'what the peer received')
    t.sameItems(connection.protocol.lost, [null], 'what connectionLost() received')
  }),
  check('transports.write-eof-follows-the-data', 'in any method of the protocol', async (t) => {
    const method = t.draw('called', everywhere)
    const connection = await inside(t, method, (transport) => {
      transport.write(bytes('a request'))
      transport.writeEof()
    })
    const { protocol, peer, transport, settle } = connection
    const { ended } = await drainAll(connection)
    if (method !== 'eofReceived') peer.send(bytes('a response'))
    await settle()
    t.same(connection.received, `${writtenBefore(method)}a request`, 'what the peer received')
    t.same(ended, true, 'whether the peer has received the end of the stream')
    t.same(protocol.received.endsWith('a response'), method !== 'eofReceived', 'whether the response arrived')
    t.same(transport.isClosing(), false, 'isClosing()')
  }),
  check('transports.pause-reading-holds-data', 'paused in any method of the protocol', async (t) => {
    const method = t.draw('paused', methodsOf('dataReceived', 'pauseWriting', 'resumeWriting'))
    const { protocol, peer, transport, settle } = await inside(t, method, (made) => made.pauseReading())
    const before = protocol.received
    peer.send(bytes('held'))
    await settle()
    const early = protocol.received
    const reading = transport.isReading()
    transport.resumeReading()
    await settle()
    t.same(reading, false, 'isReading() while reading is paused')
    t.same(early, before, 'what dataReceived() received while reading was paused')
    t.same(protocol.received, `${before}held`, 'what it received in the end')
  }),
  check('transports.pause-reading-holds-data', 'resumed in any method of the protocol', async (t) => {
    const method = t.draw('resumed', methodsOf('dataReceived', 'pauseWriting', 'resumeWriting'))
    const { protocol, peer, transport, settle } = await inside(t, method, (made) => {
      made.pauseReading()
      made.resumeReading()
      t.note('resumed', made.isReading())
    })
    const before = protocol.received
    peer.send(bytes('one '))
    await settle()
    peer.send(bytes('two'))
    await settle()
    t.same(transport.isReading(), true, 'isReading()')
    t.same(protocol.received, `${before}one two`, 'what dataReceived() received')
  }),
  check('transports.protocol-can-be-replaced', 'in each method of the first protocol', async (t) => {
    const method = t.draw('replaced', everywhere)
    const second = new RecordingProtocol(t, { eofReceived: () => true }, 'second ')
    let calls = 0
    const connection = await inside(t, method, (transport) => {
      transport.setProtocol(second)
      calls = t.trace.length
    })
    const { protocol, transport, peer, settle } = connection
    if (method !== 'eofReceived') {
      peer.send(bytes('two'))
      await settle()
      peer.shutdownWrite()
      await settle()
    }
    const holder = transport.getProtocol()
    transport.close()
    await settle()
    const late = t.trace.labels().slice(calls)
    t.same(holder, second, 'getProtocol()')
    t.same(
      late.filter((label) => !label.startsWith('second ')).join(', '),
      '',
      'the later calls of the first protocol',
    )
    t.same(second.received, method === 'eofReceived' ? '' : 'two', 'what the second protocol received')
    t.same(protocol.lost.length, 0, 'how often connectionLost() of the first protocol was called')
    t.times('second connectionLost', 1)
    t.times('second resumeWriting', method === 'pauseWriting' ? 1 : 0)
  }),
  check('transports.lower-mark-pauses-at-once', 'in any method of the protocol', async (t) => {
    const method = t.draw('lowered', methodsOf('connectionMade', 'dataReceived'))
    const counts: number[] = []
    const connection = await inside(t, method, (transport) => {
      transport.write(bytes(filling))
      counts.push(t.trace.count('pauseWriting'))
      transport.setWriteBufferLimits(100, 20)
      counts.push(t.trace.count('pauseWriting'))
    })
    t.sameItems(counts, [0, 1], 'how often pauseWriting() was called before and after')
    t.same(connection.received, filling, 'what the peer received')
    t.times('resumeWriting', 1)
  }),
  check('transports.lower-mark-pauses-at-once', 'in resumeWriting(), with bytes in the buffer', async (t) => {
    const sizes: number[] = []
    const { received } = await inside(t, 'resumeWriting', (transport) => {
      transport.write(bytes('more'))
      sizes.push(transport.getWriteBufferSize())
      transport.setWriteBufferLimits(2, 0)
    })
    const calls = t.trace.labels().filter((label) => label.endsWith('Writing'))
    t.that(
      (sizes[0] ?? 0) > 2,
      'bytes are left in the buffer',
      `getWriteBufferSize() was ${String(sizes[0])}`,
    )
    t.same(received, `${filling}more`, 'what the peer received')
    t.sameItems(
      calls,
      ['pauseWriting', 'resumeWriting', 'pauseWriting', 'resumeWriting'],
      'the calls of the protocol',
    )
  }),
  check('transports.calls-in-connection-lost-do-nothing', 'each method of the transport', async (t) => {
    const way = t.draw('ended by', ways)
    const attempts: (readonly [string, Attempt<unknown>])[] = []
    const states: unknown[] = []
    const connection = await connect(t, {
      behaviour: {
        connectionLost: (transport) => {
          for (const [name, call] of Object.entries(lateCalls))
            attempts.push([name, t.attempt(() => call(transport))])
          states.push(transport.isClosing(), transport.isReading(), transport.getWriteBufferSize())
        },
      },
    })
    connection.transport[way]()
    await connection.settle()
    const { data, ended } = await drainAll(connection)
    for (const [name, attempt] of attempts) t.returned(attempt, `${name} in connectionLost()`)
    t.times('connectionLost', 1)
    t.same(t.trace.labels().at(-1), 'connectionLost', 'the last call of the protocol')
    t.sameItems(states, [true, false, 0], 'isClosing(), isReading() and getWriteBufferSize()')
    t.same(data, '', 'what the peer received')
    t.sameItems(
      [connection.sock.closed, ended],
      [true, true],
      'closed of the socket, and the end of the stream',
    )
  }),
]
