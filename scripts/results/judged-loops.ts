import { interpretersWith, type Interpreter } from '../../conformance/bridge/interpreters.ts'

/** A loop in Python whose reports are in `docs/results/<name>/`. */
export interface JudgedLoop {
  readonly name: string
  /** What the command is given. */
  readonly entry: string
  /**
   * `all`: the newest of each minor version of CPython. `ends`: the oldest and the newest of them. `one`: whichever has the
   * module. A list: packages of Pyodide.
   */
  readonly interpreters: 'all' | 'ends' | 'one' | readonly string[]
  /** What has to be installed; the standard library where it is absent. */
  readonly module?: string
  /** The first version of CPython that has it. */
  readonly since?: string
}

const variant = (name: string): string => `python:conformance/self-test/python/${name}_loop.py`

const pyodides = ['pyodide-311', 'pyodide-312', 'pyodide-313', 'pyodide-314', 'pyodide-315']

export const judgedLoops: readonly JudgedLoop[] = [
  { name: 'asyncio', entry: 'python:asyncio', interpreters: 'all' },
  { name: 'asyncio-pure-python', entry: variant('pure'), interpreters: 'all' },
  { name: 'asyncio-select', entry: variant('select'), interpreters: 'ends' },
  { name: 'asyncio-poll', entry: variant('poll'), interpreters: 'ends' },
  { name: 'asyncio-epoll', entry: variant('epoll'), interpreters: 'ends' },
  { name: 'asyncio-eager', entry: variant('eager'), interpreters: 'all', since: '3.12' },
  { name: 'uvloop', entry: 'python:uvloop:new_event_loop', interpreters: 'one', module: 'uvloop' },
  { name: 'gbulb', entry: 'python:gbulb:GLibEventLoop', interpreters: 'one', module: 'gbulb' },
  { name: 'asyncio-virtual-clock', entry: 'pyodide:asyncio', interpreters: pyodides },
  { name: 'pyodide-webloop', entry: 'pyodide:pyodide.webloop:WebLoop', interpreters: ['pyodide-314'] },
  { name: 'quamash', entry: variant('qt'), interpreters: 'one', module: 'quamash' },
]

/** The interpreters of this machine on which the loop is judged, the oldest first. */
export async function interpretersFor(loop: JudgedLoop): Promise<readonly Interpreter[]> {
  const { interpreters: which, module = 'asyncio', since = '3.0' } = loop
  if (typeof which !== 'string') return which.map((command) => ({ command, version: command }))
  const found = await interpretersWith(module)
  const recent = found.filter(({ version }) => minor(version) >= minor(since))
  if (which === 'one') return recent.slice(0, 1)
  const newest = recent.filter(({ version }, index) => {
    const next = recent[index + 1]
    return next === undefined || minor(next.version) !== minor(version)
  })
  return which === 'all' ? newest : newest.filter((_, index) => index === 0 || index === newest.length - 1)
}

function minor(version: string): number {
  return Number(version.split('.')[1])
}
