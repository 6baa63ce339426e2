import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import type { Environment } from './environments.ts'
import { judgeOnce } from './judge-loop.ts'
import { loopsFolder, type LoopRecord } from './loop-record.ts'
import type { PlannedRun } from './planned-runs.ts'

/** Runs a program in the package of Pyodide whose name follows. */
const inPyodide = [process.execPath, 'scripts/run-ts.mjs', 'scripts/run-in-pyodide.ts']
/** A program that shows a deviation may hang on the loop. On asyncio each ends in less than a second. */
const longestMs = 20_000

/** Where the program of a clause is kept. */
export function programFile(loop: string, clause: string): string {
  return path.join(loopsFolder, loop, 'programs', `${clause}.py`)
}

/** The clauses that have a program. */
export function programsOf(loop: string): readonly string[] {
  const folder = path.join(loopsFolder, loop, 'programs')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.py'))
    .map((name) => path.basename(name, '.py'))
}

/** Has programs written for the clauses that have none. Returns the clauses that have one now. */
export async function writePrograms(
  planned: PlannedRun,
  environment: Environment,
  clauses: readonly string[],
): Promise<readonly string[]> {
  const { record } = planned
  const wanted = clauses.filter((clause) => !existsSync(programFile(record.name, clause)))
  if (wanted.length === 0) return []
  const folder = mkdtempSync(path.join(os.tmpdir(), 'programs-'))
  try {
    await judgeOnce(planned, environment, ['--write-programs', folder])
    const written = wanted.filter((clause) => existsSync(path.join(folder, `${clause}.py`)))
    for (const clause of written) {
      const file = programFile(record.name, clause)
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, withGlue(readFileSync(path.join(folder, `${clause}.py`), 'utf8'), record))
    }
    return written
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * A program imports the candidate. If that is a file of the record, its text replaces the import, so that the program can be sent
 * to somebody who does not have the file. It runs only where the loop is asked for: it may change asyncio.
 */
function withGlue(program: string, { name, entry }: LoopRecord): string {
  const [, file, callable = 'new_event_loop'] = /^(.*\.py)(?::(.*))?$/.exec(entry) ?? []
  if (file === undefined) return program
  const glue = readFileSync(path.posix.join(loopsFolder, name, file), 'utf8')
    .replace(/^"""[\s\S]*?"""\n/, '')
    .replaceAll(/^(loop_conformance_\w+|__version__) = .*\n/gm, '')
    .replaceAll(/ {2}# noqa.*$/gm, '')
  const own = glue
    // The program imports asyncio already, and an import may have been for a line that is left out.
    .replaceAll(/^import (\w+)\n/gm, (line, module: string) =>
      module === 'asyncio' || !glue.includes(`${module}.`) ? '' : line,
    )
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n')
  const made = callable === 'new_event_loop' ? own : `${own}\n    new_event_loop = ${callable}`
  const choice = `if "asyncio" in sys.argv:\n    new_event_loop = asyncio.new_event_loop\nelse:\n${made}\n`
  const module = path.posix.basename(file, '.py')
  return program
    .replace(/^sys\.path\.insert\(0, .*\n/m, '')
    .replace(new RegExp(`^import ${module}\\n+`, 'm'), '')
    .replace(/^new_event_loop = asyncio\.new_event_loop if .*\n/m, () => choice)
    .replaceAll(new RegExp(`\\b${module}(?::${callable})?(?= prints|, and with)`, 'g'), name)
}

/** Runs a program on asyncio and on the loop, and returns whether it prints two different things. */
export async function printsTwoThings(
  { record, run }: PlannedRun,
  { python }: Environment,
  clause: string,
): Promise<boolean> {
  const file = programFile(record.name, clause)
  const print = (...words: readonly string[]): Promise<string> =>
    output([...(record.under ?? []), ...words], record.environment)
  // A loop of Pyodide runs in Pyodide, and asyncio's own loop needs a system.
  const isInPyodide = run.pyodide !== undefined
  const onAsyncio = await print(isInPyodide ? 'python3' : python, file, 'asyncio')
  const onLoop = await (isInPyodide ? print(...inPyodide, python, file) : print(python, file))
  return onAsyncio !== onLoop
}

/** What a command prints, and how it ends. */
function output(
  [command = '', ...args]: readonly string[],
  environment: LoopRecord['environment'],
): Promise<string> {
  return new Promise((resolve) => {
    const started = spawn(command, args, {
      env: { ...process.env, ...environment },
      timeout: longestMs,
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let text = ''
    // The last line of a traceback says what was raised; the others have paths and lines that differ anyway.
    let errors = ''
    started.stdout.on('data', (data: Buffer) => (text += data.toString()))
    started.stderr.on('data', (data: Buffer) => (errors += data.toString()))
    started.on('error', (error) => {
      resolve(error.message)
    })
    started.on('close', (code, signal) => {
      const last = errors.trimEnd().split('\n').at(-1) ?? ''
      const end = code === 0 ? 'ends' : `ends with ${signal ?? String(code)}, ${last}`
      resolve(`${text}${end}`)
    })
  })
}
