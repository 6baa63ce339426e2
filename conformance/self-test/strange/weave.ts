import {
  asyncioApi,
  ContextVar,
  copyContext,
  Future,
  gather,
  Runner,
  shield,
  SocketTransport,
  Task,
  taskGroup,
  timeout,
  timeoutAt,
} from '../../../reference/index.ts'
import type {
  AsyncioApi,
  BridgedAdapter,
  Coroutine,
  DatagramProtocol,
  DatagramTransport,
  Protocol,
  Server,
  SettableFuture,
  Task as AnyTask,
  TaskOptions,
  TimerHandle,
  Transport,
} from '../../../spec/index.ts'
import { between } from '../faults/support/between.ts'
import { eagerTasks } from '../faults/support/eager-tasks.ts'
import type { Arguments, Scheduled } from '../signatures.ts'
import { successors } from '../successors.ts'
import { runningLoop } from './effects.ts'
import { loopAmong, Spell } from './spell.ts'
import { titleOf, type StrangeFault } from './strange-fault.ts'
import { Neighbours, WatchedLoop } from './watched-loop.ts'

/** A loop with a strange fault, and how often the fault has happened. */
export interface Woven {
  readonly adapter: BridgedAdapter & { readonly api: AsyncioApi }
  readonly spell: Spell
}

/** Makes the adapter of a strange fault. Everything but the one method is as in the reference. */
export function weave(fault: StrangeFault, callsBefore = 0): Woven {
  const spell = new Spell(fault, callsBefore)
  const api = { ...asyncioApi, ...moduleFunctions(spell) }
  const Loop = loopClass(spell)
  const neighbours = new Neighbours()
  const { profiles = [] } = successors[0] ?? {}
  return {
    spell,
    adapter: { name: titleOf(fault), profiles, newEventLoop: () => new Loop(neighbours), api },
  }
}

const ownLoop = (receiver: object): object | null => (receiver as { loop?: object }).loop ?? null

function loopClass(spell: Spell): typeof WatchedLoop {
  const { target } = spell.fault.method
  const Futures = target === 'future' ? futures(spell) : null
  const Tasks = target === 'task' ? tasks(spell) : null
  const Transports = transports(spell)
  class StrangeLoop extends WatchedLoop {
    override createFuture<T = unknown>(): SettableFuture<T> {
      return Futures === null ? super.createFuture<T>() : new Futures<T>({ loop: this })
    }

    override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): AnyTask<T> {
      if (Tasks === null || this.taskFactory !== null) return super.createTask(coro, options)
      this.checkClosed()
      return new Tasks<T>(coro, { ...options, loop: this })
    }

    override makeSocketTransport(...socket: Arguments<'makeSocketTransport'>): Transport {
      return Transports === null ? super.makeSocketTransport(...socket) : new Transports(this, ...socket)
    }

    override *createServer(...call: Arguments<'createServer'>): Coroutine<Server> {
      const server = yield* super.createServer(...call)
      return target === 'server' ? spell.castOn(server, () => this) : server
    }

    override *createUnixServer(...call: Arguments<'createUnixServer'>): Coroutine<Server> {
      const server = yield* super.createUnixServer(...call)
      return target === 'server' ? spell.castOn(server, () => this) : server
    }

    override makeDatagramTransport(...call: Arguments<'makeDatagramTransport'>): DatagramTransport {
      const [sock, protocol, ...rest] = call
      if (target !== 'datagramProtocol') {
        const endpoint = super.makeDatagramTransport(...call)
        return target === 'endpoint' ? spell.castOn(endpoint, () => this) : endpoint
      }
      const strange = strangeDatagramProtocol(spell, protocol)
      const endpoint = super.makeDatagramTransport(sock, strange, ...rest)
      const getProtocol = endpoint.getProtocol.bind(endpoint)
      endpoint.getProtocol = () => (getProtocol() === strange ? protocol : getProtocol())
      return endpoint
    }

    override callSoon(...call: Arguments<'callSoon'>): Scheduled {
      const handle = super.callSoon(...call)
      return target === 'handle' ? spell.castOn(handle, () => this) : handle
    }

    override callAt(...call: Arguments<'callAt'>): TimerHandle {
      const handle = super.callAt(...call)
      return target === 'timer' ? spell.castOn(handle, () => this) : handle
    }
  }
  if (target === 'loop') spell.castOn(StrangeLoop.prototype, (loop) => loop)
  return StrangeLoop
}

