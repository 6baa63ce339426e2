import { OSError, ValueError } from '../spec/errors.ts'
import type {
  AddressInfo,
  Coroutine,
  ListeningSocket,
  Port,
  Protocol,
  Server,
  ServerEventLoop,
  ServerHooks,
  ServerOptions,
  ServerTls,
} from '../spec/interfaces/index.ts'
import { describeValue } from './describe-value.ts'
import { gather } from './gather.ts'
import { numericAddress } from './numeric-address.ts'
import { ReferenceServer } from './server.ts'

type BindingLoop = ServerEventLoop & ServerHooks
type Hosts = string | readonly string[] | null

const defaultBacklog = 100
/** The machine has lost the address, or has its family switched off. */
const unavailable: readonly unknown[] = ['EADDRNOTAVAIL', 'EAFNOSUPPORT']
/** Every address of the machine. */
const everyAddress = ['0.0.0.0', '::']

/** `createServer` for every successor. See `ServerEventLoop`. */
export function* createServer(
  loop: BindingLoop,
  protocolFactory: () => Protocol,
  hosts: Hosts,
  port: Port,
  options: ServerOptions,
): Coroutine<Server> {
  const { sock = null, backlog = defaultBacklog } = options
  checkArguments(hosts, port, options)
  const socks = sock === null ? yield* bindAll(loop, hosts, port, { ...options, backlog }) : [sock]
  const server = new ReferenceServer(loop, socks, protocolFactory, backlog, tlsOf(options))
  if (options.startServing === false) return server
  let started = false
  try {
    yield* server.startServing()
    started = true
  } finally {
    if (!started) server.close()
  }
  return server
}

/** @throws TypeError for an `ssl` that is a boolean, and for a `backlog` that is not a whole number. */
export function checkTypes({ ssl = null, backlog = defaultBacklog }: ServerOptions): void {
  if (typeof ssl === 'boolean') throw new TypeError('ssl must be a context or null, not a boolean.')
  if (!Number.isInteger(backlog))
    throw new TypeError(`backlog must be a whole number, not ${describeValue(backlog)}.`)
}

/** @throws ValueError for arguments that do not go together, and what `checkTypes` throws. */
function checkArguments(hosts: Hosts, port: Port, options: ServerOptions): void {
  checkTypes(options)
  const { ssl = null, sock = null, ...rest } = options
  for (const name of ['sslHandshakeTimeout', 'sslShutdownTimeout'] as const)
    if ((rest[name] ?? null) !== null && ssl === null) throw new ValueError(`${name} needs ssl.`)
  const addressed = hosts !== null || port !== null
  if (addressed && sock !== null) throw new ValueError('Pass either host and port or sock, not both.')
  if (!addressed && sock === null) throw new ValueError('Pass host and port, or sock. Got neither.')
  if (sock !== null && (sock.type as string) !== 'stream')
    throw new ValueError('sock must be a stream socket (type "stream").')
}

function tlsOf({
  ssl = null,
  sslHandshakeTimeout = null,
  sslShutdownTimeout = null,
}: ServerOptions): ServerTls | null {
  return ssl === null ? null : { sslcontext: ssl, sslHandshakeTimeout, sslShutdownTimeout }
}

/** A socket for each address of the hosts. If one cannot be bound, none stays open. */
function* bindAll(
  loop: BindingLoop,
  hosts: Hosts,
  port: Port,
  options: ServerOptions,
): Coroutine<readonly ListeningSocket[]> {
  const names = hosts === null || hosts === '' ? everyAddress : typeof hosts === 'string' ? [hosts] : hosts
  const found = yield* gather(names.map((name) => resolve(loop, name, port, options)))
  const infos = withoutRepetition(found.flat().filter(({ family }) => fits(family, options)))
  const socks: ListeningSocket[] = []
  let done = false
  try {
    for (const info of infos) {
      try {
        socks.push(yield* loop.bindSock(info, options))
      } catch (error) {
        if (!unavailable.includes((error as { code?: unknown }).code)) throw error
      }
    }
    done = socks.length > 0
  } finally {
    if (!done) for (const sock of socks) sock.close()
  }
  if (!done) throw new OSError(`None of the addresses could be bound: ${infos.map(show).join(', ')}`)
  return socks
}

function* resolve(
  loop: BindingLoop,
  host: string,
  port: Port,
  { family = 0, flags = 0 }: ServerOptions,
): Coroutine<readonly AddressInfo[]> {
  const numeric = numericAddress(host, port, {})
  if (numeric !== null) return [numeric]
  const infos = yield* loop.getaddrinfo(host, port, { family, type: 'stream', flags })
  if (infos.length === 0) throw new OSError(`getaddrinfo() returned no address for ${host}.`)
  return infos
}

const fits = (family: 4 | 6, options: ServerOptions): boolean => [0, family].includes(options.family ?? 0)

/** Two names may have an address in common. It can be bound once. */
function withoutRepetition(infos: readonly AddressInfo[]): readonly AddressInfo[] {
  return [...new Map(infos.map((info) => [show(info), info])).values()]
}

const show = ({ address }: AddressInfo): string => `${address.host} port ${String(address.port)}`
