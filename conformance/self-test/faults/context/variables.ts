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
