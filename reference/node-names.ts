import { lookup, lookupService, type LookupAddress } from 'node:dns'
import { isIP } from 'node:net'
import { OSError } from '../spec/errors.ts'
import type {
  AddressInfo,
  AddressOptions,
  Coroutine,
  EventLoop,
  NameOptions,
  Port,
  SocketAddress,
} from '../spec/interfaces/index.ts'
import { settle } from './node-connect.ts'

/** What no host means. `localhost` need not have both addresses. */
const thisMachine: readonly LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
]

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
  const done = (error: NodeJS.ErrnoException | null, found: readonly LookupAddress[]): void => {
    // For a numeric host, Node does not look at the family.
    const fitting = (error === null ? found : []).filter((one) => family === 0 || one.family === family)
    const infos = fitting.map((one): AddressInfo => ({
      family: one.family === 6 ? 6 : 4,
      type,
      proto,
      canonname: '',
      address: { host: one.address, port: number },
    }))
    const none = new OSError(`${String(host)} has no address of family ${String(family)}.`, 'ENOTFOUND')
    settle(loop, future, error ?? (infos.length === 0 ? none : null), infos)
  }
  if (host === null) done(null, thisMachine)
  else lookup(host, { all: true, family, hints: flags }, done)
  return yield* future
}

/**
 * The names of an address: `getnameinfo` for a loop in Node. Throws `OSError` with the code `ENOTFOUND` unless the host is numeric.
 * (clause transports.getnameinfo-names-an-address)
 */
export function* nameOf(
  loop: EventLoop,
  { host, port }: SocketAddress,
  { numericHost = false, numericService = false }: NameOptions = {},
): Coroutine<[host: string, service: string]> {
  if (isIP(host) === 0) throw new OSError(`${host} is not a numeric address.`, 'ENOTFOUND')
  if (numericHost && numericService) return [host, String(port)]
  const future = loop.createFuture<[host: string, service: string]>()
  lookupService(host, port, (error, name, service) => {
    // asyncio gives the numbers if nobody knows a name.
    if (error?.code === 'ENOTFOUND') settle(loop, future, null, [host, String(port)])
    else settle(loop, future, error, [numericHost ? host : name, numericService ? String(port) : service])
  })
  return yield* future
}
