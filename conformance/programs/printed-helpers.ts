/**
 * What printed programs call. Nothing runs this module: `print-helpers.ts` copies the text of those exports that a program needs
 * into the program, in this order, and without `export`. Each export is one statement that begins its line, without a comment in front of it.
 */
import { errorKind } from '../../spec/index.ts'
import type {
  AsyncioApi,
  CancelledError,
  Context,
  ContextVar,
  Coroutine,
  EventLoop,
  ExceptionGroup,
  Future,
  Handle,
  ReturnWhen,
  SettableFuture,
  Task,
  TaskGroup,
  TaskOptions,
  Timeout,
  TimerHandle,
  Token,
} from '../../spec/index.ts'
import { horizonMs, iterations, unitMs } from './timeline.ts'

declare const loop: EventLoop
declare const api: AsyncioApi
/** `laterByTimer` or `laterByIterations`. */
declare const later: (callback: () => void) => unknown

export const seen: string[] = []

export const ran = new Set<unknown>()

export const tasks: Record<string, Task> = {}

export const everyTask: [string, Task][] = []

export const derived: Record<string, Future> = {}

export const groups: Record<string, TaskGroup> = {}

export const timeouts: Record<string, Timeout> = {}

export const tokens: Record<string, Token<number>> = {}

export const calls = new Map<string, Handle>()

export const contexts: Record<string, Context> = {}

export const names = new Map<unknown, string>()

export const errors = new Set<unknown>()

export const v0 = new api.ContextVar('v0', { defaultValue: 0 })

export const v1 = new api.ContextVar('v1', { defaultValue: 0 })

export const note = (what: string) => {
  seen.push(what)
}

export const remember = (error: Error) => {
  errors.add(error)
  return error
}

export const asked = new Set<unknown>()

export const vague = new Set<unknown>()

export const blurred = new Set<unknown>()

export const describe = (error: unknown, from?: Future): string => {
  const kind = String(errorKind(error))
  if (kind === 'ExceptionGroup') return kind + show((error as ExceptionGroup).errors, from)
  // What comes of several futures has no certain message.
  if (blurred.has(from)) vague.add(error)
  // A cancelled task gives its message for certain only to the first caller.
  if (from !== undefined && 'getName' in from && from.cancelled())
    (asked.has(from) ? vague : asked).add(asked.has(from) ? error : from)
  if (kind !== 'CancelledError') return errors.has(error) ? `${kind} ${(error as Error).message}` : kind
  const { args } = error as CancelledError
  return vague.has(error) ? kind : `${kind}(${args.map((message) => `'${String(message)}'`).join()})`
}

export const show = (value: unknown, from?: Future): string => {
  if (Object.is(value, -0)) return '-0'
  if (Array.isArray(value)) return `[${value.map((member) => show(member, from)).join()}]`
  if (errorKind(value) === 'CancelledError') return 'CancelledError'
  return value instanceof Error ? describe(value, from) : String(value)
}

export const describeOrNone = (exception: unknown, from?: Future) =>
  exception === null ? 'none' : describe(exception, from)

export const heard = (context: object) =>
  note(
    `handler heard ${describe((context as { exception?: unknown }).exception)} (${['exception', 'future', 'handle', 'message', 'told'].filter((key) => key in context).join()})`,
  )

export const tell = (what: string, call: () => unknown, from?: Future) => {
  try {
    note(`${what}: ${show(call(), from)}`)
  } catch (error) {
    note(`${what} threw ${describe(error, from)}`)
  }
}

export const quietly = (what: string, call: () => unknown) => {
  try {
    call()
  } catch (error) {
    note(`${what} threw ${describe(error)}`)
  }
}

export const settled = (what: string, future: Future) => {
  if (!future.done()) note(`${what} is pending`)
  else tell(`${what} ${future.cancelled() ? 'is cancelled' : 'is done'}`, () => future.result(), future)
}

export const withTask = (name: string, use: (task: Task) => void) => {
  if (tasks[name] !== undefined) use(tasks[name])
}

export const inContext = (name: string) =>
  contexts[name] === undefined ? undefined : { context: contexts[name] }

export const nameOf = (task: unknown) => {
  const name = task === null ? 'none' : (task as Task).getName()
  return /^(none|t\d+|renamed)$/.test(name) ? name : 'unnamed'
}

export const withDerived = (name: string, use: (future: Future) => void) => {
  if (derived[name] !== undefined) use(derived[name])
}

export const gather = (name: string, of: (Future | undefined)[], returnExceptions: boolean) => {
  // How soon one that is done already is noticed is unspecified.
  const members = of.flatMap((member) => (member === undefined || member.done() ? [] : [member]))
  const future = api.gather(members, { returnExceptions })
  for (const one of [future, ...members]) blurred.add(one)
  derived[name] = future
  if (!names.has(future)) names.set(future, name)
}

export const shield = (name: string, inner: Future | undefined) => {
  if (inner === undefined) return
  const future = api.shield(inner)
  if (blurred.has(inner)) blurred.add(future)
  derived[name] = future
  if (!names.has(future)) names.set(future, name)
}

export const reset = (variable: ContextVar<number>, token: Token<number> | undefined) => {
  if (token !== undefined) quietly(`reset of ${variable.name}`, () => variable.reset(token))
}

export const getIn = (who: string, name: string, variable: ContextVar<number>) => {
  const context = contexts[name]
  if (context !== undefined)
    note(`${who} finds ${context.has(variable) ? String(context.get(variable)) : 'nothing'} in ${name}`)
}

