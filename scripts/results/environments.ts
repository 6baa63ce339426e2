import { execFile, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { interpretersWith } from '../../conformance/bridge/interpreters.ts'
import { Problem } from '../problem.ts'
import type { PlannedRun } from './planned-runs.ts'

/** An interpreter that has the loop. */
export interface Environment {
  /** The command of the interpreter, or the npm package of Pyodide. */
  readonly python: string
  /** What pip has installed there, such as `uvloop==0.23.0`. */
  readonly packages: readonly string[]
}

const run = promisify(execFile)
const installWaitMs = 15 * 60_000
const debianPython = '/usr/bin/python3'

/** Environments are kept here, because to make one takes longer than to judge a loop. */
const cache =
  process.env.LOOP_CONFORMANCE_CACHE ??
  path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'loop-conformance')

/**
 * Makes the environment of a run, or finds the one of before. Throws a Problem if there is no such interpreter, or if something
 * cannot be installed.
 */
export async function environmentFor(planned: PlannedRun): Promise<Environment> {
  const { record, run: wanted, interpreter } = planned
  if (wanted.pyodide !== undefined) return { python: interpreter, packages: [] }
  installSystemPackages(record.system ?? [])
  const python = await findPython(interpreter, record.distribution === true)
  const requirements = requirementsOf(planned)
  // A loop of the standard library needs no environment.
  if (requirements.length === 0 && record.distribution !== true) return { python, packages: [] }
  const folder = path.join(cache, [record.name, wanted.version ?? 'own', interpreter].join('-'))
  const stamp = path.join(folder, 'loop-conformance.json')
  const own = path.join(folder, 'bin', 'python')
  const asked = JSON.stringify([python, record.distribution === true, requirements])
  const made = existsSync(stamp) ? (JSON.parse(readFileSync(stamp, 'utf8')) as Stamp) : null
  if (made?.asked === asked && existsSync(own)) return { python: own, packages: made.packages }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(cache, { recursive: true })
  try {
    const packages = await make(folder, python, record.distribution === true, requirements)
    writeFileSync(stamp, JSON.stringify({ asked, packages } satisfies Stamp))
    return { python: own, packages }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw new Problem(`${requirements.join(' ')} cannot be installed: ${lastLines(error)}`)
  }
}

/** What says that an environment is whole, and what was asked for. */
interface Stamp {
  readonly asked: string
  readonly packages: readonly string[]
}

function requirementsOf({ record, run: { version, with: own = [] } }: PlannedRun): readonly string[] {
  const itself =
    record.package === undefined || version === undefined ? [] : [`${record.package}==${version}`]
  return [...itself, ...(record.with ?? []), ...own]
}

/** uv is quicker; where it is absent, the interpreter's own venv and pip do the same. */
async function make(
  folder: string,
  python: string,
  seesDistribution: boolean,
  requirements: readonly string[],
): Promise<readonly string[]> {
  const options = { timeout: installWaitMs, maxBuffer: 2 ** 26 }
  const own = path.join(folder, 'bin', 'python')
  const site = seesDistribution ? ['--system-site-packages'] : []
  if (hasUv()) {
    await run('uv', ['venv', '--quiet', '--python', python, ...site, folder], options)
    if (requirements.length > 0)
      await run('uv', ['pip', 'install', '--quiet', '--python', own, ...requirements], options)
    return lines((await run('uv', ['pip', 'freeze', '--quiet', '--python', own], options)).stdout)
  }
  await run(python, ['-m', 'venv', ...site, folder], options)
  if (requirements.length > 0) await run(own, ['-m', 'pip', 'install', '--quiet', ...requirements], options)
  return lines((await run(own, ['-m', 'pip', 'freeze', '--local'], options)).stdout)
}

const hasUv = (): boolean => spawnSync('uv', ['--version']).status === 0

async function findPython(minor: string, isDebian: boolean): Promise<string> {
  const found = await (interpreters ??= interpretersWith('asyncio'))
  const fitting = found.filter(({ version }) => version.startsWith(`${minor}.`))
  const python = isDebian ? fitting.find(({ command }) => command.startsWith('/usr/bin/')) : fitting.at(-1)
  if (python !== undefined) return isDebian ? debianPython : python.command
  const which = isDebian ? `${debianPython} is not CPython ${minor}` : `There is no CPython ${minor}`
  throw new Problem(
    `${which} on this machine. Found: ${found.map(({ version }) => version).join(', ') || 'none'}`,
  )
}

/** Asked once: it starts every interpreter of the machine. */
let interpreters: ReturnType<typeof interpretersWith> | undefined

/** Installs what is missing, if that is allowed here. */
function installSystemPackages(packages: readonly string[]): void {
  const missing = packages.filter((name) => !isInstalled(name))
  if (missing.length === 0) return
  const install = ['install', '-y', '--no-install-recommends', ...missing]
  const isDone =
    process.getuid?.() === 0 &&
    (spawnSync('apt-get', install).status === 0 ||
      (spawnSync('apt-get', ['update']).status === 0 && spawnSync('apt-get', install).status === 0))
  if (!isDone)
    throw new Problem(
      `The Debian packages ${missing.join(', ')} are needed. Install them, and run this again.`,
    )
}

function isInstalled(name: string): boolean {
  const { status, stdout } = spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' })
  return status === 0 && stdout.includes('install ok installed')
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '')
}

function lastLines(error: unknown): string {
  const { stderr = '', message } = error as Error & { stderr?: string }
  return lines(stderr).slice(-3).join(' ') || message
}
