/** A peer over TCP that takes less than is written, and a socket that is asked. */
import type { ConnectionHooks, NetworkEventLoop, StreamSocket } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { megabyte, putAndRead, reach, request, serverOf } from '../support/real-server.ts'
import { bytes } from '../support/connections.ts'

const piece = new Uint8Array(6 * megabyte)
/** In pieces: more than any system holds while the server does not read. */
const most = 40

/** A connected socket of the loop, as its transports get it. */
async function connectSock(
  t: CheckContext,
  loop: NetworkEventLoop & Partial<ConnectionHooks> = t.newEventLoop() as NetworkEventLoop,
): Promise<StreamSocket> {
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
  cause?: () => Promise<void>,
): Promise<boolean> {
  let calls = 0
  sock[what](() => calls++)
  const atOnce = calls > 0
  await cause?.()
  t.waitingFor = `the callback of ${what}()`
  while (calls === 0 && !t.finished) await t.host.turn()
  return atOnce
}

export const transportsRealFlowChecks: readonly Check[] = [
  check(
    'transports.slow-server-pauses-the-writer',
    'more than the system holds',
    async (t) => {
      const loop = t.newEventLoop() as NetworkEventLoop
      const [put, read] = putAndRead()
      const { transport, protocol, ended } = await reach(t, loop)
      transport.write(bytes(put))
      for (let count = 0; count < most && t.trace.count('pauseWriting') === 0; count++) transport.write(piece)
      const [paused, waiting] = [t.trace.count('pauseWriting'), transport.getWriteBufferSize()]
      transport.write(bytes('.'))
      const other = await reach(t, loop, { prefix: 'other: ' })
      other.transport.write(bytes(read))
      t.waitingFor = 'the response of a server that reads when it is told to'
      await loop.runUntilComplete(ended)
      await loop.runUntilComplete(other.ended)
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
      const loop = t.newEventLoop() as NetworkEventLoop
      const sock = await connectSock(t, loop)
      await called(t, 'whenWritable', sock)
      const [put, read] = putAndRead()
      const first = sock.send(bytes(put))
      let last = 1
      for (let count = 0; last > 0 && count < most; count++) {
        let left: Uint8Array = piece
        while (left.length > 0 && last > 0) {
          last = sock.send(left)
          left = left.subarray(last)
        }
      }
      const atOnce = await called(t, 'whenWritable', sock, async () => {
        const other = await reach(t, loop)
        other.transport.write(bytes(read))
        await t.iterations(loop)
      })
      const later = sock.send(piece)
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
