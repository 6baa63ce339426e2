import type { Deviation, EventLoop, BridgedAdapter, Profile } from '../../spec/index.ts'
import { CandidateError } from '../harness/index.ts'
import type { BridgeHooks } from './bridge-hooks.ts'
import { Peer, TooOldError } from './peer.ts'
import { ProcessChannel } from './process-channel.ts'
import { whatItPrints } from './what-it-prints.ts'
import { pythonApi } from './python-api.ts'
import type { PythonTarget } from './python-target.ts'

/** What the interpreter says of itself and of the candidate. */
interface Facts {
  readonly python: string
  readonly implementation: string
  readonly version: string | null
  readonly profiles: readonly Profile[]
  /** It has eager tasks: CPython 3.12 and later. */
  readonly eager: boolean
  readonly deviations: readonly Deviation[] | null
  readonly hash: string
}

/** Starts the interpreter and imports the candidate. Throws {@link CandidateError} when either cannot be had. */
export async function connectPython(target: PythonTarget, hooks?: BridgeHooks): Promise<BridgedAdapter> {
  if (target.way === 'python') return connectProcess(target, hooks)
  const { connectPyodide } = await import('./pyodide-channel.ts')
  const peer = await Peer.connect((serve) => connectPyodide(target, serve, hooks))
  return adapterOf(peer, target, start(peer, inPyodide(target)))
}

/** There is nothing to select on in Pyodide: its `asyncio` is the base class on a clock that jumps. */
function inPyodide(target: PythonTarget): PythonTarget {
  return target.module === 'asyncio' && target.callable === ''
    ? { ...target, module: 'virtual_clock' }
    : target
}

function connectProcess(target: PythonTarget, hooks: BridgeHooks | undefined): BridgedAdapter {
  if (process.platform === 'win32')
    throw new CandidateError(
      'Loops in Python are reached through named pipes, which Windows does not have in this form.\n' +
        'Expected: Linux or macOS, or the Linux subsystem; pyodide:<module> works everywhere.',
    )
  let isLoaded = false
  const onLost = (how: string, at: string | null): never => {
    if (!isLoaded) throw new CandidateError(startFailed(target, how, at))
    hooks?.onLost(how, at)
    throw new Error(`The candidate ${how}.`)
  }
  const peer = new Peer((serve) => {
    const channel = new ProcessChannel(target.interpreter, serve, onLost)
    const { pid } = channel.process
    if (pid !== undefined) hooks?.onStarted(pid, channel.stacks)
    return channel
  })
  const facts = start(peer, target)
  isLoaded = true
  return adapterOf(peer, target, facts)
}

function start(peer: Peer, { interpreter, module, callable }: PythonTarget): Facts {
  try {
    return peer.call(0, 'start', [module, callable]) as Facts
  } catch (error) {
    if (error instanceof TooOldError)
      throw new CandidateError(
        `${interpreter} is too old.\nFound:    Python ${error.version}\nExpected: CPython 3.8 or later; --python names another one.`,
      )
    throw asCandidateError(error)
  }
}

function adapterOf(peer: Peer, target: PythonTarget, facts: Facts): BridgedAdapter {
  const { python: version, implementation, hash, profiles, deviations } = facts
  return {
    name: nameOf(target),
    ...(facts.version === null ? {} : { version: facts.version }),
    python: { version, implementation, hash },
    profiles: Array.isArray(profiles) ? withEager(profiles as readonly Profile[], facts.eager) : profiles,
    ...(deviations === null ? {} : { deviations }),
    newEventLoop() {
      try {
        return peer.call(0, 'new_loop', []) as EventLoop
      } catch (error) {
        throw asCandidateError(error)
      }
    },
    api: pythonApi(peer),
    ...(target.way === 'pyodide'
      ? {}
      : {
          cpuTime: () => (peer.call(0, 'cpu_time', []) as number) * 1000,
          callFromThread: (loop, callback, delayMs) => {
            peer.call(0, 'call_from_thread', [loop, callback, delayMs / 1000])
          },
        }),
    takeWarnings: () => peer.call(0, 'take_warnings', []) as string[],
    beginCheck(deadlineMs, onStalled) {
      peer.onStalled = (place, method) =>
        onStalled(
          place === null ? undefined : `${place.file}:${String(place.line)}`,
          method === null ? undefined : `${method}() to return`,
        )
      peer.call(0, 'begin_check', [deadlineMs / 1000])
    },
    collect: (collectHere) => peer.collect(collectHere),
    endCheck() {
      peer.call(0, 'end_check', [])
      peer.forget()
    },
  }
}

/** Tasks are asyncio's, whatever the loop: whether they can be eager is the interpreter's to say, and not to be claimed. */
function withEager(claimed: readonly Profile[], hasEager: boolean): Profile[] {
  return [...(hasEager ? (['eager'] as const) : []), ...claimed.filter((profile) => profile !== 'eager')]
}

/** What the Python end refuses is the candidate's fault, and its message is for the author. */
function asCandidateError(error: unknown): unknown {
  return (error as Error).name === 'Refused' ? new CandidateError((error as Error).message) : error
}

function nameOf({ module, callable }: PythonTarget): string {
  const name = /([^\\/]+?)(\.py)?$/.exec(module)?.[1] ?? module
  return callable === '' || callable === 'new_event_loop' ? name : `${name}.${callable}`
}

function startFailed({ interpreter }: PythonTarget, how: string, at: string | null): string {
  if (how.startsWith('could not be started'))
    return `There is no interpreter ${interpreter}.\nExpected: the command of a CPython 3.8 or later; --python names it.`
  const printed = whatItPrints(interpreter)
  if (printed !== null)
    return (
      `${interpreter} is no CPython 3.8 or later.\n` +
      `Found:    it ${how.replace(' its interpreter', '')}; asked for its version, it printed:\n          ${printed.replaceAll('\n', '\n          ')}\n` +
      'Expected: the command of a CPython 3.8 or later; --python names it.'
    )
  const place = at === null ? '' : `\nAt:       ${at}`
  return (
    `${interpreter} did not get as far as making a loop.\nFound:    it ${how}${place}\n` +
    'Expected: the command of a CPython 3.8 or later, and a module that can be imported.'
  )
}
