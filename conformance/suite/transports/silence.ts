/** What a transport does without: methods of the protocol, and its loop. */
import { socketPair, type NetworkEventLoop, type Protocol } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { bytes, connect, connectOver, drain } from '../support/connections.ts'
import { pairOf } from '../support/pairs.ts'

export const transportsSilenceChecks: readonly Check[] = [
  check('transports.missing-methods-do-nothing', 'a protocol without methods', async (t) => {
    const loop = t.newEventLoop() as NetworkEventLoop
    const reports = t.reports(loop)
    const [sock, peer] = socketPair(50)
    const protocol: Protocol = {}
    const [transport] = pairOf(
      t,
      await loop.runUntilComplete(connectOver(loop, sock, () => protocol)),
      'createConnection()',
    )
    transport.setWriteBufferLimits(10)
    peer.send(bytes('not read by the protocol'))
    transport.write(bytes('x'.repeat(100)))
    let data = ''
    for (let round = 0; round < 4; round++) {
      await t.iterations(loop)
      data += drain(peer).data
    }
    const open = !transport.isClosing()
    peer.shutdownWrite()
    await t.iterations(loop)
    await t.iterations(loop)
    t.sameItems(reports, [], 'what the exception handler received')
    t.same(data.length, 100, 'how many bytes the peer received')
    t.same(open, true, 'whether the transport is open afterwards')
    t.same(sock.closed, true, 'whether the socket is closed after the end of the stream')
  }),
  check('transports.closed-loop-hears-nothing', 'bytes, the end and an error come later', async (t) => {
    const { loop, transport, sock, peer } = await connect(t, { capacity: 50 })
    transport.write(bytes('x'.repeat(100)))
    await t.iterations(loop)
    loop.close()
    const calls = {
      'bytes for a closed loop': () => void peer.send(bytes('late')),
      'the end of the stream': () => peer.shutdownWrite(),
      'a peer that takes something': () => void drain(peer),
      'an error of the socket': () => sock.fail(new Error('meant by the check')),
    }
    for (const [what, call] of Object.entries(calls)) t.returned(t.attempt(call), what)
    t.happened('connectionMade')
    t.times('dataReceived', 0)
    t.times('eofReceived', 0)
  }),
]
