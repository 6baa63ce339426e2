/** A peer over TCP that takes less than is written, and a socket that is asked. */
import type { ConnectionHooks, NetworkEventLoop, StreamSocket } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { reach, request, serverOf } from './real-server.ts'
import { bytes } from './transports-connection.ts'

const megabyte = 2 ** 20
/** In megabytes: more than the systems at both ends hold while the server does not read. */
const long = 6

const putting = (megabytes: number): string =>
  `PUT / HTTP/1.0\r\nContent-Length: ${megabytes * megabyte}\r\n\r\n`

/** A connected socket of the loop, as its transports get it. */
async function connectSock(check: Check): Promise<StreamSocket> {
  const loop = check.newEventLoop() as NetworkEventLoop & Partial<ConnectionHooks>
  if (typeof loop.connectSock !== 'function') check.skipFor('connectSock')
  const { host, port } = serverOf(check)
  check.waitingFor = 'connectSock() to the server'
  const info = { family: 4, type: 'stream', proto: 6, canonname: '', address: { host, port } } as const
  return loop.runUntilComplete(loop.connectSock(info, null))
}

/** Asks the socket to call, and waits for it. Answers whether it did so before that call came back. */
async function called(
  check: Check,
  what: 'whenReadable' | 'whenWritable',
  sock: StreamSocket,
): Promise<boolean> {
  let calls = 0
  sock[what](() => calls++)
  const atOnce = calls > 0
  check.waitingFor = `the callback of ${what}()`
  while (calls === 0 && !check.finished) await check.host.turn()
  return atOnce
}

export const transportsRealFlowTests: readonly ClauseTest[] = [
  clauseTest(
    'transports.slow-server-pauses-the-writer',
    'six megabytes',
    async (check) => {
      const loop = check.newEventLoop() as NetworkEventLoop
      const { transport, protocol, ended } = await reach(check, loop)
      const head = bytes(putting(long))
      const whole = new Uint8Array(head.length + long * megabyte)
      whole.set(head)
      transport.write(whole)
      const [paused, waiting] = [check.trace.count('pauseWriting'), transport.getWriteBufferSize()]
      check.waitingFor = 'the answer of a server that reads slowly'
      await loop.runUntilComplete(ended)
      check.same(paused, 1, 'how often pauseWriting() was called by write()')
      check.that(waiting > 0, 'some of it waits in the transport', `${waiting} bytes waited`)
      check.order('pauseWriting', 'resumeWriting', 'connectionLost')
      check.same(protocol.received.slice(0, 12), 'HTTP/1.0 200', 'how the answer begins')
    },
    { needsServer: true, hint: 'Hand the host no more than it sends: what it holds for you nobody counts.' },
  ),
  clauseTest(
    'transports.real-sockets-call-back',
    'when something has come, and not before',
    async (check) => {
      const sock = await connectSock(check)
      const early = sock.receive(1)
      let calls = 0
      sock.whenReadable(() => calls++)
      const atOnce = calls
      sock.whenReadable(null)
      sock.send(bytes(request))
      await called(check, 'whenReadable', sock)
      const first = sock.receive(1)
      const again = await called(check, 'whenReadable', sock)
      sock.abort()
      check.same(early, null, 'what receive() answered before the request')
      check.same(atOnce, 0, 'how often whenReadable() called at once while there was nothing')
      check.same(calls, 0, 'how often it called after that was taken back')
      check.same(first?.length, 1, 'how many bytes receive(1) answered')
      check.same(again, true, 'whether it called at once while the rest was there')
    },
    { needsServer: true },
  ),
  clauseTest(
    'transports.real-sockets-call-back',
    'when it takes something, and not before',
    async (check) => {
      const sock = await connectSock(check)
      await called(check, 'whenWritable', sock)
      const first = sock.send(bytes(putting(64)))
      const chunk = new Uint8Array(megabyte)
      let taken = 0
      let last = 1
      while (last > 0 && taken < 64 * megabyte) taken += last = sock.send(chunk)
      const atOnce = await called(check, 'whenWritable', sock)
      const later = sock.send(chunk)
      sock.abort()
      check.that(first > 0, 'a new socket takes something', 'a new socket took nothing')
      check.same(last, 0, 'what send() answered at last to a server that did not read')
      check.same(atOnce, false, 'whether whenWritable() called at once when send() had answered 0')
      check.that(later > 0, 'it takes something when it has called', 'it called, and took nothing')
    },
    { needsServer: true },
  ),
]
