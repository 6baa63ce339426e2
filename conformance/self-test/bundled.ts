/**
 * Modules of this folder without what vitest adds to them. It turns each use of an import into a look-up, which makes the suite a third
 * slower; the tests that run it hundreds of times import it in one piece.
 */
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const folder = fileURLToPath(new URL('../../dist/.scripts/', import.meta.url))

/** A file that is removed after use. */
export interface BundledFile {
  readonly path: string
  remove(): void
}

/** Imports a module and all that it imports from this repository. `T` is its type: `typeof import('./judging.ts')`. */
export async function importBundled<T>(url: URL): Promise<T> {
  const file = await bundleToFile(url)
  try {
    return (await import(/* @vite-ignore */ pathToFileURL(file.path).href)) as T
  } finally {
    file.remove()
  }
}

/** Writes a module and all that it imports from this repository into one file. */
export async function bundleToFile(url: URL): Promise<BundledFile> {
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
  return { path: outfile, remove: () => rmSync(outfile, { force: true }) }
}
