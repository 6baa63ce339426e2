import { execFile } from 'node:child_process'
import { readdirSync, realpathSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export interface Interpreter {
  readonly command: string
  /** Such as `3.11.7`. */
  readonly version: string
}

const longestWaitMs = 3000

/** Says the version, and whether the module can be found, without importing it. */
const question = `
import importlib.util, sys
found = sys.version_info >= (3, 8) and importlib.util.find_spec(sys.argv[1]) is not None
print('%d.%d.%d' % sys.version_info[:3], 'found' if found else 'missing')
`

/**
 * The interpreters on this machine that could judge a candidate of the module, the oldest version first. Looks on the path
 * and at pyenv's.
 */
export async function interpretersWith(module: string): Promise<Interpreter[]> {
  const root = module.split('.')[0] ?? module
  const asked = await Promise.all(interpreters().map((command) => ask(command, root)))
  return asked.filter((one) => one !== null).sort((a, b) => place(a) - place(b))
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

/** So that versions can be sorted. */
function place({ version }: Interpreter): number {
  return version.split('.').reduce((sum, part) => sum * 1000 + Number(part), 0)
}

function ask(command: string, module: string): Promise<Interpreter | null> {
  return new Promise((resolve) => {
    execFile(command, ['-c', question, module], { timeout: longestWaitMs }, (error, output) => {
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
