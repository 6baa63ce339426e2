// Generates the specification and compiles everything: `npm run build`.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { bundleSuite } from './bundle-suite.mjs'
import { isOlder } from './is-older.mjs'
import { root, runTs } from './load-ts.mjs'
import { shrinkGenerated } from './shrink-generated.mjs'

process.chdir(root)
// Each of the scripts below listens for the end of the process.
process.setMaxListeners(20)
await runTs('scripts/generate-specification.ts')
await runTs('scripts/generate-vocabulary.ts')
await runTs('scripts/generate-python.ts')
await runTs('scripts/generate-badge-maker.ts')
await runTs('scripts/generate-report-validator.ts')
await runTs('scripts/generate-fast-check.ts')
await runTs('scripts/generate-printed-helpers.ts')
await runTs('scripts/generate-view.ts')
await runTs('scripts/generate-peers.ts')
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
if (status === 0) await Promise.all([bundleSuite(), shrinkGenerated()])

// The clauses are one long line of data: there is nothing to map, and the package leaves the maps out.
for (const generated of ['dist/spec/specification.generated.js', 'dist/spec/specification.generated.d.ts']) {
  const text = readFileSync(generated, 'utf8')
  const plain = text.replace(/^\/\/# sourceMappingURL=.*\n?/m, '')
  if (plain !== text) writeFileSync(generated, plain)
}
