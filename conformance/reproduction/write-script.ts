import type { Crossing, Reply, Wire, WireException, WireThrown } from '../bridge/index.ts'
import { ClockReading } from './clock-reading.ts'
import { silent, writeFunction } from './functions.ts'
import { classOf, Names } from './names.ts'
import type { Script, Step } from './script.ts'
import { tell, tellMembersOf } from './tell.ts'
import { literal, UnprintableError } from './values.ts'

/** Methods whose first argument is a point in time, in seconds of the clock of the loop. */
const takesTime = new Set(['call_at', 'timeout_at', 'reschedule'])
/** Methods whose value differs from run to run. */
const returnsTime = new Set(['time', 'when'])

type Open<T> = { -readonly [K in keyof T]: T[K] }

/** What a function or a coroutine does, while the recording is read. */
interface Body {
  readonly steps: Open<Step>[]
  /** What was raised last, and where. */
  thrown?: { readonly id: string; readonly step: Open<Step> }
  /** What a coroutine waits for: an iterator of Python by its number, or a bare yield. */
  awaiting?: { readonly iterator: number | null; readonly step: Open<Step> }
}

/**
 * Writes what a check did as a program. Calls of the check become statements, functions of the check become functions that
 * do, call by call, what they did in the recording. Throws {@link UnprintableError}.
 */
export function writeScript(recording: readonly Crossing[]): Script {
  return new ScriptWriter(recording).write()
}

class ScriptWriter {
  readonly #recording: readonly Crossing[]
  readonly #names: Names
  readonly #coroutines = new Map<number, Body>()
  /** The awaitables whose iterators the check drives. */
  readonly #awaited = new Map<number, string>()
  #clock: ClockReading | null = null

  constructor(recording: readonly Crossing[]) {
    this.#recording = recording
    this.#names = new Names(recording)
  }

  write(): Script {
    const main: Body = { steps: [] }
    for (const crossing of this.#recording) this.#addCall(crossing, main)
    for (const [number, { steps }] of this.#coroutines) this.#names.functions.get(number)?.calls.push(steps)
    const functions = [...this.#names.functions.values()]
    // A function that was never called has nothing to do.
    for (const { calls } of functions) if (calls.length === 0) calls.push([])
    return { constants: this.#names.constants, functions, main: main.steps }
  }

  /** Adds what a call of the check does to the body that makes it. */
  #addCall(crossing: Crossing, body: Body): void {
    const { target, method, args, reply } = crossing
    if (target === 0 && method === 'iterate' && reply[0] === 'return') {
      const { python } = reply[1] as { python: number }
      this.#awaited.set(python, this.#expression(args[0] ?? null, method, body))
      return
    }
    if (target === 0 && method === 'step') {
      this.#addAwait(crossing, body)
      return
    }
    if (method === 'time' && target !== 0 && reply[0] === 'return') {
      this.#clock = new ClockReading(this.#names.ofPython(target), Number(literal(reply[1])))
      return
    }
    if (target === 0 && silent.has(method)) return
    const step: Open<Step> = { code: this.#code(crossing, body), isKept: true, isShown: true }
    this.#addInner(crossing)
    this.#settle(step, reply, body, method)
    body.steps.push(step)
  }

  #addInner({ inner }: Crossing): void {
    for (const served of inner) this.#serve(served)
  }

  /** Adds one step of an await. The whole await is one statement. */
  #addAwait(crossing: Crossing, body: Body): void {
    const { args, reply } = crossing
    const { python: iterator } = args[0] as { python: number }
    if (body.awaiting?.iterator !== iterator) {
      const step: Open<Step> = {
        code: `await ${this.#awaitable(iterator, body)}`,
        isKept: true,
        isShown: true,
      }
      body.steps.push(step)
      body.awaiting = { iterator, step }
    }
    const { step } = body.awaiting
    this.#addInner(crossing)
    if (reply[0] === 'return') {
      const [isDone, value] = (reply[1] as { list: [boolean, Wire] }).list
      if (!isDone) return
      this.#settle(step, ['return', value], body, 'await')
    } else this.#settle(step, reply, body, 'await')
    delete body.awaiting
  }

  /** The expression to await. What was made by the statement before, for nothing else, is written in its place. */
  #awaitable(iterator: number, { steps }: Body): string {
    const awaited = this.#awaited.get(iterator) ?? this.#names.ofPython(iterator)
    const last = steps.at(-1)
    if (last?.assigns !== awaited || !/^(coroutine|future)/.test(awaited)) return awaited
    steps.pop()
    return last.code
  }

  /** Adds what a function or coroutine of the check does when Python calls it. */
  #serve(served: Crossing): void {
    const { target, method } = served
    const known = this.#names.functions.get(target)
    if (known === undefined) throw new UnprintableError('it uses objects that only the suite has')
    if (known.isCoroutine) {
      this.#resume(served, known.name)
      return
    }
    if (method !== 'call') throw new UnprintableError(`it uses ${method}() of a function`)
    const body: Body = { steps: [] }
    known.calls.push(body.steps)
    if (served.args.length > 0) known.takesArguments = true
    if (Object.keys(served.keywords).length > 0) known.takesKeywords = true
    this.#receive(served, known.name, body)
    for (const crossing of served.inner) this.#addCall(crossing, body)
    this.#end(served.reply, body)
  }

