import { loopMethods, type BridgedAdapter, type EventLoop } from '../../spec/index.ts'
import {
  CandidateError,
  guiAdvice,
  locationOfError,
  messageOf,
  readFacts,
  resolveCandidate,
  show,
  wantsApplication,
  type Candidate,
} from '../harness/index.ts'

/**
 * Prepares the candidate, once for each process and before the first check. Makes one loop, so that an adapter that cannot
 * make any is refused and not judged.
 */
export async function setUpCandidate(adapter: BridgedAdapter): Promise<Candidate> {
  const { name } = readFacts(adapter)
  await attempt(
    `The setup() of ${name} threw`,
    Promise.resolve().then(() => adapter.setup?.()),
  )
  const throws =
    adapter.python === undefined ? `newEventLoop() of ${name} threw` : `A loop of ${name} could not be made`
  const completing = Promise.resolve().then(() => resolveCandidate(adapter))
  const candidate = await attempt(throws, completing)
  const making = Promise.resolve().then(() => candidate.newEventLoop())
  const loop = await attempt(throws, making)
  const missing = await attempt(
    throws,
    Promise.resolve().then(() => missingMethods(loop, adapter)),
  )
  try {
    loop.close()
  } catch {
    // The checks of lifecycle say so.
  }
  // A callable in Python may return the same loop again. The bridge refuses that.
  if (adapter.python !== undefined)
    await attempt(
      throws,
      Promise.resolve().then(() => candidate.newEventLoop().close()),
    )
  return { ...candidate, missing }
}

/** The methods that the loop does not have, of those that loops with its profiles have. */
function missingMethods(loop: EventLoop, adapter: BridgedAdapter): readonly string[] {
  if (adapter.missingMethods !== undefined) return adapter.missingMethods(loop)
  const members = loop as unknown as Record<string, unknown>
  return loopMethods(adapter.profiles ?? []).filter((name) => typeof members[name] !== 'function')
}

/** The result of the action. Anything it throws becomes a {@link CandidateError} that begins with `what`. */
export async function attempt<T>(what: string, action: Promise<T>): Promise<T> {
  try {
    return await action
  } catch (error) {
    if (CandidateError.is(error)) throw error
    throw new CandidateError(explain(what, error), { cause: error })
  }
}

function explain(what: string, error: unknown): string {
  const thrown = describeError(error)
  const { at = null } = locationOfError(error)
  const place = at === null ? '' : `\nAt:       ${at}`
  return `${what}.\nFound:    ${thrown.replaceAll('\n', '\n          ')}${place}\nExpected: a module that loads, and makes loops, without an error${wantsApplication(thrown) ? guiAdvice : ''}`
}

/** The name of the error and what it says. An error that cannot be read is shown as a value. */
function describeError(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${messageOf(error)}` : show(error)
  } catch {
    return show(error)
  }
}
