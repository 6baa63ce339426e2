/** A mapping of context variables to values. Every callback and every step of a task runs inside a context. */
export interface Context {
  /** Calls `fn` inside this context. Throws `RuntimeError` if the context is already entered. */
  run<T>(fn: () => T): T
  /** A new context with the same values. */
  copy(): Context
  get(variable: ContextVar<unknown>): unknown
  has(variable: ContextVar<unknown>): boolean
}

export interface ContextVar<T> {
  readonly name: string
  /** The value in the current context, or else `fallback`, or else the default. Throws `LookupError` if there is none of these. */
  get(fallback?: T): T
  /** Sets the value in the current context. `reset(token)` undoes it. */
  set(value: T): Token<T>
  /**
   * Undoes the `set` that returned the token. Throws `RuntimeError` if the token was used, and `ValueError` if it belongs to
   * another variable or another context.
   */
  reset(token: Token<T>): void
}

export interface Token<T> {
  readonly variable: ContextVar<T>
}

export interface ContextVarConstructor {
  new <T>(name: string, options?: { defaultValue?: T }): ContextVar<T>
}
