import type { NodeEventLoop } from '../../../reference/node.ts'
import type { Coroutine, Server, ServerOptions, Task } from '../../../spec/index.ts'
import { Conversation } from './conversation.ts'

/** What a server does with a connection. Afterwards the connection is closed. */
export type Talk = (peer: Conversation) => Coroutine<unknown>

/** A server of the reference on 127.0.0.1, or at the path. Each connection has a task that talks. */
export class Serving {
  readonly #talks: Task<void>[] = []
  #server!: Server

  static *start(
    loop: NodeEventLoop,
    talk: Talk,
    { path, ...options }: Pick<ServerOptions, 'ssl'> & { path?: string } = {},
  ): Coroutine<Serving> {
    const serving = new Serving()
    const begin = (peer: Conversation): void => void serving.#talks.push(loop.createTask(talkTo(peer, talk)))
    const factory = (): Conversation => new Conversation(loop, begin)
    serving.#server =
      path === undefined
        ? yield* loop.createServer(factory, '127.0.0.1', 0, options)
        : yield* loop.createUnixServer(factory, path, options)
    return serving
  }

  get port(): number {
    return this.#server.sockets[0]?.localAddress?.port ?? 0
  }

  /** Accepts no more, and waits until everything has been said. Throws what went wrong in a talk. Returns how many talks there were. */
  *over(): Coroutine<number> {
    this.#server.close()
    for (const talk of this.#talks) yield* talk
    yield* this.#server.waitClosed()
    return this.#talks.length
  }
}

function* talkTo(peer: Conversation, talk: Talk): Coroutine<void> {
  try {
    yield* talk(peer)
  } finally {
    yield* peer.close()
  }
}
