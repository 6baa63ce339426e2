import type { Coroutine, Server, StreamReader, StreamWriter } from '../../../spec/index.ts'
import type { Check } from '../../harness/index.ts'
import { anywhere } from '../support/anywhere.ts'
import { bytes, text } from '../support/connections.ts'
import { needsMemoryNetwork } from '../support/memory-network.ts'
import { local } from '../support/servers.ts'
import { echoStream } from '../support/streams.ts'

/** A stream that echoes is served and opened; what has come back is read, and both are closed. */
function* exchange(
  serve: Coroutine<Server>,
  open: (server: Server) => Coroutine<[StreamReader, StreamWriter]>,
): Coroutine<string> {
  const server = yield* serve
  const [reader, writer] = yield* open(server)
  writer.write(bytes('ping'))
  const received = text(yield* reader.readexactly(4))
  writer.close()
  server.close()
  return received
}

/** Each act makes a server and two connections. */
const most = 60

export const streamsAnywhereChecks: readonly Check[] = [
  anywhere(
    'streams.opens-a-connection',
    'startServer() and openConnection()',
    'ping',
    ({ t, loop }) => {
      needsMemoryNetwork(t, loop)
      const open = (server: Server): Coroutine<[StreamReader, StreamWriter]> =>
        t.api.openConnection(local, server.sockets[0]?.localAddress?.port ?? 0)
      const task = loop.createTask(exchange(t.api.startServer(echoStream, local, 0), open))
      return () => task.result()
    },
    most,
  ),
  anywhere(
    'streams.paths-are-like-ports',
    'startUnixServer() and openUnixConnection()',
    'ping',
    ({ t, loop }) => {
      needsMemoryNetwork(t, loop)
      if (!t.claims('unix')) t.skipWithout('unixProfile')
      const path = t.peersOf(loop).files.newPath()
      const open = (): Coroutine<[StreamReader, StreamWriter]> => t.api.openUnixConnection(path)
      const task = loop.createTask(exchange(t.api.startUnixServer(echoStream, path), open))
      return () => task.result()
    },
    most,
  ),
]
