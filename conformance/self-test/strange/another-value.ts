/** The arguments with another value at this position. The same arguments if there is no other value that makes sense. */
export function withAnother(args: readonly unknown[], position: number): readonly unknown[] {
  const changed = change(args[position])
  if (changed === null || position >= args.length) return args
  return args.map((arg, index) => (index === position ? changed.value : arg))
}

/** Another value of the same kind. Null if there is none that makes sense. */
function change(value: unknown): { readonly value: unknown } | null {
  switch (typeof value) {
    case 'number':
      return { value: Number.isFinite(value) ? value + 1 : 0 }
    case 'boolean':
      return { value: !value }
    case 'string':
      return { value: `${value}x` }
    case 'function':
      return { value: () => undefined }
    default:
      break
  }
  if (Array.isArray(value)) return changeList(value as readonly unknown[])
  if (value instanceof Uint8Array) return value.length === 0 ? null : { value: value.subarray(1) }
  if (value instanceof Error) return { value: new Error('strange: another error') }
  if (isPlainObject(value)) return Object.keys(value).length === 0 ? null : { value: {} }
  return null
}

/** In the opposite order, or without the only member. */
function changeList(list: readonly unknown[]): { readonly value: unknown } | null {
  if (list.length === 0) return null
  return { value: list.length === 1 ? [] : [...list].reverse() }
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
