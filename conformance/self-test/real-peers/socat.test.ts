import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { NodeEventLoop } from '../../../reference/node.ts'
import type { Coroutine, DatagramProtocol, SocketAddress } from '../../../spec/index.ts'
import { Changing } from './changing.ts'
import { Conversation } from './conversation.ts'
import { describeWith, ForeignProgram } from './foreign-program.ts'
import { onLoop } from './on-loop.ts'
import { scratchFolder } from './scratch-folder.ts'
import { Serving } from './serving.ts'

const data = randomBytes(4 * 1024 * 1024)

describeWith('socat', () => {
  const socat = (loop: NodeEventLoop, ...args: readonly string[]): ForeignProgram =>
    new ForeignProgram(loop, 'socat', '-d', '-d', '-t', '60', ...args)

  it('connects to a server of the reference by a path, and each direction ends by itself', () =>
    onLoop(function* (loop) {
      const at = path.join(scratchFolder(), 'socket')
      const server = yield* Serving.start(
        loop,
        function* (peer) {
          const received = yield* peer.rest()
          yield* peer.send(received)
        },
        { path: at },
      )
      const program = socat(loop, '-', `UNIX-CONNECT:${at}`).type(data).typeEnd()
      expect((yield* program.result()).equals(data)).toBe(true)
      expect(yield* server.over()).toBe(1)
    }))

  it('listens at a path, and a client of the reference connects', () =>
    onLoop(function* (loop) {
      const at = path.join(scratchFolder(), 'socket')
      const program = socat(loop, `UNIX-LISTEN:${at}`, 'EXEC:cat')
      yield* program.prints(/listening on/)
      const [transport, peer] = yield* loop.createUnixConnection(() => new Conversation(loop), at)
      const received = loop.createTask(peer.rest())
      yield* peer.send(data)
      transport.writeEof()
      expect((yield* received).equals(data)).toBe(true)
      yield* peer.close()
    }))

  it.each(['UDP4:127.0.0.1', 'UDP6:[::1]'])('sends datagrams over %s and gets them back', (address) =>
    onLoop(function* (loop) {
      const localAddr = { host: address.slice(5).replace(/[[\]]/g, ''), port: 0 }
      const [transport, inbox] = yield* loop.createDatagramEndpoint(() => new Inbox(loop), { localAddr })
      const { port } = transport.getExtraInfo('sockname') as SocketAddress
      const program = socat(loop, `${address}:${String(port)}`, 'SYSTEM:echo begin; exec cat')
      const { data: first, addr } = yield* inbox.next()
      expect(first.toString()).toBe('begin\n')
      for (let size = 1; size <= 4096; size *= 2) {
        transport.sendto(data.subarray(0, size), addr)
        const back = yield* inbox.next()
        expect(back).toEqual({ data: data.subarray(0, size), addr })
      }
      program.kill()
      transport.close()
      yield* inbox.until(() => (inbox.lost ? true : null))
    }),
  )
})

class Inbox extends Changing implements DatagramProtocol {
  lost = false
  readonly #arrived: { data: Buffer; addr: SocketAddress }[] = []

  datagramReceived(received: Uint8Array, addr: SocketAddress): void {
    this.#arrived.push({ data: Buffer.from(received), addr })
    this.changed()
  }

  connectionLost(): void {
    this.lost = true
    this.changed()
  }

  *next(): Coroutine<{ data: Buffer; addr: SocketAddress }> {
    return yield* this.until(() => this.#arrived.shift() ?? null)
  }
}
