import type { Deviation, EventLoop, BridgedAdapter, Profile, RefusedOverride } from '../../spec/index.ts'
import { CandidateError, guiAdvice } from '../harness/index.ts'
import { pythonApi } from './api.ts'
import { ProcessChannel, type InterpreterEnd } from './channel-process.ts'
import type { BridgeHooks, Channel, Serve } from './channel.ts'
import { hooksTable } from './hooks-table.generated.ts'
import { whatItPrints } from './interpreters.ts'
import { Peer, StalledError, TooOldError } from './peer.ts'
import type { Recorder } from './recording.ts'
import type { PythonTarget } from './python-target.ts'

/** What the Python end reports about the interpreter and the candidate. */
interface Facts {
  readonly python: string
  readonly implementation: string
  readonly version: string | null
  readonly profiles: readonly Profile[]
  /** Whether the interpreter has eager tasks: CPython 3.12 and later. */
  readonly eager: boolean
  readonly deviations: readonly Deviation[] | null
  readonly hash: string
}

/**
 * Starts the interpreter and imports the candidate. Throws {@link CandidateError} if one of them fails. A recorder sees what
 * crosses, if the interpreter has a process of its own.
 */
export async function connectPython(
  target: PythonTarget,
  hooks?: BridgeHooks,
  recorder?: Recorder,
): Promise<BridgedAdapter> {
  if (target.way === 'python') return connectProcess(target, hooks, recorder)
  const { connectPyodide } = await import('./channel-pyodide.ts')
  const peer = await Peer.connect((serve) => connectPyodide(target, serve, hooks))
  return adapterOf(peer, target, start(peer, inPyodide(target), hooks))
}

/** Pyodide has no selector. There, `asyncio` is asyncio's base class on a virtual clock. */
function inPyodide(target: PythonTarget): PythonTarget {
  return target.module === 'asyncio' && target.callable === ''
    ? { ...target, module: 'virtual_clock' }
    : target
}

function connectProcess(target: PythonTarget, hooks?: BridgeHooks, recorder?: Recorder): BridgedAdapter {
  if (process.platform === 'win32')
    throw new CandidateError(
      'The bridge to Python uses named pipes, which Windows does not have in this form.\n' +
        'Expected: Linux, macOS or the Windows Subsystem for Linux. pyodide:<module> works everywhere.',
    )
  let isLoaded = false
  const onLost = (end: InterpreterEnd): never => {
    if (!isLoaded) throw startFailed(target, end)
    const how = endedByCandidate(end)
    hooks?.onLost({ how, at: end.at, isKilled: end.kind === 'signal' && end.value === 'SIGKILL' })
    throw new Error(`The candidate ${how}.`)
  }
  const connect = (serve: Serve): Channel => {
    const channel = new ProcessChannel(target.interpreter, serve, onLost)
    const { pid } = channel.process
    if (pid !== undefined) hooks?.onStarted(pid, channel.stacks)
    return channel
  }
  const peer = new Peer((serve) => recorder?.listen(connect, serve) ?? connect(serve))
  const facts = start(peer, target, hooks)
  isLoaded = true
  return adapterOf(peer, target, facts)
}

function start(
  peer: Peer,
  { interpreter, module, callable, claims = [] }: PythonTarget,
  hooks: BridgeHooks | undefined,
): Facts {
  try {
    peer.call(0, 'hello', [])
    hooks?.onReady()
    return peer.call(0, 'start', [module, callable, ...claims]) as Facts
  } catch (error) {
    if (error instanceof TooOldError)
      throw new CandidateError(
        `${interpreter} is too old.\nFound:    Python ${error.version}\nExpected: CPython 3.8 or later; --python names another one.`,
        { code: 'too-old' },
      )
    throw error
  }
}

