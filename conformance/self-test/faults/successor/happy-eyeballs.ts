import { VirtualEventLoop } from '../../../../reference/index.ts'
import { isOsError } from '../../../../spec/index.ts'
import type { AddressInfo, Coroutine, Protocol, StreamSocket, SuccessorLoop } from '../../../../spec/index.ts'
import { connectingBy, connectingWith, connectWith } from '../support/connecting.ts'
import type { ConnectCall, Connecting } from '../../signatures.ts'
import { fault } from '../../fault.ts'

/** Replaces `connectSock()` during each `createConnection()` that races. */
abstract class Racing extends VirtualEventLoop {
  abstract attempt(own: SuccessorLoop['connectSock'], info: AddressInfo): Coroutine<StreamSocket>

  override createConnection<P extends Protocol>(...call: ConnectCall<P>): Connecting<P> {
    if (typeof call[3]?.happyEyeballsDelay !== 'number') return super.createConnection(...call)
    const connectSock = this.connectSock.bind(this)
    return connectWith(this, { connectSock: (info) => this.attempt(connectSock, info) }, ...call)
  }
}

export const hurriesThroughTheDelay = fault(
  'successor.next-address-waits-for-the-delay',
  'hurries-through-the-delay',
  {
    says: 'the second attempt began after 1',
    loop: connectingBy((options) =>
      typeof options.happyEyeballsDelay === 'number'
        ? { ...options, happyEyeballsDelay: options.happyEyeballsDelay / 4 }
        : options,
    ),
    profiles: ['base-hooks'],
  },
)

export const waitsOutAFailedAttempt = fault(
  'successor.failed-attempt-starts-the-next',
  'waits-out-a-failed-attempt',
  {
    says: /were tried|done\(\)/,
    loop: connectingWith((own, loop) => ({
      connectSock: function* (info, localInfos) {
        try {
          return yield* own.connectSock(info, localInfos)
        } catch (error) {
          if (isOsError(error) && info.address.host.endsWith('.1')) {
            const later = loop.createFuture<undefined>()
            loop.callLater(200, () => later.setResult(undefined))
            yield* later
          }
          throw error
        }
      },
    })),
    profiles: ['base-hooks'],
  },
)

/** Attempts that lose the race go on. */
export const letsTheLosersOfARaceRun = fault(
  'successor.first-to-answer-wins',
  'lets-the-losers-of-a-race-run',
  {
    says: '"attempt at 10.0.0.1 ended" never happened',
    loop: class extends Racing {
      override *attempt(own: SuccessorLoop['connectSock'], info: AddressInfo): Coroutine<StreamSocket> {
        const task = this.createTask(own(info))
        const done = this.createFuture<undefined>()
        task.addDoneCallback(() => {
          if (!done.done()) done.setResult(undefined)
        })
        yield* done
        return task.result()
      }
    },
    profiles: ['base-hooks'],
  },
)

export const leavesLateWinnersOpen = fault('successor.late-winner-is-closed', 'leaves-late-winners-open', {
  says: 'How many sockets are open is 2',
  loop: class extends Racing {
    override *attempt(own: SuccessorLoop['connectSock'], info: AddressInfo): Coroutine<StreamSocket> {
      const sock = yield* own(info)
      const { close } = sock
      sock.close = () => undefined
      this.callLater(50, () => (sock.close = close))
      return sock
    }
  },
  profiles: ['base-hooks'],
})

/** Begins another attempt when a race is cancelled. */
export const startsOverWhenARaceIsCancelled = fault(
  'successor.cancelled-race-cancels-every-attempt',
  'starts-over-when-a-race-is-cancelled',
  {
    says: 'were tried',
    loop: class extends VirtualEventLoop {
      override *createConnection<P extends Protocol>(
        ...[factory, host, port, options = {}]: ConnectCall<P>
      ): Connecting<P> {
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
    },
    profiles: ['base-hooks'],
  },
)

export const keepsFamiliesTogether = fault('successor.families-take-turns', 'keeps-families-together', {
  says: 'the order in which addresses were tried',
  loop: class extends VirtualEventLoop {
    override createConnection<P extends Protocol>(
      ...[factory, host, port, options = {}]: ConnectCall<P>
    ): Connecting<P> {
      return super.createConnection(factory, host, port, { ...options, interleave: 0 })
    }
  },
  profiles: ['base-hooks'],
})
