import { execFile, spawnSync } from 'node:child_process'
import { readdirSync, realpathSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** An interpreter of this machine. */
export interface Interpreter {
  readonly command: string
  /** Such as `3.11.7`. */
  readonly version: string
}

const findWaitMs = 3000
const printWaitMs = 2000
const mostLines = 4

/** Prints the version, and whether the module can be found, without importing it. */
const findModule = `
import sys
here = sys.path.pop(0)
import importlib.util
sys.path.insert(0, here)
found = sys.version_info >= (3, 8) and importlib.util.find_spec(sys.argv[1]) is not None
print('%d.%d.%d' % sys.version_info[:3], 'found' if found else 'missing')
`

/** The interpreters of this machine that have the module, the oldest version first. Searches `PATH` and pyenv's versions. */
export async function interpretersWith(module: string): Promise<Interpreter[]> {
  const root = module.split('.')[0] ?? module
  const asked = await Promise.all(interpreters().map((command) => ask(command, root)))
  return asked.filter((one) => one !== null).sort((a, b) => rank(a) - rank(b))
}

/** Every command that is a Python 3, each executable once. */
function interpreters(): string[] {
  const pyenv = path.join(process.env.PYENV_ROOT ?? path.join(os.homedir(), '.pyenv'), 'versions')
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    ...namesIn(pyenv).map((version) => path.join(pyenv, version, 'bin')),
  ]
  const commands = new Map<string, string>()
  for (const folder of folders.filter((one) => !one.endsWith('shims')))
    for (const name of namesIn(folder).filter((one) => /^python3(\.\d+)?(\.exe)?$/.test(one))) {
      const command = path.join(folder, name)
      const real = realPath(command)
      if (real !== null && !commands.has(real)) commands.set(real, command)
    }
  return [...commands.values()]
}

/** A number by which versions can be sorted. */
function rank({ version }: Interpreter): number {
  return version.split('.').reduce((sum, part) => sum * 1000 + Number(part), 0)
}

function ask(command: string, module: string): Promise<Interpreter | null> {
  return new Promise((resolve) => {
    execFile(command, ['-c', findModule, module], { timeout: findWaitMs }, (error, output) => {
      const [version = '', found] = output.trim().split(' ')
      resolve(error === null && found === 'found' ? { command, version } : null)
    })
  })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function realPath(file: string): string | null {
  try {
    return realpathSync(file)
  } catch {
    return null
  }
}

/** What a command prints that is not an interpreter for the bridge, in a few lines. Null for CPython 3.8 or later. */
export function whatItPrints(command: string): string | null {
  const printVersion = "import sys; print('Python %d.%d' % sys.version_info[:2])"
  const { stdout, stderr, error } = spawnSync(command, ['-c', printVersion], {
    encoding: 'utf8',
    timeout: printWaitMs,
  })
  const minor = /^Python 3\.(\d+)\s*$/.exec(stdout)?.[1]
  if (minor !== undefined && Number(minor) >= 8) return null
  const lines = `${stderr}\n${stdout}`.split('\n').filter((line) => line.trim() !== '')
  if (lines.length > 0) return lines.slice(0, mostLines).join('\n')
  return error === undefined ? 'nothing' : `nothing within ${String(printWaitMs)} ms`
}
