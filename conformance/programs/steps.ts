import type { Coroutine } from '../../spec/index.ts'
import type { Frame, ProgramRun } from './program-run.ts'
import type { Name, Step } from './program.ts'
import type { Value } from './values.ts'
import { statementOf } from './statements/index.ts'
import { isWaiting, performWaiting, resultOf } from './statements/waiting.ts'

/** The coroutine of a task of the program. */
export function* coroutine(run: ProgramRun, body: readonly Step[], frame: Frame): Coroutine<unknown> {
  run.noteBeginning(`${frame.who} begins`)
  return resultOf(yield* perform(run, body, frame))
}

/** Returns the value of `return`, or null to go on after the body. */
function* perform(run: ProgramRun, body: readonly Step[], frame: Frame): Coroutine<Value | null> {
  for (const step of body) {
    // A coroutine that is closed after the run does not clean up.
    if (run.witness.over) return null
    if (step.do === 'yield') {
      yield
      run.witness.note(`${frame.who} goes on`)
    } else if (step.do === 'await') yield* wait(run, step.of, frame)
    else if (step.do === 'return') return step.value
    else if (step.do === 'try') {
      const returned = yield* attempt(run, step, frame)
      if (returned !== null) return returned
    } else if (isWaiting(step)) yield* performWaiting(run, step, frame, (inner) => perform(run, inner, frame))
    else statementOf(step).act(run, step, frame)
  }
  return null
}

function* wait(run: ProgramRun, name: Name, { who }: Frame): Coroutine<void> {
  const future = run.awaitable(name)
  if (future === undefined) return
  try {
    run.witness.note(`${who} got ${run.witness.show(yield* future, future)} from ${name}`)
  } catch (error) {
    run.witness.note(`${who} got ${run.witness.describe(error, future)} from ${name}`)
    throw error
  }
}

function* attempt(
  run: ProgramRun,
  step: Extract<Step, { do: 'try' }>,
  frame: Frame,
): Coroutine<Value | null> {
  const { witness } = run
  try {
    return yield* perform(run, step.body, frame)
  } catch (error) {
    if (step.caught === null) throw error
    witness.note(`${frame.who} caught ${witness.describe(error)}`)
    const returned = yield* perform(run, step.caught.body, frame)
    if (returned === null && step.caught.rethrow) throw error
    return returned
  } finally {
    if (step.finally !== null) {
      witness.note(`${frame.who} cleans up`)
      yield* perform(run, step.finally, frame)
    }
  }
}
