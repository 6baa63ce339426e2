import { isOsError } from '../../../spec/index.ts'
import { check, oneOf, type Check, type CheckContext } from '../../harness/index.ts'
import { bytes, RecordingProtocol } from '../support/connections.ts'
import { leavesNothingOpen } from '../support/open-files.ts'
import { roundTrip, Seen, wrongBacklogs } from '../support/servers.ts'
import { newUnixLoop, serveAtPath, socketAtPath, type UnixServing } from '../support/unix.ts'
import { pairOf } from '../support/pairs.ts'

const echo = {
  dataReceived: (transport: { write(data: Uint8Array): void }, data: unknown) =>
    transport.write(data as Uint8Array),
}

/** Whether a socket that is given to a server listens already. */
const listens = oneOf<boolean>(['is bound', () => false], ['listens already', () => true])

export const unixServersChecks: readonly Check[] = [
  check(
    'unix.server-accepts-at-a-path',
    'one peer connects, sends, and gets an echo',
    async (t) => {
      const { connect, until, peers, path } = await serveAtPath(t, { behaviour: echo })
      t.same(peers.files.kindOf(path), 'socket', 'what is at the path')
      const peer = connect()
      const seen = new Seen(peer)
      peer.send(bytes('ping'))
      await until('the peer to get the echo', () => seen.look().received.length >= 4)
      t.same(seen.received, 'ping', 'what the peer received')
      t.times('connection 1: connectionMade', 1)
    },
    { needsPeers: true },
  ),
  check(
    'unix.each-connection-has-a-protocol',
    'three peers at two servers',
    async (t) => {
      const first = await serveAtPath(t)
      const second = await serveAtPath(t, { loop: first.loop })
      first.connect().send(bytes('one'))
      first.connect().send(bytes('two'))
      second.connect().send(bytes('six'))
      const all = [...first.protocols, ...second.protocols]
      const received = (): string[] =>
        [...first.protocols, ...second.protocols].map((protocol) => protocol.received)
      await first.until('the bytes of three peers', () => received().join('').length >= 9)
      t.same(all.length, 0, 'how many protocols there were before a peer connected')
      t.sameItems(
        first.protocols.map((one) => one.received).sort(),
        ['one', 'two'],
        'what the first server received',
      )
      t.sameItems(
        second.protocols.map((one) => one.received),
        ['six'],
        'what the second server received',
      )
    },
    { needsPeers: true },
  ),
  check(
    'unix.socket-that-is-there-is-replaced',
    'a socket at which nobody listens',
    async (t) => {
      const loop = newUnixLoop(t)
      const { files } = t.peersOf(loop)
      const path = files.newPath()
      files.put(path, 'socket')
      t.same(files.kindOf(path), 'socket', 'what is at the path at first')
      const { connect, until, protocols } = await serveAtPath(t, { loop, path })
      connect().send(bytes('there'))
      await until('the bytes of the peer', () => protocols[0]?.received === 'there')
      t.times('connection 1: connectionMade', 1)
    },
    { needsPeers: true },
  ),
  check(
    'unix.other-files-are-kept',
    'a file, and a folder that does not exist',
    async (t) => {
      const loop = newUnixLoop(t)
      const { files } = t.peersOf(loop)
      const path = files.newPath()
      files.put(path, 'file')
      for (const at of [path, `${files.newPath()}/socket`]) {
        const server = loop.createUnixServer(() => new RecordingProtocol(t), at)
        const attempt = await t.attemptAsync(() => loop.runUntilComplete(server))
        t.that(
          attempt.threw && isOsError(attempt.error),
          'createUnixServer() throws OSError',
          attempt.threw ? 'it threw another error' : 'it returned',
        )
      }
      t.same(files.kindOf(path), 'file', 'what is at the path afterwards')
    },
    { needsPeers: true },
  ),
  check(
    'unix.close-stops-listening',
    'a peer that is connected, and one that comes later',
    async (t) => {
      const serving = await serveAtPath(t, { behaviour: echo })
      const { server, connect, until, protocols } = serving
      const peer = connect()
      await until('connectionMade()', () => protocols[0]?.transports.length === 1)
      server.close()
      await untilRefused(t, serving)
      const seen = new Seen(peer)
      peer.send(bytes('still'))
      await until('the peer to get the echo', () => seen.look().received.length >= 5)
      t.same(seen.received, 'still', 'what the connected peer received')
    },
    { needsPeers: true },
  ),
  check(
    'unix.close-removes-the-file',
    'close(), and a server at the same path',
    async (t) => {
      const { loop, server, until, peers, path } = await serveAtPath(t)
      server.close()
      await until('the file to be gone', () => peers.files.kindOf(path) === null)
      const again = await serveAtPath(t, { loop, path })
      t.same(peers.files.kindOf(path), 'socket', 'what is at the path of the second server')
      again.server.close()
    },
    { needsPeers: true },
  ),
  check(
    'unix.close-leaves-the-file-of-another-server',
    'a server that has replaced the socket of the one that closes',
    async (t) => {
      const first = await serveAtPath(t)
      const { loop, path } = first
      const second = await serveAtPath(t, { loop, path, behaviour: echo })
      first.server.close()
      const elsewhere = await serveAtPath(t, { loop })
      elsewhere.connect()
      await elsewhere.until('a connection elsewhere', () => elsewhere.protocols.length > 0)
      t.same(second.peers.files.kindOf(path), 'socket', 'what is at the path of the second server')
      t.same(await roundTrip(second, second.connect()), 'ping', 'what a peer of the second server received')
    },
    { needsPeers: true },
  ),
  check(
    'unix.cancelled-creation-makes-nothing',
    'cancelled before its first step',
    async (t) => {
      const loop = newUnixLoop(t)
      const { files } = t.peersOf(loop)
      const left: (string | null)[] = []
      await leavesNothingOpen(t, loop, 'four calls that are cancelled', async () => {
        for (let count = 0; count < 4; count++) {
          const path = files.newPath()
          const task = loop.createTask(loop.createUnixServer(() => new RecordingProtocol(t), path))
          task.cancel()
          t.waitingFor = 'createUnixServer() to be cancelled'
          t.threw(await t.attemptAsync(() => loop.runUntilComplete(task)), 'CancelledError', 'the run')
          left.push(files.kindOf(path))
        }
      })
      t.sameItems([...new Set(left)], [null], 'what is at the paths')
      const { until, connect, protocols } = await serveAtPath(t, { loop })
      connect()
      await until('a connection of a server that was not cancelled', () => protocols.length > 0)
    },
    { needsPeers: true, unless: ['eager'] },
  ),
  check(
    'unix.serving-can-begin-later',
    'a peer that connects when serving has begun',
    async (t) => {
      const { loop, server, connect, until, protocols } = await serveAtPath(t, { startServing: false })
      const before = server.isServing()
      t.waitingFor = 'startServing() to end'
      await loop.runUntilComplete(server.startServing())
      const after = server.isServing()
      connect()
      await until('a connection', () => protocols.length > 0)
      t.same(before, false, 'isServing() before startServing()')
      t.same(after, true, 'isServing() after startServing()')
    },
    { needsPeers: true },
  ),
  check(
    'unix.backlog-is-a-whole-number',
    'a text, and a fraction',
    async (t) => {
      const backlog = t.draw('backlog', wrongBacklogs)
      const loop = newUnixLoop(t)
      const path = t.peersOf(loop).files.newPath()
      const creating = loop.createUnixServer(() => new RecordingProtocol(t), path, { backlog })
      t.threw(await t.attemptAsync(() => loop.runUntilComplete(creating)), 'TypeError', 'createUnixServer()')
    },
    { needsPeers: true },
  ),
  check(
    'unix.serves-a-given-socket',
    'an echo, and a peer that comes after close()',
    async (t) => {
      const loop = newUnixLoop(t)
      const { files } = t.peersOf(loop)
      const path = files.newPath()
      const sock = await socketAtPath(t, loop, path)
      if (t.draw('the socket', listens)) sock.listen(5)
      const serving = await serveAtPath(t, { loop, path, sock, behaviour: echo })
      t.same(serving.server.sockets.length, 1, 'the number of sockets')
      t.same(await roundTrip(serving, serving.connect()), 'ping', 'what the peer received')
      serving.server.close()
      await untilRefused(t, serving)
    },
    { needsPeers: true },
  ),
  check(
    'unix.close-removes-the-file',
    'a server at a socket that was given to it',
    async (t) => {
      const loop = newUnixLoop(t)
      const path = t.peersOf(loop).files.newPath()
      const sock = await socketAtPath(t, loop, path)
      const { server, until, peers } = await serveAtPath(t, { loop, path, sock })
      t.same(peers.files.kindOf(path), 'socket', 'what is at the path before close()')
      server.close()
      await until('the file to be gone', () => peers.files.kindOf(path) === null)
    },
    { needsPeers: true },
  ),
  check(
    'unix.names-without-a-file',
    'a path that begins with a zero byte',
    async (t) => {
      const loop = newUnixLoop(t)
      const { files } = t.peersOf(loop)
      const path = `\0${files.newPath()}`
      if (!canHaveNames(t, loop, path)) t.skipWithout('abstractNames')
      const { until, protocols } = await serveAtPath(t, { loop, path })
      const client = new RecordingProtocol(t, {}, 'client: ')
      t.waitingFor = 'createUnixConnection() to return'
      const [transport] = pairOf(
        t,
        await loop.runUntilComplete(loop.createUnixConnection(() => client, path)),
        'createUnixConnection()',
      )
      transport.write(bytes('there'))
      await until('the bytes of the client', () => protocols[0]?.received === 'there')
      t.times('connection 1: connectionMade', 1)
      t.same(files.kindOf(path.slice(1)), null, 'what is at the path without the zero byte')
    },
    { needsPeers: true },
  ),
]

/** Runs the loop until a peer cannot connect any more. */
async function untilRefused(t: CheckContext, { until, peers, path }: UnixServing): Promise<void> {
  let code: unknown = null
  await until('connections to be refused', () => {
    try {
      peers.connect({ path })
    } catch (error) {
      code = (error as { code?: unknown }).code
    }
    return code !== null
  })
  t.that(
    code === 'ECONNREFUSED' || code === 'ENOENT',
    'a connection after close() fails with ECONNREFUSED or ENOENT',
    `it fails with ${String(code)}`,
  )
}

/** Only Linux has them, and only newer versions of Node. */
function canHaveNames(t: CheckContext, loop: object, path: string): boolean {
  try {
    t.peersOf(loop as never).listen({ path: `${path}.try` })
    return true
  } catch {
    return false
  }
}
