import type { Channel, Serve } from './channel.ts'
import type { Call, Reply, Wire } from './wire.ts'

/** A call over the bridge, in either direction, with the calls that came back before its reply. */
export interface Crossing {
  /** The number of the object at the other end. For calls of JavaScript, 0 is the bridge itself. */
  readonly target: number
  readonly method: string
  readonly args: readonly Wire[]
  readonly keywords: Readonly<Record<string, Wire>>
  /** In the other direction. */
  readonly inner: readonly Crossing[]
  readonly reply: Reply
}

/** Keeps what crosses the bridge. Each run of a check is a recording of its own: the calls of JavaScript, in their order. */
export class Recorder {
  readonly recordings: Crossing[][] = []
  #open: Crossing[][] = []

  /** Wraps the functions of a channel, so that this recorder sees every call. */
  listen(connect: (serve: Serve) => Channel, serve: Serve): Channel {
    const channel = connect((call) => this.#record(call, serve))
    return {
      deepest: channel.deepest,
      exchange: (call) => this.#record(call, (text) => channel.exchange(text)),
      close: () => {
        channel.close()
      },
    }
  }

  #record(text: string, exchange: (text: string) => string): string {
    const [, target, method, args, keywords] = JSON.parse(text) as Call
    if (target === 0 && method === 'begin_check') {
      const recording: Crossing[] = []
      this.recordings.push(recording)
      this.#open = [recording]
      return exchange(text)
    }
    if (target === 0 && method === 'end_check') this.#open = []
    const around = this.#open.at(-1)
    if (around === undefined) return exchange(text)
    const inner: Crossing[] = []
    // A place is kept now, because the calls that come back end first.
    const place = around.push({ target, method, args, keywords, inner, reply: ['return', null] }) - 1
    this.#open.push(inner)
    const reply = exchange(text)
    this.#open.pop()
    around[place] = { target, method, args, keywords, inner, reply: JSON.parse(reply) as Reply }
    return reply
  }
}