function adapterOf(peer: Peer, target: PythonTarget, facts: Facts): BridgedAdapter {
  const { python: version, implementation, hash, profiles, deviations } = facts
  let refused: readonly RefusedOverride[] | null = null
  return {
    name: nameOf(target),
    ...(facts.version === null ? {} : { version: facts.version }),
    python: { version, implementation, hash },
    profiles: Array.isArray(profiles) ? withEager(profiles as readonly Profile[], facts.eager) : profiles,
    ...(deviations === null ? {} : { deviations }),
    newEventLoop: () => peer.call(0, 'new_loop', []) as EventLoop,
    api: pythonApi(peer),
    // The first loop is made before the first check.
    refusedOverrides: () => {
      refused ??= JSON.parse(peer.call(0, 'refused_overrides', [hooksTable]) as string) as RefusedOverride[]
      return refused
    },
    missingMethods: (loop) => peer.call(0, 'missing_methods', [loop]) as string[],
    ...(target.way === 'pyodide'
      ? {}
      : {
          cpuTime: () => (peer.call(0, 'cpu_time', []) as number) * 1000,
          comparePrograms: (programs, modules) =>
            peer.call(0, 'compare_programs', [programs, JSON.stringify(modules)]) as ComparedPrograms,
          mayOpen: (allowed) => peer.call(0, 'may_open', [allowed]) as boolean,
          openFiles: () => peer.call(0, 'open_files', []) as number | null,
          callFromThread: (loop, callback, delayMs) => {
            peer.call(0, 'call_from_thread', [loop, callback, delayMs / 1000])
          },
        }),
    classOfBytes: (data) => peer.classOfBytes(data),
    takeWarnings: () => peer.call(0, 'take_warnings', []) as string[],
    beginCheck(deadlineMs, onStalled) {
      peer.onStalled = (place, call) =>
        onStalled(
          place === null ? undefined : `${place.file}:${String(place.line)}`,
          // A short call is one of many, while the check waits for something else.
          call === null || call.lastedMs < deadlineMs / 2 ? undefined : `${call.method}() to return`,
        )
      peer.call(0, 'begin_check', [deadlineMs / 1000])
    },
    collect: (collectHere) => peer.collect(collectHere),
    endCheck() {
      try {
        peer.call(0, 'end_check', [])
      } catch (error) {
        // The deadline has passed at the very end of the check. The check is judged, and has to be put away all the same.
        if (!(error instanceof StalledError)) throw error
        peer.call(0, 'end_check', [])
      }
      peer.forget()
    },
  }
}

/**
 * Tasks are asyncio's for every loop, so `eager` is claimed if the interpreter has eager tasks, and not by the module. Every loop in
 * Python may override something.
 */
function withEager(claimed: readonly Profile[], hasEager: boolean): Profile[] {
  const own = ['eager', 'python-hooks']
  const rest = claimed.filter((profile) => !own.includes(profile))
  return [...(hasEager ? (['eager'] as const) : []), 'python-hooks', ...rest]
}

type ComparedPrograms = ReturnType<NonNullable<BridgedAdapter['comparePrograms']>>

function nameOf({ module, callable }: PythonTarget): string {
  const name = /([^\\/]+?)(\.py)?$/.exec(module)?.[1] ?? module
  return callable === '' || callable === 'new_event_loop' ? name : `${name}.${callable}`
}

/** How the interpreter ended, as the end of a sentence that begins with "The candidate". */
function endedByCandidate({ kind, value }: InterpreterEnd): string {
  if (kind === 'exit code') return `ended its interpreter with exit code ${value}`
  return kind === 'signal' ? `made its interpreter end by ${value}` : 'ended its interpreter'
}

/** The error for an interpreter that ended before there was a candidate. */
export function startFailed(
  { interpreter }: PythonTarget,
  { kind, value, at }: InterpreterEnd,
): CandidateError {
  if (kind === 'not started')
    return new CandidateError(
      `There is no interpreter ${interpreter}.\nExpected: the command of CPython 3.8 or later, without options; --python names it.`,
      { code: 'no-interpreter' },
    )
  const how =
    kind === 'exit code'
      ? `ended with exit code ${value}`
      : kind === 'signal'
        ? `was ended by ${value}`
        : 'ended'
  const printed = whatItPrints(interpreter)
  if (printed !== null)
    return new CandidateError(
      `${interpreter} is not CPython 3.8 or later.\n` +
        `Found:    it ${how}; asked for its version, it printed:\n          ${printed.replaceAll('\n', '\n          ')}\n` +
        'Expected: the command of CPython 3.8 or later; --python names it.',
      { code: 'not-python' },
    )
  const location = at === null ? '' : `\nAt:       ${at}`
  return new CandidateError(
    `${interpreter} ended before it made a loop.\nFound:    it ${how}${location}\n` +
      'Expected: the command of CPython 3.8 or later, and a module that can be imported.' +
      // Qt aborts if it finds no display.
      (kind === 'signal' && value === 'SIGABRT' ? guiAdvice : ''),
  )
}
