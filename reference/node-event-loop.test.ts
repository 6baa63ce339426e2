import { AsyncLocalStorage } from 'node:async_hooks'
import * as dgram from 'node:dgram'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { expect, it, vi } from 'vitest'
import { errorKind, type Coroutine, type SettableFuture } from '../spec/index.ts'
import { NodeEventLoop } from './node-event-loop.ts'
import { needReusePort } from './node-reuse-port.ts'
import { VirtualEventLoop } from './virtual-event-loop.ts'
import { wait } from './wait.ts'

it('is woken by a callback of the host while it is idle', async () => {
  const loop = new NodeEventLoop()
  setTimeout(() => loop.callSoon(() => loop.stop()), 5)
  await loop.runForever()
  expect(loop.isRunning()).toBe(false)
})

it('is woken by an earlier timer than the one it sleeps for', async () => {
  const loop = new NodeEventLoop()
  loop.callLater(60_000, () => undefined)
  setTimeout(() => loop.callLater(1, () => loop.stop()), 5)
  await loop.runForever()
})

it('does not set a host timer with a delay that the host would cut to nothing', async () => {
  const asked = vi.spyOn(globalThis, 'setTimeout')
  const loop = new NodeEventLoop()
  const early = vi.fn()
  for (const delayMs of [2 ** 31, 1e15, Infinity]) loop.callLater(delayMs, early)
  setImmediate(() => setImmediate(() => loop.callSoon(() => loop.stop())))
  await loop.runForever()
  const delays = asked.mock.calls.map((call) => call[1] ?? 0)
  asked.mockRestore()
  expect(delays.length).toBeGreaterThan(0)
  expect(Math.max(...delays)).toBeLessThan(2 ** 31)
  expect(early).not.toHaveBeenCalled()
})

it('runs its turns in the asynchronous context of the run, not of the code that wakes it', async () => {
  const storage = new AsyncLocalStorage<string>()
  const loop = new NodeEventLoop()
  const seen: (string | undefined)[] = []
  const look = (): void => void seen.push(storage.getStore())
  const run = storage.run('the run', () => loop.runForever())
  setTimeout(() => {
    storage.run('the waker', () => {
      loop.callSoon(look)
      loop.callSoon(() => loop.stop())
    })
  }, 1)
  await run
  expect(seen).toEqual(['the run'])
})

it('gives the host turns beside tasks that never rest', async () => {
  const loop = new NodeEventLoop()
  let ended = false
  loop.createTask(
    (function* () {
      while (!ended) yield
    })(),
  )
  setTimeout(() => {
    ended = true
    loop.stop()
  }, 5)
  await loop.runForever()
  expect(ended).toBe(true)
})

class NodeLoopWithEvents extends NodeEventLoop {
  override processEvents(events: readonly unknown[]): void {
    if (events.length > 0) this.stop()
  }

  override turn(events?: readonly unknown[]): void {
    super.turn(events)
  }
}

class VirtualLoopWithEvents extends VirtualEventLoop {
  override processEvents(events: readonly unknown[]): void {
    if (events.length > 0) this.stop()
  }

  override turn(events?: readonly unknown[]): void {
    super.turn(events)
  }
}

it.each([
  ['NodeEventLoop', () => new NodeLoopWithEvents()],
  ['VirtualEventLoop', () => new VirtualLoopWithEvents()],
])('%s leaves no sleep behind when a source of events ends its run', async (_name, newEventLoop) => {
  const countSleeps = (): number =>
    process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length
  const loop = newEventLoop()
  const run = loop.runForever()
  await new Promise((resolve) => setTimeout(resolve, 5))
  const during = countSleeps()
  loop.turn(['an event'])
  await run
  expect(countSleeps()).toBe(during - 1)
})

