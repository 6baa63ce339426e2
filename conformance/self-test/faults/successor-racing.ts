/** Bases with a race of their own, and one mistake in it. */
import { VirtualEventLoop } from '../../../reference/index.ts'
import type {
  AddressInfo,
  ConnectionOptions,
  Coroutine,
  Port,
  Protocol,
  StreamSocket,
  SuccessorLoop,
  Transport,
} from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { successorFault as fault, withHooks } from './successor-fault.ts'

type Result<P extends Protocol> = Coroutine<[Transport, P]>

/** Replaces `connectSock` for the time of one `createConnection`. */
abstract class Racing extends VirtualEventLoop {
  abstract attempt(own: SuccessorLoop['connectSock'], info: AddressInfo): Coroutine<StreamSocket>

  override createConnection<P extends Protocol>(
    factory: () => P,
    host: string | null = null,
    port: Port = null,
    options: ConnectionOptions = {},
  ): Result<P> {
    const connectSock = this.connectSock.bind(this)
    const races = typeof options.happyEyeballsDelay === 'number'
    const view = races ? withHooks(this, { connectSock: (info) => this.attempt(connectSock, info) }) : this
    return VirtualEventLoop.prototype.createConnection.call(view, factory, host, port, options) as Result<P>
  }
}

/** Lets the losers go on. */
class KeepsRunning extends Racing {
  override *attempt(own: SuccessorLoop['connectSock'], info: AddressInfo): Coroutine<StreamSocket> {
    const task = this.createTask(own(info))
    const done = this.createFuture<undefined>()
    task.addDoneCallback(() => {
      if (!done.done()) done.setResult(undefined)
    })
    yield* done
    return task.result()
  }
}

class LeavesLosersOpen extends Racing {
  override *attempt(own: SuccessorLoop['connectSock'], info: AddressInfo): Coroutine<StreamSocket> {
    const sock = yield* own(info)
    const { close } = sock
    sock.close = () => undefined
    this.callLater(50, () => (sock.close = close))
    return sock
  }
}

/** Takes a cancelled race for a reason to begin another attempt. */
class StartsOverWhenCancelled extends VirtualEventLoop {
  override *createConnection<P extends Protocol>(
    factory: () => P,
    host: string | null = null,
    port: Port = null,
    options: ConnectionOptions = {},
  ): Result<P> {
    let ended = false
    try {
      const pair = yield* super.createConnection(factory, host, port, options)
      ended = true
      return pair
    } finally {
      if (!ended && typeof options.happyEyeballsDelay === 'number' && options.happyEyeballsDelay < 5) {
        const info: AddressInfo = {
          family: 4,
          type: 'stream',
          proto: 6,
          canonname: '',
          address: { host: '10.0.0.3', port: 80 },
        }
        this.createTask(this.connectSock(info))
      }
    }
  }
}

class KeepsFamiliesTogether extends VirtualEventLoop {
  override createConnection<P extends Protocol>(
    factory: () => P,
    host: string | null = null,
    port: Port = null,
    options: ConnectionOptions = {},
  ): Result<P> {
    return super.createConnection(factory, host, port, { ...options, interleave: 0 })
  }
}

export const successorRacingFaults: readonly Fault[] = [
  fault(
    'lets-the-losers-of-a-race-run',
    'first-to-answer-wins',
    /"attempt at 10\.0\.0\.1 ended" happened never/,
    KeepsRunning,
  ),
  fault(
    'leaves-late-winners-open',
    'late-winner-is-closed',
    /how many sockets are open is 2/,
    LeavesLosersOpen,
  ),
  fault(
    'starts-over-when-a-race-is-cancelled',
    'cancelled-race-cancels-every-attempt',
    /were tried/,
    StartsOverWhenCancelled,
  ),
  fault(
    'keeps-families-together',
    'families-take-turns',
    /the order in which addresses were tried/,
    KeepsFamiliesTogether,
  ),
]
