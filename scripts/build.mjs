// Generates the specification and compiles everything: `npm run build`.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { root, runTs } from './load-ts.mjs'

process.chdir(root)
await runTs('scripts/generate-specification.ts')
const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc')
const { status } = spawnSync(process.execPath, [compiler, '--build', ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1

// The Python end of the bridge is not compiled.
mkdirSync('dist/conformance/bridge', { recursive: true })
for (const file of ['bridge.py', 'virtual_clock.py'])
  copyFileSync(`conformance/bridge/${file}`, `dist/conformance/bridge/${file}`)
