import { errorKind } from '../../spec/index.ts'
import { wordsInPython } from '../harness/index.ts'
import type { Arena } from './arena.ts'
import { describeError, makeError } from './errors.ts'
import { PythonLoop } from './loop-stand-ins.ts'
import { PythonDatagramTransport } from './datagram-stand-ins.ts'
import { PythonServer, PythonSocket, PythonTransport } from './network-stand-ins.ts'
import { PythonStreamReader, PythonStreamWriter } from './stream-stand-ins.ts'
import { askPythonForMissingMethods } from './missing-methods.ts'
import { isDatagramProtocol, isProtocol, PythonDict, PythonTuple, PythonView } from './marks.ts'
import {
  PythonCompletions,
  PythonContext,
  PythonContextVar,
  PythonCoroutine,
  PythonFuture,
  PythonHandle,
  PythonObject,
  PythonPolicy,
  PythonRunner,
  PythonTask,
  PythonTaskGroup,
  PythonTimeout,
  PythonTimerHandle,
  type Remote,
} from './stand-ins.ts'
import type { JavaScriptKind, PythonKind, Wire, WireException, WirePython } from './wire.ts'

const standIns: Readonly<
  Record<
    Exclude<PythonKind, 'function'>,
    new (remote: Remote, number: number, className: string) => PythonObject
  >
> = {
  loop: PythonLoop,
  future: PythonFuture,
  task: PythonTask,
  handle: PythonHandle,
  timer: PythonTimerHandle,
  context: PythonContext,
  variable: PythonContextVar,
  coroutine: PythonCoroutine,
  policy: PythonPolicy,
  timeout: PythonTimeout,
  group: PythonTaskGroup,
  completions: PythonCompletions,
  runner: PythonRunner,
  transport: PythonTransport,
  datagrams: PythonDatagramTransport,
  server: PythonServer,
  socket: PythonSocket,
  reader: PythonStreamReader,
  writer: PythonStreamWriter,
  object: PythonObject,
}
askPythonForMissingMethods(Object.values(standIns))

/** Converts values to JSON that crosses the bridge, and back. Objects keep their identity both ways while a check lasts. */
export class Codec {
  readonly #arena: Arena
  readonly #remote: Remote
  /** Of bytes that were not of the class `bytes`. */
  readonly #classes = new WeakMap<Uint8Array, string>()

  constructor(arena: Arena, remote: Remote) {
    this.#arena = arena
    this.#remote = remote
  }

