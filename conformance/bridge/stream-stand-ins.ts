import type {
  Coroutine,
  EventLoop,
  Server,
  SslContext,
  StreamReader,
  StreamReaderProtocol,
  StreamsApi,
  StreamTlsOptions,
  StreamWriter,
  Transport,
} from '../../spec/index.ts'
import { asWritten, PythonTuple } from './marks.ts'
import { connectionKeywords, readExtraInfo, sslContextOf } from './network-stand-ins.ts'
import { PythonObject, type Keywords, type Remote } from './stand-ins.ts'

type Streams = Coroutine<[StreamReader, StreamWriter]>

/** asyncio's own streams, on the loop that runs. */
export function pythonStreams(remote: Remote): StreamsApi {
  const ask = (name: string, args: readonly unknown[], keywords?: Keywords): unknown =>
    remote.call(0, name, args, keywords)
  return {
    openConnection: (host = null, port = null, options = {}) =>
      ask('open_connection', [host, port], connectionKeywords(remote, options, false)) as Streams,
    startServer: (clientConnected, host = null, port = null, options = {}) => {
      const hosts = Array.isArray(host) ? new PythonTuple(host) : host
      const keywords = connectionKeywords(remote, options, true)
      return ask('start_server', [clientConnected, hosts, port], keywords) as Coroutine<Server>
    },
    openUnixConnection: (path = null, options = {}) =>
      ask('open_unix_connection', [path], connectionKeywords(remote, options, false)) as Streams,
    startUnixServer: (clientConnected, path = null, options = {}) =>
      ask(
        'start_unix_server',
        [clientConnected, path],
        connectionKeywords(remote, options, true),
      ) as Coroutine<Server>,
    StreamReader: function (options: object = {}) {
      return ask('StreamReader', [], { ...options }) as StreamReader
    } as unknown as StreamsApi['StreamReader'],
    StreamReaderProtocol: function (
      reader: StreamReader,
      clientConnected: unknown = null,
      options: object = {},
    ) {
      return ask('StreamReaderProtocol', [reader, clientConnected], { ...options }) as StreamReaderProtocol
    } as unknown as StreamsApi['StreamReaderProtocol'],
    StreamWriter: function (
      transport: Transport,
      protocol: StreamReaderProtocol,
      reader: StreamReader | null,
      loop: EventLoop,
    ) {
      return ask('StreamWriter', [transport, protocol, reader, loop]) as StreamWriter
    } as unknown as StreamsApi['StreamWriter'],
  }
}

export class PythonStreamReader extends PythonObject implements StreamReader {
  read(count = -1): Coroutine<Uint8Array> {
    return this.ask('read', [count]) as Coroutine<Uint8Array>
  }

  readline(): Coroutine<Uint8Array> {
    return this.ask('readline') as Coroutine<Uint8Array>
  }

  readexactly(count: number): Coroutine<Uint8Array> {
    return this.ask('readexactly', [count]) as Coroutine<Uint8Array>
  }

  readuntil(...[separator]: [separator?: Uint8Array | readonly Uint8Array[]]): Coroutine<Uint8Array> {
    const separators = Array.isArray(separator) ? new PythonTuple(separator) : separator
    return this.ask('readuntil', separator === undefined ? [] : [separators]) as Coroutine<Uint8Array>
  }

  anext(): Coroutine<Uint8Array | null> {
    return this.remote.call(0, 'next_line', [this]) as Coroutine<Uint8Array | null>
  }

  atEof(): boolean {
    return this.ask('at_eof') as boolean
  }

  exception(): unknown {
    return this.ask('exception')
  }

  feedData(data: Uint8Array): void {
    this.ask('feed_data', [data])
  }

  feedEof(): void {
    this.ask('feed_eof')
  }

  setException(error: unknown): void {
    this.ask('set_exception', [error])
  }

  setTransport(transport: Transport): void {
    this.ask('set_transport', [transport])
  }

  /** Since 3.15. */
  replaceTransport(transport: Transport): void {
    this.ask('_replace_transport', [transport])
  }
}

export class PythonStreamWriter extends PythonObject implements StreamWriter {
  get transport(): Transport {
    return this.ask('__getattribute__', ['transport']) as Transport
  }

  write(data: Uint8Array): void {
    this.ask('write', [asWritten(data)])
  }

  writelines(chunks: Iterable<Uint8Array>): void {
    this.ask('writelines', [[...chunks].map(asWritten)])
  }

  writeEof(): void {
    this.ask('write_eof')
  }

  canWriteEof(): boolean {
    return this.ask('can_write_eof') as boolean
  }

  drain(): Coroutine<void> {
    return this.ask('drain') as Coroutine<void>
  }

  close(): void {
    this.ask('close')
  }

  isClosing(): boolean {
    return this.ask('is_closing') as boolean
  }

  waitClosed(): Coroutine<void> {
    return this.ask('wait_closed') as Coroutine<void>
  }

  getExtraInfo(name: string, fallback: unknown = null): unknown {
    return readExtraInfo(name, this.ask('get_extra_info', [name, fallback]))
  }

  /** On which side it is, the writer knows in Python. A check says it by the context that it passes. */
  startTls(sslcontext: SslContext, options: StreamTlsOptions = {}): Coroutine<void> {
    const serverSide = sslcontext.cert !== undefined
    const context = sslContextOf(this.remote, sslcontext, serverSide)
    return this.ask(
      'start_tls',
      [context],
      connectionKeywords(this.remote, options, serverSide),
    ) as Coroutine<void>
  }
}
