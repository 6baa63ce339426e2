import { copyContext, SocketTransport } from '../../../../reference/index.ts'
import type { Context, Protocol } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

export const keepsItsFirstProtocol = fault(
  'transports.protocol-can-be-replaced',
  'keeps-its-first-protocol',
  {
    says: "first protocol received is 'onetwo'",
    transports: class extends SocketTransport {
      #shown: Protocol | null = null

      override setProtocol(protocol: Protocol): void {
        this.#shown = protocol
      }

      override getProtocol(): Protocol | null {
        return this.#shown ?? super.getProtocol()
      }
    },
    profiles: ['net'],
  },
)

export const forgetsItsPeer = fault('transports.extra-info-tells-the-addresses', 'forgets-its-peer', {
  says: 'the same after the end',
  transports: class extends SocketTransport {
    override getExtraInfo(name: string, fallback?: unknown): unknown {
      return name === 'peername' && this.protocol === null ? null : super.getExtraInfo(name, fallback)
    }
  },
  profiles: ['net'],
})

export const borrowsTheContextOfWhoeverSends = fault(
  'transports.callbacks-run-in-the-context-of-the-connection',
  'borrows-the-context-of-whoever-sends',
  {
    says: 'of another author',
    transports: class extends SocketTransport {
      protected override schedule(callback: () => void): void {
        this.loop.callSoon(callback)
      }
    },
    profiles: ['net'],
  },
)

/** As CPython up to 3.14. */
export const readsInTheContextOfWhoeverResumes = fault(
  'transports.resumed-reading-keeps-the-context',
  'reads-in-the-context-of-whoever-resumes',
  {
    says: 'of another author',
    transports: class extends SocketTransport {
      #resumer: Context | null = null

      override resumeReading(): void {
        this.#resumer = copyContext()
        super.resumeReading()
        this.#resumer = null
      }

      protected override watchReading(): void {
        const context = this.#resumer
        if (context === null) super.watchReading()
        else if (!this.eofSeen)
          this.sock.whenReadable(() => {
            if (!this.loop.isClosed()) this.loop.callSoon(this.readReady, [], { context })
          })
      }
    },
    profiles: ['net'],
  },
)

export const staysAttachedToItsServer = fault(
  'transports.server-counts-the-transport',
  'stays-attached-to-its-server',
  {
    says: 'what attach() and detach() received',
    transports: class extends SocketTransport {
      protected override loseConnection(error: unknown, abort?: boolean): void {
        this.server = null
        super.loseConnection(error, abort)
      }
    },
    profiles: ['net'],
  },
)

export const swapsItsAddresses = fault('transports.extra-info-tells-the-addresses', 'swaps-its-addresses', {
  says: 'after setProtocol()',
  transports: class extends SocketTransport {
    #isSwapped = false

    override setProtocol(protocol: Protocol): void {
      super.setProtocol(protocol)
      this.#isSwapped = true
    }

    override getExtraInfo(name: string, fallback?: unknown): unknown {
      const other = { sockname: 'peername', peername: 'sockname' }[name]
      return super.getExtraInfo(this.#isSwapped ? (other ?? name) : name, fallback)
    }
  },
  profiles: ['net'],
})

export const forgetsItsPeerTooEarly = fault(
  'transports.extra-info-tells-the-addresses',
  'forgets-its-peer-too-early',
  {
    says: 'the same in connectionLost()',
    transports: class extends SocketTransport {
      #isEnding = false

      protected override loseConnection(error: unknown, abort?: boolean): void {
        this.#isEnding = true
        super.loseConnection(error, abort)
        this.#isEnding = false
      }

      override getExtraInfo(name: string, fallback?: unknown): unknown {
        return name === 'peername' && this.#isEnding ? null : super.getExtraInfo(name, fallback)
      }
    },
    profiles: ['net'],
  },
)

export const saysFalseForTheCipherOfNobody = fault(
  'transports.extra-info-tells-the-addresses',
  'says-false-for-the-cipher-of-nobody',
  {
    says: 'getExtraInfo("cipher")',
    transports: class extends SocketTransport {
      override getExtraInfo(name: string, fallback?: unknown): unknown {
        return name === 'cipher' ? false : super.getExtraInfo(name, fallback)
      }
    },
    profiles: ['net'],
  },
)
