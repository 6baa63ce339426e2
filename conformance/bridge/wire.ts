/** What crosses the bridge, as JSON. `python/bridge.py` is the other end and says the same in its own words. */

/** The kinds of objects that live in Python. */
export type PythonKind =
  | 'loop'
  | 'future'
  | 'task'
  | 'handle'
  | 'timer'
  | 'context'
  | 'variable'
  | 'coroutine'
  | 'policy'
  | 'timeout'
  | 'group'
  | 'runner'
  | 'transport'
  | 'function'
  | 'object'

/** The kinds of objects that live in JavaScript, by what they can be in Python. */
export type JavaScriptKind =
  | 'function'
  | 'coroutine'
  | 'task'
  | 'future'
  | 'policy'
  | 'socket'
  | 'protocol'
  | 'server'
  | 'error'
  | 'object'

/** An exception of Python: its kind, the name of its class, its message and arguments, and its frames, the innermost first. */
export interface WireError {
  readonly p: number
  readonly k: 'error'
  readonly n: string
  readonly c: string
  readonly m: string
  readonly a: readonly Wire[]
  readonly t: readonly (readonly [name: string, file: string, line: number])[]
}

export type Wire =
  | null
  | boolean
  | number
  | string
  /** An object of Python: its number, its kind, and the name of its class. */
  | { readonly p: number; readonly k?: PythonKind; readonly n?: string }
  | WireError
  /** An object of JavaScript. What an error says goes with it. */
  | {
      readonly j: number
      readonly k?: JavaScriptKind
      readonly n?: string
      readonly m?: string
      readonly a?: readonly Wire[]
    }
  | { readonly l: readonly Wire[] }
  | { readonly s: readonly Wire[] }
  | { readonly d: Readonly<Record<string, Wire>> }
  /** Bytes, in base64. */
  | { readonly b: string }
  /** A number that JSON does not have. */
  | { readonly n: string }
  | { readonly u: true }

/** Target 0 is the bridge itself. */
export type Call = readonly [
  'c',
  target: number,
  method: string,
  args: readonly Wire[],
  keywords: Record<string, Wire>,
]

/** Where the Python end was when the deadline of the check passed; null when it was in nobody's code. */
export interface WirePlace {
  readonly function: string
  readonly file: string
  readonly line: number
}

export type Reply =
  | readonly ['r', value: Wire]
  | readonly ['e', error: Wire]
  | readonly ['s', place: WirePlace | null]
  /** The answer of an interpreter that is too old to run the bridge. */
  | readonly ['old', version: string]
