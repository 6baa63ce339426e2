import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Profile } from '../../spec/index.ts'
import { parsePythonTarget } from '../bridge/python-target.ts'
import { makeTemporaryFolder } from '../bridge/temporary-folder.ts'
import type { CandidateSource } from './candidate-source.ts'
import { CandidateError } from '../harness/index.ts'
import { checkPythonTarget } from './check-python-target.ts'
import { resolveEntry } from './resolve-entry.ts'
import { sourceFiles } from './source-files.ts'

export interface BuiltCandidate {
  readonly source: CandidateSource
  /** Removes what was built. Call it when every process has loaded it. */
  dispose(): void
}

export interface BuildOptions {
  /** For a candidate in Python: the command of an interpreter, or the npm package of Pyodide. */
  readonly interpreter?: string | undefined
  /** The profiles that the command line claims. */
  readonly claims?: readonly Profile[] | undefined
}

/** Prepares a candidate for import: TypeScript becomes one module in a temporary folder, JavaScript stays as it is. */
export async function buildCandidate(
  entry: string,
  folder: string,
  { interpreter, claims = [] }: BuildOptions = {},
): Promise<BuiltCandidate> {
  const target = parsePythonTarget(entry, interpreter)
  // The interpreter finds the source and computes its hash.
  if (target !== null) {
    checkPythonTarget(target, folder)
    return { source: { entry, from: { ...target, claims }, hash: '' }, dispose: () => undefined }
  }
  if (interpreter !== undefined)
    throw new CandidateError(
      `--python only applies to candidates in Python.\nFound:    --python ${interpreter} with ${entry}\nExpected: a candidate python:<module>[:<callable>]`,
    )
  if (/\.py(:|$)/.test(entry))
    throw new CandidateError(
      `${entry} is a Python file. Python candidates need the prefix python:\nExpected: python:${entry}`,
    )
  const file = resolveEntry(entry, folder)
  if (!/\.[cm]?tsx?$/.test(file)) {
    const source = { entry, from: pathToFileURL(file).href, hash: hashOf(sourceFiles(file)), claims }
    return { source, dispose: () => undefined }
  }
  const { bundle } = await import('./bundle.ts')
  const built = makeTemporaryFolder()
  try {
    const outfile = path.join(built.path, 'candidate.mjs')
    const files = await bundle(file, outfile, entry)
    return {
      source: { entry, from: pathToFileURL(outfile).href, hash: hashOf(files), claims },
      dispose: () => built.remove(),
    }
  } catch (error) {
    built.remove()
    throw error
  }
}

/** Only of the contents, so that the same source has the same hash in every folder. */
function hashOf(files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file)).update('\0')
  return hash.digest('hex').slice(0, 16)
}
