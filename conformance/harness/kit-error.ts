import type { CheckContext } from './check-context.ts'

/** A mistake in a check or in the harness. It says nothing about the candidate. */
export class KitError extends Error {
  override readonly name = 'KitError'
}

export interface GuardedContext {
  readonly context: CheckContext
  /** The mistake that the check has made, even if the candidate caught the error. */
  readonly error: KitError | null
}

/**
 * The context as a check receives it. A check that uses a member which the context does not have gets a KitError. Without this
 * it would get a TypeError, which looks like one about a method that the candidate lacks.
 */
export function guardContext(target: CheckContext): GuardedContext {
  let error: KitError | null = null
  // Checks call the same few methods thousands of times. It is no Map, because a candidate may replace the methods of a Map.
  const bound = Object.create(null) as Record<PropertyKey, unknown>
  const context = new Proxy(target, {
    get(_target, key) {
      const known = bound[key]
      if (known !== undefined) return known
      const value: unknown = Reflect.get(target, key, target)
      // Methods use private fields, which the proxy does not have.
      if (typeof value === 'function') return (bound[key] = value.bind(target) as unknown)
      if (value !== undefined || key in target) return value
      error ??= new KitError(`A check uses t.${String(key)}, and the check context has no such member.`)
      throw error
    },
    set: (_target, key, value) => Reflect.set(target, key, value, target),
  })
  return {
    context,
    get error() {
      return error
    },
  }
}
