import {
  apiNames,
  apiNeeds,
  findSharedState,
  type AsyncioApi,
  type EventLoop,
  type BridgedAdapter,
  type Profile,
  type SuccessorLoop,
} from '../../spec/index.ts'

/** An adapter with every module function in its place. */
export interface Candidate {
  readonly adapter: BridgedAdapter
  readonly api: AsyncioApi
  /** The methods that its loops do not have. Empty if nobody has looked. */
  readonly missing: readonly string[]
  newEventLoop(): EventLoop
}

/** The module functions that every check of a candidate with these profiles needs. */
function requiredFunctions(profiles: readonly Profile[] = []): readonly (keyof AsyncioApi)[] {
  const needs = profiles.includes('streams') ? ['required', 'streams'] : ['required']
  return apiNames.filter((name) => needs.includes(apiNeeds[name]))
}

/** The methods without which nothing can be judged: every check runs a loop, stops it and closes it. */
const methods = [
  'runForever',
  'runUntilComplete',
  'stop',
  'isRunning',
  'isClosed',
  'close',
  'callSoon',
] as const satisfies readonly (keyof EventLoop)[]

/** The methods that the profile `base-hooks` is about. */
const hooks = [
  'select',
  'processEvents',
  'writeToSelf',
  'time',
  'timerHandleCancelled',
  'turn',
] as const satisfies readonly (keyof SuccessorLoop)[]

/** What is wrong with an interpreter, a module or a name, so that the command can suggest another one. */
export type CandidateErrorCode =
  'no-candidate' | 'no-interpreter' | 'not-python' | 'too-old' | 'no-module' | 'machine'

/** A candidate that cannot be judged. The message says what was found, what was expected and what to do. */
export class CandidateError extends Error {
  readonly code: CandidateErrorCode | null
  readonly #isOurs = true

  constructor(message: string, options: ErrorOptions & { code?: CandidateErrorCode | null } = {}) {
    super(message, options)
    this.code = options.code ?? null
  }

  /** Like `instanceof`, for whatever a candidate may throw. */
  static is(thrown: unknown): thrown is CandidateError {
    return typeof thrown === 'object' && thrown !== null && #isOurs in thrown
  }
}

/** Completes the adapter's module functions with those of the shared state. */
export function resolveCandidate(adapter: BridgedAdapter): Candidate {
  const api = { ...findSharedState()?.api, ...adapter.api } as AsyncioApi
  const missing = requiredFunctions(adapter.profiles).filter((name) => typeof api[name] !== 'function')
  if (missing.length > 0) {
    // If there is not even a loop, say that first.
    checkLoop(adapter.newEventLoop())
    throw new CandidateError(
      `The loop "${adapter.name}" comes without the module functions of asyncio.\n` +
        `Found:    no ${shortened(missing)}\n` +
        'Expected: this line in the module of the candidate, which adds them: import "loop-conformance/reference"\n' +
        '          Or functions of your own: api: { createTask, sleep, … } in the adapter.',
    )
  }
  const needed = adapter.profiles?.includes('base-hooks') === true ? [...methods, ...hooks] : methods
  return { adapter, api, missing: [], newEventLoop: () => checkLoop(adapter.newEventLoop(), needed) }
}

function checkLoop(loop: EventLoop, needed: readonly string[] = methods): EventLoop {
  const found = loop as unknown as Record<string, unknown> | null | undefined
  const missing = needed.filter((name) => typeof found?.[name] !== 'function')
  if (missing.length === 0) return loop
  if (typeof (loop as { then?: unknown } | null | undefined)?.then === 'function')
    throw new CandidateError(
      'newEventLoop() returned a promise.\n' +
        'Expected: a new event loop. Put what has to be awaited into setup() of the adapter.',
    )
  if (missing.every((name) => (hooks as readonly string[]).includes(name)))
    throw new CandidateError(
      `newEventLoop() returned ${describe(loop)}, which has no ${missing.join(', no ')}.\n` +
        'Expected: the hooks of BaseEventLoop by these names, because the adapter claims the profile base-hooks.',
    )
  throw new CandidateError(
    `newEventLoop() returned ${describe(loop)}, which has no ${missing.join(', no ')}.\n` +
      'Expected: a new event loop that is neither running nor closed.',
  )
}

/** The first names, and how many more there are. */
function shortened(names: readonly string[]): string {
  const more = names.length - shownNames
  return names.slice(0, shownNames).join(', ') + (more > 0 ? ` and ${String(more)} more` : '')
}

const shownNames = 5

function describe(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  const { constructor: type } = value as { constructor?: { name?: string } }
  const keys = Object.keys(value).slice(0, 5)
  return `an object of class ${type?.name ?? 'null'}${keys.length > 0 ? ` with ${keys.join(', ')}` : ''}`
}
