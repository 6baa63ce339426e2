import { isOsError, OSError, ValueError } from '../spec/errors.ts'
import type {
  AddressInfo,
  Coroutine,
  DatagramEventLoop,
  DatagramHooks,
  DatagramOptions,
  DatagramProtocol,
  DatagramRoute,
  DatagramSocket,
  DatagramTransport,
  SocketAddress,
} from '../spec/interfaces/index.ts'
import { numericAddress } from './numeric-address.ts'

/** `createDatagramEndpoint` for every successor. See `DatagramEventLoop`. */
export function* createDatagramEndpoint<P extends DatagramProtocol>(
  loop: DatagramEventLoop & DatagramHooks,
  protocolFactory: () => P,
  options: DatagramOptions,
): Coroutine<[DatagramTransport, P]> {
  checkArguments(options)
  const { sock: given = null } = options
  const { sock, remote } = given === null ? yield* open(loop, options) : { sock: given, remote: null }
  const waiter = loop.createFuture<undefined>()
  let protocol: P
  let transport: DatagramTransport
  try {
    protocol = protocolFactory()
    transport = loop.makeDatagramTransport(sock, protocol, remote, waiter)
  } catch (error) {
    // Nothing else closes a socket that was opened here.
    if (given === null) sock.close()
    throw error
  }
  let made = false
  try {
    yield* waiter
    made = true
  } finally {
    if (!made) transport.close()
  }
  return [transport, protocol]
}

/** @throws ValueError for arguments that do not go together. */
function checkArguments({ sock = null, ...options }: DatagramOptions): void {
  if (sock === null) {
    if (!options.localAddr && !options.remoteAddr && !options.family)
      throw new ValueError('Pass localAddr, remoteAddr, or at least family. Got none of them.')
    return
  }
  if ((sock.type as string) !== 'datagram')
    throw new ValueError('sock must be a datagram socket (type "datagram").')
  const others = Object.entries(options).flatMap(([name, value]) => (value ? [name] : []))
  if (others.length > 0) throw new ValueError(`Pass either sock or ${others.join(', ')}, not both.`)
}

/** A socket at the first addresses that work. If none does, the error of the first is thrown. */
function* open(
  loop: DatagramEventLoop & DatagramHooks,
  options: DatagramOptions,
): Coroutine<{ readonly sock: DatagramSocket; readonly remote: SocketAddress | null }> {
  const errors: unknown[] = []
  for (const route of yield* routes(loop, options)) {
    try {
      return { sock: yield* loop.openDatagramSock(route, options), remote: route.remote }
    } catch (error) {
      if (!isOsError(error)) throw error
      errors.push(error)
    }
  }
  throw errors[0]
}

/** Each family in which both addresses exist. @throws ValueError if there is none. */
function* routes(loop: DatagramEventLoop, options: DatagramOptions): Coroutine<readonly DatagramRoute[]> {
  const { localAddr = null, remoteAddr = null, family = 0 } = options
  if (localAddr === null && remoteAddr === null)
    return [{ family: family === 6 ? 6 : 4, local: null, remote: null }]
  const locals = localAddr === null ? null : yield* resolve(loop, localAddr, options)
  const remotes = remoteAddr === null ? null : yield* resolve(loop, remoteAddr, options)
  const found = ([4, 6] as const).flatMap((family): DatagramRoute[] => {
    const local = locals?.find((info) => info.family === family)
    const remote = remotes?.find((info) => info.family === family)
    if ((locals !== null && !local) || (remotes !== null && !remote)) return []
    return [{ family, local: local?.address ?? null, remote: remote?.address ?? null }]
  })
  const first = (locals ?? remotes)?.[0]?.family
  found.sort((one, other) => Number(other.family === first) - Number(one.family === first))
  if (found.length === 0) throw new ValueError('localAddr and remoteAddr have no family in common.')
  return found
}

function* resolve(
  loop: DatagramEventLoop,
  { host, port }: SocketAddress,
  { family = 0, proto = 0, flags = 0 }: DatagramOptions,
): Coroutine<readonly AddressInfo[]> {
  const numeric = numericAddress(host, port, { family, type: 'datagram', proto })
  if (numeric !== null) return [numeric]
  const infos = yield* loop.getaddrinfo(host, port, { family, type: 'datagram', proto, flags })
  if (infos.length === 0) throw new OSError(`getaddrinfo() returned no address for ${host}.`)
  return infos
}
