/** Bundles the thread of the peers into `conformance/peers/peer-thread-source.generated.ts`: a thread that needs no file starts on every host. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'

const { outputFiles } = await build({
  entryPoints: ['conformance/peers/inside/thread.ts'],
  bundle: true,
  write: false,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'es2022',
  logLevel: 'error',
})
const source = `// Generated from conformance/peers/inside by scripts/generate-peers.ts.
/** The script of the thread. */
export const peerThreadSource: string = ${JSON.stringify(outputFiles[0]?.text.trim() ?? '')}
`
const file = 'conformance/peers/peer-thread-source.generated.ts'
if (!existsSync(file) || readFileSync(file, 'utf8') !== source) writeFileSync(file, source)
