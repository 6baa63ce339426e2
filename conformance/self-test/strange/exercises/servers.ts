import { socketPair } from '../../../../reference/index.ts'
import type { MemoryNetwork } from '../../../../spec/memory-network.ts'
import type { Coroutine, Protocol, Server, Transport, UnixEventLoop } from '../../../../spec/index.ts'
import type { Exercise, Exerciser } from './exercise.ts'

/** A loop whose network is in memory. */
type Loop = UnixEventLoop & { readonly network: MemoryNetwork }

/** The end of a connection, which notes what happens to it: bytes are counted, because they may arrive in other pieces. */
function recording({ note, show, loop, api }: Exerciser, what: string, echo: boolean): Protocol {
  let transport: Transport | null = null
  let bytes = 0
  return {
    connectionMade(made) {
      transport = made
      note(`${what} made ${show(made.isClosing())} ${show(api.peekRunningLoop() === loop)}`)
    },
    dataReceived(data) {
      bytes += data.length
      if (echo) transport?.write(data)
    },
    eofReceived: () => note(`${what} has the end`),
    connectionLost: (error) => note(`${what} lost ${show(error)} after ${String(bytes)} bytes`),
  }
}

/** The ways in which a server ends. */
const endings = [
  'close()',
  'close() twice',
  'closeClients()',
  'abortClients()',
  'serveForever() is cancelled',
  'close() ends serveForever()',
  'the connections end first',
  'waitClosed() before close()',
] as const

function* serving(x: Exerciser, ending: (typeof endings)[number], path: boolean): Coroutine<unknown> {
  const { api, note, show } = x
  const loop = x.loop as Loop
  const name = `${ending}${path ? ' at a path' : ''}`
  const tell = (what: string, call: () => unknown): void =>
    x.inPlace(() => void x.tell(`${name} ${what}`, call))
  const settle = (): Coroutine<unknown> => api.sleep(50)
  let accepted = 0
  const factory = (): Protocol => recording(x, `${name} connection ${String(++accepted)}`, true)
  const where = path ? loop.network.paths.newPath() : null
  const startServing = ending !== 'close() ends serveForever()'
  const server =
    where === null
      ? yield* loop.createServer(factory, '127.0.0.1', 0, { startServing, backlog: 9 })
      : yield* loop.createUnixServer(factory, where, { startServing, backlog: 9 })
  const state = (when: string): void => {
    tell(`${when} isServing()`, () => server.isServing())
    tell(`${when} sockets`, () => server.sockets.length)
    tell(`${when} getLoop()`, () => server.getLoop() === loop)
  }
  state('new')
  const port = server.sockets[0]?.localAddress?.port ?? 0
  const connect = (protocol: Protocol): Coroutine<[Transport, Protocol]> =>
    where === null
      ? loop.createConnection(() => protocol, '127.0.0.1', port)
      : loop.createUnixConnection(() => protocol, where)
  const forever = ending.includes('serveForever()')
    ? loop.createTask(following(x, `${name} serveForever()`, server.serveForever()))
    : null
  yield* settle()
  for (const round of [1, 2, 3]) {
    x.go(`${name} startServing() ${String(round)}`, () => server.startServing())
    yield* settle()
  }
  state('serving')
  if (forever !== null) x.go(`${name} serveForever() again`, () => server.serveForever())
  const clients: Transport[] = []
  for (const which of [1, 2, 3]) {
    const [client] = yield* connect(recording(x, `${name} client ${String(which)}`, false))
    clients.push(client)
    client.write(new Uint8Array(which))
    yield* settle()
  }
  if (ending.startsWith('waitClosed()')) x.go(`${name} waitClosed()`, () => server.waitClosed())
  yield* settle()
  note(`${name}: the end begins`)
  if (ending === 'the connections end first') {
    for (const client of clients) tell('close() of a client', () => client.close())
    yield* settle()
  }
  if (ending === 'serveForever() is cancelled') forever?.cancel()
  else tell('close()', () => server.close())
  yield* settle()
  if (ending === 'close() twice') tell('close() again', () => server.close())
  state('closed')
  for (const call of [1, 2]) x.go(`${name} waitClosed() ${String(call)}`, () => server.waitClosed())
  x.go(`${name} startServing() after close()`, () => server.startServing())
  x.go(`${name} serveForever() after close()`, () => server.serveForever())
  yield* settle()
  try {
    yield* connect(recording(x, `${name} too late`, false))
    note(`${name}: a client can still connect`)
  } catch (error) {
    note(`${name}: the next client gets ${show(error)}`)
  }
  if (clients[0]?.isClosing() === false) clients[0].write(new Uint8Array(7))
  yield* settle()
  if (ending === 'closeClients()') tell('closeClients()', () => server.closeClients())
  if (ending === 'abortClients()') tell('abortClients()', () => server.abortClients())
  yield* settle()
  for (const client of clients) {
    tell('isClosing() of a client', () => client.isClosing())
    client.close()
    yield* settle()
  }
  state('in the end')
  if (where !== null) note(`${name}: at the path is ${show(loop.network.paths.kindOf(where))}`)
  return accepted
}

