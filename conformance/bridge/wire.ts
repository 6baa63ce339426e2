/** What crosses the bridge: lines of JSON. `python/bridge.py` is the other end, and describes the same in its own words. */

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
  | 'completions'
  | 'runner'
  | 'transport'
  | 'datagrams'
  | 'server'
  | 'socket'
  | 'reader'
  | 'writer'
  | 'function'
  | 'object'

/** The kinds of objects that live in JavaScript: what each can be in Python. */
export type JavaScriptKind =
  | 'function'
  | 'coroutine'
  | 'task'
  | 'future'
  | 'policy'
  | 'socket'
  | 'protocol'
  /** A protocol with `getBuffer`. */
  | 'buffered'
  | 'datagram protocol'
  | 'server'
  | 'error'
  | 'object'

/** An object that lives in Python. `name` is the name of its class. Without `kind` it is one that has crossed before. */
export interface WirePython {
  readonly python: number
  readonly kind?: PythonKind
  readonly name?: string
}

/** An exception that lives in Python. */
export interface WireException {
  readonly python: number
  readonly kind: 'error'
  /** The nearest class that the contract has, such as `TypeError`. */
  readonly errorKind: string
  /** Its own class. */
  readonly className: string
  readonly message: string
  readonly args: readonly Wire[]
  /** The innermost first. */
  readonly frames: readonly (readonly [name: string, file: string, line: number])[]
}

/** An object that lives in JavaScript. Without `kind` it is one that has crossed before. */
export interface WireJavaScript {
  readonly javascript: number
  readonly kind?: Exclude<JavaScriptKind, 'error'>
}

/** Something thrown that lives in JavaScript. */
export interface WireThrown {
  readonly javascript: number
  readonly kind: 'error'
  readonly errorKind: string
  readonly message: string
  readonly args: readonly Wire[]
}

export type Wire =
  | null
  | boolean
  | number
  | string
  | WirePython
  | WireException
  | WireJavaScript
  | WireThrown
  | { readonly list: readonly Wire[] }
  | { readonly tuple: readonly Wire[] }
  | { readonly set: readonly Wire[] }
  | { readonly dict: Readonly<Record<string, Wire>> }
  /** In base64. `of`: the class in Python, if it is not `bytes`. */
  | { readonly bytes: string; readonly of?: string }
  /** Bytes in base64, which Python gets as a view into larger memory. */
  | { readonly view: string }
  /** The number of bytes, which are all zero. A megabyte takes long to cross as text. */
  | { readonly zeros: number }
  /** A number that JSON does not have: `nan`, `inf`, `-inf` or `-0.0`. */
  | { readonly number: string }
  | { readonly undefined: true }

/** Target 0 is the bridge itself. */
export type Call = readonly [
  'call',
  target: number,
  method: string,
  args: readonly Wire[],
  keywords: Record<string, Wire>,
]

/** The location of the Python end when the deadline of the check passed. */
export interface WirePlace {
  readonly function: string
  readonly file: string
  readonly line: number
}

export type Reply =
  | readonly ['return', value: Wire]
  | readonly ['throw', error: Wire]
  /** The deadline of the check has passed. Null if no code of the author's was running. */
  | readonly ['stalled', place: WirePlace | null]
  /** The candidate cannot be judged. The message is for its author. */
  | readonly ['refused', code: string | null, message: string]
  /** The interpreter, of this version, is too old to run the bridge. */
  | readonly ['too old', version: string]

/** How a line begins that is a call and not a reply. */
export const callPrefix = '["call"'
