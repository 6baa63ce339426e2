/** Where a method is found: on a loop, on what a loop makes, or among the module functions. */
export type Target =
  | 'loop'
  | 'handle'
  | 'timer'
  | 'future'
  | 'task'
  | 'gathering'
  | 'shielded'
  | 'transport'
  | 'protocol'
  | 'server'
  | 'endpoint'
  | 'datagramProtocol'
  | 'context'
  | 'variable'
  | 'runner'
  | 'timeout'
  | 'group'
  | 'module'

/**
 * What a call is good for, which decides how it can go wrong. `act`: it does something. `value`: it only returns something.
 * `schedule`: it takes a callback and returns a handle. `future`: it returns a future. `task`: it takes a coroutine and returns
 * a task. `coroutine` and `promise`: it goes on after the call.
 */
export type Kind = 'act' | 'value' | 'schedule' | 'future' | 'task' | 'coroutine' | 'promise'

/** A method of the contract. */
export interface Method {
  readonly target: Target
  readonly name: string
  readonly kind: Kind
  /** The areas whose clauses are about the method. The first is its own. */
  readonly areas: readonly string[]
  /** The members of its options. */
  readonly options: readonly string[]
  /** The position of an argument that is a list or bytes. */
  readonly list: number | null
  /** How many arguments it takes, options included. */
  readonly takes: number
  /** It keeps the context of its call, or one that it is given, for later. */
  readonly context: boolean
  /** What it returns if it does nothing. */
  readonly nothing: unknown
  /** What it returns is a boolean or a number. */
  readonly returns: 'boolean' | 'number' | null
  /** Its promise gives nothing. */
  readonly isVoid: boolean
}

type Details = Partial<
  Pick<Method, 'options' | 'list' | 'takes' | 'context' | 'nothing' | 'returns' | 'isVoid'>
>

export function method(
  target: Target,
  name: string,
  kind: Kind,
  areas: readonly string[],
  details: Details = {},
): Method {
  const {
    options = [],
    list = null,
    takes = 0,
    context = false,
    nothing,
    returns = null,
    isVoid = false,
  } = details
  return { target, name, kind, areas, options, list, takes, context, nothing, returns, isVoid }
}

/** The name in reports: `loop.callSoon`, or `gather` for a module function. */
export function nameOf({ target, name }: Method): string {
  return target === 'module' ? name : `${target}.${name}`
}
