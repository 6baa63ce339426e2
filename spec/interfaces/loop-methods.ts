import type { Profile } from '../clause.ts'
import type { DatagramEventLoop } from './datagram.ts'
import type { EventLoop } from './event-loop.ts'
import type { NetworkEventLoop } from './network.ts'
import type { ServerEventLoop } from './server.ts'
import type { UnixEventLoop } from './unix.ts'
import type { TlsEventLoop } from './tls.ts'

type MethodOf<T> = { [K in keyof T]-?: T[K] extends (...args: never[]) => unknown ? K : never }[keyof T]

/** Every method of {@link EventLoop}, in its order. A name that is missing here does not compile. */
const methods = {
  runForever: true,
  runUntilComplete: true,
  stop: true,
  isRunning: true,
  isClosed: true,
  close: true,
  callSoon: true,
  callSoonThreadsafe: true,
  callLater: true,
  callAt: true,
  time: true,
  createFuture: true,
  createTask: true,
  setTaskFactory: true,
  getTaskFactory: true,
  setExceptionHandler: true,
  getExceptionHandler: true,
  defaultExceptionHandler: true,
  callExceptionHandler: true,
  getDebug: true,
  setDebug: true,
} as const satisfies Readonly<Record<MethodOf<EventLoop>, true>>

const ofNetworks: readonly MethodOf<NetworkEventLoop>[] = ['createConnection']
const ofDatagrams: readonly MethodOf<DatagramEventLoop>[] = ['createDatagramEndpoint']
const ofServers: readonly MethodOf<ServerEventLoop>[] = ['createServer', 'connectAcceptedSocket']
const ofUnix: readonly MethodOf<UnixEventLoop>[] = ['createUnixConnection', 'createUnixServer']
const ofTls: readonly MethodOf<TlsEventLoop>[] = ['startTls']

/** The names of the methods that a loop with these profiles has. */
export function loopMethods(profiles: readonly Profile[]): readonly string[] {
  const usesNetworks = profiles.includes('net') || profiles.includes('net-real')
  return [
    ...Object.keys(methods),
    ...(usesNetworks ? ofNetworks : []),
    ...(profiles.includes('datagram') ? ofDatagrams : []),
    ...(profiles.includes('unix') ? ofUnix : []),
    ...(profiles.includes('server') ? ofServers : []),
    ...(profiles.includes('streams') ? [...ofNetworks, ...ofServers] : []),
    ...(profiles.includes('tls') ? [...ofNetworks, ...ofServers, ...ofTls] : []),
  ]
}
