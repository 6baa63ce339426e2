import type {
  AsyncioApi,
  Callback,
  CallOptions,
  Context,
  ContextVar,
  Coroutine,
  TaskGroup,
  Timeout,
} from '../../spec/index.ts'
import type { EventLoop, Future, Handle, SettableFuture, Task, Token } from '../../spec/index.ts'
import { namesOf, type Action, type Name, type Program, type Step } from './program.ts'
import { delayOf, usesTime } from './timeline.ts'
import type { Witness } from './witness.ts'

/** One activation of a callback or a coroutine: who it is in the trace. */
export interface Frame {
  readonly who: string
}

/** Executes the statements of a program. The statements import the run, so the run is given what executes them. */
export interface Executor {
  act(run: ProgramRun, action: Action, frame: Frame): void
  coroutine(run: ProgramRun, body: readonly Step[], frame: Frame): Coroutine<unknown>
}

interface Surroundings {
  readonly loop: EventLoop
  readonly api: AsyncioApi
  readonly witness: Witness
  readonly executor: Executor
}

/** What one program has made on one loop, by its names. */
export class ProgramRun {
  readonly witness: Witness
  readonly loop: EventLoop
  readonly api: AsyncioApi
  readonly futures = new Map<Name, SettableFuture>()
  /** The latest task of each name. */
  readonly tasks = new Map<Name, Task>()
  /** In order of creation. A name is repeated if its statement runs again. */
  readonly everyTask: (readonly [Name, Task])[] = []
  /** The futures of `gather()` and `shield()`. */
  readonly derived = new Map<Name, Future>()
  readonly groups = new Map<Name, TaskGroup>()
  readonly timeouts = new Map<Name, Timeout>()
  readonly calls = new Map<Name, Handle>()
  readonly callsThatRan = new Set<Name>()
  readonly contexts = new Map<Name, Context>()
  /** The variables that the program sets. */
  readonly variables = new Map<Name, ContextVar<number>>()
  /** The token of the last time that each variable was set. */
  readonly tokens = new Map<Name, Token<number>>()
  readonly callbacks = new Map<Name, Callback>()
  readonly startMs: number
  #timers = 0
  readonly #program: Program
  readonly #executor: Executor
  readonly #names = new Map<unknown, Name>()

  constructor(program: Program, { loop, api, witness, executor }: Surroundings) {
    this.witness = witness
    this.#executor = executor
    this.#program = program
    this.loop = loop
    this.api = api
    for (const name of namesOf('f', program.futures)) {
      const future = loop.createFuture()
      this.futures.set(name, future)
      this.#names.set(future, name)
    }
    for (const [index, name] of namesOf('c', program.callbacks.length).entries())
      this.callbacks.set(name, this.#makeCallback(name, program.callbacks[index] ?? []))
    // Calls of a loop are slow over a bridge: only what the program uses is made and noted.
    const text = JSON.stringify(program)
    for (const name of ['v0', 'v1'])
      if (text.includes(`"set","variable":"${name}"`))
        this.variables.set(name, new api.ContextVar(name, { defaultValue: 0 }))
    this.startMs = usesTime(text) ? loop.time() : 0
  }

  readonly main = (): void => {
    this.perform(this.#program.main, { who: 'main' })
  }

  addTask(name: Name, task: Task): void {
    this.tasks.set(name, task)
    this.everyTask.push([name, task])
    this.#names.set(task, name)
  }

  /** Adds a future of `gather()` or `shield()`. It keeps its first name if it is one of its members. */
  addDerived(name: Name, future: Future): void {
    this.derived.set(name, future)
    if (!this.#names.has(future)) this.#names.set(future, name)
  }

  /** Undefined if the statement that makes the future was not reached. */
  awaitable(name: Name): Future | undefined {
    return this.tasks.get(name) ?? this.derived.get(name) ?? this.futures.get(name)
  }

  /** The futures of these names that exist, each once. */
  awaitables(names: readonly Name[]): Future[] {
    return [...new Set(names.flatMap((name) => this.awaitable(name) ?? []))]
  }

  nameOf(future: Future): Name {
    return this.#names.get(future) ?? 'something else'
  }

  /** Milliseconds from now until a deadline that no other timer has. */
  delay(units: number, now = this.loop.time()): number {
    return delayOf(now - this.startMs, units, ++this.#timers)
  }

  variable(name: Name): ContextVar<number> {
    return this.variables.get(name) as ContextVar<number>
  }

  coroutine(body: readonly Step[], frame: Frame): Coroutine<unknown> {
    return this.#executor.coroutine(this, body, frame)
  }

  callback(name: Name): Callback {
    return this.callbacks.get(name) as Callback
  }

  inContext(name: Name | null): CallOptions | undefined {
    const context = name === null ? undefined : this.contexts.get(name)
    return context === undefined ? undefined : { context }
  }

  /** Whole milliseconds from the beginning. */
  moment(ms: number): string {
    return String(Math.round(ms - this.startMs))
  }

  /** Notes the beginning of a frame, with the values of the variables that the program sets. */
  noteBeginning(what: string): void {
    const values = [...this.variables.values()].map((variable) => ` ${String(variable.get())}`)
    this.witness.note(what + values.join(''))
  }

  /** The callback is called with the name of its call, or with the future that is done. */
  #makeCallback(name: Name, body: readonly Action[]): Callback {
    return (cause: unknown, ...more: unknown[]) => {
      if (typeof cause === 'string') this.callsThatRan.add(cause)
      const known = typeof cause === 'string' ? cause : this.nameOf(cause as Future)
      this.noteBeginning([name, 'for', known, ...more].join(' '))
      this.perform(body, { who: name })
    }
  }

  perform(body: readonly Action[], frame: Frame): void {
    for (const action of body) {
      if (this.witness.over) return
      this.#executor.act(this, action, frame)
    }
  }
}
