import { VirtualEventLoop } from '../../../../reference/index.ts'
import { OSError, type Coroutine, type ListeningSocket, type Server } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'
import { creatingWith, serversWith } from '../support/servers.ts'

const profiles = ['server'] as const

export const prefersTheAddressToTheSocket = fault(
  'server.contradicting-arguments-are-refused',
  'prefers-the-address-to-the-socket',
  {
    says: 'createServer() did not throw',
    loop: creatingWith((factory, host = null, port = null, options = {}) =>
      host === null && port === null
        ? [factory, host, port, options]
        : [factory, host, port, { ...options, sock: null }],
    ),
    profiles,
  },
)

export const ignoresAnSslThatIsTrue = fault('server.boolean-ssl-is-refused', 'ignores-an-ssl-that-is-true', {
  says: 'createServer() with ssl true did not throw',
  loop: creatingWith((factory, host, port, options = {}) => [
    factory,
    host,
    port,
    // A context is an object, and the check gives a boolean.
    { ...options, ssl: (options.ssl as unknown) === true ? null : (options.ssl ?? null) },
  ]),
  profiles,
})

export const ignoresTimeoutsWithoutSsl = fault('server.timeouts-need-ssl', 'ignores-timeouts-without-ssl', {
  says: 'createServer() with sslShutdownTimeout did not throw',
  loop: creatingWith((factory, host, port, options) => [
    factory,
    host,
    port,
    { ...options, sslShutdownTimeout: null },
  ]),
  profiles,
})

export const listensSoon = fault('server.listens-when-created', 'listens-soon', {
  says: 'the peer got ECONNREFUSED',
  loop: class extends VirtualEventLoop {
    override *bindSock(...args: Arguments<'bindSock'>): Coroutine<ListeningSocket> {
      const sock = yield* super.bindSock(...args)
      const listen = sock.listen.bind(sock)
      sock.listen = (backlog) => {
        this.callLater(1, () => listen(backlog))
      }
      return sock
    }
  },
  profiles,
})

export const tellsTheWildcardInPlaceOfTheAddress = fault(
  'server.sockets-say-where-it-listens',
  'tells-the-wildcard-in-place-of-the-address',
  {
    says: 'the hosts of the sockets',
    loop: serversWith((server) => {
      const { sockets } = server
      const everywhere = sockets.map(({ localAddress }) => ({
        localAddress: localAddress && { ...localAddress, host: '0.0.0.0' },
      }))
      const close = server.close.bind(server)
      let shown: typeof sockets = everywhere
      server.close = () => {
        shown = []
        close()
      }
      Object.defineProperty(server, 'sockets', { get: () => shown })
    }),
    profiles,
  },
)

