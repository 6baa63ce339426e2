/** The private contract as a check sees it. Only checks of the profile `base-hooks` use it. */
import {
  type SuccessorLoop,
  OSError,
  socketPair,
  type AddressInfo,
  type AddressOptions,
  type ConnectionOptions,
  type Coroutine,
  type EventLoop,
  type MemorySocket,
  type Port,
  type Protocol,
  type SettableFuture,
  type StreamSocket,
  type Task,
  type Transport,
} from '../../../spec/index.ts'
import type { CheckContext } from '../../harness/index.ts'

export function newSuccessor(t: CheckContext): SuccessorLoop {
  return t.newEventLoop() as SuccessorLoop
}

/** A loop whose events come from the check: its sleeps and wake-ups are only recorded here, and its clock is a variable. */
export interface DrivenLoop {
  readonly loop: SuccessorLoop
  /** What `select` was called with, in order. */
  readonly selected: (number | null)[]
  /** How often `writeToSelf` was called. */
  wakes: number
  clock: number
  /** Begins a run. Nothing awaits it. Its turns are those that the check takes. */
  begin(): void
  /** Ends the run, so that the loop can be closed. */
  end(): void
}

export function driveLoop(t: CheckContext): DrivenLoop {
  const loop = newSuccessor(t)
  const driven: DrivenLoop = {
    loop,
    selected: [],
    wakes: 0,
    clock: 1000,
    begin: () => void loop.runForever().then(undefined, () => undefined),
    end: () => {
      loop.stop()
      loop.turn()
    },
  }
  loop.select = (timeoutMs) => {
    t.note('select', timeoutMs)
    driven.selected.push(timeoutMs)
  }
  loop.writeToSelf = () => {
    t.note('writeToSelf')
    driven.wakes++
  }
  loop.time = () => driven.clock
  return driven
}

/** A loop whose hooks for connections are made by the check. Nothing is sent. */

export function addressInfo(host: string, port = 80): AddressInfo {
  const family = host.includes(':') ? 6 : 4
  return { family, type: 'stream', proto: 6, canonname: '', address: { host, port } }
}

export function refusal(host: string): OSError {
  return new OSError(`refused by ${host}`, 'ECONNREFUSED')
}

type Attempt = (host: string) => Coroutine<StreamSocket>

export interface Rehearsal {
  readonly loop: SuccessorLoop
  /** The arguments of getaddrinfo(), connectSock() and makeSocketTransport(). */
  readonly lookups: { host: string | null; port: Port; options: AddressOptions | undefined }[]
  readonly attempts: {
    info: AddressInfo
    localInfos: readonly AddressInfo[] | null | undefined
    at: number
  }[]
  readonly made: { sock: StreamSocket; protocol: Protocol; waiter: unknown; waiterDone: unknown }[]
  /** The sockets that attempts have connected, by host. */
  readonly sockets: Map<string, MemorySocket>
  /** What the last makeSocketTransport() returned, and the waiter that it received. */
  transport: Transport | null
  waiter: SettableFuture | null
  readonly protocol: Protocol
  /** Ways for an attempt to go. */
  connects(host: string): StreamSocket
  waitsForEver(host: string): Coroutine<StreamSocket>
  start(host?: string | null, port?: Port, options?: ConnectionOptions): Task<[Transport, Protocol]>
}

interface Plan {
  readonly addresses?: readonly string[]
  /** What connectSock() does; by default it connects. */
  readonly attempt?: (rehearsal: Rehearsal) => Attempt
  /** What makeSocketTransport() does with the waiter; by default it sets it in the next iteration. */
  readonly onMade?: (rehearsal: Rehearsal, waiter: SettableFuture) => void
  readonly factory?: (rehearsal: Rehearsal) => Protocol
}

/** The loop of the check, with `getaddrinfo`, `connectSock` and `makeSocketTransport` replaced according to the plan. */
export function rehearse(t: CheckContext, plan: Plan = {}, made: EventLoop = t.newEventLoop()): Rehearsal {
  const loop = made as SuccessorLoop
  const rehearsal: Rehearsal = {
    loop,
    lookups: [],
    attempts: [],
    made: [],
    sockets: new Map(),
    transport: null,
    waiter: null,
    protocol: {},
    connects: (host) => {
      const [ours] = socketPair()
      rehearsal.sockets.set(host, ours)
      return ours
    },
    waitsForEver: function* (host) {
      try {
        yield* loop.createFuture()
      } finally {
        t.note(`attempt at ${host} ended`)
      }
      return rehearsal.connects(host)
    },
    start: (host = 'name.example', port = 80, options = {}) =>
      loop.createTask(
        loop.createConnection(
          () => {
            t.note('factory')
            return plan.factory?.(rehearsal) ?? rehearsal.protocol
          },
          host,
          port,
          options,
        ),
      ),
  }
  const attempt = plan.attempt?.(rehearsal)

  loop.getaddrinfo = function* (host, port, options) {
    t.note('getaddrinfo', host)
    rehearsal.lookups.push({ host, port, options })
    return (plan.addresses ?? ['10.0.0.1']).map((address) => addressInfo(address, Number(port)))
  }
  loop.connectSock = function* (info, localInfos) {
    const { host } = info.address
    t.note(`attempt at ${host}`)
    rehearsal.attempts.push({ info, localInfos, at: loop.time() })
    yield
    return attempt === undefined ? rehearsal.connects(host) : yield* attempt(host)
  }
  loop.makeSocketTransport = (sock, protocol, waiter) => {
    t.note('makeSocketTransport')
    const future = waiter as SettableFuture
    rehearsal.made.push({ sock, protocol, waiter, waiterDone: future?.done?.() })
    rehearsal.transport = { close: () => t.note('transport closed') } as Transport
    rehearsal.waiter = future
    if (plan.onMade !== undefined) plan.onMade(rehearsal, future)
    else loop.callSoon(() => future.setResult(undefined))
    return rehearsal.transport
  }
  return rehearsal
}

export function hostsOf({ attempts }: Rehearsal): string[] {
  return attempts.map(({ info }) => info.address.host)
}

/** The attempts by name: those not named connect. */
export function* refuse(host: string): Coroutine<StreamSocket> {
  yield
  throw refusal(host)
}

/** Runs the task to its end, whatever that is; the reader of the check judges it. */
export function outcomeOf(
  t: CheckContext,
  { loop }: Rehearsal,
  task: Task<[Transport, Protocol]>,
): ReturnType<CheckContext['attemptAsync']> {
  t.waitingFor = 'createConnection() to end'
  return t.attemptAsync(() => loop.runUntilComplete(task))
}
