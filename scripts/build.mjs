// Generates the specification and compiles everything: `npm run build`.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { root, runTs } from './load-ts.mjs'

process.chdir(root)
await runTs('scripts/generate-specification.ts')
await runTs('scripts/generate-bridge.ts')
await runTs('scripts/generate-view.ts')
const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc')
const { status } = spawnSync(process.execPath, [compiler, '--build', ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1
