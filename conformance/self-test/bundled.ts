/**
 * Modules of this folder without what vitest adds to them. It turns each use of an import into a look-up, which makes the suite a third
 * slower; the tests that run it hundreds of times import it in one piece.
 */
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const folder = fileURLToPath(new URL('../../dist/.scripts/', import.meta.url))

/** Imports a module and all that it imports from this repository. `T` is its type: `typeof import('./judging.ts')`. */
export async function importBundled<T>(url: URL): Promise<T> {
  const entry = fileURLToPath(url)
  const outfile = path.join(folder, `${path.basename(entry, '.ts')}-${String(process.pid)}.mjs`)
  mkdirSync(folder, { recursive: true })
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  })
  try {
    return (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as T
  } finally {
    rmSync(outfile, { force: true })
  }
}
