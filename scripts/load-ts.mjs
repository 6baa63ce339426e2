// Bundles a TypeScript file of this repository with esbuild and imports it; packages stay outside of the bundle.
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** Errors that are printed without a stack trace, because the user of the script can repair them. */
const forTheReader = new Set(['Problem', 'ClauseFormatError'])

export async function runTs(file) {
  const folder = path.join(root, 'dist', '.scripts')
  const outfile = path.join(folder, `${path.basename(file, '.ts')}-${process.pid}.mjs`)
  mkdirSync(folder, { recursive: true })
  await build({
    entryPoints: [path.resolve(root, file)],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    sourcemap: 'inline',
    logLevel: 'error',
  })
  process.setSourceMapsEnabled(true)
  const remove = () => rmSync(outfile, { force: true })
  // A script may end the process before its import is through.
  process.once('exit', remove)
  try {
    return await import(pathToFileURL(outfile).href)
  } catch (error) {
    if (!forTheReader.has(error?.name)) throw error
    console.error(error.message)
    process.exit(1)
  } finally {
    remove()
  }
}
