import {
  socketPair,
  type Coroutine,
  type EventLoop,
  type Server,
  type ServerEventLoop,
  type Task,
} from '../../../spec/index.ts'
import { type Check, type CheckContext, type PeerConnection } from '../../harness/index.ts'
import { anywhere, anywhereWith, anywhereWithEach } from '../support/anywhere.ts'
import { bytes, RecordingProtocol } from '../support/connections.ts'
import { needsMemoryNetwork } from '../support/memory-network.ts'
import { echo, local, Seen, serve, type Serving } from '../support/servers.ts'

/** A server on 127.0.0.1, which nobody connects to. */
const lonely = (t: CheckContext, loop: EventLoop): Promise<Serving> =>
  serve(t, { loop: loop as ServerEventLoop })

/** One that does not serve yet. */
const idle = (t: CheckContext, loop: EventLoop): Promise<Serving> =>
  serve(t, { loop: loop as ServerEventLoop, startServing: false })

/** A server on a network in memory, which echoes. */
function echoing(t: CheckContext, loop: EventLoop): Promise<Serving> {
  needsMemoryNetwork(t, loop)
  return serve(t, { loop: loop as ServerEventLoop, behaviour: echo })
}

interface Visited extends Serving {
  readonly peer: PeerConnection
  readonly seen: Seen
}

/** A server with a connection. */
async function visited(t: CheckContext, loop: EventLoop): Promise<Visited> {
  const serving = await echoing(t, loop)
  const peer = serving.connect()
  await serving.until(
    'the server to accept a connection',
    () => serving.protocols[0]?.transports.length === 1,
  )
  return { ...serving, peer, seen: new Seen(peer) }
}

/** `again` is called in an iteration after the next one. */
function soon(loop: EventLoop, again: () => void): void {
  loop.callSoon(() => loop.callSoon(again))
}

/** How a task has ended so far. */
function endOf(task: Task): string {
  if (!task.done()) return 'pending'
  if (task.cancelled()) return 'cancelled'
  return task.exception() === null ? 'done' : 'failed'
}

/** What a server ends with: what it makes is closed, too. */
function* served(create: Coroutine<Server>): Coroutine<string> {
  const server = yield* create
  const words = [server.isServing(), server.sockets.length]
  server.close()
  return words.map(String).join(' ')
}

export const serversAnywhereChecks: readonly Check[] = [
  anywhereWith('server.knows-its-loop', 'getLoop()', 'true', lonely, ({ loop }, { server }) => {
    const isIt = server.getLoop() === loop
    return () => String(isIt)
  }),
  anywhereWith('server.is-serving-until-closed', 'isServing()', 'true', lonely, (_scene, { server }) => {
    const isServing = server.isServing()
    return () => String(isServing)
  }),
  anywhereWith(
    'server.sockets-say-where-it-listens',
    'sockets',
    '1 true',
    lonely,
    (_scene, { server, port }) => {
      const words = [server.sockets.length, server.sockets[0]?.localAddress?.port === port]
      return () => words.join(' ')
    },
  ),
  anywhereWithEach(
    'server.serving-begins-once',
    'startServing()',
    'false · done done true',
    idle,
    ({ loop }, { server }) => {
      const words = String(server.isServing())
      const tasks = [loop.createTask(server.startServing()), loop.createTask(server.startServing())]
      return () => `${words} · ${[...tasks.map(endOf), server.isServing()].join(' ')}`
    },
    60,
  ),
  anywhereWithEach(
    'server.close-can-be-repeated',
    'close() of servers',
    'true 1 · false 0 · false 0',
    lonely,
    (_scene, { server }) => {
      const state = (): string => `${String(server.isServing())} ${String(server.sockets.length)}`
      const words = [state()]
      server.close()
      words.push(state())
      server.close()
      return () => [...words, state()].join(' · ')
    },
  ),
  anywhereWithEach(
    'server.wait-closed-ends',
    'waitClosed() after close()',
    'done done',
    lonely,
    ({ loop }, { server }) => {
      server.close()
      const tasks = [loop.createTask(server.waitClosed()), loop.createTask(server.waitClosed())]
      return () => tasks.map(endOf).join(' ')
    },
  ),
  anywhereWithEach(
    'server.cancelled-serve-forever-closes',
    'serveForever() that is cancelled',
    'cancelled false 0',
    lonely,
    ({ loop }, { server }) => {
      const task = loop.createTask(server.serveForever())
      soon(loop, () => task.cancel())
      return () => [endOf(task), server.isServing(), server.sockets.length].join(' ')
    },
  ),
  anywhereWithEach(
    'server.close-ends-serve-forever',
    'close() while serveForever() waits',
    'over false',
    lonely,
    ({ loop }, { server }) => {
      const task = loop.createTask(server.serveForever())
      soon(loop, () => server.close())
      const end = (): string => (['done', 'cancelled'].includes(endOf(task)) ? 'over' : endOf(task))
      return () => [end(), server.isServing()].join(' ')
    },
  ),
  anywhere('server.listens-when-created', 'createServer()', 'true 1', (scene) => {
    needsMemoryNetwork(scene.t, scene.loop)
    const loop = scene.loop as ServerEventLoop
    const task = loop.createTask(served(loop.createServer(() => new RecordingProtocol(scene.t), local, 0)))
    return () => task.result()
  }),
  anywhereWith(
    'server.accepts-a-connection',
    'connections that come in',
    'ping 1',
    echoing,
    (_scene, { connect, protocols }) => {
      const index = protocols.length
      const peer = connect()
      const seen = new Seen(peer)
      peer.send(bytes('ping'))
      return () => `${seen.look().received} ${String(protocols[index]?.transports.length)}`
    },
  ),
  anywhereWithEach(
    'server.close-leaves-connections-open',
    'an echo after close()',
    'ping false',
    visited,
    (_scene, { server, peer, seen }) => {
      server.close()
      peer.send(bytes('ping'))
      return () => `${seen.look().received} ${String(seen.ended)}`
    },
  ),
  ...(['closeClients', 'abortClients'] as const).map((method) =>
    anywhereWithEach(
      method === 'closeClients' ? 'server.close-clients-closes-each' : 'server.abort-clients-aborts-each',
      `${method}()`,
      'true · null',
      visited,
      (_scene, { server, protocols }) => {
        server[method]()
        const isClosing = protocols[0]?.transports[0]?.isClosing()
        return () => [isClosing, ...(protocols[0]?.lost ?? [])].map(String).join(' · ')
      },
    ),
  ),
  anywhereWithEach(
    'server.wait-closed-waits-for-connections',
    'waitClosed() while there is a connection',
    'pending · done',
    visited,
    ({ loop }, { server, protocols }) => {
      server.close()
      const task = loop.createTask(server.waitClosed())
      const words: string[] = []
      soon(loop, () => {
        words.push(endOf(task))
        protocols[0]?.transports[0]?.close()
      })
      return () => [...words, endOf(task)].join(' · ')
    },
  ),
  anywhere('server.accepted-socket-gets-a-transport', 'connectAcceptedSocket()', 'true 1 null', (scene) => {
    needsMemoryNetwork(scene.t, scene.loop)
    const loop = scene.loop as ServerEventLoop
    const protocol = new RecordingProtocol(scene.t)
    const task = loop.createTask(loop.connectAcceptedSocket(() => protocol, socketPair()[0]))
    task.addDoneCallback(() => protocol.transports[0]?.close())
    return () =>
      [task.result()[0] === protocol.transports[0], protocol.transports.length, ...protocol.lost]
        .map(String)
        .join(' ')
  }),
]
