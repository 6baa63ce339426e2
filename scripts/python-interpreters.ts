import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, realpathSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'

export interface Interpreter {
  /** An absolute path. */
  readonly command: string
  /** Such as `3.11.2`. */
  readonly version: string
}

const oldest = [3, 8]

/** Every CPython of 3.8 or later within reach: on the path, and what pyenv has installed. The oldest comes first. */
export function pythonInterpreters(): readonly Interpreter[] {
  const found = new Map<string, Interpreter>()
  for (const command of candidates()) {
    const real = realpathSync(command)
    const interpreter = found.has(real) ? null : ask(command)
    if (interpreter !== null) found.set(real, interpreter)
  }
  return [...found.values()].sort((a, b) => compare(parts(a.version), parts(b.version)))
}

/** What the command finds when no interpreter is named; null when it is too old, or when there is none. */
export function defaultPython(): Interpreter | null {
  return ask('python3')
}

function candidates(): string[] {
  const pyenv = path.join(process.env.PYENV_ROOT ?? path.join(os.homedir(), '.pyenv'), 'versions')
  const installed = existsSync(pyenv) ? readdirSync(pyenv).map((one) => path.join(pyenv, one, 'bin')) : []
  // What stands on the path of a manager of interpreters is often a script that picks another one.
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', ...installed]
  return folders.flatMap((folder) =>
    existsSync(folder) && !folder.includes('shims')
      ? readdirSync(folder)
          .filter((name) => /^python3(\.\d+)?$/.test(name))
          .map((name) => path.join(folder, name))
          .filter(existsSync)
      : [],
  )
}

function ask(command: string): Interpreter | null {
  const program =
    'import sys; print(sys.executable, sys.implementation.name, "%d.%d.%d" % sys.version_info[:3], sep="\\n")'
  const { status, stdout } = spawnSync(command, ['-c', program], { encoding: 'utf8' })
  if (status !== 0) return null
  const [executable = command, implementation, version = ''] = stdout.trim().split('\n')
  const isUsable = implementation === 'cpython' && compare(parts(version), oldest) >= 0
  return isUsable ? { command: executable, version } : null
}

function parts(version: string): number[] {
  return version.split('.').map(Number)
}

function compare(a: readonly number[], b: readonly number[]): number {
  const different = b.findIndex((part, index) => part !== (a[index] ?? 0))
  return different < 0 ? 0 : (a[different] ?? 0) - (b[different] ?? 0)
}
