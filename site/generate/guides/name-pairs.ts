import { pythonName } from '../../../spec/index.ts'
import { interfaceMembers } from './interface-members.ts'

/** A group of names of the contract, and what has them in Python. */
interface Group {
  readonly title: string
  readonly interfaces: readonly string[]
  /** The module or class in Python, such as `asyncio.AbstractEventLoop`. */
  readonly python: string
  /** The module of the names that are elsewhere in Python, or null for what Python has no name for. */
  readonly elsewhere?: Readonly<Record<string, string | null>>
}

const groups: readonly Group[] = [
  {
    title: 'Module functions',
    interfaces: ['AsyncioApi', 'WaitingApi', 'StreamsApi'],
    python: 'asyncio',
    elsewhere: {
      registerEagerTask: 'asyncio.tasks',
      unregisterEagerTask: 'asyncio.tasks',
      swapCurrentTask: 'asyncio.tasks',
      copyContext: 'contextvars',
      ContextVar: 'contextvars',
    },
  },
  {
    title: 'The loop',
    interfaces: ['EventLoop', 'NetworkEventLoop'],
    python: 'asyncio.BaseEventLoop',
    elsewhere: { slowCallbackDuration: null },
  },
  {
    title: 'What a successor defines',
    interfaces: ['SuccessorHooks', 'ConnectionHooks', 'SuccessorLoop'],
    python: 'asyncio.BaseEventLoop',
    elsewhere: { select: null },
  },
  {
    title: 'Futures',
    interfaces: ['Future', 'SettableFuture'],
    python: 'asyncio.Future',
  },
  { title: 'Tasks', interfaces: ['Task'], python: 'asyncio.Task' },
  {
    title: 'Handles',
    interfaces: ['Handle', 'TimerHandle'],
    python: 'asyncio.TimerHandle',
    elsewhere: { getContext: null },
  },
  { title: 'Transports', interfaces: ['Transport'], python: 'asyncio.Transport' },
  {
    title: 'Protocols',
    interfaces: ['Protocol', 'BufferedProtocol'],
    python: 'asyncio.Protocol',
    elsewhere: { getBuffer: 'asyncio.BufferedProtocol', bufferUpdated: 'asyncio.BufferedProtocol' },
  },
  { title: 'Time-outs', interfaces: ['Timeout'], python: 'asyncio.Timeout' },
  {
    title: 'What asCompleted returns',
    interfaces: ['Completions'],
    python: 'asyncio.tasks._AsCompletedIterator',
  },
  {
    title: 'Readers of streams',
    interfaces: ['StreamReader'],
    python: 'asyncio.StreamReader',
    // Since 3.15.
    elsewhere: { replaceTransport: null },
  },
  { title: 'Writers of streams', interfaces: ['StreamWriter'], python: 'asyncio.StreamWriter' },
  { title: 'Task groups', interfaces: ['TaskGroup'], python: 'asyncio.TaskGroup' },
  { title: 'Runners', interfaces: ['Runner'], python: 'asyncio.Runner' },
  { title: 'Policies', interfaces: ['EventLoopPolicy'], python: 'asyncio.AbstractEventLoopPolicy' },
  {
    title: 'Contexts',
    interfaces: ['Context'],
    python: 'contextvars.Context',
  },
  { title: 'Context variables', interfaces: ['ContextVar'], python: 'contextvars.ContextVar' },
]

export interface NamePair {
  readonly name: string
  /** Dotted, from a module on; null where Python has none. */
  readonly python: string | null
  /** The interface that has the name. */
  readonly owner: string
}

/** Every name of the contract that a program or a loop calls, with its name in Python, by groups. */
export function namePairs(): readonly { readonly title: string; readonly pairs: readonly NamePair[] }[] {
  const members = interfaceMembers()
  return groups.map(({ title, interfaces, python, elsewhere = {} }) => {
    const pairs = interfaces.flatMap((owner) => {
      const names = members.get(owner)
      if (names === undefined) throw new Error(`spec/interfaces has no ${owner}.`)
      return names.map((name) => {
        const module = name in elsewhere ? elsewhere[name] : python
        return {
          name,
          owner,
          python: module === null || module === undefined ? null : `${module}.${pythonName(name)}`,
        }
      })
    })
    return { title, pairs }
  })
}
