/** A mapping of context variables to values, entered by every callback and every step of a task. */
export interface Context {
  /** Calls `fn` inside this context. Throws `RuntimeError` when the context is already entered. */
  run<T>(fn: () => T): T
  /** A new context with the values of this one. */
  copy(): Context
  get(variable: ContextVar<unknown>): unknown
  has(variable: ContextVar<unknown>): boolean
}

export interface ContextVar<T> {
  readonly name: string
  /** The value in the current context, else `fallback`, else the default. Throws `LookupError` without any. */
  get(fallback?: T): T
  /** Sets the value in the current context; the token undoes it. */
  set(value: T): Token<T>
  /**
   * Takes the `set` back that answered the token. Throws `RuntimeError` when the token was used, `ValueError` when it is of
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
