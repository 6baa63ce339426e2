import type { MemoryNetwork } from '../../../../spec/memory-network.ts'
import type {
  Coroutine,
  DatagramEventLoop,
  DatagramOptions,
  DatagramProtocol,
  DatagramTransport,
  SocketAddress,
} from '../../../../spec/index.ts'
import type { Exercise, Exerciser } from './exercise.ts'

type Loop = DatagramEventLoop & { readonly network: MemoryNetwork }

const local = { host: '127.0.0.1', port: 0 }

/** An endpoint's protocol, which notes what happens to it. */
function recording({ note, show, loop, api }: Exerciser, what: string): DatagramProtocol {
  return {
    connectionMade: (endpoint) =>
      note(`${what} made ${show(endpoint.isClosing())} ${show(api.peekRunningLoop() === loop)}`),
    datagramReceived: (data, { host }) => note(`${what} has ${String(data.length)} bytes of ${host}`),
    errorReceived: (error) => note(`${what} has ${show(error)}`),
    connectionLost: (error) => note(`${what} lost ${show(error)}`),
    pauseWriting: () => note(`${what} pauses`),
    resumeWriting: () => note(`${what} resumes`),
  }
}

/** Its own end by `close()` or by `abort()`; both ends know the other's address, or neither does. */
function* endpoints(x: Exerciser, end: 'close' | 'abort', isConnected: boolean): Coroutine<unknown> {
  const { api, note, show } = x
  const loop = x.loop as Loop
  const name = `${end}${isConnected ? ' connected' : ''}`
  const tell = (what: string, call: () => unknown): void =>
    x.inPlace(() => void x.tell(`${name} ${what}`, call))
  const settle = (): Coroutine<unknown> => api.sleep(50)
  const protocols = [recording(x, `${name} a`), recording(x, `${name} b`)] as const
  const open = (protocol: DatagramProtocol, options: DatagramOptions): ReturnType<typeof openEndpoint> =>
    openEndpoint(loop, protocol, options)
  const b = yield* open(protocols[1], { localAddr: local })
  const there = b.getExtraInfo('sockname') as SocketAddress
  const a = yield* open(protocols[0], isConnected ? { remoteAddr: there } : { localAddr: local })
  const to = isConnected ? null : there
  for (const size of [0, 1, 9, 1001, 60_000]) {
    tell(`sendto() of ${String(size)}`, () => a.sendto(new Uint8Array(size), to))
    yield* settle()
    tell('getWriteBufferSize()', () => a.getWriteBufferSize())
  }
  for (const size of [1, 2, 3, 4]) tell('sendto() in a row', () => a.sendto(new Uint8Array(size), to))
  yield* settle()
  tell('sendto() of a text', () => a.sendto('text' as never, to))
  tell('sendto() to a stranger', () => a.sendto(new Uint8Array(2), { host: '127.0.0.1', port: 9 }))
  tell('sendto() to nobody', () => a.sendto(new Uint8Array(2)))
  tell('sendto() of too much', () => a.sendto(new Uint8Array(70_000), to))
  yield* settle()
  for (const limits of [[100, 10], [0, 0], [undefined, 5], [40], [null, null], []] as const)
    tell(`setWriteBufferLimits(${show(limits)})`, () => {
      a.setWriteBufferLimits(...limits)
      return a.getWriteBufferLimits()
    })
  tell('limits that are wrong', () => a.setWriteBufferLimits(1, 2))
  tell('getProtocol()', () => b.getProtocol() === protocols[1])
  for (const info of ['sockname', 'peername', 'socket', 'nothing'])
    tell(`getExtraInfo(${info})`, () => a.getExtraInfo(info) !== null)
  for (const fallback of [undefined, null, 0, '', false, 'f'])
    tell(`getExtraInfo() or ${show(fallback)}`, () => a.getExtraInfo('nothing', fallback) ?? 'nothing')
  const other = recording(x, `${name} other`)
  tell('setProtocol()', () => b.setProtocol(other))
  tell('getProtocol() then', () => b.getProtocol() === other)
  tell('sendto()', () => a.sendto(new Uint8Array(5), to))
  yield* settle()
  tell('the last sendto()', () => a.sendto(new Uint8Array(6), to))
  for (const endpoint of [a, b]) {
    tell('isClosing()', () => endpoint.isClosing())
    tell(end, () => endpoint[end]())
    tell('isClosing() then', () => endpoint.isClosing())
    tell(`${end} again`, () => endpoint[end]())
    yield* settle()
  }
  tell('sendto() in the end', () => a.sendto(new Uint8Array(1), to))
  tell('getProtocol() in the end', () => a.getProtocol() === null)
  yield* settle()
  note(`${name}: over`)
  return show(a.isClosing())
}

function* openEndpoint(
  loop: Loop,
  protocol: DatagramProtocol,
  options: DatagramOptions,
): Coroutine<DatagramTransport> {
  const [endpoint] = yield* loop.createDatagramEndpoint(() => protocol, options)
  return endpoint
}

export const datagrams: Exercise = {
  name: 'datagrams',
  isInterleaved: true,
  targets: ['endpoint', 'datagramProtocol', 'loop'],
  act: (x) => {
    for (const end of ['close', 'abort'] as const)
      for (const isConnected of [false, true])
        x.go(`endpoints until ${end}`, () => endpoints(x, end, isConnected))
  },
}

export const creatingEndpoints: Exercise = {
  name: 'createDatagramEndpoint',
  isInterleaved: true,
  targets: ['endpoint', 'loop'],
  act: (x) => {
    const { api, go, note, show } = x
    const loop = x.loop as Loop
    const sock = loop.network.datagrams.open({ family: 4, local, remote: null })
    const taken = loop.network.datagrams.open({ family: 4, local, remote: null }).localAddress
    const ways: readonly (readonly [string, DatagramOptions | undefined])[] = [
      ['a local address', { localAddr: local }],
      ['a family', { family: 4 }],
      ['the other family', { localAddr: { host: '::1', port: 0 } }],
      ['both addresses', { localAddr: local, remoteAddr: taken }],
      ['addresses of two families', { localAddr: local, remoteAddr: { host: '::1', port: 9 } }],
      ['a socket', { sock }],
      ['a socket and an address', { sock, localAddr: local }],
      ['an address that is taken', { localAddr: taken }],
      ['a family that does not fit', { localAddr: local, family: 6 }],
      ['nothing', {}],
      ['no options', undefined],
    ]
    go('endpoints', function* () {
      for (const [way, options] of ways) {
        try {
          const [endpoint] = yield* loop.createDatagramEndpoint(() => recording(x, way), options)
          note(`${way}: ${show(endpoint.getExtraInfo('peername') !== null)} ${show(endpoint.isClosing())}`)
          endpoint.close()
        } catch (error) {
          note(`${way}: ${show(error)}`)
        }
        yield* api.sleep(20)
      }
      return 'all tried'
    })
    go('a factory that throws', () =>
      loop.createDatagramEndpoint(
        () => {
          throw new Error('mine')
        },
        { localAddr: local },
      ),
    )
    for (const count of [1, 2, 3, 4, 5])
      go(`nobody is there, ${String(count)} datagrams`, function* () {
        const [endpoint] = yield* loop.createDatagramEndpoint(() => recording(x, `lonely ${String(count)}`), {
          remoteAddr: { host: '127.0.0.1', port: 9 },
        })
        for (let index = 0; index < count; index++) {
          endpoint.sendto(new Uint8Array(index))
          yield* api.sleep(20)
        }
        endpoint.close()
        yield* api.sleep(20)
        return show(endpoint.isClosing())
      })
  },
}
