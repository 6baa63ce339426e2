import { RuntimeError } from '../spec/errors.ts'
import type { BufferedProtocol, Protocol } from '../spec/interfaces/index.ts'
import { describeValue } from './describe-value.ts'

export function isBuffered(protocol: Protocol | null): protocol is BufferedProtocol {
  return protocol !== null && 'getBuffer' in protocol
}

/** Memory of the protocol for the next bytes. @throws RuntimeError for an empty buffer, and TypeError for anything else. */
export function roomIn(protocol: BufferedProtocol): Uint8Array {
  const buffer: unknown = protocol.getBuffer(-1)
  if (!(buffer instanceof Uint8Array))
    throw new TypeError(`getBuffer() must return a Uint8Array, not ${describeValue(buffer)}.`)
  if (buffer.length === 0) throw new RuntimeError('getBuffer() returned an empty buffer.')
  return buffer
}
