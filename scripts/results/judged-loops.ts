import { spawnSync } from 'node:child_process'
import { pythonInterpreters, type Interpreter } from '../python-interpreters.ts'

/** A loop in Python whose reports stand in `docs/results/<name>/`. */
export interface JudgedLoop {
  readonly name: string
  /** What the command is given. */
  readonly entry: string
  /** `all`: the newest of each minor version of CPython. `ends`: the oldest and the newest of them. `one`: whichever has the module. */
  readonly interpreters: 'all' | 'ends' | 'one'
  /** What has to be installed; the standard library where it is absent. */
  readonly module?: string
  /** The first version of CPython that has it. */
  readonly since?: string
}

const variant = (name: string): string => `python:conformance/self-test/python/${name}_loop.py`

export const judgedLoops: readonly JudgedLoop[] = [
  { name: 'asyncio', entry: 'python:asyncio', interpreters: 'all' },
  { name: 'asyncio-pure-python', entry: variant('pure'), interpreters: 'all' },
  { name: 'asyncio-select', entry: variant('select'), interpreters: 'ends' },
  { name: 'asyncio-poll', entry: variant('poll'), interpreters: 'ends' },
  { name: 'asyncio-epoll', entry: variant('epoll'), interpreters: 'ends' },
  { name: 'asyncio-eager', entry: variant('eager'), interpreters: 'all', since: '3.12' },
  { name: 'uvloop', entry: 'python:uvloop:new_event_loop', interpreters: 'one', module: 'uvloop' },
  { name: 'gbulb', entry: 'python:gbulb:GLibEventLoop', interpreters: 'one', module: 'gbulb' },
  { name: 'quamash', entry: variant('qt'), interpreters: 'one', module: 'quamash' },
]

/** The interpreters of this machine on which the loop is judged, the oldest first. */
export function interpretersFor(
  { interpreters: which, module, since }: JudgedLoop,
  found = pythonInterpreters(),
): readonly Interpreter[] {
  const recent = found.filter(({ version }) => since === undefined || minor(version) >= minor(since))
  if (which === 'one') return recent.filter(({ command }) => hasModule(command, module)).slice(0, 1)
  const newest = recent.filter(({ version }, index) => {
    const next = recent[index + 1]
    return next === undefined || minor(next.version) !== minor(version)
  })
  return which === 'all' ? newest : newest.filter((_, index) => index === 0 || index === newest.length - 1)
}

function minor(version: string): number {
  return Number(version.split('.')[1])
}

function hasModule(command: string, module = ''): boolean {
  const program = 'import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)'
  return spawnSync(command, ['-c', program, module]).status === 0
}
