import type { Context, ContextVar, Token } from '../../spec/index.ts'
import { PythonObject } from './python-object.ts'

export class PythonContext extends PythonObject implements Context {
  run<T>(fn: () => T): T {
    return this.ask('run', [fn]) as T
  }

  copy(): Context {
    return this.ask('copy') as Context
  }

  get(variable: ContextVar<unknown>): unknown {
    return this.remote.call(0, 'get_value', [this, variable])
  }

  has(variable: ContextVar<unknown>): boolean {
    return this.remote.call(0, 'has_value', [this, variable]) as boolean
  }
}

export class PythonContextVar<T> extends PythonObject implements ContextVar<T> {
  get name(): string {
    return this.remote.call(0, 'name_of', [this]) as string
  }

  get(...fallback: [T?]): T {
    return this.ask('get', fallback) as T
  }

  set(value: T): Token<T> {
    return this.ask('set', [value]) as Token<T>
  }

  reset(token: Token<T>): void {
    this.ask('reset', [token])
  }
}
