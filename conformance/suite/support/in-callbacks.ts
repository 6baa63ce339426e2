/** A connection whose protocol does something inside one of its methods. */
import type { Protocol, Transport } from '../../../spec/index.ts'
import { oneOf, type CaseSet, type CheckContext } from '../../harness/index.ts'
import { bytes, connect, drainAll, type Behaviour, type Connection } from './connections.ts'

export type ProtocolMethod = keyof Protocol

/** More than the socket and the marks hold, so that the writer is paused. */
export const filling = 'x'.repeat(300)
const marks = [100, 20] as const

/** Inside of which method. The words of a draw are "called in dataReceived()". */
export function methodsOf(
  first: ProtocolMethod,
  ...others: readonly ProtocolMethod[]
): CaseSet<ProtocolMethod> {
  const choice = (method: ProtocolMethod): readonly [string, () => ProtocolMethod] => [
    `in ${method}()`,
    () => method,
  ]
  return oneOf(choice(first), ...others.map(choice))
}

export interface Inside extends Connection {
  /** What the peer has received so far. */
  readonly received: string
}

/**
 * Makes a connection, calls `act` inside of the first call of the method, and lets the loop do what it has to do. For `pauseWriting`
 * and `resumeWriting` it writes `filling`. A connection stays open when the peer ends its stream, unless `behaviour` says otherwise.
 */
export async function inside(
  t: CheckContext,
  method: ProtocolMethod,
  act: (transport: Transport) => void,
  behaviour: Behaviour = {},
): Promise<Inside> {
  const all: Behaviour = { eofReceived: () => true, ...behaviour }
  let isOver = false
  const first = (transport: Transport, argument: unknown): unknown => {
    if (!isOver) {
      isOver = true
      act(transport)
    }
    return all[method]?.(transport, argument)
  }
  const connection = await connect(t, { capacity: 50, behaviour: { ...all, [method]: first } })
  await connection.settle()
  return { ...connection, received: await reach(method, connection) }
}

/** Makes the transport call the method. Returns what the peer has received. */
async function reach(method: ProtocolMethod, connection: Connection): Promise<string> {
  const { transport, peer, settle } = connection
  if (method === 'dataReceived') peer.send(bytes('!'))
  if (method === 'eofReceived') peer.shutdownWrite()
  if (method === 'pauseWriting' || method === 'resumeWriting') {
    transport.setWriteBufferLimits(...marks)
    transport.write(bytes(filling))
  }
  await settle()
  return (await drainAll(connection)).data
}
