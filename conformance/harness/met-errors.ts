import { errorKind, type ErrorKind } from '../../spec/index.ts'
import { callBehind, innermostOwner, locationOfError, stackOf, type Location } from './location.ts'
import { messageOf, show } from './show.ts'

/** How a check met an error: a call of the check threw it, it left a callback of the check, or the exception handler received it. */
export type Meeting = 'call' | 'callback' | 'report'

/** An error of the candidate that the check did not ask for. */
export interface UnexpectedError {
  /** What happened, without a full stop: `run_forever() threw RuntimeError("no display")`. */
  readonly words: string
  readonly error: unknown
  readonly at?: Location
}

interface Met {
  readonly error: unknown
  readonly how: Meeting
}

/** The calls that threw, by error, where the stack does not name them. */
const calls = new WeakMap<object, string>()

/** Notes which call of the candidate threw the error, unless that is known: `call_at`. A bridge tells it. */
export function nameCall(error: unknown, call: string): void {
  if (typeof error === 'object' && error !== null && !calls.has(error)) calls.set(error, call)
}

/** The errors that a check has met. They tell, if the check fails, which of them it did not expect. */
export class MetErrors {
  #met: Met[] = []
  readonly #expected = new Set<unknown>()
  readonly #refused = new Set<unknown>()

  meet(error: unknown, how: Meeting): void {
    this.#met.push({ error, how })
  }

  /** The check demands this error. */
  expect(error: unknown): void {
    this.#expected.add(error)
  }

  /** The check demands that there is no error here. */
  refuse(error: unknown): void {
    this.#refused.add(error)
  }

  /** Refers to no error any more, so that what the errors refer to can be collected. */
  forget(): void {
    this.#met = []
    this.#expected.clear()
    this.#refused.clear()
  }

  /** Whether a call has thrown an error of the candidate that the check has not judged yet. */
  get hasUnjudged(): boolean {
    return this.#met.some(
      ({ error, how }) =>
        how === 'call' && !this.#expected.has(error) && !this.#refused.has(error) && !isMadeByKit(error),
    )
  }

  /** The last error that a call of the candidate has thrown: `close() threw RuntimeError("the loop runs")`. Null if there is none. */
  get lastWords(): string | null {
    const last = this.#met.findLast(
      ({ error }) => !isMadeByKit(error) && errorKind(error) !== 'KeyboardInterrupt',
    )
    return last === undefined ? null : whatThrew(last.error)
  }

  /** The first of the missing methods for want of which a call has thrown, and where. `reported` as in `first`. */
  lacking(
    missing: readonly string[],
    reported: readonly unknown[],
  ): { method: string; at?: Location } | null {
    if (missing.length === 0) return null
    for (const error of [...this.#met.map((met) => met.error), ...reported]) {
      const method = this.#expected.has(error) ? null : methodWanted(error)
      if (method !== null && missing.includes(method)) return { method, ...locationOfError(error) }
    }
    return null
  }

  /** The first error that the check did not expect. `reported` are those that only the exception handler has received. */
  first(reported: readonly unknown[]): UnexpectedError | null {
    const all: Met[] = [...this.#met, ...reported.map((error) => ({ error, how: 'report' as const }))]
    const found = all.find((met) => this.#isUnexpected(met))
    return found === undefined
      ? null
      : { ...wordsOf(found), error: found.error, ...locationOfError(found.error) }
  }

  #isUnexpected({ error, how }: Met): boolean {
    if (typeof error !== 'object' || error === null || this.#expected.has(error) || isMadeByKit(error))
      return false
    if (this.#refused.has(error) || isMistake(error)) return true
    return how === 'report' && !consequential.has(errorKind(error) ?? '')
  }
}

/** What a candidate throws by design is one of the contract's kinds, and says nothing else by its name. */
export function isMistake(error: unknown): boolean {
  const kind = errorKind(error)
  if (kind === null) return false
  return !Object.hasOwn(kinds, kind) || mistakes.has(nameOf(error))
}

const kinds: Readonly<Record<ErrorKind, true>> = {
  RuntimeError: true,
  ValueError: true,
  TypeError: true,
  LookupError: true,
  InvalidStateError: true,
  CancelledError: true,
  TimeoutError: true,
  ExceptionGroup: true,
  SystemExit: true,
  KeyboardInterrupt: true,
  OSError: true,
  IncompleteReadError: true,
  LimitOverrunError: true,
}

/** Classes of Python that count as a RuntimeError. */
const mistakes = new Set(['NotImplementedError', 'RecursionError'])

/** Errors of these kinds come from a callback that runs too often or too late. The check says it better. */
const consequential = new Set([
  'InvalidStateError',
  'CancelledError',
  'TimeoutError',
  // The deadline of the check, over a bridge.
  'KeyboardInterrupt',
])

function nameOf(error: unknown): string {
  try {
    return String((error as { name?: unknown }).name)
  } catch {
    return ''
  }
}

/**
 * The method that is not there or not implemented, if that is what the error says: in JavaScript "loop.callAt is not a function", in
 * Python "'Loop' object has no attribute 'call_at'", or a NotImplementedError.
 */
function methodWanted(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null
  const message = messageOf(error)
  const absent = /([\w$]+) is not a function|no attribute '(\w+)'|^(\w+)\(\) is not implemented$/.exec(
    message,
  )
  const name = absent?.[1] ?? absent?.[2] ?? absent?.[3]
  return name ?? (nameOf(error) === 'NotImplementedError' ? callOf(error) : null)
}

/** As `whatThrew`, without a look at the stack, which takes time. */
export function brieflyWhatThrew(error: unknown): string {
  const named = typeof error === 'object' && error !== null ? calls.get(error) : undefined
  return `${named === undefined ? 'a call' : `${named}()`} threw ${show(error)}`
}

/** What threw the error, and the error: `call_at() threw NameError("name 'x' is not defined")`. */
export function whatThrew(error: unknown): string {
  const call = callOf(error)
  return `${call === null ? 'the candidate' : `${call}()`} threw ${show(error)}`
}

function wordsOf({ error, how }: Met): { words: string } {
  if (how === 'report' && callOf(error) === null)
    return { words: `the exception handler received ${show(error)}` }
  const where = how === 'callback' ? ' in a callback' : ''
  return { words: `${whatThrew(error)}${where}` }
}

/** Whether a check, or the kit, made the error, and not the candidate. */
function isMadeByKit(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return true
  const owner = innermostOwner(stackOf(error))
  return owner === null ? !calls.has(error) : owner === 'kit'
}

function callOf(error: unknown): string | null {
  const named = typeof error === 'object' && error !== null ? calls.get(error) : undefined
  return named ?? callBehind(stackOf(error))
}
