import { copyContext, SocketTransport, VirtualEventLoop } from '../../../../reference/index.ts'
import { isOsError, type ListeningSocket, type Transport } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'
import { acceptedAs, acceptedWith, protocolsWith } from '../support/servers.ts'

const profiles = ['server'] as const

export const looksAtItsSocketsWhenATimerIsSet = fault(
  'server.connection-wakes-the-loop',
  'looks-at-its-sockets-when-a-timer-is-set',
  {
    says: 'the connection to wake the loop',
    loop: class extends VirtualEventLoop {
      readonly #waiting: (() => void)[] = []

      override startServing(...[factory, sock, ...rest]: Arguments<'startServing'>): void {
        const whenReadable = sock.whenReadable.bind(sock)
        sock.whenReadable = (callback) =>
          whenReadable(callback === null ? null : () => this.#waiting.push(callback))
        super.startServing(factory, sock, ...rest)
      }

      override callLater(...args: Arguments<'callLater'>): ReturnType<VirtualEventLoop['callLater']> {
        for (const callback of this.#waiting.splice(0)) callback()
        return super.callLater(...args)
      }
    },
    profiles,
  },
)

export const acceptsFiftyAtOnce = fault('server.accepts-many-at-once', 'accepts-fifty-at-once', {
  says: 'the number of protocols',
  loop: class extends VirtualEventLoop {
    override startServing(...[factory, sock, ...rest]: Arguments<'startServing'>): void {
      const accept = sock.accept.bind(sock)
      let count = 0
      sock.accept = () => {
        const accepted = accept()
        // The fifty-first is counted twice.
        if (accepted !== null && ++count === 51) factory()
        return accepted
      }
      super.startServing(factory, sock, ...rest)
    }
  },
  profiles,
})

export const dropsWhatComesWithTheEnd = fault(
  'server.events-come-in-order',
  'drops-what-comes-with-the-end',
  {
    says: 'dataReceived" never happened',
    loop: acceptedWith((sock) => {
      const receive = sock.receive.bind(sock)
      const chunks: (Uint8Array | null)[] = []
      sock.receive = (maxBytes) => {
        if (chunks.length > 0) return chunks.shift() ?? null
        const data = receive(maxBytes)
        const next = data !== null && data.length > 0 ? receive(maxBytes) : null
        if (next?.length === 0) return next
        if (next !== null) chunks.push(next)
        return data
      }
    }),
    profiles,
  },
)

export const takesItselfForThePeer = fault('server.tells-the-addresses', 'takes-itself-for-the-peer', {
  says: 'the port of getExtraInfo("peername")',
  loop: class extends VirtualEventLoop {
    override makeSocketTransport(
      ...[sock, protocol, waiter, options]: Arguments<'makeSocketTransport'>
    ): Transport {
      const extra = options?.server ? { peername: sock.localAddress } : {}
      return super.makeSocketTransport(sock, protocol, waiter, { ...options, extra })
    }
  },
  profiles,
})

export const acceptsOutsideOfTheContext = fault(
  'server.connections-have-the-context-of-serving',
  'accepts-outside-of-the-context',
  {
    says: 'the variable in the factory',
    loop: class extends VirtualEventLoop {
      readonly #context = copyContext()

      override startServing(...args: Arguments<'startServing'>): void {
        this.#context.run(() => super.startServing(...args))
      }
    },
    profiles,
  },
)

export const closesAllItsServers = fault('server.servers-are-separate', 'closes-all-its-servers', {
  says: 'ECONNREFUSED',
  loop: class extends VirtualEventLoop {
    readonly #sockets = new Set<ListeningSocket>()

    override startServing(...args: Arguments<'startServing'>): void {
      this.#sockets.add(args[1])
      super.startServing(...args)
    }

    override stopServing(sock: ListeningSocket): void {
      for (const one of this.#sockets.add(sock)) super.stopServing(one)
      this.#sockets.clear()
    }
  },
  profiles,
})

export const hangsUpWithThePeer = fault('server.writes-after-the-peer-has-ended', 'hangs-up-with-the-peer', {
  says: 'the calls of connectionLost()',
  loop: protocolsWith((protocol) => {
    const eofReceived = protocol.eofReceived?.bind(protocol)
    protocol.eofReceived = () => void eofReceived?.()
  }),
  profiles,
})

export const cutsWhatItClosesShort = fault(
  'server.close-sends-everything-first',
  'cuts-what-it-closes-short',
  {
    says: 'the number of bytes that the peer received',
    loop: class extends VirtualEventLoop {
      override makeSocketTransport(...args: Arguments<'makeSocketTransport'>): Transport {
        const transport = super.makeSocketTransport(...args)
        if (args[3]?.server) transport.close = () => transport.abort()
        return transport
      }
    },
    profiles,
  },
)

export const pausesNoWriterOfAServer = fault(
  'server.slow-peer-pauses-the-writer',
  'pauses-no-writer-of-a-server',
  {
    says: 'connection 1: pauseWriting',
    loop: protocolsWith((protocol) => {
      protocol.pauseWriting = () => undefined
    }),
    profiles,
  },
)

export const takesAResetForAnEnd = fault('server.reset-is-an-error', 'takes-a-reset-for-an-end', {
  says: 'connectionLost() got null',
  loop: protocolsWith((protocol) => {
    const connectionLost = protocol.connectionLost?.bind(protocol)
    protocol.connectionLost = (error) => connectionLost?.(isOsError(error) ? null : error)
  }),
  profiles,
})

export const readsOnForAPausedConnection = fault(
  'server.paused-reader-slows-its-peer',
  'reads-on-for-a-paused-connection',
  {
    says: 'it could send all of it',
    loop: acceptedAs(
      class extends SocketTransport {
        #kept: Uint8Array[] = []

        override pauseReading(): void {
          super.pauseReading()
          this.#keep()
        }

        readonly #keep = (): void => {
          if (!this.paused || this.closing) return
          let data = this.receive(65_536)
          for (; data !== null; data = this.receive(65_536)) this.#kept.push(data)
          this.sock.whenReadable(this.#keep)
        }

        override resumeReading(): void {
          this.paused = false
          while (this.isReading() && this.#kept.length > 0) this.receiveData(this.#kept.shift() as Uint8Array)
          this.watchReading()
        }
      },
    ),
    profiles,
  },
)
