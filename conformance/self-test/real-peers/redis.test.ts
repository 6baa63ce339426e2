import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { NodeEventLoop } from '../../../reference/node.ts'
import type { Coroutine } from '../../../spec/index.ts'
import { Conversation } from './conversation.ts'
import { describeWith, ForeignProgram } from './foreign-program.ts'
import { onLoop } from './on-loop.ts'
import { scratchFolder } from './scratch-folder.ts'

describeWith('redis-server', () => {
  /** A connection to a server of its own, which keeps nothing on the disk. */
  function* connect(loop: NodeEventLoop): Coroutine<Conversation> {
    const socket = path.join(scratchFolder(), 'socket')
    const quiet = ['--port', '0', '--save', '', '--appendonly', 'no', '--dir', path.dirname(socket)]
    const program = new ForeignProgram(loop, 'redis-server', '--unixsocket', socket, ...quiet)
    yield* program.prints(/ready to accept connections/i)
    const [, peer] = yield* loop.createUnixConnection(() => new Conversation(loop), socket)
    return peer
  }

  /** Sends a command in the protocol of Redis: each part with its length. */
  function* send(peer: Conversation, ...parts: readonly (string | Uint8Array)[]): Coroutine<void> {
    yield* peer.send(`*${String(parts.length)}\r\n`)
    for (const part of parts) {
      yield* peer.send(`$${String(part.length)}\r\n`)
      yield* peer.send(part)
      yield* peer.send('\r\n')
    }
  }

  it('takes values of 64 MiB from a client of the reference, and gives them back', () =>
    onLoop(function* (loop) {
      const peer = yield* connect(loop)
      const value = randomBytes(64 * 1024 * 1024)
      yield* send(peer, 'SET', 'large', value)
      expect(yield* peer.line()).toBe('+OK')
      yield* send(peer, 'GET', 'large')
      expect(yield* peer.line()).toBe(`$${String(value.length)}`)
      expect((yield* peer.bytes(value.length)).equals(value)).toBe(true)
      expect(yield* peer.line()).toBe('')
      yield* peer.close()
    }))

  it('takes ten thousand commands that do not wait for a reply', () =>
    onLoop(function* (loop) {
      const peer = yield* connect(loop)
      const writing = loop.createTask(
        (function* () {
          for (let count = 0; count < 10_000; count++) yield* send(peer, 'INCR', 'counter')
        })(),
      )
      const replies: (string | null)[] = []
      while (replies.length < 10_000) replies.push(yield* peer.line())
      expect(replies).toEqual(Array.from({ length: 10_000 }, (_, index) => `:${String(index + 1)}`))
      yield* writing
      yield* peer.close()
    }))
})
