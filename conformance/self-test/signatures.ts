/** The types of the methods that faulty loops and odd loops override. */
import type { BaseEventLoop, VirtualEventLoop } from '../../reference/index.ts'
import type {
  AddressInfo,
  ConnectionOptions,
  Context,
  Coroutine,
  Port,
  Protocol,
  TaskOptions,
  EventLoop,
  Transport,
} from '../../spec/index.ts'

type MethodName = {
  [Name in keyof BaseEventLoop]: BaseEventLoop[Name] extends (...args: never[]) => unknown ? Name : never
}[keyof BaseEventLoop]

/** The parameters of a public method of the reference loop, to take and to pass on: `...call: Arguments<'callSoon'>`. */
export type Arguments<Name extends MethodName> = Parameters<BaseEventLoop[Name]>

/** What `callSoon()` of the reference returns. */
export type Scheduled = ReturnType<VirtualEventLoop['callSoon']>

/** The options of the constructors of tasks. */
export type ConstructorOptions = TaskOptions & { loop?: EventLoop | null | undefined }

/** The options of `addDoneCallback()`. */
export type CallbackOptions = { context?: Context | undefined } | undefined

/** The parameters of `createConnection()`, which is generic. */
export type ConnectCall<P extends Protocol> = [
  protocolFactory: () => P,
  host?: string | null,
  port?: Port,
  options?: ConnectionOptions,
]

/** What `createConnection()` returns. */
export type Connecting<P extends Protocol> = Coroutine<[Transport, P]>

/** What `getaddrinfo()` gives. */
export type Addresses = readonly AddressInfo[]
