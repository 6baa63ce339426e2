import { getTasks, VirtualEventLoop } from '../../../../reference/index.ts'
import { isCancelledError, isOsError, OSError } from '../../../../spec/index.ts'
import type {
  ConnectionOptions,
  Coroutine,
  Port,
  Protocol,
  SettableFuture,
  Transport,
} from '../../../../spec/index.ts'
import { connectingBy, connectingWith } from '../support/connecting.ts'
import type { ConnectCall, Connecting } from '../../signatures.ts'
import { fault } from '../../fault.ts'

export const asksForTheWrongPort = fault(
  'successor.names-go-through-getaddrinfo',
  'asks-for-the-wrong-port',
  {
    says: 'port that getaddrinfo() received is 80, not 8080',
    loop: connectingWith((own) => ({
      getaddrinfo: function* (host, _port, options) {
        return yield* own.getaddrinfo(host, 80, options)
      },
    })),
    profiles: ['base-hooks'],
  },
)

export const looksAddressesUp = fault('successor.numeric-host-needs-no-lookup', 'looks-addresses-up', {
  says: '"getaddrinfo" happened',
  loop: class extends VirtualEventLoop {
    override *createConnection<P extends Protocol>(
      ...[factory, host, port, options = {}]: ConnectCall<P>
    ): Connecting<P> {
      if (typeof host === 'string' && /^[\d.]+$/.test(host) && options.localAddr === undefined)
        yield* this.getaddrinfo(host, port ?? null)
      return yield* super.createConnection(factory, host, port, options)
    }
  },
  profiles: ['base-hooks'],
})

export const fallsBackToThisMachine = fault(
  'successor.name-without-addresses-is-an-error',
  'falls-back-to-this-machine',
  {
    says: 'did not throw',
    loop: connectingWith((own) => ({
      getaddrinfo: function* (...args) {
        const infos = yield* own.getaddrinfo(...args)
        const address = { host: '127.0.0.1', port: 80 }
        return infos.length > 0 ? infos : [{ family: 4, type: 'stream', proto: 6, canonname: '', address }]
      },
    })),
    profiles: ['base-hooks'],
  },
)

export const ignoresTheLocalAddress = fault(
  'successor.local-address-is-resolved',
  'ignores-the-local-address',
  {
    says: 'The local addresses: []',
    loop: connectingWith((own) => ({
      connectSock: (info) => own.connectSock(info, null),
    })),
    profiles: ['base-hooks'],
  },
)

export const triesAddressesBackwards = fault(
  'successor.addresses-are-tried-in-order',
  'tries-addresses-backwards',
  {
    says: 'the addresses that were tried',
    loop: connectingWith((own) => ({
      getaddrinfo: function* (...args) {
        const infos = yield* own.getaddrinfo(...args)
        return infos.some((info) => info.family === 6) || infos.length < 3 ? infos : [...infos].reverse()
      },
    })),
    profiles: ['base-hooks'],
  },
)

export const takesEveryMistakeForARefusal = fault(
  'successor.only-refusals-lead-on',
  'takes-every-mistake-for-a-refusal',
  {
    says: 'createConnection()',
    loop: connectingWith((own) => ({
      connectSock: function* (info, localInfos) {
        try {
          return yield* own.connectSock(info, localInfos)
        } catch (error) {
          throw error instanceof TypeError ? new OSError(error.message) : error
        }
      },
    })),
    profiles: ['base-hooks'],
  },
)

/** Replaces every error with one of its own. */
export const wrapsTheErrorOfAnAttempt = fault(
  'successor.one-error-says-all',
  'wraps-the-error-of-an-attempt',
  {
    says: 'what createConnection() throws',
    loop: class extends VirtualEventLoop {
      override *createConnection<P extends Protocol>(...call: ConnectCall<P>): Connecting<P> {
        try {
          return yield* super.createConnection(...call)
        } catch (error) {
          if (!isOsError(error) || (error as Error).message.startsWith('getaddrinfo')) throw error
          throw Object.assign(new Error('The connection failed.'), { name: 'OSError' })
        }
      }
    },
    profiles: ['base-hooks'],
  },
)

export const throwsOneErrorOfMany = fault('successor.all-errors-on-request', 'throws-one-error-of-many', {
  says: 'The errors in what is thrown: []',
  loop: connectingBy((options) => ({ ...options, allErrors: false })),
  profiles: ['base-hooks'],
})

export const makesTheProtocolFirst = fault(
  'successor.protocol-is-made-once-connected',
  'makes-the-protocol-first',
  {
    says: '"factory"',
    loop: class extends VirtualEventLoop {
      override *createConnection<P extends Protocol>(
        ...[factory, host, port, options = {}]: ConnectCall<P>
      ): Connecting<P> {
        if (options.sock !== undefined || options.happyEyeballsDelay !== undefined)
          return yield* super.createConnection(factory, host, port, options)
        if (host !== 'name.example' || options.family !== undefined)
          return yield* super.createConnection(factory, host, port, options)
        const protocol = factory()
        return yield* super.createConnection(() => protocol, host, port, options)
      }
    },
    profiles: ['base-hooks'],
  },
)

