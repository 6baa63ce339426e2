import { errorKind, type ErrorKind } from '../../spec/index.ts'
import type { Attempt } from './attempt.ts'
import { ClauseFailure, type FailureDetails } from './clause-failure.ts'
import { locationOfError } from './location.ts'
import { show, showBeside } from './show.ts'
import type { Trace } from './trace.ts'

/**
 * What a check can say about what it has observed. Each method fails the check unless it holds.
 *
 * A failure throws and is also remembered: a candidate that swallows errors cannot swallow the verdict.
 */
export class Assertions {
  failure: ClauseFailure | null = null
  readonly #trace: Trace

  constructor(trace: Trace) {
    this.#trace = trace
  }

  fail(details: FailureDetails): never {
    this.failure ??= new ClauseFailure(details)
    throw this.failure
  }

  /** `actual` is `expected`, by identity. `what` reads on: "the result of the run". */
  same(actual: unknown, expected: unknown, what: string): void {
    if (Object.is(actual, expected)) return
    this.fail({
      message: `${what} is ${showBeside(actual, expected)}, not ${show(expected)}.`,
      expected: `${what}: ${show(expected)}`,
      actual: showBeside(actual, expected),
    })
  }

  /** Lists and sets compare member by member, by identity; the order counts for lists alone. */
  sameItems(actual: Iterable<unknown>, expected: Iterable<unknown>, what: string): void {
    const [found, due] = [[...actual], [...expected]]
    const ordered = Array.isArray(expected)
    const equal =
      found.length === due.length &&
      due.every((value, index) => (ordered ? Object.is(found[index], value) : found.includes(value)))
    if (equal) return
    this.fail({
      message: `${what}: ${showBeside(found, due)}, not ${show(due)}.`,
      expected: `${what}: ${show(due)}`,
      actual: showBeside(found, due),
    })
  }

  /** The condition holds. `due` and `happened` are whole phrases. */
  that(condition: boolean, due: string, happened: string): void {
    if (!condition) this.fail({ message: `${happened}.`, expected: due, actual: happened })
  }

  /** The attempt threw an error of the kind, whose message mentions the subjects. Gives the error. */
  threw(attempt: Attempt<unknown>, kind: ErrorKind, what: string, mentions: readonly string[] = []): unknown {
    const due = `${what} throws ${kind}`
    if (!attempt.threw)
      this.fail({
        message: `${what} threw nothing.`,
        expected: due,
        actual: `it answered ${show(attempt.value)}`,
      })
    const found = errorKind(attempt.error)
    if (found !== kind)
      this.fail({
        message: `${what} threw the wrong error.`,
        expected: due,
        actual: show(attempt.error),
        ...locationOfError(attempt.error),
      })
    const message = String((attempt.error as { message?: unknown }).message)
    for (const subject of mentions)
      if (!message.includes(subject))
        this.fail({
          message: `The error of ${what} does not say '${subject}'.`,
          expected: `${due}, naming '${subject}'`,
          actual: show(attempt.error),
        })
    return attempt.error
  }

  /** The attempt answered. Gives the value. */
  returned<T>(attempt: Attempt<T>, what: string): T {
    if (attempt.threw)
      this.fail({
        message: `${what} threw.`,
        expected: `${what} answers`,
        actual: show(attempt.error),
        ...locationOfError(attempt.error),
      })
    return attempt.value
  }

  /** The labels happened, each pair of neighbours in this order. Anything else may have happened between. */
  order(chain: readonly string[]): void {
    for (const label of chain) this.happened(label)
    const edge = this.#trace.findViolation(chain)
    if (edge === null) return
    this.fail({
      message: `"${edge.after}" came before "${edge.before}".`,
      expected: chain.map((label) => `"${label}"`).join(', then '),
      actual: this.#trace
        .labels()
        .map((label) => `"${label}"`)
        .join(', '),
      violatedEdge: edge,
    })
  }

  happened(label: string): void {
    if (this.#trace.count(label) > 0) return
    this.fail({
      message: `"${label}" never happened.`,
      expected: `"${label}" happens`,
      actual: 'it had not happened when the run ended',
    })
  }

  /** The label happened exactly so many times. */
  times(label: string, count: number): void {
    const found = this.#trace.count(label)
    if (found === count) return
    const times = (n: number): string => (n === 0 ? 'never' : n === 1 ? 'once' : `${String(n)} times`)
    this.fail({
      message: `"${label}" happened ${times(found)}.`,
      expected: `"${label}" happens ${times(count)}`,
      actual: times(found),
    })
  }
}
