// Builds `dist/` after `npm ci` in a clone. Without the development dependencies there is nothing to build with. npm runs it as
// the script `dependencies`, which runs only in a clone. A script `prepare` would print a warning to users who install a tarball.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const has = (name) => existsSync(path.join(root, 'node_modules', name))
const needed = ['typescript', 'esbuild', 'marked', 'ajv', 'badge-maker']
if (needed.every(has)) await import('./build.mjs')
else console.log('loop-conformance: the development dependencies are not installed, so dist/ was not built.')
