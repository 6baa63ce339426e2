import { withBodies } from './bodies.ts'
import { NameGiver } from './name-giver.ts'
import type { Action, CreateTask, Derive, Program, Step } from './program.ts'
import { References, type Owner } from './references.ts'

/**
 * Gives a generated program its names, in the order of the text. Only the number of a generated reference
 * matters: it becomes a reference to something that exists. Statements that have nothing to refer to, or are not reached, are removed.
 */
export function settle(program: Program): Program {
  const giver = new NameGiver()
  const named = [program.main, ...program.callbacks].map((body, index) =>
    giver.name(body, { task: null, once: index === 0 }),
  )
  const references = new References(giver, program)
  // Twice, because a task may await what is gathered further down.
  named.forEach((body, index) => resolve(body, ownerOf(index), references))
  const [main = [], ...callbacks] = named.map(
    (body, index) => resolve(body, ownerOf(index), references) as Action[],
  )
  const until = program.until === null ? null : references.future(program.until)
  return { ...program, callbacks, main, until }
}

function ownerOf(index: number): Owner {
  return { task: null, callback: index - 1, group: null, timeout: null }
}

function resolve(body: readonly Step[], owner: Owner, references: References): Step[] {
  return body.flatMap((step) => resolveOne(step, owner, references) ?? [])
}

function resolveOne(step: Step, owner: Owner, references: References): Step | null {
  switch (step.do) {
    case 'setResult':
    case 'setException':
      return whenFound(references.future(step.future), (future) => ({ ...step, future }))
    case 'cancel':
    case 'state':
    case 'result':
    case 'exception':
      return whenFound(references.awaitable(step.of), (of) => ({ ...step, of }))
    case 'many':
      return whenFound(references.awaitable(step.of), (of) => ({ ...step, of }))
    case 'addDone':
    case 'removeDone':
      return whenFound(references.awaitable(step.of), (of) =>
        whenFound(references.callback(step, owner), (callback) => ({
          ...inContext(step, references),
          of,
          callback,
        })),
      )
    case 'callSoon':
    case 'callSoonThreadsafe':
    case 'callLater':
    case 'callAt':
      return whenFound(references.callback(step, owner), (callback) => ({
        ...inContext(step, references),
        callback,
      }))
    case 'cancelCall':
      return whenFound(references.call(step.call), (call) => ({ ...step, call }))
    case 'cancelling':
    case 'uncancel':
    case 'getName':
    case 'setName':
      return whenFound(references.task(step.task), (task) => ({ ...step, task }))
    case 'createTask':
      return resolveTask(step, owner, references)
    case 'gather': {
      const of = references.members(step.of, owner, step.future)
      references.noteDerived(step.future, of)
      return { ...step, of }
    }
    case 'shield':
      return whenFound(references.toAwait(step.of, owner, step.future), (of) => {
        references.noteDerived(step.future, [of])
        return { ...step, of }
      })
    case 'awaitDerived':
      return whenFound(resolveOne(step.derive, owner, references) as Derive | null, (derive) => ({
        ...step,
        derive,
      }))
    case 'get':
      return whenFound(references.variable(step.variable), (variable) => ({ ...step, variable }))
    case 'reset':
      return whenFound(references.variable(step.variable), (variable) =>
        whenFound(references.variable(step.token), (token) => ({ ...step, variable, token })),
      )
    case 'getIn':
      return whenFound(references.variable(step.variable), (variable) =>
        whenFound(references.context(step.context), (context) => ({ ...step, variable, context })),
      )
    case 'runIn':
      return whenFound(references.context(step.context), (context) =>
        resolveBodies({ ...step, context }, owner, references),
      )
    case 'await':
    case 'waitFor':
      return whenFound(references.toAwait(step.of, owner), (of) => ({ ...step, of }))
    case 'wait': {
      const of = references.members(step.of, owner)
      return of.length === 0 ? null : { ...step, of }
    }
    case 'waitForCoroutine':
      return resolveBodies(step, owner, references)
    case 'timeout':
      return resolveBodies(step, { ...owner, timeout: step.timeout }, references)
    case 'taskGroup':
      return resolveBodies(step, { ...owner, group: step.group }, references)
    case 'reschedule':
    case 'timeoutState':
      return whenFound(references.timeout(step.timeout, owner), (timeout) => ({ ...step, timeout }))
    case 'try':
      return resolveTry(step, owner, references)
    default:
      return step
  }
}

function resolveTask(step: CreateTask, owner: Owner, references: References): CreateTask {
  const inside = { task: Number(step.task.slice(1)), callback: owner.callback, group: null, timeout: null }
  const body = resolve(step.body, inside, references)
  return { ...inContext(step, references), group: references.group(step, owner), body }
}

function resolveBodies<S extends Step>(step: S, owner: Owner, references: References): S {
  return withBodies(step, (body) => resolve(body, owner, references)) as S
}

function resolveTry(step: Extract<Step, { do: 'try' }>, owner: Owner, references: References): Step {
  const { body, caught, finally: last } = resolveBodies(step, owner, references)
  const cleanUp = last === null ? null : last.filter(staysInside)
  if (caught === null) return { ...step, body, finally: cleanUp ?? [] }
  const leaves = caught.body.at(-1)?.do === 'return' || caught.body.at(-1)?.do === 'throw'
  return { ...step, body, caught: { ...caught, rethrow: caught.rethrow && !leaves }, finally: cleanUp }
}

/** A `finally` that returns or throws hides what happened before it. Both languages discourage it. */
function staysInside(step: Step): boolean {
  return !['return', 'throw', 'try'].includes(step.do)
}

/** Without the context if no statement makes it. */
function inContext<S extends Step>(step: S, references: References): S {
  if (!('context' in step) || step.context === null) return step
  return { ...step, context: references.context(step.context) }
}

function whenFound<T, R>(found: T | null, make: (found: T) => R): R | null {
  return found === null ? null : make(found)
}