export const choosesOnePortForAll = fault('server.port-zero-is-a-free-port', 'chooses-one-port-for-all', {
  says: 'both have port',
  loop: class extends VirtualEventLoop {
    #chosen: ListeningSocket | null = null;

    override *bindSock(...args: Arguments<'bindSock'>): Coroutine<ListeningSocket> {
      const [{ address }] = args
      if (address.port !== 0 || address.host !== '127.0.0.1') return yield* super.bindSock(...args)
      return (this.#chosen ??= yield* super.bindSock(...args))
    }
  },
  profiles,
})

export const listensAtTheFirstHost = fault(
  'server.several-hosts-have-a-socket-each',
  'listens-at-the-first-host',
  {
    says: 'the hosts of the sockets',
    loop: creatingWith((factory, host = null, ...rest) => [
      factory,
      typeof host === 'string' ? host : (host?.slice(0, 1) ?? null),
      ...rest,
    ]),
    profiles,
  },
)

export const bindsARepeatedHostAgain = fault(
  'server.repeated-host-is-bound-once',
  'binds-a-repeated-host-again',
  {
    says: 'the hosts of the sockets',
    loop: class extends VirtualEventLoop {
      override *createServer(...call: Arguments<'createServer'>): Coroutine<Server> {
        const [factory, host, port, options] = call
        if (!Array.isArray(host) || new Set(host).size === host.length)
          return yield* super.createServer(...call)
        const own = yield* super.createServer(...call)
        const other = yield* super.createServer(factory, host.slice(1) as string[], port, options)
        const both = [...own.sockets, ...other.sockets]
        Object.defineProperty(own, 'sockets', { get: () => both })
        return own
      }
    },
    profiles,
  },
)

export const takesNoHostForThisMachine = fault(
  'server.no-host-is-every-address',
  'takes-no-host-for-this-machine',
  {
    says: 'they listen at',
    loop: creatingWith((factory, host = null, port = null, options = {}) => [
      factory,
      port !== null && (host === null || host === '') ? '127.0.0.1' : host,
      port,
      options,
    ]),
    profiles,
  },
)

/** A class of loops whose `bindSock()` throws another error than the one it gets. */
const bindingWith = (change: (error: OSError) => OSError): new () => VirtualEventLoop =>
  class extends VirtualEventLoop {
    override *bindSock(...args: Arguments<'bindSock'>): Coroutine<ListeningSocket> {
      try {
        return yield* super.bindSock(...args)
      } catch (error) {
        throw change(error as OSError)
      }
    }
  }

export const losesTheCodeOfABind = fault('server.port-in-use-is-an-error', 'loses-the-code-of-a-bind', {
  says: 'the code of the error',
  loop: bindingWith((error) => (error.code === 'EADDRINUSE' ? new OSError(error.message) : error)),
  profiles,
})

export const keepsWhatItHasBound = fault(
  'server.failed-bind-closes-every-socket',
  'keeps-what-it-has-bound',
  {
    says: 'createServer() at the address that was free threw',
    loop: class extends VirtualEventLoop {
      override *createServer(...call: Arguments<'createServer'>): Coroutine<Server> {
        const [, host, port] = call
        try {
          return yield* super.createServer(...call)
        } catch (error) {
          if (Array.isArray(host) && host[0] === '127.0.0.2')
            this.network.bind({ host: '127.0.0.2', port: Number(port) })
          throw error
        }
      }
    },
    profiles,
  },
)

export const servesNowhere = fault('server.unavailable-address-is-an-error', 'serves-nowhere', {
  says: 'createServer() at 192.0.2.1 did not throw',
  loop: class extends VirtualEventLoop {
    override *bindSock(...[info, options]: Arguments<'bindSock'>): Coroutine<ListeningSocket> {
      const host = info.address.host === '192.0.2.1' ? '127.0.0.1' : info.address.host
      return yield* super.bindSock({ ...info, address: { ...info.address, host } }, options)
    }
  },
  profiles,
})

export const takesAnUnknownHostForEvery = fault(
  'server.unknown-host-is-an-error',
  'takes-an-unknown-host-for-every',
  {
    says: 'createServer() at a name without an address did not throw',
    loop: creatingWith((factory, host = null, ...rest) => [
      factory,
      typeof host === 'string' && host.length > 255 ? null : host,
      ...rest,
    ]),
    profiles,
  },
)

export const bindsBeforeItResolves = fault(
  'server.cancelled-creation-binds-nothing',
  'binds-before-it-resolves',
  {
    says: 'createServer() at the address that should be free threw',
    loop: class extends VirtualEventLoop {
      override *createServer(...call: Arguments<'createServer'>): Coroutine<Server> {
        const [, host, port, options] = call
        if (host !== '127.0.0.1' || typeof port !== 'number' || port === 0)
          return yield* super.createServer(...call)
        const sock = this.network.bind({ host, port }, options)
        const waiter = this.createFuture()
        this.callSoon(() => waiter.done() || waiter.setResult(null))
        yield* waiter
        sock.close()
        return yield* super.createServer(...call)
      }
    },
    profiles,
  },
)

export const servesAtOnce = fault('server.serving-can-begin-later', 'serves-at-once', {
  says: 'isServing() before startServing()',
  loop: creatingWith((factory, host, port, options) => [
    factory,
    host,
    port,
    { ...options, startServing: true },
  ]),
  profiles,
})

export const startsTheFirstSocketOnly = fault(
  'server.serving-can-begin-later',
  'starts-the-first-socket-only',
  {
    says: 'two connections',
    loop: serversWith((server) => {
      const startServing = server.startServing.bind(server)
      server.startServing = function* () {
        yield* startServing()
        for (const sock of server.sockets.slice(1)) (sock as ListeningSocket).whenReadable(null)
      }
    }),
    profiles,
  },
)

export const keepsAPortToItself = fault('server.reuse-port-shares-a-port', 'keeps-a-port-to-itself', {
  says: 'createServer() at a port that is shared',
  loop: class extends VirtualEventLoop {
    override bindSock(...[info, options]: Arguments<'bindSock'>): Coroutine<ListeningSocket> {
      return super.bindSock(info, { ...options, reusePort: false })
    }
  },
  profiles,
})

export const cutsAPortToSixteenBits = fault(
  'server.impossible-port-is-refused',
  'cuts-a-port-to-sixteen-bits',
  {
    says: 'it returned a server',
    loop: creatingWith((factory, host, port, options) => [
      factory,
      host,
      typeof port === 'number' ? port & 0xffff : port,
      options,
    ]),
    profiles,
  },
)

export const readsABacklog = fault('server.backlog-is-a-whole-number', 'reads-a-backlog', {
  says: 'createServer() did not throw',
  loop: creatingWith((factory, host, port, options = {}) => [
    factory,
    host,
    port,
    { ...options, backlog: Math.trunc(options.backlog ?? 100) },
  ]),
  profiles,
})

export const servesEveryFamily = fault('server.family-chooses-the-addresses', 'serves-every-family', {
  says: /with family [46] did not throw|the hosts of the sockets with family 4/,
  loop: creatingWith((factory, host, port, options) => [factory, host, port, { ...options, family: 0 }]),
  profiles,
})
