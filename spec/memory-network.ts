import { OSError } from './errors.ts'
import type {
  AddressInfo,
  AddressOptions,
  BindOptions,
  NameOptions,
  Port,
  SocketAddress,
} from './interfaces/index.ts'
import { MemoryDatagrams } from './memory-datagrams.ts'
import { MemoryListeningSocket } from './memory-listening-socket.ts'
import { MemoryPaths } from './memory-paths.ts'
import { MemorySocket } from './socket-pair.ts'

/** The first port that the network chooses itself. */
const firstFreePort = 49_152
const wildcards: readonly string[] = ['0.0.0.0', '::']
const localHosts: readonly string[] = [...wildcards, '127.0.0.1', '127.0.0.2', '::1']

/**
 * A machine in memory, on which sockets listen and connect. Everything happens inside the calls, so a test that uses it is
 * deterministic. Its errors have the codes of a system: `ECONNREFUSED`, `EADDRINUSE`, `EADDRNOTAVAIL`.
 */
export class MemoryNetwork {
  /** Its Unix sockets. */
  readonly paths = new MemoryPaths()
  readonly datagrams = new MemoryDatagrams()
  readonly #listening = new Set<MemoryListeningSocket>()
  #lastPort = firstFreePort - 1

  /**
   * The addresses of a name: `localhost`, and null for it. A numeric address has itself. Throws `OSError` with the code `ENOTFOUND` for
   * any other name, and for a port that is not a number.
   */
  lookUp(
    host: string | null,
    port: Port,
    { family = 0, type = 'stream', proto = 0 }: AddressOptions = {},
  ): readonly AddressInfo[] {
    const isNumeric = host !== null && /^[\d.]+$|:/.test(host)
    const hosts = isNumeric ? [host] : host === null || host === 'localhost' ? ['127.0.0.1', '::1'] : []
    const fitting = hosts.filter((one) => family === 0 || familyOf(one) === family)
    if (fitting.length === 0) throw new OSError(`There is no host ${String(host)}.`, 'ENOTFOUND')
    const number = Number(port ?? 0)
    if (!Number.isInteger(number)) throw new OSError(`There is no service ${String(port)}.`, 'ENOTFOUND')
    return fitting.map((own) => ({
      family: familyOf(own),
      type,
      proto,
      canonname: '',
      address: { host: own, port: number },
    }))
  }

  /** The names of an address: every local host is `localhost`, and no service has a name. */
  nameOf({ host, port }: SocketAddress, { numericHost = false }: NameOptions = {}): [string, string] {
    if (!/^[\d.]+$|:/.test(host)) throw new OSError(`${host} is not a numeric address.`, 'ENOTFOUND')
    return [!numericHost && localHosts.includes(host) ? 'localhost' : host, String(port)]
  }

  /** A socket that is bound to the address. Port 0: a free one. Of several that share a port, the first gets the connections. */
  bind(address: SocketAddress, { reusePort }: Pick<BindOptions, 'reusePort'> = {}): MemoryListeningSocket {
    if (!localHosts.includes(address.host))
      throw new OSError(`This machine does not have the address ${address.host}.`, 'EADDRNOTAVAIL')
    const bound = { host: address.host, port: address.port === 0 ? ++this.#lastPort : address.port }
    const others = [...this.#listening].filter(({ localAddress }) => sameAddress(localAddress, bound))
    if (others.some(({ isShared }) => !(isShared && reusePort === true)))
      throw new OSError(`${bound.host} port ${String(bound.port)} is already in use.`, 'EADDRINUSE')
    const sock = new MemoryListeningSocket(bound, () => this.#listening.delete(sock), reusePort === true)
    this.#listening.add(sock)
    return sock
  }

  /** This end of a new connection. Nobody need have accepted it yet. `capacity`: how many bytes may be on the way in each direction. */
  connect(address: SocketAddress, from: SocketAddress | null = null, capacity = 65_536): MemorySocket {
    const sock = [...this.#listening].find((one) => one.isListening && isAt(one.localAddress, address))
    if (sock === undefined)
      throw new OSError(`Nothing listens at ${address.host} port ${String(address.port)}.`, 'ECONNREFUSED')
    const port = (from?.port ?? 0) === 0 ? ++this.#lastPort : (from?.port ?? 0)
    const near = new MemorySocket({ host: from?.host ?? address.host, port }, capacity)
    const far = new MemorySocket(address, capacity)
    MemorySocket.connect(near, far)
    sock.add(far)
    return near
  }
}

const sameAddress = (one: SocketAddress, other: SocketAddress): boolean =>
  one.port === other.port &&
  (one.host === other.host || familyOf(one.host) === familyOf(other.host)) &&
  (one.host === other.host || wildcards.includes(one.host) || wildcards.includes(other.host))

/** Whether a socket that listens at the one address gets connections to the other. */
const isAt = (own: SocketAddress, { host, port }: SocketAddress): boolean =>
  own.port === port &&
  (own.host === host || (wildcards.includes(own.host) && familyOf(own.host) === familyOf(host)))

const familyOf = (host: string): 4 | 6 => (host.includes(':') ? 6 : 4)
