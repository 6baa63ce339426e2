import { lookup } from 'node:dns'
import { connect } from 'node:net'
import { OSError } from '../spec/errors.ts'
import type {
  AddressInfo,
  AddressOptions,
  Coroutine,
  EventLoop,
  Port,
  SettableFuture,
  StreamSocket,
} from '../spec/interfaces/index.ts'
import { NodeSocket } from './node-socket.ts'

/**
 * The addresses that the system has for the name, in its order: `getaddrinfo` for a loop in Node. It waits for a future of the
 * loop. Throws `OSError` if the port is the name of a service, and the error of the system, with the code `ENOTFOUND`, for an
 * unknown name. (clause successor.names-go-through-getaddrinfo)
 */
export function* lookUp(
  loop: EventLoop,
  host: string | null,
  port: Port,
  { family = 0, type = 'stream', proto = 0, flags = 0 }: AddressOptions = {},
): Coroutine<readonly AddressInfo[]> {
  const number = Number(port ?? 0)
  if (!Number.isInteger(number))
    throw new OSError(`The port must be a number, not the name of a service (${String(port)}).`, 'ENOTFOUND')
  const future = loop.createFuture<readonly AddressInfo[]>()
  // No host means this machine, as in asyncio.
  lookup(host ?? 'localhost', { all: true, family, hints: flags }, (error, found) => {
    const infos = (error === null ? found : []).map((one): AddressInfo => ({
      family: one.family === 6 ? 6 : 4,
      type,
      proto,
      canonname: '',
      address: { host: one.address, port: number },
    }))
    settle(loop, future, error, infos)
  })
  return yield* future
}

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
