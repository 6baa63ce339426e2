/** Two servers and their clients on one loop. One connection is encrypted from its first byte, the other one after a while. */
import {
  openConnection,
  startServer,
  type Coroutine,
  type SslContext,
  type StreamReader,
  type StreamWriter,
} from 'loop-conformance/reference'

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()]
const [host, serverHostname] = ['127.0.0.1', 'localhost']

/** Asks each server how its connection is encrypted, and the second one again after `startTls`. Returns what they reply. */
export function* askBoth(ofServer: SslContext, ofClient: SslContext): Coroutine<string[]> {
  const serve = (reader: StreamReader, writer: StreamWriter): Coroutine<void> =>
    reply(reader, writer, ofServer)
  const servers = [
    yield* startServer(serve, host, 0, { ssl: ofServer }),
    yield* startServer(serve, host, 0),
  ] as const
  const [encryptedPort = 0, plainPort = 0] = servers.map(({ sockets }) => sockets[0]?.localAddress?.port)
  const encrypted = yield* openConnection(host, encryptedPort, { ssl: ofClient, serverHostname })
  const plain = yield* openConnection(host, plainPort)

  const replies = [yield* ask(encrypted, 'how'), yield* ask(plain, 'how'), yield* ask(plain, 'starttls')]
  yield* plain[1].startTls(ofClient, { serverHostname })
  replies.push(yield* ask(plain, 'how'))

  for (const [, writer] of [encrypted, plain]) writer.close()
  for (const server of servers) server.close()
  return replies
}

/** Serves a connection: to `starttls` it replies, and then encrypts. */
function* reply(reader: StreamReader, writer: StreamWriter, context: SslContext): Coroutine<void> {
  for (let line = yield* reader.anext(); line !== null; line = yield* reader.anext()) {
    const isTls = writer.getExtraInfo('handshakeMs') !== null
    const starts = decoder.decode(line) === 'starttls\n'
    writer.write(encoder.encode(starts ? 'go ahead\n' : isTls ? 'encrypted\n' : 'plain text\n'))
    if (starts) yield* writer.startTls(context)
  }
  writer.close()
}

function* ask([reader, writer]: [StreamReader, StreamWriter], question: string): Coroutine<string> {
  writer.write(encoder.encode(`${question}\n`))
  return decoder.decode(yield* reader.readline()).trim()
}
