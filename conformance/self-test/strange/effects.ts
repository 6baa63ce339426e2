import { ReferenceContext } from '../../../reference/context.ts'
import { getRunningLoop } from '../../../reference/index.ts'
import { RuntimeError } from '../../../spec/index.ts'
import type { Callback, Context, Coroutine, EventLoop } from '../../../spec/index.ts'
import { optionsOf, type Call } from './call.ts'
import { withAnother } from './another-value.ts'
import type { Kind, Method } from './method.ts'

export type EffectFamily =
  | 'dropped'
  | 'done twice'
  | 'an iteration later'
  | 'wrong argument'
  | 'wrong context'
  | 'wrong answer'
  | 'throws'

/** What a call does in place of what it should. */
export interface Effect {
  readonly name: string
  readonly family: EffectFamily
  readonly applies: (method: Method) => boolean
  readonly happen: (call: Call) => unknown
  /** Why a loop may do this, if the contract leaves it open. */
  readonly isFree?: (method: Method) => string | null
}

const of =
  (...kinds: readonly Kind[]) =>
  ({ kind }: Method): boolean =>
    kinds.includes(kind)

const doNothing = (): undefined => undefined

function dropped(call: Call): unknown {
  const { method, args, perform } = call
  switch (method.kind) {
    case 'schedule':
      return perform(args.map((arg) => (typeof arg === 'function' ? doNothing : arg)))
    case 'task':
      return perform(args.map((arg) => (isGenerator(arg) ? endAtOnce() : arg)))
    case 'future':
      return (perform() as { getLoop(): EventLoop }).getLoop().createFuture()
    case 'coroutine':
      return endAtOnce()
    case 'promise':
      return Promise.resolve()
    default:
      return method.nothing
  }
}

function twice(call: Call): unknown {
  if (call.method.kind !== 'coroutine') {
    const first = call.perform()
    try {
      call.perform()
    } catch {
      // The first call did what was asked.
    }
    return first
  }
  return (function* (): Coroutine<unknown> {
    yield* call.perform() as Coroutine<unknown>
    return yield* call.perform() as Coroutine<unknown>
  })()
}

/** The call itself, or what it schedules or starts, waits for an iteration more. */
function later(call: Call): unknown {
  const { method, args, perform, loop } = call
  if (method.kind === 'task') return perform(args.map((arg) => (isGenerator(arg) ? afterAYield(arg) : arg)))
  if (loop === null) return perform()
  if (method.kind === 'schedule')
    return perform(
      args.map((arg) =>
        typeof arg === 'function' ? (...all: unknown[]) => void loop.callSoon(arg as Callback, all) : arg,
      ),
    )
  if (method.kind === 'coroutine') return afterAYield(perform() as Coroutine<unknown>)
  loop.callSoon(() => void perform())
  return method.nothing
}

function inTheWrongContext(call: Call): unknown {
  const { method, args, perform } = call
  const options = optionsOf(call)
  const given = options?.context as Context | null | undefined
  if (given) {
    const copied = args.slice()
    copied[method.takes - 1] = { ...options, context: given.copy() }
    return perform(copied)
  }
  return new ReferenceContext().run(() => perform())
}

/** Changes what the call returns or gives. */
function changing(change: (result: unknown, call: Call) => unknown): Effect['happen'] {
  return (call) => {
    const result = call.perform()
    switch (call.method.kind) {
      case 'coroutine':
        return (function* (): Coroutine<unknown> {
          return change(yield* result as Coroutine<unknown>, call)
        })()
      case 'promise':
        return (result as Promise<unknown>).then((value) => change(value, call))
      default:
        return change(result, call)
    }
  }
}

function answering(name: string, applies: Effect['applies'], change: Parameters<typeof changing>[0]): Effect {
  return {
    name: `answers-${name}`,
    family: 'wrong answer',
    applies,
    happen: changing(change),
    isFree: ({ isVoid }) => (isVoid ? ignored : null),
  }
}

const isPlain = ({ returns }: Method): boolean => returns !== null
const gives = (method: Method): boolean => method.kind !== 'act' || method.returns !== null

function throwing(name: string, doIt: boolean): Effect {
  return {
    name,
    family: 'throws',
    applies: () => true,
    happen: (call) => {
      const { kind } = call.method
      const error = new RuntimeError(`strange: ${call.method.name}() fails`)
      if (kind === 'promise')
        return doIt
          ? Promise.resolve(call.perform()).then(() => Promise.reject(error))
          : Promise.reject(error)
      if (doIt && kind === 'coroutine') return failAfter(call.perform() as Coroutine<unknown>, error)
      if (doIt) call.perform()
      throw error
    },
  }
}

const ignored = 'The contract gives this call no result, so no program looks at it.'
const uncounted = 'The contract does not say in how many iterations a function that waits comes back.'

export const effects: readonly Effect[] = [
  {
    name: 'dropped',
    family: 'dropped',
    applies: of('act', 'schedule', 'task', 'future', 'coroutine', 'promise'),
    happen: dropped,
  },
  { name: 'done-twice', family: 'done twice', applies: of('act', 'schedule', 'coroutine'), happen: twice },
  {
    name: 'an-iteration-later',
    family: 'an iteration later',
    applies: of('act', 'schedule', 'task', 'coroutine'),
    happen: later,
    isFree: ({ kind }) => (kind === 'coroutine' ? uncounted : null),
  },
  ...[0, 1, 2, 3].map((position) => ({
    name: `wrong-argument-${String(position + 1)}`,
    family: 'wrong argument' as const,
    applies: ({ takes }: Method) => takes > position,
    happen: ({ perform, args }: Call) => perform(withAnother(args, position)),
  })),
  {
    name: 'wrong-context',
    family: 'wrong context',
    applies: ({ context }) => context,
    happen: inTheWrongContext,
  },
  answering('null', gives, (result) => (result === null ? undefined : null)),
  answering(
    'the-opposite',
    ({ returns }) => returns === 'boolean',
    (result) => result !== true,
  ),
  answering(
    'one-more',
    ({ returns }) => returns === 'number',
    (result) => (typeof result === 'number' ? result + 1 : result),
  ),
  answering(
    'as-before',
    (method) => gives(method) && !isFlagOnly(method),
    (result, { previous }) => previous ?? result,
  ),
  throwing('throws', false),
  throwing('throws-when-done', true),
]

/** The last answer of a flag is the opposite or the same, which other effects try. */
function isFlagOnly(method: Method): boolean {
  return isPlain(method) && method.returns === 'boolean'
}

function isGenerator(value: unknown): value is Coroutine<unknown> {
  return typeof (value as { next?: unknown } | null | undefined)?.next === 'function'
}

function* endAtOnce(): Coroutine<unknown> {
  return undefined
}

function* afterAYield(coroutine: Coroutine<unknown>): Coroutine<unknown> {
  yield
  return yield* coroutine
}

function* failAfter(coroutine: Coroutine<unknown>, error: unknown): Coroutine<unknown> {
  yield* coroutine
  throw error
}

/** The running loop, for a call that belongs to no object. */
export function runningLoop(): EventLoop | null {
  try {
    return getRunningLoop()
  } catch {
    return null
  }
}
