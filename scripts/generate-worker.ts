/**
 * Bundles the worker of the playground into `site/playground/worker.generated.js`, so that whatever bundles the page finds one file.
 * Names of classes are kept: reports print them.
 */
import { build } from 'esbuild'

await build({
  entryPoints: ['site/playground/worker/worker.ts'],
  outfile: 'site/playground/worker.generated.js',
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  // The worker begins with modules that only change globals; package.json counts them as free of side effects.
  ignoreAnnotations: true,
  keepNames: true,
  legalComments: 'none',
  logLevel: 'error',
})
