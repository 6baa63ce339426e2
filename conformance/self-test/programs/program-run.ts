import type { AsyncioApi, Callback, CallOptions, Context, ContextVar } from '../../../spec/index.ts'
import type { Coroutine, EventLoop, Future, Handle, SettableFuture, Task, Token } from '../../../spec/index.ts'
import { namesOf, type Action, type Name, type Program, type Step } from './program.ts'
import { delayOf } from './timeline.ts'
import { Witness } from './witness.ts'

/** One activation of a callback or a coroutine: who it is in the trace, and the tokens that it may reset. */
interface Frame {
  readonly who: string
  readonly tokens: Map<Name, Token<number>>
}

/** The things of one program on one loop, and how each statement is done. Only the public contract is touched. */
export class ProgramRun {
  readonly witness = new Witness()
  readonly loop: EventLoop
  /** In order of creation; a name comes again when its statement is run again. */
  readonly everyTask: (readonly [Name, Task])[] = []
  readonly #program: Program
  readonly #api: AsyncioApi
  readonly #futures = new Map<Name, SettableFuture>()
  /** The latest of each name. */
  readonly #tasks = new Map<Name, Task>()
  readonly #calls = new Map<Name, Handle>()
  readonly #contexts = new Map<Name, Context>()
  readonly #variables = new Map<Name, ContextVar<number>>()
  readonly #callbacks = new Map<Name, Callback>()
  readonly #names = new Map<unknown, Name>()
  readonly #startMs: number
  #timers = 0

  constructor(program: Program, loop: EventLoop, api: AsyncioApi) {
    this.#program = program
    this.loop = loop
    this.#api = api
    for (const name of namesOf('f', program.futures)) {
      const future = loop.createFuture()
      this.#futures.set(name, future)
      this.#names.set(future, name)
    }
    for (const [index, name] of namesOf('c', program.callbacks.length).entries())
      this.#callbacks.set(name, this.#makeCallback(name, program.callbacks[index] ?? []))
    this.#startMs = usesTimers(program) ? loop.time() : 0
  }

  readonly main = (): void => {
    this.#perform(this.#program.main, { who: 'main', tokens: new Map() })
  }

  awaitable(name: Name): Future {
    return (name.startsWith('t') ? this.#tasks.get(name) : this.#futures.get(name)) as Future
  }

  /** It is called with the name of its call, or with the future that is done. */
  #makeCallback(name: Name, body: readonly Action[]): Callback {
    return (cause: unknown, ...more: unknown[]) => {
      const known = typeof cause === 'string' ? cause : this.#names.get(cause)
      this.witness.note([name, 'for', known ?? 'something else', ...more].join(' '))
      // What a handle says that was cancelled after it ran is unspecified.
      if (typeof cause === 'string') this.#calls.delete(cause)
      this.#perform(body, { who: name, tokens: new Map() })
    }
  }

