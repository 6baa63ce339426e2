import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { CandidateError } from '../harness/index.ts'
import type { PythonTarget } from './python-target.ts'
import { virtualClockSource } from './python-sources.generated.ts'

/**
 * Prints the file of a module, without importing it or a package that it is in. The folder in which it is called is searched first,
 * as when the module is imported. Nothing is imported from there.
 */
const findFile = `
import sys
here = sys.path.pop(0)
import json
sys.path.insert(0, here)
path, spec, parts = None, None, sys.argv[1].split('.')
for length in range(1, len(parts) + 1):
    name = '.'.join(parts[:length])
    for finder in sys.meta_path:
        spec = finder.find_spec(name, path) if hasattr(finder, 'find_spec') else None
        if spec is not None:
            break
    if spec is None:
        break
    path = spec.submodule_search_locations or []
print(json.dumps(None if spec is None else spec.origin if spec.has_location else ''))
`

/** How many milliseconds an interpreter may take to find a module. */
const findMs = 30_000

/**
 * The hash of a candidate in Python, as its interpreter computes it in a run. Nothing of the candidate is imported. Throws
 * CandidateError if the module is not found.
 */
export function hashPython(target: PythonTarget, folder: string): string {
  const { module, way, interpreter } = target
  if (way === 'python') run(interpreter, ['--version'], folder)
  // As the bridge tells a path from a name.
  if (module.endsWith('.py') || module.includes(path.sep)) return hashOfFile(path.resolve(folder, module))
  if (way === 'pyodide') return hashInPyodide(module)
  return hashOfFile(findModule(target, folder))
}

/** In Pyodide, asyncio is its base class on the virtual clock of this kit. */
function hashInPyodide(module: string): string {
  if (module === 'asyncio' || module === 'virtual_clock') return digestOf([Buffer.from(virtualClockSource)])
  throw new CandidateError(
    `The source of pyodide:${module} cannot be found without starting Pyodide.\nExpected: the path of a file, such as pyodide:./my_loop.py`,
  )
}

/** Empty for a module that is in no file. */
function findModule({ interpreter, module }: PythonTarget, folder: string): string {
  const file = ask(interpreter, module, folder)
  if (file !== null) return file
  throw new CandidateError(`There is no module ${module} in ${interpreter}.`, { code: 'no-module' })
}

function ask(interpreter: string, module: string, folder: string): string | null {
  return JSON.parse(run(interpreter, ['-c', findFile, module], folder)) as string | null
}

/** What the interpreter prints. Throws CandidateError if there is none, or if it fails. */
function run(interpreter: string, args: readonly string[], folder: string): string {
  try {
    return execFileSync(interpreter, args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: findMs,
    })
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    const what = isMissing
      ? `There is no interpreter ${interpreter}.`
      : `${interpreter} does not find modules.`
    throw new CandidateError(`${what}\nExpected: the command of CPython 3.8 or later; --python names it.`, {
      code: 'no-interpreter',
    })
  }
}

/** Of the file, or of every file in the folder of a package. `candidate.py` does the same. */
function hashOfFile(file: string): string {
  if (file === '') return digestOf([])
  if (!existsSync(file)) throw new CandidateError(`There is no file ${file}.`, { code: 'no-candidate' })
  const folder = path.dirname(file)
  const isPackage = path.basename(file).startsWith('__init__.')
  const names = isPackage ? readdirSync(folder).sort() : [path.basename(file)]
  const files = names.map((name) => path.join(folder, name)).filter((one) => statSync(one).isFile())
  return digestOf(files.map((one) => readFileSync(one)))
}

function digestOf(contents: readonly Buffer[]): string {
  const hash = createHash('sha256')
  for (const content of contents) hash.update(content)
  return hash.digest('hex')
}
