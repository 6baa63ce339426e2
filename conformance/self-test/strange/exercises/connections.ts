import { socketPair } from '../../../../reference/index.ts'
import { OSError } from '../../../../spec/index.ts'
import type {
  AddressInfo,
  Coroutine,
  NetworkEventLoop,
  Protocol,
  StreamSocket,
  SuccessorLoop,
  Transport,
} from '../../../../spec/index.ts'
import type { Exercise, Exerciser } from './exercise.ts'

/** A protocol that notes what happens: bytes are counted, because they may arrive in other pieces. */
function recording(
  { note, show, loop, api }: Exerciser,
  what: string,
  keepOpen: unknown,
): Protocol & { bytes: number } {
  return {
    bytes: 0,
    connectionMade: (transport) =>
      note(`${what} made ${show(transport.isClosing())} ${show(api.peekRunningLoop() === loop)}`),
    dataReceived(data) {
      if (this.bytes === 0) note(`${what} has data`)
      this.bytes += data.length
    },
    eofReceived() {
      note(`${what} has the end after ${String(this.bytes)} bytes`)
      return keepOpen
    },
    connectionLost(error) {
      note(`${what} lost ${show(error)} after ${String(this.bytes)} bytes`)
    },
    pauseWriting: () => note(`${what} pauses`),
    resumeWriting: () => note(`${what} resumes`),
  }
}

const bytes = (size: number): Uint8Array => new Uint8Array(size).fill(7)

export const transports: Exercise = {
  name: 'transports',
  isInterleaved: true,
  targets: ['transport', 'protocol', 'loop'],
  act: (x) => {
    for (const [end, keepOpen] of [
      ['close', false],
      ['abort', true],
      ['writeEof', 0],
      ['peer', ''],
      ['eof then close', true],
    ] as const)
      x.go(`a connection that ends with ${end}`, () => connection(x, end, keepOpen))
  },
}

function* connection(x: Exerciser, end: string, keepOpen: unknown): Coroutine<unknown> {
  const { api, note, show } = x
  const loop = x.loop as NetworkEventLoop
  // A call comes from the place of the exercise, and the connection from a task.
  const tell = (what: string, call: () => unknown): void => x.inPlace(() => void x.tell(what, call))
  const [left, right] = socketPair()
  const protocols = [recording(x, `${end} left`, keepOpen), recording(x, `${end} right`, keepOpen)] as const
  const make = (sock: StreamSocket, protocol: Protocol): Coroutine<[Transport, Protocol]> =>
    loop.createConnection(() => protocol, null, null, { sock })
  const [a] = yield* make(left, protocols[0])
  const [b] = yield* make(right, protocols[1])
  const settle = (): Coroutine<unknown> => api.sleep(100)
  const state = (what: string): void => {
    for (const [name, one] of [
      ['a', a],
      ['b', b],
    ] as const) {
      tell(`${end} ${what} ${name} isClosing()`, () => one.isClosing())
      tell(`${end} ${what} ${name} isReading()`, () => one.isReading())
      tell(`${end} ${what} ${name} getWriteBufferSize()`, () => one.getWriteBufferSize())
      tell(`${end} ${what} ${name} limits`, () => one.getWriteBufferLimits())
      tell(`${end} ${what} ${name} canWriteEof()`, () => one.canWriteEof())
    }
    x.inPlace(() =>
      note(`${end} ${what}: ${String(protocols[0].bytes)} and ${String(protocols[1].bytes)} bytes`),
    )
  }
  state('new')
  tell('getProtocol()', () => a.getProtocol() === protocols[0])
  for (const name of ['socket', 'nothing', '', 'peername'])
    tell(`getExtraInfo(${name})`, () =>
      name === 'socket' ? a.getExtraInfo(name) === left : a.getExtraInfo(name) !== null,
    )
  for (const fallback of [undefined, null, 0, '', false, 'f'])
    tell(`getExtraInfo() or ${show(fallback)}`, () => a.getExtraInfo('nothing', fallback) ?? 'nothing')
  for (const size of [0, 1, 9, 33, 1001]) {
    tell('write()', () => a.write(bytes(size)))
    tell('writelines()', () => b.writelines([bytes(size), bytes(0), bytes(2)]))
    yield* settle()
    state(`after ${String(size)}`)
  }
  tell('writelines() of nothing', () => a.writelines([]))
  tell('write() of a text', () => a.write('text' as never))
  for (const round of [1, 2, 3]) {
    tell('pauseReading()', () => b.pauseReading())
    tell('pauseReading() again', () => b.pauseReading())
    tell('write()', () => a.write(bytes(5)))
    yield* settle()
    state(`paused ${String(round)}`)
    tell('resumeReading()', () => b.resumeReading())
    tell('resumeReading() again', () => b.resumeReading())
    yield* settle()
    state(`resumed ${String(round)}`)
  }
  for (const limits of [[100, 10], [0, 0], [undefined, 5], [40], [null, null], []] as const)
    tell(`setWriteBufferLimits(${show(limits)})`, () => {
      a.setWriteBufferLimits(...limits)
      return a.getWriteBufferLimits()
    })
  tell('limits that are wrong', () => a.setWriteBufferLimits(1, 2))
  tell('a limit below zero', () => a.setWriteBufferLimits(-1))
  tell('new limits', () => a.setWriteBufferLimits(1000, 100))
  tell('pauseReading()', () => b.pauseReading())
  for (let index = 0; index < 4; index++) {
    tell('a long write()', () => a.write(bytes(200_000)))
    yield* settle()
    state('full')
  }
  tell('resumeReading()', () => b.resumeReading())
  for (let index = 0; index < 20; index++) yield* settle()
  state('drained')
  const other = recording(x, `${end} other`, keepOpen)
  tell('setProtocol()', () => b.setProtocol(other))
  tell('getProtocol() then', () => b.getProtocol() === other)
  tell('write()', () => a.write(bytes(50)))
  yield* settle()
  note(`the other has ${String(other.bytes)} bytes`)
  yield* finish(x, end, a, b, settle)
  state('in the end')
  tell('getProtocol() in the end', () => a.getProtocol() === null)
  tell('close() in the end', () => a.close())
  tell('abort() in the end', () => b.abort())
  yield* settle()
  note(`sockets closed: ${show([left.closed, right.closed])}`)
  return `${String(protocols[0].bytes)} ${String(protocols[1].bytes)} ${String(other.bytes)}`
}

