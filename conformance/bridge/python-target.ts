import type { Profile } from '../../spec/index.ts'

/** A loop in Python, as the command line names it: `python:uvloop:new_event_loop`. */
export interface PythonTarget {
  /** `python`: in a process of its own. `pyodide`: in this process, with the npm package Pyodide. */
  readonly way: 'python' | 'pyodide'
  /** A name such as `uvloop`, or a path to a file that ends in `.py`. */
  readonly module: string
  /** The callable that returns a loop. Empty if the module has to be searched for one. */
  readonly callable: string
  /** The command of the interpreter, or the name of the npm package of Pyodide. */
  readonly interpreter: string
  /** The profiles that the command line claims for it, beyond those of the module. */
  readonly claims?: readonly Profile[]
}

/**
 * The profiles that a Python module can claim. `eager` depends on the interpreter alone, every loop has `python-hooks`, and `host` and `base-hooks` are
 * about loops in JavaScript.
 */
export const pythonProfiles: readonly Profile[] = [
  'timers-real',
  'debug',
  'net',
  'net-real',
  'server',
  'tls',
  'datagram',
  'unix',
  'streams',
  'gc',
]

/** Parses an entry of the command line. Null if it does not name a loop in Python. `interpreter` is the value of `--python`. */
export function parsePythonTarget(entry: string, interpreter?: string): PythonTarget | null {
  const match = /^(python|pyodide):(.*)$/s.exec(entry)
  if (match === null) return null
  const way = match[1] as PythonTarget['way']
  const [, module = '', callable = ''] = /^(.*?)(?::([A-Za-z_][\w.]*))?$/s.exec(match[2] ?? '') ?? []
  return { way, module, callable, interpreter: interpreter ?? (way === 'python' ? 'python3' : 'pyodide') }
}
