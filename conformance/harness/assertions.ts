import { errorKind, type ErrorKind } from '../../spec/index.ts'
import type { Attempt } from './attempt.ts'
import { ClauseFailure, type FailureDetails } from './clause-failure.ts'
import { locationOfError } from './location.ts'
import { isMistake, type MetErrors } from './met-errors.ts'
import { sentence, show, showBeside } from './show.ts'
import type { Trace } from './trace.ts'

/**
 * What a check can say about what it has observed. Each method fails the check unless it holds.
 *
 * A failure throws and is also remembered: a candidate that swallows errors cannot swallow the verdict.
 */
export class Assertions {
  failure: ClauseFailure | null = null
  /** An assertion failed and the check went on, to find out whether it expects the errors that it has met. */
  hasGoneOn = false
  readonly #trace: Trace
  readonly #errors: MetErrors

  constructor(trace: Trace, errors: MetErrors) {
    this.#trace = trace
    this.#errors = errors
  }

  fail(details: FailureDetails): never {
    this.failure ??= new ClauseFailure(details)
    throw this.failure
  }

  /** As `fail`. But if a call has thrown what the check has yet to judge, the check goes on: that error may explain the failure. */
  #failUnlessUnjudged(details: FailureDetails): void {
    if (!this.#errors.hasUnjudged) this.fail(details)
    this.failure ??= new ClauseFailure(details)
    this.hasGoneOn = true
  }

  same(actual: unknown, expected: unknown, what: string): void {
    if (Object.is(actual, expected)) return
    this.#failUnlessUnjudged({
      message: sentence(`${what} is ${showBeside(actual, expected)}, not ${show(expected)}`),
      expected: `${what} is ${show(expected)}`,
      actual: showBeside(actual, expected),
    })
  }

  sameItems(actual: Iterable<unknown>, expected: Iterable<unknown>, what: string): void {
    const wanted = [...expected]
    // A candidate may have returned anything.
    const isList = typeof actual === 'object' && (actual as unknown) !== null && Symbol.iterator in actual
    if (!isList) {
      this.#failUnlessUnjudged({
        message: sentence(`${what}: ${show(actual)}, not ${show(wanted)}`),
        expected: `${what}: ${show(wanted)}`,
        actual: show(actual),
      })
      return
    }
    const found = [...actual]
    const ordered = Array.isArray(expected)
    const equal =
      found.length === wanted.length &&
      wanted.every((value, index) => (ordered ? Object.is(found[index], value) : found.includes(value)))
    if (equal) return
    this.#failUnlessUnjudged({
      message: sentence(`${what}: ${showBeside(found, wanted)}, not ${show(wanted)}`),
      expected: `${what}: ${show(wanted)}`,
      actual: showBeside(found, wanted),
    })
  }

  that(condition: boolean, expected: string, actual: string): void {
    if (!condition) this.#failUnlessUnjudged({ message: sentence(actual), expected, actual })
  }

  threw(attempt: Attempt<unknown>, kind: ErrorKind, what: string, mentions: readonly string[] = []): unknown {
    const expected = `${what} throws ${kind}`
    if (!attempt.threw)
      this.fail({
        message: sentence(`${what} did not throw`),
        expected,
        actual: `it returned ${show(attempt.value)}`,
      })
    const actual = `it threw ${show(attempt.error)}`
    const location = locationOfError(attempt.error)
    const found = kindOf(attempt.error)
    // An error of another class is what the check judges. A mistake in the code is not.
    if (isMistake(attempt.error) && found !== 'Error' && found !== 'Exception')
      this.#errors.refuse(attempt.error)
    else this.#errors.expect(attempt.error)
    if (found !== kind)
      this.fail({ message: sentence(`${what} threw the wrong error`), expected, actual, ...location })
    const message = String((attempt.error as { message?: unknown }).message)
    for (const subject of mentions)
      if (!message.includes(subject))
        this.fail({
          message: `The message of the error does not contain '${subject}'.`,
          expected: `${expected} with '${subject}' in its message`,
          actual,
        })
    return attempt.error
  }

  returned<T>(attempt: Attempt<T>, what: string): T {
    if (attempt.threw) {
      this.#errors.refuse(attempt.error)
      this.fail({
        message: sentence(`${what} threw an error`),
        expected: `${what} returns`,
        actual: `it threw ${show(attempt.error)}`,
        ...locationOfError(attempt.error),
      })
    }
    return attempt.value
  }

  order(labels: readonly string[]): void {
    for (const label of labels) this.happened(label)
    if (this.hasGoneOn) return
    const edge = this.#trace.findViolation(labels)
    if (edge === null) return
    const list = (events: readonly string[]): string => events.map((label) => `"${label}"`).join(', ')
    this.#failUnlessUnjudged({
      message: `"${edge.after}" came before "${edge.before}".`,
      expected: list(labels),
      actual: list(this.#trace.labels()),
      violatedEdge: edge,
    })
  }

  happened(label: string): void {
    if (this.#trace.count(label) > 0) return
    this.#failUnlessUnjudged({
      message: `"${label}" never happened.`,
      expected: `"${label}" happens`,
      actual: 'it had not happened when the run ended',
    })
  }

  times(label: string, count: number): void {
    const found = this.#trace.count(label)
    if (found === count) return
    const actual = found === 0 ? 'never happened' : `happened ${times(found)}`
    this.#failUnlessUnjudged({
      message: `"${label}" ${actual}.`,
      expected: `"${label}" ${count === 0 ? 'never happens' : `happens ${times(count)}`}`,
      actual,
    })
  }
}

/** The kind of whatever was thrown. Null if it cannot be asked. */
function kindOf(error: unknown): string | null {
  try {
    return errorKind(error)
  } catch {
    return null
  }
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${String(count)} times`
}