export const many = (what: string, count: number, of?: Future) => {
  const ran: number[] = []
  const inOrder = () => ran.every((one, index) => one === index)
  const run = (index: number) => {
    ran.push(index)
    if (ran.length === count) note(`${what} ${count} times, in order: ${inOrder()}`)
  }
  const members: SettableFuture[] = []
  for (let index = 0; index < count; index++) {
    if (what === 'callSoon') loop.callSoon(run, [index])
    else if (what === 'addDone') of?.addDoneCallback(() => run(index))
    else members.push(loop.createFuture())
  }
  if (what !== 'gather') return
  const gathered = api.gather(members)
  gathered.addDoneCallback(() => {
    ran.push(...(gathered.result() as number[]))
    note(`gather ${count} times, in order: ${inOrder()}`)
  })
  for (let index = count - 1; index >= 0; index--) members[index]?.setResult(index)
}

export const cancelCall = (call: string) => {
  const handle = calls.get(call)
  if (handle === undefined) return
  note(`${call} is cancelled: ${String(handle.cancelled())}`)
  handle.cancel()
  // `cancelled()` of a handle that ran first and was cancelled then is unspecified.
  if (ran.has(call)) calls.delete(call)
}

export const start = loop.time()

export let timers = 0

export const delay = (units: number) => {
  timers++
  if (units === -3) return 0
  if (units === 99) return Infinity
  const elapsed = loop.time() - start
  return (Math.floor((elapsed + 0.25) / unitMs) + units) * unitMs + timers - elapsed
}

export const timer = (call: string, units: number, make: (delay: number, now: number) => TimerHandle) => {
  const handle = make(delay(units), loop.time())
  note(`${call} is due at ${Math.round(handle.when() - start)}`)
  calls.set(call, handle)
}

export const together = (names: string[], units: number) => {
  const when = loop.time() + delay(units)
  const done: string[] = []
  for (const name of names) {
    const run = () => {
      ran.add(name)
      done.push(name)
    }
    calls.set(name, loop.callAt(when, run))
  }
  loop.callAt(loop.time() + delay(units), () => note(`together: ${done.sort().join()}`))
}

export const reschedule = (name: string, units: number | null) => {
  const timeout = timeouts[name]
  if (timeout === undefined) return
  const when = units === null ? null : loop.time() + delay(units)
  quietly(`reschedule of ${name}`, () => timeout.reschedule(when))
}

export const timeoutState = (name: string) => {
  const timeout = timeouts[name]
  if (timeout === undefined) return
  const when = timeout.when()
  note(
    `${name} is due ${when === null ? 'never' : `at ${Math.round(when - start)}`}, expired: ${timeout.expired()}`,
  )
}

export const waitForSome = function* (
  of: (Future | undefined)[],
  returnWhen: ReturnWhen,
  units: number | null,
): Coroutine<string> {
  const futures = [...new Set(of.flatMap((future) => future ?? []))]
  if (futures.length === 0) return 'nothing'
  const sets = yield* api.wait(futures, { returnWhen, timeout: units === null ? null : delay(units) })
  const [done, pending] = sets.map((set) =>
    [...set]
      .map((future) => names.get(future))
      .sort()
      .join(),
  )
  return `${done} before ${pending}`
}

export const waitFor = function* (future: Future | undefined, units: number | null): Coroutine<unknown> {
  return future === undefined ? 'nothing' : yield* api.waitFor(future, units === null ? null : delay(units))
}

export const wait = function* (
  who: string,
  what: string,
  awaitable: Future | Coroutine<unknown> | undefined,
  from = awaitable,
): Coroutine<void> {
  if (awaitable === undefined) return
  const future = from !== undefined && 'cancelled' in from ? from : undefined
  try {
    note(`${who} got ${show(yield* awaitable, future)} from ${what}`)
  } catch (error) {
    note(`${who} got ${describe(error, future)} from ${what}`)
    throw error
  }
}

export const addTask = (
  name: string,
  body: () => Coroutine<unknown>,
  options: TaskOptions = {},
  group?: TaskGroup,
) => {
  const add = () => {
    const task = (group ?? loop).createTask(body(), { name, ...options })
    tasks[name] = task
    names.set(task, name)
    everyTask.push([name, task])
  }
  if (group === undefined) add()
  else quietly(`createTask of ${name}`, add)
}

export const addThrough = (through: string, name: string, body: () => Coroutine<unknown>) => {
  const before = api.getTasks()
  if (through === 'ensureFuture') api.ensureFuture(body())
  else if (through === 'gather') api.gather([body()])
  else api.shield(body())
  const task = [...api.getTasks()].find((one) => !before.has(one)) as Task
  task.setName(name)
  if (through === 'gather') blurred.add(task)
  tasks[name] = task
  names.set(task, name)
  everyTask.push([name, task])
}

export const untilIdle = async (first: () => void, until?: Future) => {
  let idle = false
  const end = () => {
    idle = true
    loop.stop()
  }
  loop.callSoon(first)
  later(end)
  for (let awaited = until; !idle; awaited = undefined) {
    try {
      const value = await (awaited === undefined ? loop.runForever() : loop.runUntilComplete(awaited))
      note(`the run ended${awaited === undefined ? '' : ` with ${String(value)}`}`)
    } catch (error) {
      note(`the run threw ${describe(error)}`)
    }
    if (api.currentTask(loop) !== null) note('a task is still current')
  }
}

export const laterByTimer = (callback: () => void) => loop.callLater(horizonMs, callback)

export const laterByIterations = (callback: () => void, left = iterations): unknown =>
  left === 0 ? callback() : loop.callSoon(laterByIterations, [callback, left - 1])
