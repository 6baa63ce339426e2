import { once } from 'node:events'
import { connect as connectOfNode, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import type { Protocol, Transport } from '../spec/index.ts'
import { NodeEventLoop, NodeSocket } from './node.ts'

let server: Server | null = null

/** A server on a free port of this machine; the loop connects to it. */
async function serve(onSocket: (socket: Socket) => void): Promise<number> {
  server = createServer({ allowHalfOpen: true }, onSocket)
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

afterEach(() => server?.close())

/** Counts what comes back, and ends the run with the connection. */
class Counter implements Protocol {
  received = 0
  readonly calls: string[] = []
  readonly #onLost: () => void

  constructor(onLost: () => void) {
    this.#onLost = onLost
  }

  dataReceived(data: Uint8Array): void {
    this.received += data.length
  }

  pauseWriting(): void {
    this.calls.push('pauseWriting')
  }

  resumeWriting(): void {
    this.calls.push('resumeWriting')
  }

  connectionLost(error: unknown): void {
    this.calls.push(`connectionLost ${String(error)}`)
    this.#onLost()
  }
}

async function connect(loop: NodeEventLoop, port: number, host = '127.0.0.1'): Promise<[Transport, Counter]> {
  return loop.runUntilComplete(loop.createConnection(() => new Counter(() => loop.stop()), host, port))
}

it('echoes 16 MiB with its writer paused and resumed, and ends after writeEof()', async () => {
  const size = 16 * 2 ** 20
  const port = await serve((socket) => socket.pipe(socket))
  const loop = new NodeEventLoop()
  const [transport, protocol] = await connect(loop, port)
  transport.write(new Uint8Array(size))
  transport.writeEof()
  await loop.runForever()
  expect(protocol.received).toBe(size)
  expect(protocol.calls).toEqual(['pauseWriting', 'resumeWriting', 'connectionLost null'])
})

it('sends what was written before close()', async () => {
  const size = 2 ** 20
  let received = 0
  let onEnd: () => void = () => undefined
  const ended = new Promise<void>((resolve) => (onEnd = resolve))
  const port = await serve((socket) => {
    socket.on('data', (data) => (received += data.length))
    socket.on('end', () => {
      socket.end()
      onEnd()
    })
  })
  const loop = new NodeEventLoop()
  const [transport, protocol] = await connect(loop, port)
  transport.write(new Uint8Array(size))
  transport.close()
  await loop.runForever()
  await ended
  expect(received).toBe(size)
  expect(protocol.calls.at(-1)).toBe('connectionLost null')
})

it('says why the connection was reset', async () => {
  const port = await serve((socket) => socket.on('data', () => socket.resetAndDestroy()))
  const loop = new NodeEventLoop()
  const [transport, protocol] = await connect(loop, port)
  transport.write(new Uint8Array(1))
  await loop.runForever()
  expect(protocol.calls.at(-1)).toMatch(/ECONNRESET/)
})

it('resolves names', async () => {
  const port = await serve((socket) => socket.end('hello'))
  const loop = new NodeEventLoop()
  const [transport, protocol] = await connect(loop, port, 'localhost')
  await loop.runForever()
  expect(protocol.received).toBe(5)
  expect(transport.getExtraInfo('peername')).toEqual({ host: '127.0.0.1', port })
})

it('leaves no socket behind when it is cancelled while it connects', async () => {
  const port = await serve((socket) => {
    socket.on('error', () => undefined)
    socket.on('end', () => socket.end())
    socket.resume()
  })
  const loop = new NodeEventLoop()
  const task = loop.createTask(loop.createConnection(() => ({}), '127.0.0.1', port))
  loop.callSoon(() => task.cancel())
  await expect(loop.runUntilComplete(task)).rejects.toThrow()
  await new Promise((resolve) => setTimeout(resolve, 20))
  const open = await new Promise((resolve) => server?.getConnections((_error, count) => resolve(count)))
  expect(open).toBe(0)
})

it('accepts a socket that the program has connected', async () => {
  const port = await serve((socket) => socket.pipe(socket))
  const socket = connectOfNode({ port, host: '127.0.0.1', allowHalfOpen: true })
  await once(socket, 'connect')
  socket.pause()
  const loop = new NodeEventLoop()
  const sock = new NodeSocket(socket)
  const making = loop.createConnection(() => new Counter(() => loop.stop()), null, null, { sock })
  const [transport, protocol] = await loop.runUntilComplete(making)
  transport.write(new Uint8Array(3))
  transport.writeEof()
  await loop.runForever()
  expect(protocol.received).toBe(3)
  expect(protocol.calls).toEqual(['connectionLost null'])
})
