import { CandidateError, type Check, type CheckOutcome, type Frame, type Location } from '../harness/index.ts'

/** How a unit came to its end. */
export type Ending =
  | { readonly kind: 'hang'; readonly frame: Frame | null }
  | ({ readonly kind: 'crash'; readonly guilty?: string | null } & Deed)
  | { readonly kind: 'dismissed' }

/** What the candidate did, in words that follow "the candidate", and where. */
export interface Deed {
  readonly how: string
  readonly at?: Location | undefined
}

/** How a process ended that announced nothing, in words that follow "the candidate". */
export function describeExit(code: number | null, signal: string | null): string {
  if (signal === 'SIGABRT')
    return 'made its process abort (SIGABRT), as the engine also does when memory runs out'
  if (signal !== null) return `made its process end by ${signal}`
  return `ended its process with exit code ${String(code)}`
}

/** The verdict that a check cannot give itself, because it never ended. */
export function outcomeOf(
  { hint }: Check,
  ending: Exclude<Ending, { kind: 'dismissed' }>,
  durationMs: number,
  deadlineMs: number,
): CheckOutcome {
  const shared = { durationMs, ...(hint === undefined ? {} : { hint }) }
  if (ending.kind === 'crash') {
    const { how, at } = ending
    return {
      status: 'crash',
      ...shared,
      message: `The candidate ${how}${atLine(at)}.`,
      expected: 'the check ends and its process lives on',
      actual: `the candidate ${how}`,
      ...(at === undefined ? {} : { at }),
    }
  }
  const where = ending.frame === null ? '' : ` in ${named(ending.frame)}`
  return {
    status: 'hang',
    ...shared,
    message: `The candidate kept the thread for itself until the deadline${where}.`,
    expected: `the check ends within ${String(deadlineMs)} ms`,
    actual: `the thread was still busy or blocked${where}`,
    ...(ending.frame === null ? {} : { at: ending.frame.at }),
  }
}

/** Why a candidate could not be loaded whose loading never came to an end. */
export function loadErrorOf(entry: string, ending: Ending, hasBegun: boolean, timeoutMs: number): Error {
  if (!hasBegun) return new Error('A process for the checks could not be started.')
  if (ending.kind === 'dismissed') return new Error(`${entry} was not waited for.`)
  if (ending.kind === 'crash')
    return new CandidateError(
      `${entry} ${ending.how} while it was loaded${atLine(ending.at)}.\nExpected: a module that can be imported and then waits to be used.`,
    )
  const where = ending.frame === null ? '.' : `: it was busy in ${named(ending.frame)}.`
  return new CandidateError(
    `${entry} was not loaded within ${String(timeoutMs)} ms${where}\nExpected: a module that can be imported and then waits to be used.`,
  )
}

/** What happened beside the checks. `key` is the check that started it, when that is known. */
export function findingOf(key: string | null, { how, at }: Deed): string {
  const when = key === null ? 'Outside of any check' : `After the check "${key}" had ended,`
  return `${when} the candidate ${how}${atLine(at)}.`
}

function atLine(at: Location | undefined): string {
  return at === undefined ? '' : `, at ${at}`
}

function named({ functionName, at }: Frame): string {
  return functionName === '' ? at : `${functionName}, ${at}`
}
