import { ValueError } from '../spec/errors.ts'
import type {
  ConnectionHooks,
  Coroutine,
  Protocol,
  Server,
  ServerHooks,
  TlsHooks,
  Transport,
  UnixConnectionOptions,
  UnixEventLoop,
  UnixHooks,
  UnixServerOptions,
} from '../spec/interfaces/index.ts'
import { createConnection } from './create-connection.ts'
import { checkTypes, createServer } from './create-server.ts'
import { numericAddress } from './numeric-address.ts'

const defaultBacklog = 100

/** `createUnixConnection` for every successor. See `UnixEventLoop`. */
export function* createUnixConnection<P extends Protocol>(
  loop: UnixEventLoop & ConnectionHooks & TlsHooks & UnixHooks,
  protocolFactory: () => P,
  path: string | null,
  options: UnixConnectionOptions,
): Coroutine<[Transport, P]> {
  const { sock: given = null, ssl = null, serverHostname = null } = options
  if (Boolean(ssl) && serverHostname === null) throw new ValueError('ssl needs serverHostname.')
  checkArguments(path, options)
  const sock = given ?? (yield* loop.connectPath(path as string))
  let made = false
  try {
    const connection = yield* createConnection(loop, protocolFactory, null, null, { ...options, sock })
    made = true
    return connection
  } finally {
    // Nothing else closes a socket that was opened here.
    if (!made && given === null) sock.close()
  }
}

/** `createUnixServer` for every successor. See `UnixEventLoop`. */
export function* createUnixServer(
  loop: UnixEventLoop & ServerHooks & UnixHooks,
  protocolFactory: () => Protocol,
  path: string | null,
  options: UnixServerOptions,
): Coroutine<Server> {
  // createServer() checks it, too, but only after there is a socket at the path.
  checkTypes(options)
  checkArguments(path, options)
  const { backlog = defaultBacklog } = options
  const sock = options.sock ?? (yield* loop.bindPath(path as string, { backlog }))
  return yield* createServer(loop, protocolFactory, null, null, { ...options, sock })
}

/** @throws ValueError for arguments that do not go together. */
function checkArguments(path: string | null, options: UnixConnectionOptions | UnixServerOptions): void {
  const { sock = null, ssl = null } = options
  for (const name of ['sslHandshakeTimeout', 'sslShutdownTimeout'] as const)
    if ((options[name] ?? null) !== null && !ssl) throw new ValueError(`${name} needs ssl.`)
  if (path !== null && sock !== null) throw new ValueError('Pass either path or sock, not both.')
  if (path === null && sock === null) throw new ValueError('Pass path or sock. Got neither.')
  const { host, port } = sock?.localAddress ?? { host: '', port: 0 }
  if (numericAddress(host, port, {}) !== null)
    throw new ValueError(`sock must be a Unix socket. Got one at ${host} port ${String(port)}.`)
}
