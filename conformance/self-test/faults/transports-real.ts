/** Loops that are wrong about addresses, peers and sockets of the system. */
import { SocketTransport } from '../../../reference/index.ts'
import { NodeEventLoop } from '../../../reference/node.ts'
import {
  isCancelledError,
  type AddressInfo,
  type AddressOptions,
  type Coroutine,
  type Port,
  type StreamSocket,
  type Transport,
} from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { overTcp as fault } from './transports-connecting.ts'

type Infos = readonly AddressInfo[]

class MistakesNamesForTypes extends NodeEventLoop {
  override *getaddrinfo(host: string | null, port: Port, options?: AddressOptions): Coroutine<Infos> {
    try {
      return yield* super.getaddrinfo(host, port, options)
    } catch (error) {
      throw isCancelledError(error) ? error : new TypeError(`${String(host)} is no name`)
    }
  }
}

class KnowsOneFamily extends NodeEventLoop {
  override *getaddrinfo(host: string | null, port: Port, options?: AddressOptions): Coroutine<Infos> {
    const infos = yield* super.getaddrinfo(host, port, options)
    return infos.map((info) => ({ ...info, family: 4 }))
  }
}

class ReportsWhatWasGivenUp extends NodeEventLoop {
  override *getaddrinfo(host: string | null, port: Port, options?: AddressOptions): Coroutine<Infos> {
    try {
      return yield* super.getaddrinfo(host, port, options)
    } catch (exception) {
      const message = 'A lookup that nobody waits for.'
      if (isCancelledError(exception)) this.callExceptionHandler({ message, exception })
      throw exception
    }
  }
}

class ComesFromAnywhere extends NodeEventLoop {
  override connectSock(info: AddressInfo): Coroutine<StreamSocket> {
    return super.connectSock(info)
  }
}

class ComesFromAnywhereElse extends NodeEventLoop {
  override connectSock(info: AddressInfo, localInfos: Infos | null = null): Coroutine<StreamSocket> {
    const fits = localInfos?.some(({ family }) => family === info.family)
    return super.connectSock(info, fits === true ? localInfos : null)
  }
}

class TriesTheFirstAlone extends NodeEventLoop {
  override connectSock(info: AddressInfo, localInfos: Infos | null = null): Coroutine<StreamSocket> {
    return super.connectSock(info, localInfos?.slice(0, 1) ?? null)
  }
}

class KeepsWhatItAborts extends NodeEventLoop {
  override makeSocketTransport(...args: Parameters<NodeEventLoop['makeSocketTransport']>): Transport {
    args[0].abort = () => undefined
    return super.makeSocketTransport(...args)
  }
}

class NeverPauses extends SocketTransport {
  protected override maybePauseProtocol(): void {
    // Whoever writes goes on.
  }
}

class HoldsEverything extends NodeEventLoop {
  override makeSocketTransport(
    ...[sock, protocol, waiter, options]: Parameters<NodeEventLoop['makeSocketTransport']>
  ): Transport {
    return new NeverPauses(this, sock, protocol, waiter, options)
  }
}

class CallsBackLater extends NodeEventLoop {
  override *connectSock(info: AddressInfo, localInfos: Infos | null = null): Coroutine<StreamSocket> {
    const sock = yield* super.connectSock(info, localInfos)
    const whenReadable = sock.whenReadable.bind(sock)
    sock.whenReadable = (callback) => queueMicrotask(() => whenReadable(callback))
    return sock
  }
}

export const transportsRealFaults: readonly Fault[] = [
  fault(
    'mistakes-an-unknown-name-for-a-wrong-type',
    'transports.name-that-leads-nowhere-is-an-error',
    /it threw TypeError/,
    MistakesNamesForTypes,
  ),
  fault(
    'knows-one-family-of-addresses',
    'transports.addresses-say-their-family',
    /for ::1: \[4\]/,
    KnowsOneFamily,
  ),
  fault(
    'comes-from-anywhere',
    'transports.connects-from-the-local-address',
    /the port of getExtraInfo\("sockname"\)/,
    ComesFromAnywhere,
  ),
  fault(
    'comes-from-anywhere-when-nothing-fits',
    'transports.local-address-has-the-same-family',
    /it threw nothing/,
    ComesFromAnywhereElse,
  ),
  fault(
    'tries-the-first-local-address-alone',
    'transports.first-local-address-that-fits-is-taken',
    /createConnection\(\) threw/,
    TriesTheFirstAlone,
  ),
  fault(
    'reports-what-was-given-up',
    'transports.given-up-attempt-is-silent',
    /what the exception handler heard/,
    ReportsWhatWasGivenUp,
  ),
  fault(
    'keeps-what-it-aborts',
    'transports.what-ends-here-ends-there',
    /the server to see the end of the connection/,
    KeepsWhatItAborts,
  ),
  fault(
    'holds-everything-for-a-slow-server',
    'transports.slow-server-pauses-the-writer',
    /how often pauseWriting\(\) was called by write\(\) is 0/,
    HoldsEverything,
  ),
  fault(
    'calls-back-later-than-it-could',
    'transports.real-sockets-call-back',
    /called at once while the rest was there is false/,
    CallsBackLater,
  ),
]
