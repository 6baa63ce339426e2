/**
 * Bundles the worker of the playground into `site/playground/worker-code.generated.js`, as text: the page gives it to the frame in
 * which loops run, and the frame can load nothing. Names of classes are kept: reports print them.
 */
import { writeFileSync } from 'node:fs'
import { build } from 'esbuild'

const { outputFiles } = await build({
  entryPoints: ['site/playground/worker/worker.ts'],
  bundle: true,
  write: false,
  // A classic script: a module cannot be loaded from a frame without an origin in every browser.
  format: 'iife',
  target: 'es2022',
  minify: true,
  // The worker begins with modules that only change globals; package.json counts them as free of side effects.
  ignoreAnnotations: true,
  keepNames: true,
  legalComments: 'none',
  logLevel: 'error',
})
const [worker] = outputFiles
if (worker === undefined) throw new Error('esbuild has written no worker.')
writeFileSync(
  'site/playground/worker-code.generated.js',
  `export const code = ${JSON.stringify(worker.text)}\n`,
)
