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

/** The contexts that `copyContext()` makes share what is set in them. */
class SharingAll extends ReferenceContext {
  static #shared: ReadonlyMap<unknown, unknown> = new Map()

  override copy(): Context {
    return new ReferenceContext(this.values)
  }

  override run<T>(fn: () => T): T {
    this.values = new Map([...this.values, ...SharingAll.#shared])
    try {
      return super.run(fn)
    } finally {
      SharingAll.#shared = this.values
    }
  }
}

export const sharesWhatIsSetInCopies = fault(
  'context.set-stays-in-its-context',
  'shares-what-is-set-in-copies',
  {
    says: 'of the second',
    api: { copyContext: () => new SharingAll(state.context?.values) },
  },
)
