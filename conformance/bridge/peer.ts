import { pythonName, type BufferedProtocol, type Datagram, type StreamSocket } from '../../spec/index.ts'
import { CandidateError, nameCall, type CandidateErrorCode } from '../harness/index.ts'
import { Arena } from './arena.ts'
import type { Channel, Serve } from './channel.ts'
import { Codec } from './codec.ts'
import { Clock } from './clock.ts'
import { fillBuffer, lendBuffer } from './lent-buffers.ts'
import { isTaskFactory, PythonTuple } from './marks.ts'
import type { Keywords, Remote } from './stand-ins.ts'
import type { Call, Reply, Wire, WirePlace } from './wire.ts'

/** Methods whose arrays Python gets as lists, not as objects of JavaScript. */
const takesList = new Set(['gather', 'wait', 'as_completed', 'iterator', 'writelines', 'release'])

/** The interpreter is too old to run the bridge. */
export class TooOldError extends Error {
  readonly version: string

  constructor(version: string) {
    super(`Python ${version} is too old.`)
    this.version = version
  }
}

/** The deadline of the check has passed during a call. */
export class StalledError extends Error {}

/** The JavaScript end of the bridge. It calls Python, and serves the calls that come back while it waits. */
export class Peer implements Remote {
  readonly clock = new Clock()
  readonly #arena = new Arena()
  readonly #codec = new Codec(this.#arena, this)
  readonly #channel: Channel
  readonly classOfBytes = (data: Uint8Array): string => this.#codec.classOfBytes(data)
  #depth = 0
  /** Called if the deadline of the check passes in Python, with the call under way and its milliseconds so far: null for a run. */
  onStalled: (place: WirePlace | null, call: { method: string; lastedMs: number } | null) => void = () =>
    undefined

  constructor(connect: (serve: Serve) => Channel) {
    this.#channel = connect((call) => this.#serve(call))
  }

  /** Makes a peer on a channel that connects asynchronously. */
  static async connect(connect: (serve: Serve) => Promise<Channel>): Promise<Peer> {
    let serve: Serve | null = null
    const channel = await connect((call) => (serve as Serve)(call))
    return new Peer((own) => {
      serve = own
      return channel
    })
  }

  call(target: number, method: string, args: readonly unknown[], keywords: Keywords = {}): unknown {
    const begun = performance.now()
    const reply = this.#exchange(target, method, args, keywords)
    switch (reply[0]) {
      case 'return':
        return this.#codec.decode(reply[1])
      case 'throw':
        throw this.#thrown(reply[1], target, method) as Error
      case 'refused':
        throw new CandidateError(reply[2], { code: reply[1] as CandidateErrorCode | null })
      case 'too old':
        throw new TooOldError(reply[1])
      case 'stalled':
        this.onStalled(reply[1], target === 0 ? null : { method, lastedMs: performance.now() - begun })
        throw new StalledError('The deadline of the check has passed.')
    }
  }

  run(target: number, method: string, args: readonly unknown[], keywords: Keywords = {}): Promise<unknown> {
    const reply = this.#exchange(target, method, args, keywords)
    if (reply[0] === 'return') return Promise.resolve(this.#codec.decode(reply[1]))
    if (reply[0] === 'throw') return Promise.reject(this.#thrown(reply[1], target, method))
    if (reply[0] === 'stalled') this.onStalled(reply[1], null)
    return new Promise(() => undefined)
  }

  /** What Python has thrown. A failure names the method that threw it. */
  #thrown(wire: Wire, target: number, method: string): unknown {
    const error = this.#codec.decode(wire)
    const isOfPython = typeof wire === 'object' && wire !== null && 'python' in wire
    if (isOfPython && (target !== 0 || method === 'run_main') && !method.startsWith('__'))
      nameCall(error, method === 'run_main' ? 'run' : method)
    return error
  }

  /**
   * Collects garbage at both ends, here with `collectHere`, and releases what an end holds only because it has crossed. A
   * cycle that goes through both ends stays.
   */
  async collect(collectHere: () => Promise<void>): Promise<void> {
    this.#arena.loosen()
    await collectHere()
    const unheld = this.#arena.tighten()
    this.#arena.release(this.call(0, 'release', [unheld]) as number[])
  }

  /** Releases everything that has crossed. */
  forget(): void {
    this.#arena.clear()
    this.clock.forget()
  }

  /** How many objects this end holds by a number. */
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
    const call: Call = ['call', target, method, encoded, this.#encodeKeywords(keywords)]
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

  /** Keywords that are undefined are left out. */
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
      const value = invoke(object, method, decoded, this.#codec.decodeKeywords(keywords))
      reply = ['return', isStep(method) ? this.#codec.encodeList(stepOf(value)) : this.#codec.encode(value)]
    } catch (error) {
      reply = ['throw', this.#codec.encodeThrown(error)]
    }
    return JSON.stringify(reply)
  }
}

function isStep(method: string): boolean {
  return method === 'next' || method === 'throw' || method === 'return'
}

function stepOf(result: unknown): [boolean, unknown] {
  const { done, value } = result as IteratorResult<unknown, unknown>
  return [done === true, value]
}

/**
 * Executes a call of Python on an object of JavaScript. Keywords become one trailing object. Besides the name of a method,
 * `method` can be `call`, `iterator`, `get <property>`, `set <property>`, `if there <method>` (undefined if there is no such
 * method), `is now <whenReadable or whenWritable>`, `lend getBuffer` or `fill bufferUpdated`.
 */
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
  if (verb === 'lend') return lendBuffer(object as BufferedProtocol, args as [number])
  if (verb === 'fill') {
    fillBuffer(object as BufferedProtocol, args as [number, Uint8Array])
    return
  }
  const found = members[verb === 'if there' && member !== undefined ? member : method]
  if (found === undefined && verb === 'if there') return undefined
  if (typeof found !== 'function')
    throw new TypeError(`The object of the check has no method ${pythonName(method)}().`)
  const result = found.apply(object, [...args, ...options])
  return method === 'receiveFrom' ? datagramTuple(result as Datagram | null) : result
}

/** What `recvfrom` of Python returns: the bytes, and host and port of the sender. */
function datagramTuple(received: Datagram | null): PythonTuple | null {
  if (received === null) return null
  return new PythonTuple([received.data, new PythonTuple([received.addr.host, received.addr.port])])
}

/** Whether a socket is ready: it calls back at once. */
function isNow(sock: StreamSocket, method: string): boolean {
  let isReady = false
  const when = method === 'whenReadable' ? 'whenReadable' : 'whenWritable'
  sock[when](() => {
    isReady = true
  })
  sock[when](null)
  return isReady
}