function* finish(
  x: Exerciser,
  end: string,
  a: Transport,
  b: Transport,
  settle: () => Coroutine<unknown>,
): Coroutine<void> {
  const tell = (what: string, call: () => unknown): void => x.inPlace(() => void x.tell(what, call))
  tell('the last write()', () => a.write(bytes(end === 'abort' ? 0 : 300_000)))
  if (end.includes('eof') || end === 'writeEof') {
    tell('writeEof()', () => a.writeEof())
    tell('writeEof() again', () => a.writeEof())
    tell('write() after it', () => a.write(bytes(1)))
    tell('writelines() after it', () => a.writelines([bytes(1)]))
  }
  if (end === 'abort') tell('abort()', () => a.abort())
  else if (end === 'peer') tell('close() of the peer', () => b.close())
  else if (end.includes('close')) tell('close()', () => a.close())
  tell('isClosing()', () => a.isClosing())
  if (end === 'close') {
    tell('close() again', () => a.close())
    tell('write() after close()', () => a.write(bytes(0)))
    tell('pauseReading() after close()', () => a.pauseReading())
    tell('resumeReading() after close()', () => a.resumeReading())
    tell('isReading() after close()', () => a.isReading())
    tell('writeEof() after close()', () => a.writeEof())
  }
  for (let index = 0; index < 6; index++) yield* settle()
  if (end.startsWith('eof') || end === 'writeEof') tell('close() of the peer', () => b.close())
  for (let index = 0; index < 4; index++) yield* settle()
}

/** Connects through a resolver of its own, with addresses that fail, that are slow, or that accept. */
export const connecting: Exercise = {
  name: 'createConnection',
  targets: ['loop', 'module'],
  act: (x) => {
    const { api, go, note, show } = x
    const loop = x.loop as SuccessorLoop
    const info = (family: 4 | 6, host: string): AddressInfo => ({
      family,
      type: 'stream',
      proto: 6,
      canonname: '',
      address: { host, port: 80 },
    })
    const found = [info(6, '::1'), info(6, '::2'), info(4, '10.0.0.1'), info(4, '10.0.0.2')]
    loop.getaddrinfo = function* (host, port, options) {
      note(`getaddrinfo(${show(host)}, ${show(port)}, ${show(options?.family)})`)
      yield* api.sleep(5)
      return found
    }
    const ways = { first: ['::1'], last: ['10.0.0.2'], none: [], slow: ['::1', '10.0.0.1'] } as const
    const variants = [
      {},
      { happyEyeballsDelay: 50 },
      { happyEyeballsDelay: 0 },
      { interleave: 1 },
      { interleave: 2 },
      { allErrors: true },
      { family: 4 as const },
      { happyEyeballsDelay: 20, interleave: 0 },
      { serverHostname: 'x' },
      { localAddr: { host: '127.0.0.1', port: 0 } },
    ]
    let way: keyof typeof ways = 'first'
    loop.connectSock = function* (address) {
      note(`connectSock(${address.address.host})`)
      yield* api.sleep(way === 'slow' ? 30 : 1)
      if ((ways[way] as readonly string[]).includes(address.address.host)) return socketPair()[0]
      throw new OSError(`refused by ${address.address.host}`, 'ECONNREFUSED')
    }
    go('connections', function* () {
      for (const next of ['first', 'last', 'none', 'slow'] as const)
        for (const options of variants) {
          way = next
          try {
            const [transport] = yield* loop.createConnection(() => ({}), 'name', 80, options)
            note(`connected: ${show(transport.isClosing())}`)
            transport.close()
          } catch (error) {
            note(`${next} ${show(options)} threw ${show(error)}`)
          }
          yield* api.sleep(1000)
        }
      return 'all tried'
    })
    go('a numeric address', () => loop.createConnection(() => ({}), '127.0.0.1', 80))
    go('no address', () => loop.createConnection(() => ({})))
    go('a factory that throws', () =>
      loop.createConnection(
        () => {
          throw new Error('mine')
        },
        'name',
        80,
      ),
    )
  },
}