export const makesTransportsWithoutTheProtocol = fault(
  'successor.transport-is-made-of-the-socket',
  'makes-transports-without-the-protocol',
  {
    says: 'the protocol that it received',
    loop: connectingWith((own) => ({
      makeSocketTransport: (sock, _protocol, waiter) => own.makeSocketTransport(sock, {}, waiter),
    })),
    profiles: ['base-hooks'],
  },
)

/** Sets the result of the waiter itself after a dozen iterations. */
export const losesPatienceWithTheWaiter = fault(
  'successor.connection-waits-for-the-waiter',
  'loses-patience-with-the-waiter',
  {
    says: 'done() of createConnection() before',
    loop: connectingWith((own, loop) => ({
      makeSocketTransport: (sock, protocol, given) => {
        const waiter = given as SettableFuture
        const other = loop.createFuture<undefined>()
        const transport = own.makeSocketTransport(sock, protocol, other)
        other.addDoneCallback(() => {
          if (!waiter.done() && !other.cancelled() && other.exception() !== null)
            waiter.setException(other.exception())
        })
        // The waiter gets a dozen iterations.
        let left = 12
        const tick = (): void => {
          if (waiter.done()) return
          if (--left === 0) waiter.setResult(undefined)
          else loop.callSoon(tick)
        }
        tick()
        return transport
      },
    })),
    profiles: ['base-hooks'],
  },
)

export const leavesTheTransportOfAFailedWaiterOpen = fault(
  'successor.failed-waiter-closes-the-transport',
  'leaves-the-transport-of-a-failed-waiter-open',
  {
    says: '"transport closed" never happened',
    loop: connectingWith((own) => ({
      makeSocketTransport: (...args) =>
        Object.assign(own.makeSocketTransport(...args), { close: () => undefined }),
    })),
    profiles: ['base-hooks'],
  },
)

export const leavesARefusedSocketOpen = fault(
  'successor.refused-socket-is-closed',
  'leaves-a-refused-socket-open',
  {
    says: 'Closed of the socket that was opened is false',
    loop: connectingWith((own) => ({
      connectSock: function* (info, localInfos) {
        const sock = yield* own.connectSock(info, localInfos)
        const { close } = sock
        // The race still closes late sockets, in finish(). A socket that is refused later stays open.
        sock.close = () => {
          if (new Error().stack?.includes('at finish ') === true) close.call(sock)
        }
        return sock
      },
    })),
    profiles: ['base-hooks'],
  },
)

export const triesOnAfterACancellation = fault(
  'successor.cancelled-connect-ends-the-attempt',
  'tries-on-after-a-cancellation',
  {
    says: 'the addresses that were tried',
    loop: connectingWith((own, loop, { happyEyeballsDelay }) => ({
      connectSock: function* (info, localInfos) {
        try {
          return yield* own.connectSock(info, localInfos)
        } catch (error) {
          const next = { ...info, address: { host: '10.0.0.2', port: 80 } }
          if (isCancelledError(error) && happyEyeballsDelay === undefined)
            loop.createTask(own.connectSock(next))
          throw error
        }
      },
    })),
    profiles: ['base-hooks'],
  },
)

/** Of two attempts that fail in a race, the error of the second is another one. */
export const losesTheSecondErrorOfARace = fault(
  'successor.one-error-says-all',
  'loses-the-second-error-of-a-race',
  {
    says: "does not contain '10.0.0.2'",
    loop: connectingWith((own, _loop, options) => {
      let failed = 0
      return {
        connectSock: function* (info, localInfos) {
          try {
            return yield* own.connectSock(info, localInfos)
          } catch (error) {
            if (typeof options.happyEyeballsDelay === 'number' && failed++ > 0)
              throw new TypeError('the second failure')
            throw error
          }
        },
      }
    }),
    profiles: ['base-hooks'],
  },
)

/** Asks for the next port while many tasks wait. */
export const asksForTheWrongPortInACrowd = fault(
  'successor.names-go-through-getaddrinfo',
  'asks-for-the-wrong-port-in-a-crowd',
  {
    says: 'on a loop with 110 tasks',
    loop: class extends VirtualEventLoop {
      override createConnection<P extends Protocol>(
        factory: () => P,
        host?: string | null,
        port?: Port,
        options?: ConnectionOptions,
      ): Coroutine<[Transport, P]> {
        const isCrowded = typeof port === 'number' && getTasks(this).size > 100
        return super.createConnection(factory, host, isCrowded ? port + 1 : port, options)
      }
    },
    profiles: ['base-hooks'],
  },
)
