import { LookupError, RuntimeError, ValueError } from '../spec/errors.ts'
import type { Context, ContextVar, Token } from '../spec/interfaces/index.ts'
import { state, type SharedContext } from './shared-state.ts'

type Values = ReadonlyMap<unknown, unknown>
const noValues: Values = new Map()

/** A context shares its values with its copies. Setting a variable replaces the map, so a copy costs nothing. */
export class ReferenceContext implements SharedContext {
  values: Values
  entered = false

  constructor(values: Values = noValues) {
    this.values = values
  }

  run<T>(fn: () => T): T {
    if (this.entered)
      throw new RuntimeError('The context is already entered. Use a copy: context.copy().run(fn).')
    const previous = state.context
    state.context = this
    this.entered = true
    try {
      return fn()
    } finally {
      this.entered = false
      state.context = previous
    }
  }

  copy(): Context {
    return new ReferenceContext(this.values)
  }

  get(variable: ContextVar<unknown>): unknown {
    return this.values.get(variable)
  }

  has(variable: ContextVar<unknown>): boolean {
    return this.values.has(variable)
  }
}

function currentContext(): SharedContext {
  return (state.context ??= new ReferenceContext())
}

/** A copy of the current context. */
export function copyContext(): ReferenceContext {
  return new ReferenceContext(state.context === null ? noValues : state.context.values)
}

class ReferenceToken<T> implements Token<T> {
  readonly variable: ContextVar<T>
  readonly context: SharedContext
  readonly previous: { readonly value: T } | null
  used = false

  constructor(variable: ContextVar<T>, context: SharedContext, previous: { value: T } | null) {
    this.variable = variable
    this.context = context
    this.previous = previous
  }
}

export class ReferenceContextVar<T> implements ContextVar<T> {
  readonly name: string
  readonly #default: { value: T } | null

  constructor(name: string, options: { defaultValue?: T } = {}) {
    this.name = name
    this.#default = 'defaultValue' in options ? { value: options.defaultValue } : null
  }

  get(...fallback: [T?]): T {
    const { values } = currentContext()
    if (values.has(this)) return values.get(this) as T
    if (fallback.length > 0) return fallback[0] as T
    if (this.#default !== null) return this.#default.value
    throw new LookupError(`The context variable '${this.name}' has no value and no default.`)
  }

  set(value: T): Token<T> {
    const context = currentContext()
    const previous = context.values.has(this) ? { value: context.values.get(this) as T } : null
    context.values = new Map(context.values).set(this, value)
    return new ReferenceToken(this, context, previous)
  }

  reset(token: Token<T>): void {
    if (token instanceof ReferenceToken && token.used)
      throw new RuntimeError(`The token of '${this.name}' has already been used.`)
    if (!(token instanceof ReferenceToken) || token.variable !== this || token.context !== currentContext())
      throw new ValueError(
        `The token was not made by '${this.name}' in this context. Reset it in the context in which set() returned it.`,
      )
    token.used = true
    const values = new Map(token.context.values)
    if (token.previous === null) values.delete(this)
    else values.set(this, token.previous.value)
    token.context.values = values
  }
}
