// Generates the specification and compiles everything: `npm run build`.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { isOlder } from './is-older.mjs'
import { root, runTs } from './load-ts.mjs'

process.chdir(root)
await runTs('scripts/generate-specification.ts')
await runTs('scripts/generate-bridge.ts')
await runTs('scripts/generate-view.ts')
// This takes a few seconds, and changes with few files.
const menu = 'site/playground/loops/loops.generated.ts'
const itsSources = [
  'conformance/self-test',
  'examples',
  'reference',
  'spec',
  'scripts',
  'site/playground/loops',
]
if (isOlder(menu, itsSources)) await runTs('scripts/generate-loops.ts')
const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc')
const { status } = spawnSync(process.execPath, [compiler, '--build', ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1
