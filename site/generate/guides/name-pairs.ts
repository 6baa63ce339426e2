import { interfaceMembers } from './interface-members.ts'

/** A group of names of the contract, and what has them in Python. */
interface Group {
  readonly title: string
  readonly interfaces: readonly string[]
  /** The module or class in Python, such as `asyncio.AbstractEventLoop`. */
  readonly python: string
  /** Names that are not the same word: the dotted name in Python, or null for what Python has no name for. */
  readonly other?: Readonly<Record<string, string | null>>
}

const groups: readonly Group[] = [
  {
    title: 'Module functions',
    interfaces: ['AsyncioApi', 'WaitingApi'],
    python: 'asyncio',
    other: {
      registerTask: 'asyncio._register_task',
      unregisterTask: 'asyncio._unregister_task',
      enterTask: 'asyncio._enter_task',
      leaveTask: 'asyncio._leave_task',
      getTasks: 'asyncio.all_tasks',
      registerEagerTask: 'asyncio.tasks._register_eager_task',
      unregisterEagerTask: 'asyncio.tasks._unregister_eager_task',
      swapCurrentTask: 'asyncio.tasks._swap_current_task',
      peekRunningLoop: 'asyncio._get_running_loop',
      setRunningLoop: 'asyncio._set_running_loop',
      isCoroutine: 'asyncio.iscoroutine',
      isFuture: 'asyncio.isfuture',
      copyContext: 'contextvars.copy_context',
      ContextVar: 'contextvars.ContextVar',
      taskGroup: 'asyncio.TaskGroup',
    },
  },
  {
    title: 'The loop',
    interfaces: ['EventLoop', 'NetworkEventLoop'],
    python: 'asyncio.BaseEventLoop',
    other: { slowCallbackDuration: null },
  },
  {
    title: 'What a successor defines',
    interfaces: ['SuccessorHooks', 'ConnectionHooks', 'SuccessorLoop'],
    python: 'asyncio.BaseEventLoop',
    other: {
      select: null,
      processEvents: 'asyncio.BaseEventLoop._process_events',
      writeToSelf: 'asyncio.BaseEventLoop._write_to_self',
      timerHandleCancelled: 'asyncio.BaseEventLoop._timer_handle_cancelled',
      makeSocketTransport: 'asyncio.BaseEventLoop._make_socket_transport',
      connectSock: 'asyncio.BaseEventLoop._connect_sock',
      turn: 'asyncio.BaseEventLoop._run_once',
    },
  },
  {
    title: 'Futures',
    interfaces: ['Future', 'SettableFuture'],
    python: 'asyncio.Future',
    other: { futureBlocking: 'asyncio.Future._asyncio_future_blocking' },
  },
  { title: 'Tasks', interfaces: ['Task'], python: 'asyncio.Task' },
  {
    title: 'Handles',
    interfaces: ['Handle', 'TimerHandle'],
    python: 'asyncio.TimerHandle',
    other: { getContext: null },
  },
  { title: 'Transports', interfaces: ['Transport'], python: 'asyncio.Transport' },
  { title: 'Protocols', interfaces: ['Protocol'], python: 'asyncio.Protocol' },
  { title: 'Time-outs', interfaces: ['Timeout'], python: 'asyncio.Timeout' },
  {
    title: 'What asCompleted returns',
    interfaces: ['Completions'],
    python: 'asyncio.tasks._AsCompletedIterator',
    other: { anext: 'asyncio.tasks._AsCompletedIterator.__anext__' },
  },
  { title: 'Task groups', interfaces: ['TaskGroup'], python: 'asyncio.TaskGroup' },
  { title: 'Runners', interfaces: ['Runner'], python: 'asyncio.Runner' },
  { title: 'Policies', interfaces: ['EventLoopPolicy'], python: 'asyncio.AbstractEventLoopPolicy' },
  {
    title: 'Contexts',
    interfaces: ['Context'],
    python: 'contextvars.Context',
    other: { has: 'contextvars.Context.__contains__' },
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
  return groups.map(({ title, interfaces, python, other = {} }) => {
    const pairs = interfaces.flatMap((owner) => {
      const names = members.get(owner)
      if (names === undefined) throw new Error(`spec/interfaces has no ${owner}.`)
      return names.map((name) => ({
        name,
        owner,
        python: name in other ? (other[name] ?? null) : `${python}.${snake(name)}`,
      }))
    })
    return { title, pairs }
  })
}

/** `callSoon` is `call_soon`; a class keeps its name. */
function snake(name: string): string {
  return /^[A-Z]/.test(name) ? name : name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
