/**
 * The memory of protocols that receive into a buffer of their own. Python cannot write to it: it fills a buffer of the same length,
 * and the bytes cross when it is filled.
 */
import type { BufferedProtocol } from '../../spec/index.ts'

const lent = new WeakMap<BufferedProtocol, unknown>()

/** What `getBuffer` returns. Python makes a buffer of the same length. */
export function lendBuffer(protocol: BufferedProtocol, [sizeHint]: readonly [number]): unknown {
  const buffer: unknown = protocol.getBuffer(sizeHint)
  lent.set(protocol, buffer)
  return buffer
}

/** Calls `bufferUpdated` when the bytes are in the buffer. */
export function fillBuffer(protocol: BufferedProtocol, [count, data]: readonly [number, Uint8Array]): void {
  const buffer = lent.get(protocol)
  if (buffer instanceof Uint8Array) buffer.set(data)
  protocol.bufferUpdated(count)
}
