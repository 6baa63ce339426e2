/**
 * Marks for values of JavaScript whose type does not say what Python is to get. All methods of a protocol are optional, a
 * task factory is a plain function, and an array or an object normally crosses with its identity, as an object of JavaScript.
 */
import type { TaskFactory } from '../../spec/index.ts'

const protocols = new WeakSet<object>()
const datagramProtocols = new WeakSet<object>()
const taskFactories = new WeakSet<object>()

/** Marks a value as a protocol of asyncio (`connectionMade`, `dataReceived`, …) and returns it. */
export function asProtocol<P>(protocol: P): P {
  if (typeof protocol === 'object' && protocol !== null) protocols.add(protocol)
  return protocol
}

export function isProtocol(value: object): boolean {
  return protocols.has(value)
}

/** Marks a value as a datagram protocol of asyncio (`connectionMade`, `datagramReceived`, …) and returns it. */
export function asDatagramProtocol<P>(protocol: P): P {
  if (typeof protocol === 'object' && protocol !== null) datagramProtocols.add(protocol)
  return protocol
}

export function isDatagramProtocol(value: object): boolean {
  return datagramProtocols.has(value)
}

/** Marks a function as a task factory and returns it. It receives its keywords in one object, even if there are none. */
export function asTaskFactory(factory: TaskFactory | null): TaskFactory | null {
  if (typeof factory === 'function') taskFactories.add(factory)
  return factory
}

export function isTaskFactory(value: object): boolean {
  return taskFactories.has(value)
}

/** Values that Python gets as a tuple. */
export class PythonTuple {
  readonly members: readonly unknown[]

  constructor(members: readonly unknown[]) {
    this.members = members
  }
}

/** Bytes that Python gets as a view into larger memory: a `memoryview`. */
export class PythonView {
  readonly data: Uint8Array

  constructor(data: Uint8Array) {
    this.data = data
  }
}

/** A part of a larger array is a view in Python too. Everything else crosses as it is. */
export function asWritten(data: unknown): unknown {
  const isView = data instanceof Uint8Array && data.byteLength < data.buffer.byteLength
  return isView ? new PythonView(data) : data
}

/** Members that Python gets as a dictionary. */
export class PythonDict {
  readonly members: Readonly<Record<string, unknown>>

  constructor(members: Readonly<Record<string, unknown>>) {
    this.members = members
  }
}
