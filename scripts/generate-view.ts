/** Bundles the script of the HTML report into `conformance/view/script.generated.ts`, because each report contains it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'
import { Problem } from './problem.ts'

const { outputFiles } = await build({
  entryPoints: ['conformance/view/browser/page.ts'],
  bundle: true,
  write: false,
  minify: true,
  format: 'iife',
  target: 'es2022',
  logLevel: 'error',
})
const script = (outputFiles[0]?.text ?? '').trim()
if (/<\/script|<!--/i.test(script)) throw new Problem('The script of the report would end its own element.')
const source = `// Generated from conformance/view/browser by scripts/generate-view.ts.
/** The script of a report that is a page of its own. */
export const pageScript = ${JSON.stringify(script)}
`
const file = 'conformance/view/script.generated.ts'
if (!existsSync(file) || readFileSync(file, 'utf8') !== source) writeFileSync(file, source)
