import { horizonMs, unitMs } from './timeline.ts'

/** What a printed check may lean on, each in the order in which it must stand. Only what is used is printed. */
const helpers: readonly (readonly [name: string, source: string])[] = [
  ['api', `const { api } = check`],
  ['seen', `const seen: string[] = []`],
  ['ran', `const ran = new Set<unknown>()`],
  ['tasks', `const tasks: Record<string, Task> = {}`],
  ['everyTask', `const everyTask: [string, Task][] = []`],
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
  check.note(what)
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
  [
    'describe',
    `const describe = (error: unknown, from?: Future) => {
  const kind = errorKind(error)
  if (kind !== 'CancelledError') return errors.has(error) ? \`\${kind} \${(error as Error).message}\` : kind
  // A cancelled task gives its message for certain only to the first who asks.
  if (from !== undefined && 'getName' in from && from.cancelled()) (asked.has(from) ? vague : asked).add(asked.has(from) ? error : from)
  const { args } = error as CancelledError
  return vague.has(error) ? kind : \`\${kind}(\${args.map((message) => \`'\${String(message)}'\`).join()})\`
}`,
  ],
  [
    'describeOrNone',
    `const describeOrNone = (exception: unknown) => (exception === null ? 'none' : describe(exception))`,
  ],
  [
    'tell',
    `const tell = (what: string, call: () => unknown, from?: Future) => {
  const tried = check.attempt(call)
  note(tried.threw ? \`\${what} threw \${describe(tried.error, from)}\` : \`\${what}: \${String(tried.value)}\`)
}`,
  ],
  [
    'quietly',
    `const quietly = (what: string, call: () => unknown) => {
  const tried = check.attempt(call)
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
  ['nameOf', `const nameOf = (task: unknown) => (task === null ? 'none' : (task as Task).getName())`],
  [
    'reset',
    `const reset = (variable: ContextVar<number>, tokens: Tokens) => {
  const token = tokens[variable.name]
  if (token !== undefined) variable.reset(token)
  tokens[variable.name] = undefined
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
    'timer',
    `const timer = (call: string, units: number, make: (delay: number, now: number) => TimerHandle) => {
  const now = loop.time()
  const begun = Math.floor((now - start + 0.25) / ${String(unitMs)})
  const handle = make((begun + units) * ${String(unitMs)} + ++timers - (now - start), now)
  note(\`\${call} is due at \${Math.round(handle.when() - start)}\`)
  calls.set(call, handle)
}`,
  ],
  [
    'wait',
    `const wait = function* (who: string, what: string, future: Future | undefined): Coroutine<void> {
  if (future === undefined) return
  try {
    note(\`\${who} got \${String(yield* future)} from \${what}\`)
  } catch (error) {
    note(\`\${who} got \${describe(error, future)} from \${what}\`)
    throw error
  }
}`,
  ],
  [
    'addTask',
    `const addTask = (name: string, body: () => Coroutine<unknown>, options?: { context: Context }) => {
  const task = loop.createTask(body(), { name, ...options })
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
    const run = await check.attemptAsync(() => (awaited === undefined ? loop.runForever() : loop.runUntilComplete(awaited)))
    if (run.threw) note(\`the run threw \${describe(run.error)}\`)
    else note(\`the run ended\${awaited === undefined ? '' : \` with \${String(run.value)}\`}\`)
    if (api.currentTask(loop) !== null) note('a task is still current')
  }
}`,
  ],
]

const laterByTimer = `const later = (callback: () => void) => loop.callLater(${String(horizonMs)}, callback)`
const laterByIterations = `const later = (callback: () => void, left = 64): unknown =>
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
