// Builds the playground as a static page of its own into `dist/playground`, and serves it: `npm run playground`. `--build` only builds.
import { copyFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { context } from 'esbuild'
import { root, runTs } from './load-ts.mjs'

process.chdir(root)
await runTs('scripts/generate-loops.ts')
await runTs('scripts/generate-worker.ts')
const folder = path.join('dist', 'playground')
mkdirSync(folder, { recursive: true })
copyFileSync('site/playground/stand-alone.html', path.join(folder, 'index.html'))
const building = await context({
  entryPoints: ['site/playground/stand-alone.ts'],
  outdir: folder,
  bundle: true,
  format: 'esm',
  // The code of the worker is loaded when it is first needed.
  splitting: true,
  target: 'es2022',
  minify: true,
  keepNames: true,
  sourcemap: process.argv.includes('--build') ? false : 'linked',
  logLevel: 'error',
})
await building.rebuild()
if (process.argv.includes('--build')) await building.dispose()
else {
  const { hosts, port } = await building.serve({ servedir: folder, host: '127.0.0.1' })
  console.log(`The playground is at http://${hosts[0]}:${port}/. Ctrl-C ends it.`)
}
