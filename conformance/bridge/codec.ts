import { errorKind } from '../../spec/index.ts'
import type { Arena } from './arena.ts'
import { describeError, makeError } from './errors.ts'
import { PythonContext, PythonContextVar } from './python-context.ts'
import { PythonCoroutine } from './python-coroutine.ts'
import { PythonFuture, PythonTask } from './python-future.ts'
import { PythonDict } from './python-dict.ts'
import { PythonHandle, PythonTimerHandle } from './python-handle.ts'
import { PythonList } from './python-list.ts'
import { PythonLoop } from './python-loop.ts'
import { PythonObject, type Remote } from './python-object.ts'
import { isProtocol } from './protocol.ts'
import { PythonPolicy } from './python-policy.ts'
import { PythonRunner } from './python-runner.ts'
import { PythonTaskGroup } from './python-task-group.ts'
import { PythonTimeout } from './python-timeout.ts'
import { PythonTransport } from './python-transport.ts'
import type { JavaScriptKind, PythonKind, Wire, WireError } from './wire.ts'

const standIns: Readonly<
  Record<Exclude<PythonKind, 'function'>, new (remote: Remote, number: number) => PythonObject>
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
  runner: PythonRunner,
  transport: PythonTransport,
  object: PythonObject,
}

/** Turns values into what crosses, and back. Identity is kept both ways while a check lasts. */
export class Codec {
  readonly #arena: Arena
  readonly #remote: Remote

  constructor(arena: Arena, remote: Remote) {
    this.#arena = arena
    this.#remote = remote
  }

  encode(value: unknown): Wire {
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
    if (value === undefined) return { u: true }
    if (typeof value === 'number') return encodeNumber(value)
    const number = PythonObject.numberOf(value) ?? this.#arena.boundNumber(value)
    if (number !== undefined) return { p: number }
    if (value instanceof Uint8Array) return { b: Buffer.from(value).toString('base64') }
    if (value instanceof PythonList) return this.encodeList(value.members)
    if (value instanceof PythonDict) return { d: this.encodeMembers(value.members) }
    return this.#encodeObject(value, kindOf(value))
  }

  /** A list, where Python is to see a list and not an object of JavaScript. */
  encodeList(values: readonly unknown[]): Wire {
    return { l: values.map((value) => this.encode(value)) }
  }

  /** A dictionary, or keyword arguments. */
  encodeMembers(members: Readonly<Record<string, unknown>>): Record<string, Wire> {
    return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, this.encode(member)]))
  }

  /** Whatever was thrown becomes an exception. */
  encodeThrown(thrown: unknown): Wire {
    const number = this.#arena.boundNumber(thrown)
    return number === undefined ? this.#encodeObject(thrown, 'error') : { p: number }
  }

  #encodeObject(value: unknown, kind: JavaScriptKind): Wire {
    const number = this.#arena.numberOf(value)
    if (kind !== 'error') return { j: number, k: kind }
    const { n, m, args } = describeError(value)
    return { j: number, k: kind, n, m, a: args.map((argument) => this.encode(argument)) }
  }

  decode(wire: Wire): unknown {
    if (typeof wire !== 'object' || wire === null) return wire
    if ('p' in wire) return wire.k === 'error' ? this.#decodeError(wire) : this.#standIn(wire)
    if ('j' in wire) return this.#arena.object(wire.j)
    if ('l' in wire) return wire.l.map((member) => this.decode(member))
    if ('s' in wire) return new Set(wire.s.map((member) => this.decode(member)))
    if ('d' in wire) return this.#decodeMembers(wire.d, (name) => name)
    if ('b' in wire) return new Uint8Array(Buffer.from(wire.b, 'base64'))
    return 'u' in wire ? undefined : Number(wire.n.replace('inf', 'Infinity'))
  }

  /** Keyword arguments, under the names that they have here. */
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

  #standIn({ p, k = 'object', n = 'object' }: { p: number; k?: PythonKind; n?: string }): object {
    return this.#arena.standIn(p, () => {
      if (k === 'function') return this.#function(p, n)
      return new standIns[k](this.#remote, p)
    })
  }

  #function(number: number, name: string): object {
    const call = (...args: readonly unknown[]): unknown => this.#remote.call(number, '__call__', args)
    Object.defineProperty(call, 'name', { value: name })
    this.#arena.bind(call, number)
    return call
  }

  #decodeError(wire: WireError): object {
    return this.#arena.standIn(wire.p, () => {
      const args = wire.a.map((argument) => this.decode(argument))
      const error = makeError(wire, args)
      this.#arena.bind(error, wire.p)
      return error
    })
  }
}

function encodeNumber(value: number): Wire {
  if (Number.isFinite(value)) return Object.is(value, -0) ? { n: '-0.0' } : value
  return { n: Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf' }
}

function kindOf(value: unknown): JavaScriptKind {
  if (typeof value === 'function') return 'function'
  if (typeof value !== 'object' || value === null) return 'object'
  if (isProtocol(value)) return 'protocol'
  const has = (name: string): boolean => typeof (value as Record<string, unknown>)[name] === 'function'
  if ('futureBlocking' in value && has('addDoneCallback')) return 'future'
  if (has('next') && has('throw') && has('return') && !(Symbol.asyncIterator in value)) return 'coroutine'
  if (value instanceof Error || ('message' in value && errorKind(value) !== null)) return 'error'
  if (has('newEventLoop') && has('getEventLoop')) return 'policy'
  if (has('receive') && has('send')) return 'socket'
  if (has('attach') && has('detach')) return 'server'
  return has('done') && has('getLoop') ? 'task' : 'object'
}

function camelCase(name: string): string {
  return name.replace(/(?<=[a-z])_([a-z])/g, (_match, letter: string) => letter.toUpperCase())
}
