/** What a transport does without: methods of the protocol, and its loop. */
import { socketPair, type NetworkEventLoop, type Protocol } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { bytes, connect, connectOver, drain } from './transports-connection.ts'

export const transportsSilenceTests: readonly ClauseTest[] = [
  clauseTest('transports.missing-methods-do-nothing', 'a protocol that has none', async (check) => {
    const loop = check.newEventLoop() as NetworkEventLoop
    const reports = check.reports(loop)
    const [sock, peer] = socketPair(50)
    const protocol: Protocol = {}
    const [transport] = await loop.runUntilComplete(connectOver(loop, sock, () => protocol))
    transport.setWriteBufferLimits(10)
    peer.send(bytes('to nobody'))
    transport.write(bytes('x'.repeat(100)))
    let data = ''
    for (let round = 0; round < 4; round++) {
      await check.iterations(loop)
      data += drain(peer).data
    }
    const open = !transport.isClosing()
    peer.shutdownWrite()
    await check.iterations(loop)
    await check.iterations(loop)
    check.sameMembers(reports, [], 'what the exception handler heard')
    check.same(data.length, 100, 'how many bytes the peer got')
    check.same(open, true, 'whether the transport is open after all that')
    check.same(sock.closed, true, 'whether the socket is closed after the end of the stream')
  }),
  clauseTest(
    'transports.closed-loop-hears-nothing',
    'bytes, the end and an error come later',
    async (check) => {
      const { loop, transport, sock, peer } = await connect(check, { capacity: 50 })
      transport.write(bytes('x'.repeat(100)))
      await check.iterations(loop)
      loop.close()
      const calls = {
        'bytes for a closed loop': () => void peer.send(bytes('late')),
        'the end of the stream': () => peer.shutdownWrite(),
        'a peer that takes something': () => void drain(peer),
        'an error of the socket': () => sock.fail(new Error('meant by the check')),
      }
      for (const [what, call] of Object.entries(calls)) check.answered(check.attempt(call), what)
      check.happened('connectionMade')
      check.times('dataReceived', 0)
      check.times('eofReceived', 0)
    },
  ),
]
