import { NodeEventLoop } from '../../../../reference/node.ts'
import { isCancelledError } from '../../../../spec/index.ts'
import type { AddressInfo, AddressOptions, Coroutine, Port, StreamSocket } from '../../../../spec/index.ts'
import type { Addresses } from '../../signatures.ts'
import { fault } from '../../fault.ts'

export const mistakesAnUnknownNameForAWrongType = fault(
  'transports.name-that-leads-nowhere-is-an-error',
  'mistakes-an-unknown-name-for-a-wrong-type',
  {
    says: 'createConnection() threw TypeError',
    loop: class extends NodeEventLoop {
      override *getaddrinfo(host: string | null, port: Port, options?: AddressOptions): Coroutine<Addresses> {
        try {
          return yield* super.getaddrinfo(host, port, options)
        } catch (error) {
          throw isCancelledError(error) ? error : new TypeError(`${String(host)} is no name`)
        }
      }
    },
    profiles: ['net-real'],
  },
)

export const knowsOneFamilyOfAddresses = fault(
  'transports.addresses-say-their-family',
  'knows-one-family-of-addresses',
  {
    says: 'for ::1: [4]',
    loop: class extends NodeEventLoop {
      override *getaddrinfo(host: string | null, port: Port, options?: AddressOptions): Coroutine<Addresses> {
        const infos = yield* super.getaddrinfo(host, port, options)
        return infos.map((info) => ({ ...info, family: 4 }))
      }
    },
    profiles: ['net-real'],
  },
)

export const comesFromAnywhere = fault('transports.connects-from-the-local-address', 'comes-from-anywhere', {
  says: 'the port of getExtraInfo("sockname")',
  loop: class extends NodeEventLoop {
    override connectSock(info: AddressInfo): Coroutine<StreamSocket> {
      return super.connectSock(info)
    }
  },
  profiles: ['net-real'],
})

export const comesFromAnywhereWhenNothingFits = fault(
  'transports.local-address-has-the-same-family',
  'comes-from-anywhere-when-nothing-fits',
  {
    says: 'did not throw',
    loop: class extends NodeEventLoop {
      override connectSock(info: AddressInfo, localInfos: Addresses | null = null): Coroutine<StreamSocket> {
        const fits = localInfos?.some(({ family }) => family === info.family)
        return super.connectSock(info, fits === true ? localInfos : null)
      }
    },
    profiles: ['net-real'],
  },
)

export const triesTheFirstLocalAddressAlone = fault(
  'transports.first-local-address-that-fits-is-taken',
  'tries-the-first-local-address-alone',
  {
    says: 'createConnection() threw',
    loop: class extends NodeEventLoop {
      override connectSock(info: AddressInfo, localInfos: Addresses | null = null): Coroutine<StreamSocket> {
        return super.connectSock(info, localInfos?.slice(0, 1) ?? null)
      }
    },
    profiles: ['net-real'],
  },
)

export const reportsWhatWasGivenUp = fault(
  'transports.given-up-attempt-is-silent',
  'reports-what-was-given-up',
  {
    says: 'what the exception handler received',
    loop: class extends NodeEventLoop {
      override *getaddrinfo(host: string | null, port: Port, options?: AddressOptions): Coroutine<Addresses> {
        try {
          return yield* super.getaddrinfo(host, port, options)
        } catch (exception) {
          const message = 'A lookup that nobody waits for.'
          if (isCancelledError(exception)) this.callExceptionHandler({ message, exception })
          throw exception
        }
      }
    },
    profiles: ['net-real'],
  },
)
