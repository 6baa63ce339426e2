/** Makes a module of the text of `printed-helpers.ts`, so that programs are printed where the sources are not at hand. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const file = 'conformance/programs/printed-helpers.generated.ts'
const text = readFileSync('conformance/programs/printed-helpers.ts', 'utf8')
const module = `/** The text of \`printed-helpers.ts\`. */\nexport const printedHelpersSource: string = ${JSON.stringify(text)}\n`
// An untouched file keeps its date, and with it the incremental build.
if (!existsSync(file) || readFileSync(file, 'utf8') !== module) writeFileSync(file, module)
