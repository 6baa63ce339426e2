import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parsePythonTarget } from '../bridge/python-target.ts'
import type { CandidateSource } from './candidate-source.ts'
import { CandidateError } from '../harness/index.ts'
import { checkPythonTarget } from './check-python-target.ts'
import { resolveEntry } from './resolve-entry.ts'
import { sourceFiles } from './source-files.ts'

export interface BuiltCandidate {
  readonly source: CandidateSource
  /** Removes what was built, once every process has loaded it. */
  dispose(): void
}

/** Makes a candidate ready to import: JavaScript as it is, TypeScript as one module in a temporary folder. */
export async function buildCandidate(
  entry: string,
  folder: string,
  interpreter?: string,
): Promise<BuiltCandidate> {
  const target = parsePythonTarget(entry, interpreter)
  // The interpreter says what the source is.
  if (target !== null) {
    checkPythonTarget(target, folder)
    return { source: { entry, from: target, hash: '' }, dispose: () => undefined }
  }
  if (interpreter !== undefined)
    throw new CandidateError(
      `--python ${interpreter} is for loops in Python, and ${entry} is none.\nExpected: python:<module>[:<callable>]`,
    )
  if (/\.py(:|$)/.test(entry))
    throw new CandidateError(
      `${entry} is a file of Python, and named like one of JavaScript.\nExpected: python:${entry}`,
    )
  const file = resolveEntry(entry, folder)
  if (!/\.[cm]?tsx?$/.test(file)) {
    const source = { entry, from: pathToFileURL(file).href, hash: hashOf(sourceFiles(file)) }
    return { source, dispose: () => undefined }
  }
  const { bundle } = await import('./bundle.ts')
  const built = mkdtempSync(path.join(os.tmpdir(), 'loop-conformance-'))
  const dispose = (): void => {
    rmSync(built, { recursive: true, force: true })
  }
  try {
    const outfile = path.join(built, 'candidate.mjs')
    const files = await bundle(file, outfile, entry)
    return { source: { entry, from: pathToFileURL(outfile).href, hash: hashOf(files) }, dispose }
  } catch (error) {
    dispose()
    throw error
  }
}

/** Of the contents alone, so that the same source has the same hash wherever it stands. */
function hashOf(files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file)).update('\0')
  return hash.digest('hex').slice(0, 16)
}