  /** Names what a callback gets, and tells that it was called. */
  #receive({ args, keywords }: Crossing, name: string, body: Body): void {
    const words = [JSON.stringify(name)]
    for (const [index, wire] of args.entries()) {
      const path = `arguments[${String(index)}]`
      const told = tell(this.#names, wire)
      if (told !== null) words.push(told.replaceAll(/\bvalue\b/g, path))
      else words.push(...tellMembersOf(this.#names, wire, path))
      this.#bind(wire, path, body)
    }
    for (const [keyword, wire] of Object.entries(keywords))
      this.#bind(wire, `keywords[${JSON.stringify(keyword)}]`, body)
    body.steps.push({ code: words.join(', '), isNote: true, isKept: true, isShown: true })
  }

  /** Keeps the objects of Python that an argument brings, if they are used again. */
  #bind(wire: Wire, path: string, body: Body): void {
    if (typeof wire !== 'object' || wire === null) return
    if ('dict' in wire)
      for (const [name, member] of Object.entries(wire.dict))
        this.#bind(member, `${path}[${JSON.stringify(name)}]`, body)
    if (!('python' in wire) || this.#names.knows(wire.python) || !this.#names.isUsedAgain(wire.python)) return
    const assigns = this.#names.name(wire.python, wire.kind ?? 'object')
    body.steps.push({ code: path, assigns, isKept: true, isShown: false })
  }

  /** Adds what a coroutine of the check does until it waits again. */
  #resume({ target, method, args, inner, reply }: Crossing, name: string): void {
    let body = this.#coroutines.get(target)
    if (body === undefined) {
      body = { steps: [] }
      body.steps.push({ code: JSON.stringify(`${name} starts`), isNote: true, isKept: true, isShown: true })
      this.#coroutines.set(target, body)
    }
    if (method === 'return') return
    if (body.awaiting?.iterator === null) {
      const [error] = args
      if (method === 'throw') this.#settle(body.awaiting.step, ['throw', error ?? null], body, 'await')
      delete body.awaiting
    }
    for (const crossing of inner) this.#addCall(crossing, body)
    if (reply[0] !== 'return') {
      this.#end(reply, body)
      return
    }
    const [isDone, value] = (reply[1] as { list: [boolean, Wire] }).list
    if (isDone) this.#end(['return', value], body)
    else if (body.awaiting === undefined) {
      if (typeof value !== 'object' || value === null || !('undefined' in value))
        throw new UnprintableError('it yields what an await never yields')
      const step: Open<Step> = { code: 'await asyncio.sleep(0)', isKept: true, isShown: true, tells: 'value' }
      body.steps.push(step)
      body.awaiting = { iterator: null, step }
    }
  }

  /** Puts what came of a call into its step: the variable, what can be said about the value, or the exception. */
  #settle(step: Open<Step>, reply: Reply, body: Body, method: string): void {
    if (reply[0] === 'throw') {
      const error = reply[1] as WireException | WireThrown
      step.raises = classOf(error)
      body.thrown = { id: idOf(error), step }
      return
    }
    if (reply[0] !== 'return') throw new UnprintableError('asyncio did not get to the end of it')
    const wire = reply[1]
    const told = returnsTime.has(method) ? (this.#clock?.tell(wire) ?? null) : tell(this.#names, wire)
    if (told !== null) step.tells = told
    if (typeof wire !== 'object' || wire === null || !('python' in wire)) return
    if (wire.kind === 'transport' || wire.kind === 'datagrams')
      throw new UnprintableError('it uses a connection')
    if (!this.#names.knows(wire.python) && this.#names.isUsedAgain(wire.python))
      step.assigns = this.#names.name(wire.python, wire.kind ?? 'object')
  }

  /** Adds how a function ends. What leaves it as it came from its last statement needs no words. */
  #end(reply: Reply, body: Body): void {
    const add = (code: string): void => void body.steps.push({ code, isKept: true, isShown: false })
    if (reply[0] === 'return') {
      const value = this.#expression(reply[1], 'return', body)
      if (value !== 'None') add(`return ${value}`)
      return
    }
    if (reply[0] !== 'throw') throw new UnprintableError('asyncio did not get to the end of it')
    const error = reply[1] as WireException | WireThrown
    if (body.thrown?.id === idOf(error) && body.thrown.step === body.steps.at(-1)) {
      delete body.thrown.step.raises
      return
    }
    const isNew = 'kind' in error && 'javascript' in error
    add(`raise ${isNew ? this.#expression(error, 'raise', body) : this.#again(error)}`)
  }

  /** An exception of Python that the check raises later. */
  #again(error: WireException | WireThrown): string {
    if ('python' in error && this.#names.knows(error.python)) return this.#names.ofPython(error.python)
    throw new UnprintableError('it raises an exception of Python again')
  }

  /** A call of the check, as an expression or a statement of Python. */
  #code({ target, method, args, keywords }: Crossing, body: Body): string {
    const list = method === 'gather' ? membersOf(args[0]) : args
    const given = list.map((wire, index) =>
      index === 0 && takesTime.has(method) && this.#clock !== null
        ? this.#clock.expression(wire)
        : this.#expression(wire, method, body),
    )
    const named = Object.entries(keywords).map(
      ([name, wire]) => `${name}=${this.#expression(wire, method, body)}`,
    )
    const all = [...given, ...named]
    if (target === 0 && method === 'set_blocking')
      return `${all[0] ?? ''}._asyncio_future_blocking = ${all[1] ?? ''}`
    if (target === 0) return writeFunction(method, all)
    const object = this.#names.ofPython(target)
    if (method === '__call__') return `${object}(${all.join(', ')})`
    if (method === '__getattribute__') return `${object}.${attribute(args)}`
    if (method === '__setattr__') return `${object}.${attribute(args)} = ${all[1] ?? ''}`
    return `${object}.${method}(${all.join(', ')})`
  }

  #expression(wire: Wire, user: string, body: Body): string {
    return this.#names.expression(wire, user, body.steps)
  }
}

function attribute([name]: readonly Wire[]): string {
  return typeof name === 'string' ? name : ''
}

function membersOf(wire: Wire | undefined): readonly Wire[] {
  return typeof wire === 'object' && wire !== null && 'list' in wire ? wire.list : []
}

function idOf(error: WireException | WireThrown): string {
  return 'python' in error ? `python ${String(error.python)}` : `javascript ${String(error.javascript)}`
}
