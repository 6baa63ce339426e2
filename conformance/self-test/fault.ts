import {
  VirtualEventLoop,
  type BaseEventLoop,
  type Future,
  type SocketTransport,
  type Task,
} from '../../reference/index.ts'
import type {
  ClauseId,
  Coroutine,
  EventLoop,
  BridgedAdapter,
  SettableFuture,
  Task as AnyTask,
  TaskOptions,
  Transport,
} from '../../spec/index.ts'
import type { Arguments } from './signatures.ts'

/** A loop with exactly one defect, and what the suite must say about it. */
export interface Fault {
  /** The one clause that the loop breaks: the only root cause in its report. */
  readonly clause: ClauseId
  /** What the loop does wrong. It continues "a loop that": `runs-callbacks-in-reverse`. */
  readonly name: string
  /** Matches the message, `case`, `expected` or `actual` of a check of the clause that fails. */
  readonly observes: RegExp
  readonly adapter: BridgedAdapter
  /** Other clauses that the same defect always breaks, each with the reason why `requires` does not list it. */
  readonly alsoBreaks?: Partial<Record<ClauseId, string>>
}

/** The classes of a loop and of what it makes. A class that is not given is the reference's. */
export interface LoopParts {
  readonly loop?: new () => BaseEventLoop
  /** Of the tasks that `createTask()` makes without a task factory. */
  readonly tasks?: typeof Task
  /** Of the futures that `createFuture()` makes. Tasks are not affected. */
  readonly futures?: typeof Future
  readonly transports?: typeof SocketTransport
}

type AdapterParts = Omit<BridgedAdapter, 'name' | 'newEventLoop'>

/** What is wrong with a loop, and how the report says so. */
export interface Defect extends LoopParts, AdapterParts, Pick<Fault, 'alsoBreaks'> {
  /** A text that the report contains, or a pattern that it matches. */
  readonly says: string | RegExp
}

/** Makes the record of a fault. Everything that `defect` does not mention is as in the reference. */
export function fault(clause: ClauseId, name: string, defect: Defect): Fault {
  const { says, alsoBreaks, loop, tasks, futures, transports, ...rest } = defect
  const Loop = loopOf({ loop, tasks, futures, transports })
  return {
    clause,
    name,
    observes: typeof says === 'string' ? new RegExp(says.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')) : says,
    adapter: { name, newEventLoop: () => new Loop(), ...rest },
    ...(alsoBreaks && { alsoBreaks }),
  }
}

type Optional<Parts> = { readonly [Name in keyof Parts]?: Parts[Name] | undefined }

/** A class of loops with these parts. */
export function loopOf(parts: Optional<LoopParts>): new () => EventLoop {
  const { loop = VirtualEventLoop, tasks, futures, transports } = parts
  if (tasks === undefined && futures === undefined && transports === undefined) return loop
  // Every loop that is given has the hooks that are abstract in its base.
  const Base = loop as typeof VirtualEventLoop
  return class extends Base {
    override createTask<T>(coro: Coroutine<T>, options: TaskOptions = {}): AnyTask<T> {
      if (tasks === undefined || this.taskFactory !== null) return super.createTask(coro, options)
      this.checkClosed()
      return new tasks<T>(coro, { ...options, loop: this })
    }

    override createFuture<T = unknown>(): SettableFuture<T> {
      return futures === undefined ? super.createFuture<T>() : new futures<T>({ loop: this })
    }

    override makeSocketTransport(...socket: Arguments<'makeSocketTransport'>): Transport {
      return transports === undefined ? super.makeSocketTransport(...socket) : new transports(this, ...socket)
    }
  }
}

/** The faults that these modules export. The modules export nothing else. */
export function faultsOf(...topics: readonly Readonly<Record<string, Fault>>[]): readonly Fault[] {
  return topics.flatMap((topic) => Object.values(topic))
}