it('shares a port with reusePort, or says that this Node cannot', async () => {
  const loop = new NodeEventLoop()
  const host = '127.0.0.1'
  const share = function* (): Coroutine<readonly number[]> {
    const first = yield* loop.createServer(() => ({}), host, 0, { reusePort: true })
    const port = first.sockets[0]?.localAddress?.port ?? 0
    const second = yield* loop.createServer(() => ({}), host, port, { reusePort: true })
    const options = { localAddr: { host, port: 0 }, reusePort: true }
    const [one] = yield* loop.createDatagramEndpoint(() => ({}), options)
    const localAddr = one.getExtraInfo('sockname') as { host: string; port: number }
    const [other] = yield* loop.createDatagramEndpoint(() => ({}), { ...options, localAddr })
    const ports = [second.sockets[0]?.localAddress?.port ?? 0, port]
    for (const open of [first, second, one, other]) open.close()
    return ports
  }
  if (!runsOn(process.versions.node))
    await expect(loop.runUntilComplete(share())).rejects.toThrow('reusePort is not supported by Node')
  else {
    const [second, first] = await loop.runUntilComplete(share())
    expect(second).toBe(first)
  }
})

const runsOn = (version: string): boolean => {
  try {
    needReusePort(version)
    return true
  } catch (error) {
    expect(errorKind(error)).toBe('ValueError')
    return false
  }
}

it('knows which versions of Node share a port', () => {
  const versions = ['20.20.2', '22.11.0', '22.12.0', '23.0.0', '23.1.0', '24.0.0']
  expect(versions.filter(runsOn)).toEqual(['22.12.0', '23.1.0', '24.0.0'])
})

it('loses nothing that a transport has sent, if the loop is closed at the end of the connection', async () => {
  // The sizes between which the last piece of a transport waits in Node, because the peer takes nothing.
  for (let size = 1_000_000; size < 7_000_000; size += 65_536) {
    let received = 0
    const accepted: Socket[] = []
    const server = createServer((socket) => {
      accepted.push(socket.pause().on('data', (data) => (received += data.length)))
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const loop = new NodeEventLoop()
    const lost = loop.createFuture<undefined>()
    const { port } = server.address() as AddressInfo
    const send = function* (): Coroutine<boolean> {
      const protocol = { connectionLost: () => lost.setResult(undefined) }
      const [transport] = yield* loop.createConnection(() => protocol, '127.0.0.1', port)
      transport.write(new Uint8Array(size))
      transport.close()
      yield* wait([lost], { timeout: 50 })
      return lost.done()
    }
    const isSent = await loop.runUntilComplete(send())
    if (!isSent) await loop.runUntilComplete(lostAfter(accepted, lost))
    loop.close()
    for (const socket of accepted) if (!socket.closed) await once(socket.resume(), 'close')
    server.close()
    expect(received).toBe(size)
    if (!isSent) break
  }
})

/** Lets the peers take what waits. */
function* lostAfter(peers: readonly Socket[], lost: SettableFuture<undefined>): Coroutine<void> {
  for (const peer of peers) peer.resume()
  yield* lost
}

it('sends the datagrams that a closed endpoint has taken, if the loop is closed before Node has sent them', async () => {
  const peer = dgram.createSocket('udp4')
  let received = 0
  const all = new Promise<void>((resolve) => {
    peer.on('message', () => {
      if (++received === 3) resolve()
    })
  })
  await once(peer.bind(0, '127.0.0.1'), 'listening')
  // The system takes what goes over loopback at once. Here Node has to wait.
  const { send } = dgram.Socket.prototype
  const late = vi.spyOn(dgram.Socket.prototype, 'send').mockImplementation(function (
    this: dgram.Socket,
    ...all
  ) {
    setImmediate(() => Reflect.apply(send, this, all))
  })
  const loop = new NodeEventLoop()
  await loop.runUntilComplete(sending(loop, peer.address().port, 3))
  loop.close()
  await all
  late.mockRestore()
  peer.close()
})

it('keeps no datagram that the system has taken', async () => {
  const loop = new NodeEventLoop()
  // Far more than may wait in Node.
  expect(await loop.runUntilComplete(sending(loop, 9, 200))).toBe(0)
  loop.close()
})

/** Sends and closes. Returns how much waits in the transport. */
function* sending(loop: NodeEventLoop, port: number, count: number): Coroutine<number> {
  const [transport] = yield* loop.createDatagramEndpoint(() => ({}), {
    localAddr: { host: '127.0.0.1', port: 0 },
  })
  for (let sent = 0; sent < count; sent++) transport.sendto(new Uint8Array(8000), { host: '127.0.0.1', port })
  const waiting = transport.getWriteBufferSize()
  transport.close()
  return waiting
}
