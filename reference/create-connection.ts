import { isOsError, OSError, ValueError } from '../spec/errors.ts'
import type {
  AcceptedOptions,
  AddressInfo,
  ConnectionHooks,
  ConnectionOptions,
  Coroutine,
  FailableWaiter,
  NetworkEventLoop,
  Port,
  Protocol,
  StreamSocket,
  TlsHooks,
  Transport,
} from '../spec/interfaces/index.ts'
import { numericAddress } from './numeric-address.ts'
import { staggeredRace } from './staggered-race.ts'

type ConnectingLoop = NetworkEventLoop & ConnectionHooks & TlsHooks

/** `createConnection` for every successor, from the arguments to `makeSocketTransport`. See `NetworkEventLoop`. */
export function* createConnection<P extends Protocol>(
  loop: ConnectingLoop,
  protocolFactory: () => P,
  host: string | null,
  port: Port,
  options: ConnectionOptions,
): Coroutine<[Transport, P]> {
  const given = options.sock ?? null
  checkArguments(host, port, options)
  const sock = given ?? (yield* connect(loop, host, port, options))
  return yield* establish(loop, protocolFactory, sock, given === null, (protocol, waiter) =>
    makeClientTransport(loop, sock, protocol, waiter, host, options),
  )
}

/** `connectAcceptedSocket` for every successor: the accepted socket is connected already. See `ServerEventLoop`. */
export function* connectAcceptedSocket<P extends Protocol>(
  loop: ConnectingLoop,
  protocolFactory: () => P,
  sock: StreamSocket,
  { ssl = null, ...timeouts }: AcceptedOptions,
): Coroutine<[Transport, P]> {
  checkTimeouts(timeouts, ssl !== null)
  checkSocket(sock)
  return yield* establish(loop, protocolFactory, sock, false, (protocol, waiter) =>
    ssl === null
      ? loop.makeSocketTransport(sock, protocol, waiter)
      : loop.makeSslTransport(sock, protocol, ssl, waiter, { serverSide: true, ...timeouts }),
  )
}

