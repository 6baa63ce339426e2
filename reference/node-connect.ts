import { connect } from 'node:net'
import { OSError } from '../spec/errors.ts'
import type {
  AddressInfo,
  Coroutine,
  EventLoop,
  SettableFuture,
  StreamSocket,
} from '../spec/interfaces/index.ts'
import { abandon, NodeSocket } from './node-socket.ts'
import { closeWith } from './open-handles.ts'

/**
 * A Node socket that is connected to one address: `connectSock` for a loop in Node. It leaves no socket open if it is cancelled
 * or fails (clause successor.cancelled-connect-ends-the-attempt). Throws the error of the system, such as `ECONNREFUSED`, and
 * `OSError` if `localInfos` has no address of the family.
 */
export function* connectNodeSocket(
  loop: EventLoop,
  info: AddressInfo,
  localInfos: readonly AddressInfo[] | null,
): Coroutine<StreamSocket> {
  const { host, port } = info.address
  const local = localInfos?.find(({ family }) => family === info.family)
  if (localInfos !== null && local === undefined)
    throw new OSError(`localAddr has no address of family ${info.family}.`)
  const from = local === undefined ? {} : { localAddress: local.address.host, localPort: local.address.port }
  const socket = connect({ host, port, family: info.family, allowHalfOpen: true, ...from })
  closeWith(loop, socket, () => abandon(socket))
  const connected = loop.createFuture<undefined>()
  const onError = (error: Error): void => settle(loop, connected, error, undefined)
  socket.on('error', onError)
  socket.on('connect', () => settle(loop, connected, null, undefined))
  let done = false
  try {
    yield* connected
    done = true
  } finally {
    if (!done) socket.destroy()
  }
  const sock = new NodeSocket(socket)
  socket.off('error', onError)
  return sock
}

/** A cancelled future, or a future of a closed loop, is not settled any more. */
export function settle<T>(loop: EventLoop, future: SettableFuture<T>, error: Error | null, value: T): void {
  if (future.done() || loop.isClosed()) return
  if (error === null) future.setResult(value)
  else future.setException(error)
}
