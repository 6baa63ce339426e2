import type { StreamSocket } from '../../spec/index.ts'
import { Arena } from './arena.ts'
import type { Channel, Serve } from './channel.ts'
import { Codec } from './codec.ts'
import { Clock } from './milliseconds.ts'
import type { Keywords, Remote } from './python-object.ts'
import { isTaskFactory } from './task-factory.ts'
import type { Call, Reply, Wire, WirePlace } from './wire.ts'

/** Functions of the bridge that take a list of Python's rather than an object of JavaScript. */
const takesList = new Set(['gather', 'wait', 'writelines', 'release'])

/** The interpreter is too old for the bridge. */
export class TooOldError extends Error {
  readonly version: string

  constructor(version: string) {
    super(`Python ${version} is too old.`)
    this.version = version
  }
}

/** The end of the bridge that is here: calls Python, and serves the calls that come back while it waits. */
export class Peer implements Remote {
  readonly clock = new Clock()
  readonly #arena = new Arena()
  readonly #codec = new Codec(this.#arena, this)
  readonly #channel: Channel
  #depth = 0
  /** Hears that the deadline of the check has passed in Python, where, and in which method, unless that is a run. */
  onStalled: (place: WirePlace | null, method: string | null) => void = () => undefined

  constructor(connect: (serve: Serve) => Channel) {
    this.#channel = connect((call) => this.#serve(call))
  }

  /** For a channel that takes time to connect. */
  static async connect(connect: (serve: Serve) => Promise<Channel>): Promise<Peer> {
    let serve: Serve | null = null
    const channel = await connect((call) => (serve as Serve)(call))
    return new Peer((own) => {
      serve = own
      return channel
    })
  }

  call(target: number, method: string, args: readonly unknown[], keywords: Keywords = {}): unknown {
    const reply = this.#exchange(target, method, args, keywords)
    if (reply[0] === 'r') return this.#codec.decode(reply[1])
    if (reply[0] === 'e') throw this.#codec.decode(reply[1]) as Error
    if (reply[0] === 'old') throw new TooOldError(reply[1])
    this.onStalled(reply[1], target === 0 ? null : method)
    throw new Error('The deadline of the check has passed.')
  }

  run(target: number, method: string, args: readonly unknown[], keywords: Keywords = {}): Promise<unknown> {
    const reply = this.#exchange(target, method, args, keywords)
    if (reply[0] === 'r') return Promise.resolve(this.#codec.decode(reply[1]))
    if (reply[0] === 'e') return Promise.reject(this.#codec.decode(reply[1]))
    if (reply[0] === 's') this.onStalled(reply[1], null)
    return new Promise(() => undefined)
  }

  /**
   * Collects garbage, with `collectHere` at this end, and lets go of what either end holds only because it has crossed. A
   * circle that goes through both ends stays.
   */
  async collect(collectHere: () => Promise<void>): Promise<void> {
    this.#arena.loosen()
    await collectHere()
    const unheld = this.#arena.tighten()
    this.#arena.release(this.call(0, 'release', [unheld]) as number[])
  }

  /** Lets go of all that has crossed. */
  forget(): void {
    this.#arena.clear()
    this.clock.forget()
  }

  /** How many objects are known by a number at this end. */
  get size(): number {
    return this.#arena.size
  }

  close(): void {
    this.#channel.close()
  }

  #exchange(target: number, method: string, args: readonly unknown[], keywords: Keywords): Reply {
    const encoded = args.map((value) =>
      Array.isArray(value) && takesList.has(method)
        ? this.#codec.encodeList(value)
        : this.#codec.encode(value),
    )
    const call: Call = ['c', target, method, encoded, this.#encodeKeywords(keywords)]
    return this.#nested(() => JSON.parse(this.#channel.exchange(JSON.stringify(call))) as Reply)
  }

  #nested(exchange: () => Reply): Reply {
    const { deepest } = this.#channel
    if (this.#depth === deepest)
      throw new RangeError(`Calls over the bridge nest at most ${String(deepest)} deep.`)
    this.#depth++
    try {
      return exchange()
    } finally {
      this.#depth--
    }
  }

  /** Those that are given. */
  #encodeKeywords(keywords: Keywords): Record<string, Wire> {
    const given = Object.entries(keywords).filter(([, value]) => value !== undefined)
    return this.#codec.encodeMembers(Object.fromEntries(given))
  }

  #serve(text: string): string {
    const [, target, method, args, keywords] = JSON.parse(text) as Call
    let reply: Reply
    try {
      const object = this.#arena.object(target)
      const decoded = args.map((value) => this.#codec.decode(value))
      const answer = invoke(object, method, decoded, this.#codec.decodeKeywords(keywords))
      reply = ['r', isStep(method) ? this.#codec.encodeList(stepOf(answer)) : this.#codec.encode(answer)]
    } catch (error) {
      reply = ['e', this.#codec.encodeThrown(error)]
    }
    return JSON.stringify(reply)
  }
}

function isStep(method: string): boolean {
  return method === 'next' || method === 'throw' || method === 'return'
}

function stepOf(answer: unknown): [boolean, unknown] {
  const { done, value } = answer as IteratorResult<unknown, unknown>
  return [done === true, value]
}

/** Does what Python asks of an object of JavaScript. Keywords become one trailing object. */
function invoke(
  object: unknown,
  method: string,
  args: unknown[],
  keywords: Record<string, unknown>,
): unknown {
  const options = Object.keys(keywords).length > 0 ? [keywords] : []
  if (method === 'call') {
    const callback = object as (...args: readonly unknown[]) => unknown
    return callback(...args, ...(options.length === 0 && isTaskFactory(callback) ? [{}] : options))
  }
  const members = object as Record<string, (...args: readonly unknown[]) => unknown>
  if (method === 'iterator') return (object as Iterable<unknown, unknown>)[Symbol.iterator]()
  const [verb, member] = method.split(/ (?=\S+$)/)
  if (verb === 'get' && member !== undefined) return members[member]
  if (verb === 'set' && member !== undefined) return Reflect.set(members, member, args[0])
  if (verb === 'is now' && member !== undefined) return isNow(object as StreamSocket, member)
  const found = members[verb === 'if there' && member !== undefined ? member : method]
  if (found === undefined && verb === 'if there') return undefined
  if (typeof found !== 'function')
    throw new TypeError(`Python called ${method}() of an object of JavaScript that has no such method.`)
  return found.apply(object, [...args, ...options])
}

/** Whether a socket would call back at once. */
function isNow(sock: StreamSocket, method: string): boolean {
  let isThere = false
  const when = method === 'whenReadable' ? 'whenReadable' : 'whenWritable'
  sock[when](() => {
    isThere = true
  })
  sock[when](null)
  return isThere
}
