import { ContextVar, VirtualEventLoop } from '../../../reference/index.ts'
import { ReferenceContext } from '../../../reference/context.ts'
import { state } from '../../../reference/shared-state.ts'
import { errorKind } from '../../../spec/index.ts'
import type { Context, Token } from '../../../spec/index.ts'
import { faultyLoop, type Fault } from '../fault.ts'
import { contextTasksFaults } from './context-tasks.ts'

class UndefinedWithoutAValue<T> extends ContextVar<T> {
  override get(...fallback: [T?]): T {
    try {
      return super.get(...fallback)
    } catch {
      return undefined as T
    }
  }
}

/** As `value ?? fallback` does. */
class TakingNothingForUnset<T> extends ContextVar<T> {
  override get(...fallback: [T?]): T {
    const value = super.get(...fallback)
    return fallback.length > 0 ? (value ?? (fallback[0] as T)) : value
  }
}

/** Known by its name alone. */
class KnownByItsName<T> extends ContextVar<T> {
  static readonly #named = new Map<string, ContextVar<unknown>>()

  constructor(name: string, options: { defaultValue?: T } = {}) {
    super(name, options)
    const known = KnownByItsName.#named.get(name) as this | undefined
    if (known !== undefined && name === 'user') return known
    KnownByItsName.#named.set(name, this)
  }
}

class TakingEverythingBack<T> extends ContextVar<T> {
  override reset(token: Token<T>): void {
    super.reset(token)
    if (state.context === null) return
    const values = new Map(state.context.values)
    values.delete(this)
    state.context.values = values
  }
}

class TakingTokensAgain<T> extends ContextVar<T> {
  override reset(token: Token<T>): void {
    ;(token as { used?: boolean }).used = false
    super.reset(token)
  }
}

class PassingOverForeignTokens<T> extends ContextVar<T> {
  override reset(token: Token<T>): void {
    try {
      super.reset(token)
    } catch (error) {
      if (errorKind(error) !== 'ValueError') throw error
    }
  }
}

class NotLeftAfterAnError extends ReferenceContext {
  override run<T>(fn: () => T): T {
    const outcome = super.run((): { value: T } | { error: unknown } => {
      try {
        return { value: fn() }
      } catch (error) {
        return { error }
      }
    })
    if ('value' in outcome) return outcome.value
    state.context = this
    throw outcome.error
  }
}

class EnteredAtWill extends ReferenceContext {
  override run<T>(fn: () => T): T {
    return this.entered ? fn() : super.run(fn)
  }
}

class CopiedToItself extends ReferenceContext {
  override copy(): Context {
    return this
  }
}

class HavingEverything extends ReferenceContext {
  override has(): boolean {
    return true
  }
}

const fault = (
  name: string,
  clause: string,
  observes: RegExp,
  { Var = ContextVar, FaultyContext = ReferenceContext }: Partial<Classes>,
): Fault => ({
  name,
  clause: `context.${clause}` as Fault['clause'],
  observes,
  adapter: faultyLoop(name, () => new VirtualEventLoop(), {
    api: {
      ContextVar: Var,
      copyContext: () => new FaultyContext(state.context?.values),
    },
  }),
})

interface Classes {
  Var: typeof ContextVar
  FaultyContext: typeof ReferenceContext
}

export const contextFaults: readonly Fault[] = [
  fault('answers-undefined-for-no-value', 'unset-variable-gives-its-default', /threw nothing/, {
    Var: UndefinedWithoutAValue,
  }),
  fault('takes-null-for-unset', 'any-value-counts-as-set', /was set to (undefined|null)/, {
    Var: TakingNothingForUnset,
  }),
  fault('knows-variables-by-their-names', 'set-stays-in-its-context', /found in the variable/, {
    Var: KnownByItsName,
  }),
  fault('takes-everything-back', 'token-restores-the-value', /the value after each reset/, {
    Var: TakingEverythingBack,
  }),
  fault('takes-tokens-again', 'token-is-good-once', /token that was used threw nothing/, {
    Var: TakingTokensAgain,
  }),
  fault('passes-over-foreign-tokens', 'token-is-good-once', /of another (variable|context) threw nothing/, {
    Var: PassingOverForeignTokens,
  }),
  fault('does-not-leave-after-an-error', 'run-answers-and-leaves', /the variable after each run/, {
    FaultyContext: NotLeftAfterAnError,
  }),
  fault('enters-contexts-at-will', 'is-entered-once-at-a-time', /threw nothing/, {
    FaultyContext: EnteredAtWill,
  }),
  fault('copies-a-context-to-itself', 'copy-is-apart', /found in the variable/, {
    FaultyContext: CopiedToItself,
  }),
  fault('has-every-variable', 'tells-its-values', /has\(\) of the variable/, {
    FaultyContext: HavingEverything,
  }),
  ...contextTasksFaults,
]
