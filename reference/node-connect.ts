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
 * The addresses that the system knows for the name, in its order: for `getaddrinfo` of a loop in Node. The port is a number;
 * the name of a service throws `OSError`, and a name that is not known the error of the system, with the code `ENOTFOUND`
 * (`successor.names-go-through-getaddrinfo`). What it waits for is a future of the loop.
 */
export function* lookUp(
  loop: EventLoop,
  host: string | null,
  port: Port,
  { family = 0, type = 'stream', proto = 0, flags = 0 }: AddressOptions = {},
): Coroutine<readonly AddressInfo[]> {
  const number = Number(port ?? 0)
  if (!Number.isInteger(number)) throw new OSError(`The service ${String(port)} is not known.`, 'ENOTFOUND')
  const future = loop.createFuture<readonly AddressInfo[]>()
  // Without a host it is this machine, as in asyncio.
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
 * A socket of Node's connected to one address: for `connectSock` of a loop in Node. None is left open when this is cancelled
 * or fails (`successor.cancelled-connect-ends-the-attempt`). It throws the error of the system, such as `ECONNREFUSED`, and
 * `OSError` when `localInfos` has no address of the family.
 */
export function* connectNodeSocket(
  loop: EventLoop,
  info: AddressInfo,
  localInfos: readonly AddressInfo[] | null,
): Coroutine<StreamSocket> {
  const { host, port } = info.address
  const local = localInfos?.find(({ family }) => family === info.family)
  if (localInfos !== null && local === undefined)
    throw new OSError(`no matching local address with family=${info.family} found`)
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

/** A future that was cancelled, or whose loop has closed, has nobody left to tell. */
function settle<T>(loop: EventLoop, future: SettableFuture<T>, error: Error | null, value: T): void {
  if (future.done() || loop.isClosed()) return
  if (error === null) future.setResult(value)
  else future.setException(error)
}
