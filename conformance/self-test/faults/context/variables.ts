import { ReferenceContext } from '../../../../reference/context.ts'
import { state } from '../../../../reference/shared-state.ts'
import type { Context } from '../../../../spec/index.ts'
import { ContextVar } from '../../../../reference/index.ts'
import { fault } from '../../fault.ts'

export const answersUndefinedForNoValue = fault(
  'context.unset-variable-gives-its-default',
  'answers-undefined-for-no-value',
  {
    says: 'did not throw',
    api: {
      ContextVar: class<T> extends ContextVar<T> {
        override get(...fallback: [T?]): T {
          try {
            return super.get(...fallback)
          } catch {
            return undefined as T
          }
        }
      },
    },
  },
)

/** `value ?? fallback` does the same. */
export const takesNullForUnset = fault('context.any-value-counts-as-set', 'takes-null-for-unset', {
  says: /was set to (undefined|null)/,
  api: {
    ContextVar: class<T> extends ContextVar<T> {
      override get(...fallback: [T?]): T {
        const value = super.get(...fallback)
        return fallback.length > 0 ? (value ?? (fallback[0] as T)) : value
      }
    },
  },
})

/** Variables with the same name are the same variable. */
export const knowsVariablesByTheirNames = fault(
  'context.set-stays-in-its-context',
  'knows-variables-by-their-names',
  {
    says: 'found in the variable',
    api: {
      ContextVar: class KnownByItsName<T> extends ContextVar<T> {
        static readonly #named = new Map<string, ContextVar<unknown>>()

        constructor(name: string, options: { defaultValue?: T } = {}) {
          super(name, options)
          const known = KnownByItsName.#named.get(name) as this | undefined
          if (known !== undefined && name === 'user') return known
          KnownByItsName.#named.set(name, this)
        }
      },
    },
  },
)

/** The copies of a context without variables share one list of variables. */
class SharingNothing extends ReferenceContext {
  static #shared = new Map<unknown, unknown>()
  readonly #shares: boolean

  constructor(values: ReadonlyMap<unknown, unknown> = new Map()) {
    super(values)
    this.#shares = values.size === 0
  }

  override copy(): Context {
    return new SharingNothing(this.values)
  }

  override run<T>(fn: () => T): T {
    if (!this.#shares) return super.run(fn)
    this.values = SharingNothing.#shared
    try {
      return super.run(fn)
    } finally {
      SharingNothing.#shared = new Map(this.values)
    }
  }
}

export const sharesTheVariablesOfEmptyContexts = fault(
  'context.set-stays-in-its-context',
  'shares-the-variables-of-empty-contexts',
  {
    says: 'of the second',
    api: { copyContext: () => new SharingNothing(state.context?.values) },
  },
)