function* following(x: Exerciser, what: string, coroutine: Coroutine<unknown>): Coroutine<void> {
  try {
    x.note(`${what} gave ${x.show(yield* coroutine)}`)
  } catch (error) {
    x.note(`${what} threw ${x.show(error)}`)
  }
}

export const servers: Exercise = {
  name: 'servers',
  isInterleaved: true,
  targets: ['server', 'loop', 'transport', 'protocol'],
  act: (x) => {
    for (const ending of endings)
      for (const path of [false, true]) x.go(`a server until ${ending}`, () => serving(x, ending, path))
  },
}

export const creatingServers: Exercise = {
  name: 'createServer',
  isInterleaved: true,
  targets: ['server', 'loop'],
  act: (x) => {
    const { api, go, note, show } = x
    const loop = x.loop as Loop
    const factory = (): Protocol => recording(x, 'accepted', true)
    const shown = (server: Server): string =>
      `${String(server.sockets.length)} ${server.sockets.map(({ localAddress }) => localAddress?.host).join(' ')}`
    const busy = loop.network.bind({ host: '127.0.0.1', port: 0 })
    const taken = busy.localAddress?.port ?? 0
    const ways: readonly (readonly [string, () => Coroutine<Server>])[] = [
      ['one host', () => loop.createServer(factory, '127.0.0.1', 0)],
      ['a host of the other family', () => loop.createServer(factory, '::1', 0)],
      ['two hosts', () => loop.createServer(factory, ['127.0.0.1', '::1'], 0)],
      ['the same host twice', () => loop.createServer(factory, ['127.0.0.1', '127.0.0.1'], 0)],
      ['a family', () => loop.createServer(factory, ['127.0.0.1', '127.0.0.2'], 0, { family: 4 })],
      ['all of them', () => loop.createServer(factory, null, 0, { family: 4 })],
      ['later', () => loop.createServer(factory, '127.0.0.1', 0, { startServing: false })],
      ['a backlog', () => loop.createServer(factory, '127.0.0.1', 0, { backlog: 1 })],
      ['reuse', () => loop.createServer(factory, '127.0.0.1', 0, { reuseAddress: true })],
      ['a socket', () => loop.createServer(factory, null, null, { sock: busy })],
      ['a port that is taken', () => loop.createServer(factory, '127.0.0.1', taken)],
      ['nothing at all', () => loop.createServer(factory, null, null)],
      ['a socket and a host', () => loop.createServer(factory, '127.0.0.1', 0, { sock: busy })],
      ['a path', () => loop.createUnixServer(factory, loop.network.paths.newPath())],
      ['no path', () => loop.createUnixServer(factory, null)],
      ['a path and a socket', () => loop.createUnixServer(factory, '/some/path', { sock: busy })],
    ]
    go('servers', function* () {
      for (const [way, create] of ways) {
        try {
          const server = yield* create()
          note(`${way}: ${show(server.isServing())} ${shown(server)}`)
          const { port } = server.sockets[0]?.localAddress ?? { port: 0 }
          if (way !== 'later' && !way.includes('path')) {
            const [client] = yield* loop.createConnection(
              () => recording(x, `${way} client`, false),
              server.sockets[0]?.localAddress?.host ?? '',
              port,
            )
            yield* api.sleep(20)
            client.close()
          }
          server.close()
          yield* server.waitClosed()
          note(`${way}: closed, ${show(server.sockets.length)} sockets`)
        } catch (error) {
          note(`${way}: ${show(error)}`)
        }
        yield* api.sleep(100)
      }
      return 'all tried'
    })
    for (const [what, path] of [
      ['nobody listens at the path', '/nobody/listens'],
      ['no path', null],
    ] as const)
      go(what, () => loop.createUnixConnection(() => recording(x, what, false), path))
    for (const echo of [false, true])
      go('connectAcceptedSocket()', function* () {
        const [left, right] = socketPair()
        const [server] = yield* loop.connectAcceptedSocket(() => recording(x, 'the accepted', echo), left)
        const [client] = yield* loop.createConnection(() => recording(x, 'the other', false), null, null, {
          sock: right,
        })
        client.write(new Uint8Array(3))
        server.write(new Uint8Array(5))
        yield* api.sleep(20)
        client.close()
        yield* api.sleep(20)
        return `${show(server.isClosing())} ${show(left.closed)}`
      })
  },
}