  #perform(body: readonly Action[], frame: Frame): void {
    for (const action of body) {
      if (this.witness.over) return
      this.#act(action, frame)
    }
  }

  #act(action: Action, frame: Frame): void {
    const { witness, loop } = this
    switch (action.do) {
      case 'setResult':
        return witness.quietly(`setResult of ${action.future}`, () =>
          this.#futures.get(action.future)?.setResult(action.value),
        )
      case 'setException':
        return witness.quietly(`setException of ${action.future}`, () =>
          this.#futures.get(action.future)?.setException(witness.make(action.error)),
        )
      case 'stop':
        return loop.stop()
      case 'throw':
        throw witness.make(action.error)
      case 'createTask':
        return this.#createTask(action)
      case 'copyContext':
        this.#contexts.set(action.context, this.#api.copyContext())
        return
      case 'set':
      case 'reset':
      case 'get':
        return this.#actOnVariable(action, frame)
      case 'getTasks':
        return witness.tell('getTasks', () => [...this.#api.getTasks()].map(nameOf).sort().join())
      case 'currentTask':
        return witness.tell('currentTask', () => nameOf(this.#api.currentTask()))
      case 'runningLoop':
        return witness.tell('runningLoop', () => this.#api.getRunningLoop() === loop)
      case 'callSoon':
      case 'callThreadsafe':
      case 'callLater':
      case 'callAt':
        this.#calls.set(action.call, this.#schedule(action))
        return
      case 'cancelCall':
        return this.#cancelCall(action.call)
      case 'cancelling':
      case 'uncancel':
      case 'getName':
      case 'setName':
        return this.#actOnTask(action)
      default:
        return this.#actOnAwaitable(action)
    }
  }

  #schedule(
    action: Extract<Action, { do: 'callSoon' | 'callThreadsafe' | 'callLater' | 'callAt' }>,
  ): Handle {
    const { loop } = this
    const callback = this.#callbackOf(action.callback)
    const args = [action.call]
    switch (action.do) {
      case 'callSoon':
        return loop.callSoon(callback, args, this.#inContext(action.context))
      case 'callThreadsafe':
        return loop.callSoonThreadsafe(callback, args)
      case 'callLater':
        return loop.callLater(this.#delay(loop.time(), action.delay), callback, args)
      case 'callAt': {
        const now = loop.time()
        return loop.callAt(now + this.#delay(now, action.delay), callback, args)
      }
    }
  }

  #delay(now: number, units: number): number {
    return delayOf(now - this.#startMs, units, ++this.#timers)
  }

  #cancelCall(call: Name): void {
    const handle = this.#calls.get(call)
    if (handle === undefined) return
    const before = handle.cancelled()
    handle.cancel()
    this.witness.note(`${call} cancelled: ${String(before)}, ${String(handle.cancelled())}`)
  }

  #actOnVariable(action: Extract<Action, { do: 'set' | 'reset' | 'get' }>, { who, tokens }: Frame): void {
    const variable = this.#variableOf(action.variable)
    if (action.do === 'get') return this.witness.note(`${who} finds ${String(variable.get())}`)
    if (action.do === 'set') tokens.set(action.variable, variable.set(action.value))
    else {
      const token = tokens.get(action.variable)
      if (token !== undefined) variable.reset(token)
      tokens.delete(action.variable)
    }
  }

  #actOnTask(action: Extract<Action, { do: 'cancelling' | 'uncancel' | 'getName' | 'setName' }>): void {
    const task = this.#tasks.get(action.task)
    if (task === undefined) return
    if (action.do === 'setName') task.setName(action.name)
    else this.witness.tell(`${action.do} of ${action.task}`, () => task[action.do]())
  }

  #actOnAwaitable(
    action: Extract<
      Action,
      { do: 'cancel' | 'addDone' | 'removeDone' | 'state' | 'result' | 'exception' }
    >,
  ): void {
    const { witness } = this
    const future = this.awaitable(action.of) as Future | undefined
    if (future === undefined) return
    const what = `${action.do} of ${action.of}`
    switch (action.do) {
      case 'cancel':
        return witness.tell(what, () =>
          action.message === null ? future.cancel() : future.cancel(action.message),
        )
      case 'addDone':
        return future.addDoneCallback(this.#callbackOf(action.callback), this.#inContext(action.context))
      case 'removeDone':
        return witness.tell(what, () => future.removeDoneCallback(this.#callbackOf(action.callback)))
      case 'state':
        return witness.note(`${what}: ${String(future.done())} ${String(future.cancelled())}`)
      case 'result':
        return witness.tell(what, () => future.result(), future)
      case 'exception':
        return witness.tell(
          what,
          () => {
            const exception = future.exception()
            return exception === null ? 'none' : witness.describe(exception)
          },
          future,
        )
    }
  }

  #createTask(action: Extract<Action, { do: 'createTask' }>): void {
    const { task: name, body } = action
    const options = { name, ...this.#inContext(action.context) }
    const task = this.loop.createTask(this.#coroutine(body, { who: name, tokens: new Map() }), options)
    this.#tasks.set(name, task)
    this.#names.set(task, name)
    this.everyTask.push([name, task])
  }

  *#coroutine(body: readonly Step[], frame: Frame): Coroutine<number | string> {
    this.witness.note(`${frame.who} begins`)
    const returned = yield* this.#steps(body, frame)
    this.witness.note(`${frame.who} ends`)
    return returned ?? 'the end'
  }

  /** Answers what was returned, or null to go on after the body. */
  *#steps(body: readonly Step[], frame: Frame): Coroutine<number | null> {
    for (const step of body) {
      // A coroutine that is closed after the run cleans up nothing.
      if (this.witness.over) return null
      if (step.do === 'yield') {
        yield
        this.witness.note(`${frame.who} goes on`)
      } else if (step.do === 'await') yield* this.#await(step.of, frame)
      else if (step.do === 'return') return step.value
      else if (step.do === 'try') {
        const returned = yield* this.#try(step, frame)
        if (returned !== null) return returned
      } else this.#act(step, frame)
    }
    return null
  }

  *#await(name: Name, { who }: Frame): Coroutine<void> {
    const future = this.awaitable(name) as Future | undefined
    if (future === undefined) return
    try {
      this.witness.note(`${who} got ${String(yield* future)} from ${name}`)
    } catch (error) {
      this.witness.note(`${who} got ${this.witness.describe(error, future)} from ${name}`)
      throw error
    }
  }

  *#try(step: Extract<Step, { do: 'try' }>, frame: Frame): Coroutine<number | null> {
    try {
      return yield* this.#steps(step.body, frame)
    } catch (error) {
      if (step.caught === null || this.witness.over) throw error
      this.witness.note(`${frame.who} caught ${this.witness.describe(error)}`)
      const returned = yield* this.#steps(step.caught.body, frame)
      if (returned === null && step.caught.rethrow) throw error
      return returned
    } finally {
      if (step.finally !== null) {
        this.witness.note(`${frame.who} cleans up`)
        yield* this.#steps(step.finally, frame)
      }
    }
  }

  #callbackOf(name: Name): Callback {
    return this.#callbacks.get(name) as Callback
  }

  #inContext(name: Name | null): CallOptions | undefined {
    const context = name === null ? undefined : this.#contexts.get(name)
    return context === undefined ? undefined : { context }
  }

  #variableOf(name: Name): ContextVar<number> {
    let variable = this.#variables.get(name)
    if (variable === undefined)
      this.#variables.set(name, (variable = new this.#api.ContextVar(name, { defaultValue: 0 })))
    return variable
  }
}

function nameOf(task: unknown): string {
  return task === null ? 'none' : (task as Task).getName()
}

/** Asking for the time is dear over a bridge. */
function usesTimers(program: Program): boolean {
  const text = JSON.stringify(program)
  return text.includes('"callLater"') || text.includes('"callAt"')
}