  encode(value: unknown): Wire {
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
    if (value === undefined) return { undefined: true }
    if (typeof value === 'number') return encodeNumber(value)
    const number = PythonObject.numberOf(value) ?? this.#arena.boundNumber(value)
    if (number !== undefined) return { python: number }
    if (value instanceof Uint8Array) return encodeBytes(value)
    if (value instanceof PythonView) return { view: Buffer.from(value.data).toString('base64') }
    if (value instanceof PythonTuple) return { tuple: value.members.map((member) => this.encode(member)) }
    if (value instanceof PythonDict) return { dict: this.encodeMembers(value.members) }
    const kind = kindOf(value)
    if (kind === 'error') return this.#encodeError(value)
    return { javascript: this.#arena.numberOf(value), kind }
  }

  /** Encodes a list that Python gets as a list, not as an object of JavaScript. */
  encodeList(values: readonly unknown[]): Wire {
    return { list: values.map((value) => this.encode(value)) }
  }

  /** Encodes the members of a dictionary, or keyword arguments. */
  encodeMembers(members: Readonly<Record<string, unknown>>): Record<string, Wire> {
    return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, this.encode(member)]))
  }

  /** Encodes a thrown value of any type as an exception. */
  encodeThrown(thrown: unknown): Wire {
    const number = this.#arena.boundNumber(thrown)
    return number === undefined ? this.#encodeError(thrown) : { python: number }
  }

  #encodeError(thrown: unknown): Wire {
    const javascript = this.#arena.numberOf(thrown)
    const { args, ...description } = describeError(thrown)
    return { javascript, kind: 'error', ...description, args: args.map((argument) => this.encode(argument)) }
  }

  decode(wire: Wire): unknown {
    if (typeof wire !== 'object' || wire === null) return wire
    if ('python' in wire) return wire.kind === 'error' ? this.#decodeError(wire) : this.#standIn(wire)
    if ('javascript' in wire) return this.#arena.object(wire.javascript)
    if ('list' in wire) return wire.list.map((member) => this.decode(member))
    if ('tuple' in wire) return wire.tuple.map((member) => this.decode(member))
    if ('set' in wire) return new Set(wire.set.map((member) => this.decode(member)))
    if ('dict' in wire) return this.#decodeMembers(wire.dict, (name) => name)
    if ('zeros' in wire) return new Uint8Array(wire.zeros)
    if ('view' in wire) return new Uint8Array(Buffer.from(wire.view, 'base64'))
    if ('bytes' in wire) return this.#decodeBytes(wire)
    return 'undefined' in wire ? undefined : Number(wire.number.replace('inf', 'Infinity'))
  }

  #decodeBytes({ bytes, of }: Extract<Wire, { bytes: string }>): Uint8Array {
    const decoded = new Uint8Array(Buffer.from(bytes, 'base64'))
    if (of !== undefined) this.#classes.set(decoded, of)
    return decoded
  }

  /** The class in Python of what has crossed as bytes. */
  classOfBytes(decoded: Uint8Array): string {
    return this.#classes.get(decoded) ?? 'bytes'
  }

  /** Decodes keyword arguments. Their names become camelCase. */
  decodeKeywords(keywords: Readonly<Record<string, Wire>>): Record<string, unknown> {
    return this.#decodeMembers(keywords, camelCase)
  }

  #decodeMembers(
    members: Readonly<Record<string, Wire>>,
    rename: (name: string) => string,
  ): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(members).map(([name, member]) => [rename(name), this.decode(member)]),
    )
  }

  #standIn({ python, kind = 'object', name = 'object' }: WirePython): object {
    return this.#arena.standIn(python, () =>
      kind === 'function' ? this.#function(python, name) : new standIns[kind](this.#remote, python, name),
    )
  }

  #function(number: number, name: string): object {
    const call = (...args: readonly unknown[]): unknown => this.#remote.call(number, '__call__', args)
    Object.defineProperty(call, 'name', { value: name })
    Object.defineProperty(call, wordsInPython, { value: `the function ${name}` })
    this.#arena.bind(call, number)
    return call
  }

  #decodeError(wire: WireException): object {
    return this.#arena.standIn(wire.python, () => {
      const args = wire.args.map((argument) => this.decode(argument))
      const error = makeError(wire, args)
      this.#arena.bind(error, wire.python)
      return error
    })
  }
}

function encodeBytes({ buffer, byteOffset, length }: Uint8Array): Wire {
  const bytes = Buffer.from(buffer, byteOffset, length)
  if (length >= 1024 && isZero(bytes)) return { zeros: length }
  return { bytes: bytes.toString('base64') }
}

/** Bytes are all the same if they equal themselves one place further. A function that looks at each would take most of the time of a run. */
function isZero(bytes: Buffer): boolean {
  return bytes[0] === 0 && bytes.compare(bytes, 1, bytes.length, 0, bytes.length - 1) === 0
}

function encodeNumber(value: number): Wire {
  if (Number.isFinite(value)) return Object.is(value, -0) ? { number: '-0.0' } : value
  return { number: Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf' }
}

function kindOf(value: unknown): JavaScriptKind {
  if (typeof value === 'function') return 'function'
  if (typeof value !== 'object' || value === null) return 'object'
  if (isProtocol(value)) return 'getBuffer' in value ? 'buffered' : 'protocol'
  if (isDatagramProtocol(value)) return 'datagram protocol'
  const has = (name: string): boolean => typeof (value as Record<string, unknown>)[name] === 'function'
  if ('futureBlocking' in value && has('addDoneCallback')) return 'future'
  if (has('next') && has('throw') && has('return') && !(Symbol.asyncIterator in value)) return 'coroutine'
  if (value instanceof Error || ('message' in value && errorKind(value) !== null)) return 'error'
  if (has('newEventLoop') && has('getEventLoop')) return 'policy'
  if (has('receive') && has('send')) return 'socket'
  if (has('receiveFrom') && has('sendTo')) return 'socket'
  if (has('attach') && has('detach')) return 'server'
  return has('done') && has('getLoop') ? 'task' : 'object'
}

/** `call_soon` is `callSoon`. Leading underscores stay. */
export function camelCase(name: string): string {
  return name.replace(/(?<=[a-z])_([a-z])/g, (_match, letter: string) => letter.toUpperCase())
}
