/** A loop in Python, as the command line names it: `python:uvloop:new_event_loop`. */
export interface PythonTarget {
  /** `python`: a process of its own. `pyodide`: in this process, from the npm package of that name. */
  readonly way: 'python' | 'pyodide'
  /** A name such as `uvloop`, or a path to a file, which ends in `.py`. */
  readonly module: string
  /** What makes a loop; empty when the module says so itself. */
  readonly callable: string
  /** The command of the interpreter, or the npm package of Pyodide. */
  readonly interpreter: string
}

/** The target that an entry of the command line names; null when it names none. `interpreter` is what `--python` gave. */
export function parsePythonTarget(entry: string, interpreter?: string): PythonTarget | null {
  const match = /^(python|pyodide):(.*)$/s.exec(entry)
  if (match === null) return null
  const way = match[1] as PythonTarget['way']
  const [, module = '', callable = ''] = /^(.*?)(?::([A-Za-z_][\w.]*))?$/s.exec(match[2] ?? '') ?? []
  return { way, module, callable, interpreter: interpreter ?? (way === 'python' ? 'python3' : 'pyodide') }
}