function futures(spell: Spell): typeof Future {
  class StrangeFuture<T> extends Future<T> {}
  spell.castOn(StrangeFuture.prototype, ownLoop)
  return StrangeFuture
}

function tasks(spell: Spell): typeof Task {
  class StrangeTask<T> extends Task<T> {}
  spell.castOn(StrangeTask.prototype, ownLoop)
  return StrangeTask
}

function transports(spell: Spell): typeof SocketTransport | null {
  const { target, name } = spell.fault.method
  if (target === 'protocol') return between((protocol) => strangeMethod(spell, protocol))
  if (target !== 'transport') return null
  class StrangeTransport extends SocketTransport {}
  spell.castOn(StrangeTransport.prototype, ownLoop)
  // Its own class calls some methods while it is made. Those calls are the same on every transport.
  return name in StrangeTransport.prototype ? StrangeTransport : null
}

/** The one method of the protocol, with the fault. */
function strangeMethod(spell: Spell, protocol: Protocol | DatagramProtocol): Record<string, unknown> {
  const name = spell.fault.method.name as keyof typeof protocol
  return {
    [name]: (...args: unknown[]) =>
      spell.cast(protocol, runningLoop(), args, (given) =>
        (protocol[name] as ((...all: unknown[]) => unknown) | undefined)?.apply(protocol, [...given]),
      ),
  }
}

/** Its other methods are those of `protocol`, with `protocol` as their receiver. */
function strangeDatagramProtocol(spell: Spell, protocol: DatagramProtocol): DatagramProtocol {
  return {
    connectionMade: (endpoint) => protocol.connectionMade?.(endpoint),
    datagramReceived: (data, addr) => protocol.datagramReceived?.(data, addr),
    errorReceived: (error) => protocol.errorReceived?.(error),
    pauseWriting: () => protocol.pauseWriting?.(),
    resumeWriting: () => protocol.resumeWriting?.(),
    connectionLost: (error) => protocol.connectionLost?.(error),
    ...strangeMethod(spell, protocol),
  }
}

/** The module functions that the fault changes. */
function moduleFunctions(spell: Spell): Partial<AsyncioApi> {
  const { target, name } = spell.fault.method
  const onTheRunningLoop = <T extends object>(one: T): T => spell.castOn(one, () => runningLoop())
  switch (target) {
    case 'module': {
      const original = asyncioApi[name as keyof AsyncioApi] as unknown as (...args: unknown[]) => unknown
      const changed = (...args: unknown[]): unknown =>
        spell.cast(null, loopAmong(args), args, (given) => original(...given))
      return { [name]: changed }
    }
    case 'future':
      return { Future: futures(spell) }
    case 'task':
      return { Task: tasks(spell), eagerTaskFactory: eagerTasks(tasks(spell)) }
    case 'gathering':
      return {
        gather: ((...call: Parameters<typeof gather>) =>
          spell.castOn(gather(...call), ownLoop)) as typeof gather,
      }
    case 'shielded':
      return { shield: (inner) => spell.castOn(shield(inner), ownLoop) }
    case 'context':
      return { copyContext: () => onTheRunningLoop(copyContext()) }
    case 'variable': {
      class StrangeVariable<T> extends ContextVar<T> {}
      onTheRunningLoop(StrangeVariable.prototype)
      return { ContextVar: StrangeVariable }
    }
    case 'runner': {
      class StrangeRunner extends Runner {}
      onTheRunningLoop(StrangeRunner.prototype)
      return { Runner: StrangeRunner }
    }
    case 'timeout':
      return {
        timeout: (ms, body) => timeout(ms, (limit) => body(onTheRunningLoop(limit))),
        timeoutAt: (when, body) => timeoutAt(when, (limit) => body(onTheRunningLoop(limit))),
      }
    case 'group':
      return { taskGroup: (body) => taskGroup((group) => body(onTheRunningLoop(group))) }
    default:
      return {}
  }
}
