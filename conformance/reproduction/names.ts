import type {
  Crossing,
  JavaScriptKind,
  PythonKind,
  Wire,
  WireException,
  WireThrown,
} from '../bridge/index.ts'
import type { ScriptFunction, Step } from './script.ts'
import { literal, UnprintableError } from './values.ts'

/** What a variable of Python is called, by the kind of the object. */
const pythonNames: Readonly<Record<PythonKind, string>> = {
  loop: 'loop',
  future: 'future',
  task: 'task',
  handle: 'handle',
  timer: 'timer',
  context: 'context',
  variable: 'variable',
  coroutine: 'coroutine',
  policy: 'policy',
  timeout: 'timeout',
  group: 'group',
  completions: 'completions',
  runner: 'runner',
  server: 'server',
  reader: 'reader',
  writer: 'writer',
  socket: 'sock',
  transport: 'transport',
  datagrams: 'endpoint',
  function: 'function',
  object: 'thing',
}

/** Why a program cannot make an object of the suite. */
const unprintable: Partial<Readonly<Record<JavaScriptKind, string>>> = {
  task: 'it uses a task of its own',
  future: 'it uses a future of its own',
  policy: 'it uses a policy of its own',
  socket: 'it uses a connection',
  protocol: 'it uses a connection',
  server: 'it uses a connection',
}

/** Functions are named after the method that gets them. */
const functionNames: Readonly<Record<string, string>> = {
  set_exception_handler: 'handler',
  set_task_factory: 'factory',
  add_done_callback: 'when_done',
  run_until_complete: 'main',
  create_task: 'body',
}

const inAsyncio = new Set(['CancelledError', 'InvalidStateError', 'TimeoutError'])
const builtIn = new Set(
  'ArithmeticError AssertionError AttributeError BaseException Exception KeyboardInterrupt KeyError LookupError NotImplementedError OSError RuntimeError StopIteration SystemExit TypeError ValueError'.split(
    ' ',
  ),
)

/** The expression of an exception class. What a program cannot name counts as `Exception`. */
export function classOf(error: WireException | WireThrown): string {
  const names = 'className' in error ? [error.className, error.errorKind] : [error.errorKind]
  for (const name of names) {
    if (inAsyncio.has(name)) return `asyncio.${name}`
    if (builtIn.has(name)) return name
  }
  return 'Exception'
}

/** The names of the objects that cross in one recording, and the expressions that stand for them. */
export class Names {
  readonly constants: string[] = []
  readonly functions = new Map<number, ScriptFunction>()
  readonly #taken = new Map<string, number>()
  readonly #python = new Map<number, string>()
  readonly #javascript = new Map<number, string>()
  readonly #uses = new Map<string, number>()

  constructor(recording: readonly Crossing[]) {
    for (const [use] of JSON.stringify(recording).matchAll(/"(?:python|javascript)":\d+/g)) this.#use(use)
    this.#useTargets(recording, true)
  }

  #use(use: string): void {
    this.#uses.set(use, (this.#uses.get(use) ?? 0) + 1)
  }

  /** Counts the objects whose methods are called. Calls of the check and calls of Python alternate. */
  #useTargets(crossings: readonly Crossing[], isOutward: boolean): void {
    for (const { target, inner } of crossings) {
      if (isOutward && target !== 0) this.#use(`"python":${String(target)}`)
      this.#useTargets(inner, !isOutward)
    }
  }

  /** Whether a program has to keep an object of Python in a variable. */
  isUsedAgain(python: number): boolean {
    return (this.#uses.get(`"python":${String(python)}`) ?? 0) > 1
  }

  knows(python: number): boolean {
    return this.#python.has(python)
  }

  /** Names a new object of Python. */
  name(python: number, kind: PythonKind | 'error'): string {
    const name = this.#free(kind === 'error' ? 'exception' : pythonNames[kind])
    this.#python.set(python, name)
    return name
  }

  ofPython(python: number): string {
    const name = this.#python.get(python)
    if (name === undefined) throw new UnprintableError('it uses an object that it did not get from the loop')
    return name
  }

  /** The expression of a value. `user` is the method that gets it. `before` takes the steps that have to run before. */
  expression(wire: Wire, user: string, before: Step[]): string {
    const plain = literal(wire)
    if (plain !== null || typeof wire !== 'object' || wire === null) return plain ?? 'None'
    const all = (members: readonly Wire[]): string[] =>
      members.map((member) => this.expression(member, user, before))
    if ('list' in wire) return `[${all(wire.list).join(', ')}]`
    if ('tuple' in wire) return `(${all(wire.tuple).join(', ')})`
    if ('set' in wire) return `{${all(wire.set).join(', ')}}`
    if ('dict' in wire) {
      const members = Object.entries(wire.dict).map(
        ([name, member]) => `${JSON.stringify(name)}: ${this.expression(member, user, before)}`,
      )
      return `{${members.join(', ')}}`
    }
    if ('python' in wire) return this.ofPython(wire.python)
    if ('javascript' in wire) return this.#ofJavaScript(wire, user, before)
    throw new UnprintableError('it uses a value that it did not get from the loop')
  }

  /** The name of an object of either language. Null if it has none, or is not an object. */
  ofValue(wire: Wire): string | null {
    if (typeof wire !== 'object' || wire === null) return null
    if ('python' in wire) return this.#python.get(wire.python) ?? null
    return 'javascript' in wire ? (this.#javascript.get(wire.javascript) ?? null) : null
  }

  #ofJavaScript(wire: Extract<Wire, { javascript: number }>, user: string, before: Step[]): string {
    const { javascript: number, kind } = wire
    const known = this.#javascript.get(number)
    if (known !== undefined) return known
    if (kind === 'error') return this.#constant(number, 'error', newError(wire))
    if (kind === 'function') return this.#function(number, user)
    if (kind === 'coroutine') return this.#coroutine(number, user, before)
    const why = kind === undefined ? undefined : unprintable[kind]
    if (why !== undefined) throw new UnprintableError(why)
    return this.#constant(number, 'thing', 'object()')
  }

  #constant(number: number, base: string, value: string): string {
    const name = this.#free(base)
    this.constants.push(`${name} = ${value}`)
    this.#javascript.set(number, name)
    return name
  }

  #function(number: number, user: string): string {
    const name = this.#free(functionNames[user] ?? 'callback')
    this.functions.set(number, {
      name,
      isCoroutine: false,
      takesArguments: false,
      takesKeywords: false,
      calls: [],
    })
    this.#javascript.set(number, name)
    return name
  }

  #coroutine(number: number, user: string, before: Step[]): string {
    const name = this.#free(functionNames[user] ?? 'body')
    this.functions.set(number, {
      name,
      isCoroutine: true,
      takesArguments: false,
      takesKeywords: false,
      calls: [],
    })
    if ((this.#uses.get(`"javascript":${String(number)}`) ?? 0) < 2) return `${name}()`
    const variable = this.#free('coroutine')
    before.push({ code: `${name}()`, assigns: variable, isKept: true, isShown: true })
    this.#javascript.set(number, variable)
    return variable
  }

  #free(base: string): string {
    const count = (this.#taken.get(base) ?? 0) + 1
    this.#taken.set(base, count)
    return count === 1 ? base : `${base}${String(count)}`
  }
}

function newError(error: WireThrown): string {
  const message = error.message === '' ? '' : JSON.stringify(error.message)
  return `${classOf(error)}(${message})`
}
