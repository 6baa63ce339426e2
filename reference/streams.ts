/** Connections and servers whose ends are streams. See `StreamsApi`. */
import type {
  ClientConnected,
  ConnectionOptions,
  Coroutine,
  EventLoop,
  NetworkEventLoop,
  Port,
  Server,
  ServerEventLoop,
  ServerOptions,
  StreamOptions,
  StreamReader,
  StreamReaderProtocol,
  StreamWriter,
  Transport,
  UnixConnectionOptions,
  UnixEventLoop,
  UnixServerOptions,
} from '../spec/interfaces/index.ts'
import { getRunningLoop } from './running-loop.ts'
import { ReferenceStreamReader } from './stream-reader.ts'
import { ReferenceStreamReaderProtocol } from './stream-reader-protocol.ts'
import { ReferenceStreamWriter } from './stream-writer.ts'

export function* openConnection(
  host: string | null = null,
  port: Port = null,
  { limit, ...options }: ConnectionOptions & StreamOptions = {},
): Coroutine<[StreamReader, StreamWriter]> {
  const loop = getRunningLoop() as NetworkEventLoop
  return yield* open(loop, limit, (factory) => loop.createConnection(factory, host, port, options))
}

export function* startServer(
  clientConnected: ClientConnected,
  host: string | readonly string[] | null = null,
  port: Port = null,
  { limit, ...options }: ServerOptions & StreamOptions = {},
): Coroutine<Server> {
  const loop = getRunningLoop() as ServerEventLoop
  return yield* loop.createServer(serving(loop, limit, clientConnected), host, port, options)
}

export function* openUnixConnection(
  path: string | null = null,
  { limit, ...options }: UnixConnectionOptions & StreamOptions = {},
): Coroutine<[StreamReader, StreamWriter]> {
  const loop = getRunningLoop() as UnixEventLoop
  return yield* open(loop, limit, (factory) => loop.createUnixConnection(factory, path, options))
}

export function* startUnixServer(
  clientConnected: ClientConnected,
  path: string | null = null,
  { limit, ...options }: UnixServerOptions & StreamOptions = {},
): Coroutine<Server> {
  const loop = getRunningLoop() as UnixEventLoop
  return yield* loop.createUnixServer(serving(loop, limit, clientConnected), path, options)
}

type Connect = (
  factory: () => StreamReaderProtocol,
) => Coroutine<[transport: Transport, protocol: StreamReaderProtocol]>

function* open(
  loop: EventLoop,
  limit: number | undefined,
  connect: Connect,
): Coroutine<[StreamReader, StreamWriter]> {
  const reader = new ReferenceStreamReader({ limit, loop })
  const protocol = new ReferenceStreamReaderProtocol(reader, null, { loop })
  const [transport] = yield* connect(() => protocol)
  return [reader, new ReferenceStreamWriter(transport, protocol, reader, loop)]
}

/** A factory of the protocols of a server: each connection has a reader of its own. */
function serving(
  loop: EventLoop,
  limit: number | undefined,
  clientConnected: ClientConnected,
): () => StreamReaderProtocol {
  return () =>
    new ReferenceStreamReaderProtocol(new ReferenceStreamReader({ limit, loop }), clientConnected, { loop })
}
