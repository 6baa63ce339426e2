import type { MemoryNetwork } from '../../../../spec/memory-network.ts'
import type { Coroutine, Server, StreamReader, StreamWriter, UnixEventLoop } from '../../../../spec/index.ts'
import type { Exercise, Exerciser } from './exercise.ts'

type Loop = UnixEventLoop & { readonly network: MemoryNetwork }

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (data: Uint8Array): string => new TextDecoder().decode(data)

/** Sends back every line, and ends with the stream. */
function* echo(
  { note }: Exerciser,
  what: string,
  reader: StreamReader,
  writer: StreamWriter,
): Coroutine<void> {
  for (;;) {
    const line = yield* reader.readline()
    if (line.length === 0) break
    writer.write(line)
    yield* writer.drain()
  }
  note(`${what}: the client has ended, ${String(reader.atEof())}`)
  writer.close()
  yield* writer.waitClosed()
}

function* conversation(x: Exerciser, path: boolean): Coroutine<string> {
  const { api, note, show } = x
  const loop = x.loop as Loop
  const what = path ? 'at a path' : 'at a port'
  const where = loop.network.paths.newPath()
  const connected = (reader: StreamReader, writer: StreamWriter): Coroutine<void> =>
    echo(x, what, reader, writer)
  const server: Server = path
    ? yield* api.startUnixServer(connected, where, { limit: 100 })
    : yield* api.startServer(connected, '127.0.0.1', 0, { limit: 100 })
  const port = server.sockets[0]?.localAddress?.port ?? 0
  for (const limit of [60, 1000]) {
    const [reader, writer] = path
      ? yield* api.openUnixConnection(where, { limit })
      : yield* api.openConnection('127.0.0.1', port, { limit })
    for (const line of ['a\n', 'a longer line of many bytes\n', '\n']) {
      writer.write(bytes(line))
      note(`${what} ${String(limit)}: ${show(text(yield* reader.readuntil(bytes('\n'))))}`)
    }
    writer.writelines([bytes('x'), bytes('yz\n')])
    note(`${what} ${String(limit)}: ${show(text(yield* reader.readexactly(3)))}`)
    note(`${what}: canWriteEof() ${show(writer.canWriteEof())}, isClosing() ${show(writer.isClosing())}`)
    writer.writeEof()
    note(`${what}: the rest is ${show(text(yield* reader.read()))}, atEof() ${show(reader.atEof())}`)
    writer.close()
    yield* writer.waitClosed()
    note(`${what}: isClosing() ${show(writer.isClosing())}`)
  }
  server.close()
  yield* server.waitClosed()
  try {
    yield* path ? api.openUnixConnection(where) : api.openConnection('127.0.0.1', port)
    note(`${what}: a client can still connect`)
  } catch (error) {
    note(`${what}: the next client gets ${show(error)}`)
  }
  return show(server.isServing())
}

export const streams: Exercise = {
  name: 'streams',
  isInterleaved: true,
  targets: ['module', 'server'],
  act: (x) => {
    for (const path of [false, true, false, true])
      x.go(`a conversation ${path ? 'at a path' : ''}`, () => conversation(x, path))
  },
}
