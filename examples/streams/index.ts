/** A server that returns each line in capitals, and a client that asks it twice: all on one loop. */
import {
  openConnection,
  run,
  startServer,
  type Coroutine,
  type StreamReader,
  type StreamWriter,
} from 'loop-conformance/reference'
import { NodeEventLoop } from 'loop-conformance/reference/node'

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()]

function* serve(reader: StreamReader, writer: StreamWriter): Coroutine<void> {
  for (let line = yield* reader.anext(); line !== null; line = yield* reader.anext()) {
    writer.write(encoder.encode(decoder.decode(line).toUpperCase()))
    yield* writer.drain()
  }
  writer.close()
}

function* ask(port: number, ...questions: readonly string[]): Coroutine<string[]> {
  const [reader, writer] = yield* openConnection('127.0.0.1', port)
  const replies: string[] = []
  for (const question of questions) {
    writer.write(encoder.encode(`${question}\n`))
    replies.push(decoder.decode(yield* reader.readline()))
  }
  writer.close()
  yield* writer.waitClosed()
  return replies
}

function* main(): Coroutine<string[]> {
  const server = yield* startServer(serve, '127.0.0.1', 0)
  const port = server.sockets[0]?.localAddress?.port ?? 0
  const replies = yield* ask(port, 'one', 'two')
  server.close()
  yield* server.waitClosed()
  return replies
}

export const ending = run(main(), { loopFactory: () => new NodeEventLoop() })