/** The protocol and the transport of a connected socket. Ends when the transport has set its waiter. */
function* establish<P extends Protocol>(
  loop: ConnectingLoop,
  protocolFactory: () => P,
  sock: StreamSocket,
  isOwn: boolean,
  makeTransport: (protocol: P, waiter: FailableWaiter) => Transport,
): Coroutine<[Transport, P]> {
  const waiter = loop.createFuture<undefined>()
  let protocol: P
  let transport: Transport
  try {
    protocol = protocolFactory()
    transport = makeTransport(protocol, waiter)
  } catch (error) {
    // Nothing else closes a socket that was opened here.
    if (isOwn) sock.close()
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

function makeClientTransport(
  loop: ConnectingLoop,
  sock: StreamSocket,
  protocol: Protocol,
  waiter: FailableWaiter,
  host: string | null,
  { ssl = null, serverHostname = null, ...rest }: ConnectionOptions,
): Transport {
  if (ssl === null || ssl === false) return loop.makeSocketTransport(sock, protocol, waiter)
  const { sslHandshakeTimeout = null, sslShutdownTimeout = null } = rest
  const options = { serverHostname: serverHostname ?? host, sslHandshakeTimeout, sslShutdownTimeout }
  return loop.makeSslTransport(sock, protocol, ssl === true ? {} : ssl, waiter, options)
}

/** Checks in the order of asyncio, before anything is opened. @throws ValueError for arguments that do not go together. */
function checkArguments(host: string | null, port: Port, options: ConnectionOptions): void {
  const { ssl, serverHostname = null, sock = null } = options
  const secure = ssl !== undefined && ssl !== null && ssl !== false
  if (serverHostname !== null && !secure) refuse('serverHostname needs ssl.')
  if (serverHostname === null && secure && (host ?? '') === '')
    refuse('ssl without a host needs serverHostname.')
  checkTimeouts(options, secure)
  const addressed = host !== null || port !== null
  if (addressed && sock !== null) refuse('Pass either host and port or sock, not both.')
  if (!addressed && sock === null) refuse('Pass host and port, or sock. Got neither.')
  if (sock !== null) checkSocket(sock)
}

function checkTimeouts(options: Omit<AcceptedOptions, 'ssl'>, secure: boolean): void {
  for (const name of ['sslHandshakeTimeout', 'sslShutdownTimeout'] as const)
    if ((options[name] ?? null) !== null && !secure) refuse(`${name} needs ssl.`)
}

function checkSocket({ type }: StreamSocket): void {
  if ((type as string) !== 'stream') refuse('sock must be a stream socket (type "stream").')
}

function refuse(reason: string): never {
  throw new ValueError(reason)
}

/** A socket that is connected to the first address that accepts. */
function* connect(
  loop: ConnectingLoop,
  host: string | null,
  port: Port,
  options: ConnectionOptions,
): Coroutine<StreamSocket> {
  const { localAddr = null, happyEyeballsDelay: delayMs = null } = options
  const infos = yield* resolve(loop, host, port, options)
  const localInfos = localAddr === null ? null : yield* resolve(loop, localAddr.host, localAddr.port, options)
  const ordered = interleave(infos, options.interleave ?? (delayMs === null ? 0 : 1))
  const errors: unknown[] = []
  const attempts = ordered.map(
    (info, index) =>
      function* (): Coroutine<StreamSocket> {
        try {
          return yield* loop.connectSock(info, localInfos)
        } catch (error) {
          errors[index] = error
          throw error
        }
      },
  )
  const sock =
    delayMs === null
      ? yield* firstOf(attempts)
      : yield* staggeredRace(loop, attempts, delayMs, (late) => late.close())
  if (sock === null) throw combine(errors, options.allErrors === true)
  return sock
}

/** A numeric host needs no look-up. Any other host goes through the `getaddrinfo` of the loop. */
function* resolve(
  loop: NetworkEventLoop,
  host: string | null,
  port: Port,
  { family = 0, proto = 0, flags = 0 }: ConnectionOptions,
): Coroutine<readonly AddressInfo[]> {
  const numeric = numericAddress(host, port, { family, proto })
  if (numeric !== null) return [numeric]
  const infos = yield* loop.getaddrinfo(host, port, { family, type: 'stream', proto, flags })
  if (infos.length === 0) throw new OSError(`getaddrinfo() returned no address for ${String(host)}.`)
  return infos
}

/** The first `firstCount` addresses of the first family, then the families take turns. 0 keeps the order. */
function interleave(infos: readonly AddressInfo[], firstCount: number): readonly AddressInfo[] {
  if (firstCount === 0) return infos
  const families = [...new Set(infos.map((info) => info.family))]
  const lists = families.map((family) => infos.filter((info) => info.family === family))
  const ordered = lists[0]?.splice(0, firstCount - 1) ?? []
  while (lists.some((list) => list.length > 0)) for (const list of lists) ordered.push(...list.splice(0, 1))
  return ordered
}

/** Tries one address after the other. Only an `OSError` leads to the next address; any other error is thrown. */
function* firstOf(attempts: readonly (() => Coroutine<StreamSocket>)[]): Coroutine<StreamSocket | null> {
  for (const attempt of attempts) {
    try {
      return yield* attempt()
    } catch (error) {
      if (!isOsError(error)) throw error
    }
  }
  return null
}

/** One error for all attempts: the first, if all have the same message, or else a new one that lists the messages. */
function combine(errors: readonly unknown[], all: boolean): unknown {
  if (all) return new AggregateError(errors, 'createConnection() failed at every address.')
  const messages = errors.map((error) => (error instanceof Error ? error.message : String(error)))
  if (new Set(messages).size === 1) return errors[0]
  return new OSError(`createConnection() failed at every address: ${messages.join(', ')}`)
}
