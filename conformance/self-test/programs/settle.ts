import { NameGiver, ownName } from './name-giver.ts'
import { namesOf, type Action, type Name, type Program, type Step } from './program.ts'

/** What there is to refer to. */
interface Names {
  readonly tasks: readonly Name[]
  readonly calls: readonly Name[]
  readonly futures: readonly Name[]
  readonly callbacks: readonly Name[]
  /** Variables that are set and contexts that are copied, somewhere. */
  readonly made: ReadonlySet<Name>
  /** Tasks that await themselves. */
  readonly selfish: ReadonlySet<Name>
}

/** Who refers: a task by its place among the tasks, a callback by its place among the callbacks. */
interface Owner {
  readonly task: number | null
  readonly callback: number
}

/**
 * Gives a generated program its names, in the order of the text, and turns each reference, of which only the number
 * counts, into one to something that there is. Statements without anything to refer to, or that are never reached, go.
 */
export function settle(program: Program): Program {
  const giver = new NameGiver()
  const named = [program.main, ...program.callbacks].map((body, index) => giver.name(body, index === 0))
  const names: Names = {
    tasks: namesOf('t', giver.counts.t),
    calls: namesOf('s', giver.counts.s),
    futures: namesOf('f', program.futures),
    callbacks: namesOf('c', program.callbacks.length),
    made: giver.made,
    selfish: giver.selfish,
  }
  const [main = [], ...callbacks] = named.map(
    (body, index) => resolve(body, { task: null, callback: index - 1 }, names) as Action[],
  )
  const until = program.until === null ? null : pick(names.futures, program.until)
  return { futures: program.futures, callbacks, main, until }
}

function resolve(body: readonly Step[], owner: Owner, names: Names): Step[] {
  return body.flatMap((step) => resolveOne(step, owner, names) ?? [])
}

function resolveOne(step: Step, owner: Owner, names: Names): Step | null {
  switch (step.do) {
    case 'setResult':
    case 'setException':
      return whenFound(pick(names.futures, step.future), (future) => ({ ...step, future }))
    case 'cancel':
    case 'state':
    case 'result':
    case 'exception':
      return whenFound(pickAwaitable(step.of, names, 0), (of) => ({ ...step, of }))
    case 'addDone':
    case 'removeDone':
      return whenFound(pickAwaitable(step.of, names, 0), (of) =>
        whenFound(pickCallback(step, owner, names), (callback) => ({
          ...inContext(step, names),
          of,
          callback,
        })),
      )
    case 'callSoon':
    case 'callSoonThreadsafe':
    case 'callLater':
    case 'callAt':
      return whenFound(pickCallback(step, owner, names), (callback) => ({
        ...inContext(step, names),
        callback,
      }))
    case 'cancelCall':
      return whenFound(pick(names.calls, step.call), (call) => ({ ...step, call }))
    case 'cancelling':
    case 'uncancel':
    case 'getName':
    case 'setName':
      return whenFound(pick(names.tasks, step.task), (task) => ({ ...step, task }))
    case 'createTask': {
      const inside = { task: numberOf(step.task), callback: owner.callback }
      return { ...inContext(step, names), body: resolve(step.body, inside, names) }
    }
    case 'get':
    case 'reset':
      return names.made.has(step.variable) ? step : null
    case 'await':
      return whenFound(pickToAwait(step.of, owner, names), (of) => ({ ...step, of }))
    case 'try':
      return resolveTry(step, owner, names)
    default:
      return step
  }
}

function resolveTry(step: Extract<Step, { do: 'try' }>, owner: Owner, names: Names): Step {
  const body = resolve(step.body, owner, names)
  const cleanUp = step.finally === null ? null : resolve(step.finally, owner, names).filter(staysInside)
  if (step.caught === null) return { ...step, body, finally: cleanUp ?? [] }
  const handler = resolve(step.caught.body, owner, names)
  const leaves = handler.at(-1)?.do === 'return' || handler.at(-1)?.do === 'throw'
  const caught = { body: handler, rethrow: step.caught.rethrow && !leaves }
  return { ...step, body, caught, finally: cleanUp }
}

/** A `finally` that leaves hides what happened before it, and is frowned upon in both languages. */
function staysInside(step: Step): boolean {
  return !['return', 'throw', 'try'].includes(step.do)
}

/** Without the context when nobody makes it. */
function inContext<S extends Step>(step: S, names: Names): S {
  const lost = 'context' in step && step.context !== null && !names.made.has(step.context)
  return lost ? { ...step, context: null } : step
}

function whenFound<T, R>(found: T | null, make: (found: T) => R): R | null {
  return found === null ? null : make(found)
}

function numberOf(name: Name): number {
  return Number(name.slice(1))
}

function pick(names: readonly Name[], wanted: Name): Name | null {
  return names[numberOf(wanted) % names.length] ?? null
}

function pickAwaitable(wanted: Name, names: Names, firstTask: number): Name | null {
  const tasks = names.tasks.slice(firstTask)
  if (wanted.startsWith('t') && tasks.length > 0) return pick(tasks, wanted)
  return pick(names.futures, wanted) ?? pick(tasks, wanted)
}

/** The task itself, or a future, or a task that is named later, so that there are no circles. */
function pickToAwait(wanted: Name, owner: Owner, names: Names): Name | null {
  const own = owner.task ?? 0
  if (wanted === ownName) return `t${String(own)}`
  const tasks = names.tasks.slice(own + 1).filter((task) => !names.selfish.has(task))
  return wanted.startsWith('t')
    ? (pick(tasks, wanted) ?? pick(names.futures, wanted))
    : pick(names.futures, wanted)
}

/** Removing is harmless; what schedules must lead to a later callback. */
function pickCallback(
  step: { readonly do: string; readonly callback: Name },
  owner: Owner,
  names: Names,
): Name | null {
  const first = step.do === 'removeDone' ? 0 : owner.callback + 1
  return pick(names.callbacks.slice(first), step.callback)
}
