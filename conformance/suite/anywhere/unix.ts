import type { Coroutine, EventLoop, Server, UnixEventLoop } from '../../../spec/index.ts'
import type { Check, CheckContext } from '../../harness/index.ts'
import { anywhere, anywhereWith } from '../support/anywhere.ts'
import { RecordingProtocol } from '../support/connections.ts'
import { needsMemoryNetwork } from '../support/memory-network.ts'

/** A peer that listens at a path on the loop's network in memory. */
function listening(t: CheckContext, loop: EventLoop): Promise<{ readonly path: string }> {
  needsMemoryNetwork(t, loop)
  const peers = t.peersOf(loop)
  const path = peers.files.newPath()
  peers.listen({ path })
  return Promise.resolve({ path })
}

/** What a server at a path ends with. It is closed, and its file removed. */
function* served(create: Coroutine<Server>): Coroutine<string> {
  const server = yield* create
  const words = [server.isServing(), server.sockets.length]
  server.close()
  return words.map(String).join(' ')
}

export const unixAnywhereChecks: readonly Check[] = [
  anywhere('unix.server-accepts-at-a-path', 'createUnixServer()', 'true 1', ({ t, loop }) => {
    needsMemoryNetwork(t, loop)
    const path = t.peersOf(loop).files.newPath()
    const create = (loop as UnixEventLoop).createUnixServer(() => new RecordingProtocol(t), path)
    const task = loop.createTask(served(create))
    return () => task.result()
  }),
  anywhereWith(
    'unix.connects-to-a-path',
    'createUnixConnection()',
    'true true 1 null',
    listening,
    ({ t, loop }, { path }) => {
      const protocol = new RecordingProtocol(t)
      const task = loop.createTask((loop as UnixEventLoop).createUnixConnection(() => protocol, path))
      task.addDoneCallback(() => protocol.transports[0]?.close())
      return () => {
        const [transport, made] = task.result()
        const words = [transport === protocol.transports[0], made === protocol, protocol.transports.length]
        return [...words, ...protocol.lost].map(String).join(' ')
      }
    },
    60,
  ),
]
