import { VirtualEventLoop } from '../../../../reference/index.ts'
import type {
  AddressInfo,
  AddressOptions,
  Coroutine,
  NameOptions,
  Port,
  SocketAddress,
} from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

type Found = Coroutine<readonly AddressInfo[]>

export const knowsNoPortInDigits = fault(
  'transports.numeric-address-is-its-own-answer',
  'knows-no-port-in-digits',
  {
    says: 'the port is a text of digits',
    loop: class extends VirtualEventLoop {
      override getaddrinfo(host: string | null, port: Port, options?: AddressOptions): Found {
        const isDigits = typeof port === 'string' && /^\d+$/.test(port)
        return super.getaddrinfo(host, isDigits ? 0 : port, options)
      }
    },
    profiles: ['net', 'net-real'],
  },
)

export const findsNumericAddressesOfAnyFamily = fault(
  'transports.numeric-address-is-its-own-answer',
  'finds-numeric-addresses-of-any-family',
  {
    says: 'getaddrinfo() throws a system error',
    loop: class extends VirtualEventLoop {
      override getaddrinfo(host: string | null, port: Port, options?: AddressOptions): Found {
        const family = host === 'localhost' ? options?.family : 0
        return super.getaddrinfo(host, port, { ...options, family: family ?? 0 })
      }
    },
    profiles: ['net', 'net-real'],
  },
)

export const findsOnlyStreams = fault('transports.numeric-address-is-its-own-answer', 'finds-only-streams', {
  says: 'the type is a datagram',
  loop: class extends VirtualEventLoop {
    override getaddrinfo(host: string | null, port: Port, options?: AddressOptions): Found {
      return super.getaddrinfo(host, port, { ...options, type: 'stream' })
    }
  },
  profiles: ['net', 'net-real'],
})

export const findsNamesOfBothFamilies = fault(
  'transports.family-narrows-the-addresses',
  'finds-names-of-both-families',
  {
    says: 'the families of the addresses',
    loop: class extends VirtualEventLoop {
      override getaddrinfo(host: string | null, port: Port, options?: AddressOptions): Found {
        const family = host === 'localhost' ? 0 : (options?.family ?? 0)
        return super.getaddrinfo(host, port, { ...options, family })
      }
    },
    profiles: ['net', 'net-real'],
  },
)

export const takesAServiceForPortZero = fault(
  'transports.service-is-a-port-or-an-error',
  'takes-a-service-for-port-zero',
  {
    says: 'the ports',
    loop: class extends VirtualEventLoop {
      override getaddrinfo(host: string | null, port: Port, options?: AddressOptions): Found {
        return super.getaddrinfo(host, Number.isNaN(Number(port)) ? 0 : port, options)
      }
    },
    profiles: ['net', 'net-real'],
  },
)

export const namesServicesByNumbers = fault(
  'transports.getnameinfo-names-an-address',
  'names-services-by-numbers',
  {
    says: 'host and service',
    loop: class extends VirtualEventLoop {
      override *getnameinfo(address: SocketAddress, options?: NameOptions): Coroutine<[string, string]> {
        const [host] = yield* super.getnameinfo(address, options)
        return [host, address.port as unknown as string]
      }
    },
    profiles: ['net', 'net-real'],
  },
)

export const namesAHostThatShouldBeANumber = fault(
  'transports.getnameinfo-names-an-address',
  'names-a-host-that-should-be-a-number',
  {
    says: "'localhost'",
    loop: class extends VirtualEventLoop {
      override getnameinfo(address: SocketAddress): Coroutine<[string, string]> {
        return super.getnameinfo(address)
      }
    },
    profiles: ['net', 'net-real'],
  },
)
