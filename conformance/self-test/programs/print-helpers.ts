import { horizonMs, iterations, unitMs } from './timeline.ts'

/** What a printed check may lean on, each in the order in which it must stand. Only what is used is printed. */
const helpers: readonly (readonly [name: string, source: string])[] = [
  ['api', `const { api } = t`],
  ['seen', `const seen: string[] = []`],
  ['ran', `const ran = new Set<unknown>()`],
  ['tasks', `const tasks: Record<string, Task> = {}`],
  ['everyTask', `const everyTask: [string, Task][] = []`],
  ['derived', `const derived: Record<string, Future> = {}`],
  ['groups', `const groups: Record<string, TaskGroup> = {}`],
  ['timeouts', `const timeouts: Record<string, Timeout> = {}`],
  ['tokens', `const tokens: Record<string, Token<number>> = {}`],
  ['calls', `const calls = new Map<string, Handle>()`],
  ['contexts', `const contexts: Record<string, Context> = {}`],
  ['names', `const names = new Map<unknown, string>()`],
  ['errors', `const errors = new Set<unknown>()`],
  ['v0', `const v0 = new api.ContextVar('v0', { defaultValue: 0 })`],
  ['v1', `const v1 = new api.ContextVar('v1', { defaultValue: 0 })`],
  [
    'note',
    `const note = (what: string) => {
  seen.push(what)
  t.note(what)
}`,
  ],
  [
    'remember',
    `const remember = (error: Error) => {
  errors.add(error)
  return error
}`,
  ],
  ['asked', `const asked = new Set<unknown>()`],
  ['vague', `const vague = new Set<unknown>()`],
  ['blurred', `const blurred = new Set<unknown>()`],
  [
    'describe',
    `const describe = (error: unknown, from?: Future): string => {
  const kind = String(errorKind(error))
  if (kind === 'ExceptionGroup') return kind + show((error as ExceptionGroup).errors, from)
  // What comes of several futures has no certain message.
  if (blurred.has(from)) vague.add(error)
  // A cancelled task gives its message for certain only to the first who asks.
  if (from !== undefined && 'getName' in from && from.cancelled()) (asked.has(from) ? vague : asked).add(asked.has(from) ? error : from)
  if (kind !== 'CancelledError') return errors.has(error) ? \`\${kind} \${(error as Error).message}\` : kind
  const { args } = error as CancelledError
  return vague.has(error) ? kind : \`\${kind}(\${args.map((message) => \`'\${String(message)}'\`).join()})\`
}`,
  ],
  [
    'show',
    `const show = (value: unknown, from?: Future): string => {
  if (Array.isArray(value)) return \`[\${value.map((member) => show(member, from)).join()}]\`
  if (errorKind(value) === 'CancelledError') return 'CancelledError'
  return value instanceof Error ? describe(value, from) : String(value)
}`,
  ],
  [
    'describeOrNone',
    `const describeOrNone = (exception: unknown, from?: Future) => (exception === null ? 'none' : describe(exception, from))`,
  ],
  [
    'heard',
    `const heard = (context: object) =>
  note(\`handler heard \${describe((context as { exception?: unknown }).exception)} (\${Object.keys(context).sort().join()})\`)`,
  ],
  [
    'tell',
    `const tell = (what: string, call: () => unknown, from?: Future) => {
  const tried = t.attempt(call)
  note(tried.threw ? \`\${what} threw \${describe(tried.error, from)}\` : \`\${what}: \${show(tried.value, from)}\`)
}`,
  ],
  [
    'quietly',
    `const quietly = (what: string, call: () => unknown) => {
  const tried = t.attempt(call)
  if (tried.threw) note(\`\${what} threw \${describe(tried.error)}\`)
}`,
  ],
  [
    'settled',
    `const settled = (what: string, future: Future) => {
  if (!future.done()) note(\`\${what} is pending\`)
  else tell(\`\${what} \${future.cancelled() ? 'is cancelled' : 'is done'}\`, () => future.result(), future)
}`,
  ],
  [
    'withTask',
    `const withTask = (name: string, use: (task: Task) => void) => {
  if (tasks[name] !== undefined) use(tasks[name])
}`,
  ],
  [
    'inContext',
    `const inContext = (name: string) => (contexts[name] === undefined ? undefined : { context: contexts[name] })`,
  ],
  [
    'nameOf',
    `const nameOf = (task: unknown) => {
  const name = task === null ? 'none' : (task as Task).getName()
  return /^(none|t\\d+|renamed)$/.test(name) ? name : 'unnamed'
}`,
  ],
  [
    'withDerived',
    `const withDerived = (name: string, use: (future: Future) => void) => {
  if (derived[name] !== undefined) use(derived[name])
}`,
  ],
  [
    'gather',
    `const gather = (name: string, of: (Future | undefined)[], returnExceptions: boolean) => {
  // How soon one that is done already is noticed is unspecified.
  const members = of.flatMap((member) => (member === undefined || member.done() ? [] : [member]))
  const future = api.gather(members, { returnExceptions })
  for (const one of [future, ...members]) blurred.add(one)
  derived[name] = future
  if (!names.has(future)) names.set(future, name)
}`,
  ],
  [
    'shield',
    `const shield = (name: string, inner: Future | undefined) => {
  if (inner === undefined) return
  const future = api.shield(inner)
  if (blurred.has(inner)) blurred.add(future)
  derived[name] = future
  if (!names.has(future)) names.set(future, name)
}`,
  ],
  [
    'reset',
    `const reset = (variable: ContextVar<number>, token: Token<number> | undefined) => {
  if (token !== undefined) quietly(\`reset of \${variable.name}\`, () => variable.reset(token))
}`,
  ],
  [
    'getIn',
    `const getIn = (who: string, name: string, variable: ContextVar<number>) => {
  const context = contexts[name]
  if (context !== undefined) note(\`\${who} finds \${context.has(variable) ? String(context.get(variable)) : 'nothing'} in \${name}\`)
}`,
  ],
  [
    'cancelCall',
    `const cancelCall = (call: string) => {
  const handle = calls.get(call)
  if (handle === undefined) return
  note(\`\${call} is cancelled: \${String(handle.cancelled())}\`)
  handle.cancel()
  // What a handle answers that ran first and was cancelled then is unspecified.
  if (ran.has(call)) calls.delete(call)
}`,
  ],
  ['start', `const start = loop.time()`],
  ['timers', `let timers = 0`],
  [
    'delay',
    `const delay = (units: number) => {
  const elapsed = loop.time() - start
  return (Math.floor((elapsed + 0.25) / ${String(unitMs)}) + units) * ${String(unitMs)} + ++timers - elapsed
}`,
  ],
  [
    'timer',
    `const timer = (call: string, units: number, make: (delay: number, now: number) => TimerHandle) => {
  const handle = make(delay(units), loop.time())
  note(\`\${call} is due at \${Math.round(handle.when() - start)}\`)
  calls.set(call, handle)
}`,
  ],
  [
    'together',
    `const together = (names: string[], units: number) => {
  const when = loop.time() + delay(units)
  const done: string[] = []
  for (const name of names) {
    const run = () => {
      ran.add(name)
      done.push(name)
    }
    calls.set(name, loop.callAt(when, run))
  }
  loop.callAt(loop.time() + delay(units), () => note(\`together: \${done.sort().join()}\`))
}`,
  ],
  [
    'reschedule',
    `const reschedule = (name: string, units: number | null) => {
  const timeout = timeouts[name]
  if (timeout === undefined) return
  const when = units === null ? null : loop.time() + delay(units)
  quietly(\`reschedule of \${name}\`, () => timeout.reschedule(when))
}`,
  ],
  [
    'timeoutState',
    `const timeoutState = (name: string) => {
  const timeout = timeouts[name]
  if (timeout === undefined) return
  const when = timeout.when()
  note(\`\${name} is due \${when === null ? 'never' : \`at \${Math.round(when - start)}\`}, expired: \${timeout.expired()}\`)
}`,
  ],
  [
    'waitForSome',
    `const waitForSome = function* (of: (Future | undefined)[], returnWhen: ReturnWhen, units: number | null): Coroutine<string> {
  const futures = [...new Set(of.flatMap((future) => future ?? []))]
  if (futures.length === 0) return 'nothing'
  const sets = yield* api.wait(futures, { returnWhen, timeout: units === null ? null : delay(units) })
  const [done, pending] = sets.map((set) => [...set].map((future) => names.get(future)).sort().join())
  return \`\${done} before \${pending}\`
}`,
  ],
  [
    'waitFor',
    `const waitFor = function* (future: Future | undefined, units: number | null): Coroutine<unknown> {
  return future === undefined ? 'nothing' : yield* api.waitFor(future, units === null ? null : delay(units))
}`,
  ],
  [
    'wait',
    `const wait = function* (who: string, what: string, awaitable: Future | Coroutine<unknown> | undefined, from = awaitable): Coroutine<void> {
  if (awaitable === undefined) return
  const future = from !== undefined && 'cancelled' in from ? from : undefined
  try {
    note(\`\${who} got \${show(yield* awaitable, future)} from \${what}\`)
  } catch (error) {
    note(\`\${who} got \${describe(error, future)} from \${what}\`)
    throw error
  }
}`,
  ],
  [
    'addTask',
    `const addTask = (name: string, body: () => Coroutine<unknown>, options: TaskOptions = {}, group?: TaskGroup) => {
  const add = () => {
    const task = (group ?? loop).createTask(body(), { name, ...options })
    tasks[name] = task
    names.set(task, name)
    everyTask.push([name, task])
  }
  if (group === undefined) add()
  else quietly(\`createTask of \${name}\`, add)
}`,
  ],
  [
    'addThrough',
    `const addThrough = (through: string, name: string, body: () => Coroutine<unknown>) => {
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
}`,
  ],
  [
    'untilIdle',
    `const untilIdle = async (first: () => void, until?: Future) => {
  let idle = false
  const end = () => {
    idle = true
    loop.stop()
  }
  loop.callSoon(first)
  later(end)
  for (let awaited = until; !idle; awaited = undefined) {
    const run = await t.attemptAsync(() => (awaited === undefined ? loop.runForever() : loop.runUntilComplete(awaited)))
    if (run.threw) note(\`the run threw \${describe(run.error)}\`)
    else note(\`the run ended\${awaited === undefined ? '' : \` with \${String(run.value)}\`}\`)
    if (api.currentTask(loop) !== null) note('a task is still current')
  }
}`,
  ],
]

const laterByTimer = `const later = (callback: () => void) => loop.callLater(${String(horizonMs)}, callback)`
const laterByIterations = `const later = (callback: () => void, left = ${String(iterations)}): unknown =>
  left === 0 ? callback() : loop.callSoon(later, [callback, left - 1])`

/** The helpers that the lines need, and those that these need. */
export function helpersFor(lines: readonly string[], virtualClock: boolean): string[] {
  const needed = new Set<string>()
  let open = lines.join('\n')
  for (;;) {
    const more = helpers.filter(([name]) => !needed.has(name) && new RegExp(`\\b${name}\\b`).test(open))
    if (more.length === 0) break
    for (const [name] of more) needed.add(name)
    open = more.map(([, source]) => source).join('\n')
  }
  const sources = helpers.filter(([name]) => needed.has(name)).map(([, source]) => source)
  const last = needed.has('untilIdle') ? [virtualClock ? laterByTimer : laterByIterations] : []
  // Functions are called only when all are there.
  return [...sources, ...last].flatMap((source) => source.split('\n'))
}
