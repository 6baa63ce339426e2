/** A peer over TCP that takes less than is written, and a socket that is asked. */
import type { ConnectionHooks, NetworkEventLoop, StreamSocket } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { megabyte, putting, reach, request, serverOf } from '../support/real-server.ts'
import { bytes } from '../support/connections.ts'

/** In megabytes: more than the systems at both ends hold while the server does not read. */
const long = 6

/** A connected socket of the loop, as its transports get it. */
async function connectSock(t: CheckContext): Promise<StreamSocket> {
  const loop = t.newEventLoop() as NetworkEventLoop & Partial<ConnectionHooks>
  if (typeof loop.connectSock !== 'function') t.skipWithout('connectSock')
  const { host, port } = serverOf(t)
  t.waitingFor = 'connectSock() to the server'
  const info = { family: 4, type: 'stream', proto: 6, canonname: '', address: { host, port } } as const
  return loop.runUntilComplete(loop.connectSock(info, null))
}

/** Asks the socket to call, and waits for the call. Returns whether it called before the request had returned. */
async function called(
  t: CheckContext,
  what: 'whenReadable' | 'whenWritable',
  sock: StreamSocket,
): Promise<boolean> {
  let calls = 0
  sock[what](() => calls++)
  const atOnce = calls > 0
  t.waitingFor = `the callback of ${what}()`
  while (calls === 0 && !t.finished) await t.host.turn()
  return atOnce
}

export const transportsRealFlowChecks: readonly Check[] = [
  check(
    'transports.slow-server-pauses-the-writer',
    'six megabytes',
    async (t) => {
      const loop = t.newEventLoop() as NetworkEventLoop
      const { transport, protocol, ended } = await reach(t, loop)
      transport.write(bytes(putting(long)))
      transport.write(new Uint8Array(long * megabyte))
      const [paused, waiting] = [t.trace.count('pauseWriting'), transport.getWriteBufferSize()]
      t.waitingFor = 'the response of a server that reads slowly'
      await loop.runUntilComplete(ended)
      t.same(paused, 1, 'how often pauseWriting() was called by write()')
      t.that(waiting > 0, 'some bytes wait in the transport', `${waiting} bytes waited in the transport`)
      t.order('pauseWriting', 'resumeWriting', 'connectionLost')
      t.same(protocol.received.slice(0, 12), 'HTTP/1.0 200', 'how the response begins')
    },
    {
      needsServer: true,
      hint: 'Give the host only as much as it can send. The buffer of the host is not part of getWriteBufferSize().',
    },
  ),
  check(
    'transports.real-sockets-call-back',
    'when something has come, and not before',
    async (t) => {
      const sock = await connectSock(t)
      const early = sock.receive(1)
      let calls = 0
      sock.whenReadable(() => calls++)
      const atOnce = calls
      sock.whenReadable(null)
      sock.send(bytes(request))
      await called(t, 'whenReadable', sock)
      const first = sock.receive(1)
      const again = await called(t, 'whenReadable', sock)
      sock.abort()
      t.same(early, null, 'what receive() returned before the request')
      t.same(atOnce, 0, 'how often whenReadable() called at once while there was no data')
      t.same(calls, 0, 'how often it called after that was taken back')
      t.same(first?.length, 1, 'how many bytes receive(1) returned')
      t.same(again, true, 'whether it called at once while the rest was there')
    },
    { needsServer: true },
  ),
  check(
    'transports.real-sockets-call-back',
    'when it takes something, and not before',
    async (t) => {
      const sock = await connectSock(t)
      await called(t, 'whenWritable', sock)
      const first = sock.send(bytes(putting(64)))
      const chunk = new Uint8Array(megabyte)
      let taken = 0
      let last = 1
      while (last > 0 && taken < 64 * megabyte) taken += last = sock.send(chunk)
      const atOnce = await called(t, 'whenWritable', sock)
      const later = sock.send(chunk)
      sock.abort()
      t.that(first > 0, 'a new socket takes some bytes', 'a new socket took no bytes')
      t.same(last, 0, 'what send() returned at last for a server that did not read')
      t.same(atOnce, false, 'whether whenWritable() called at once when send() had returned 0')
      t.that(
        later > 0,
        'send() takes something after whenWritable() has called',
        'it called, and send() took nothing',
      )
    },
    { needsServer: true },
  ),
]
