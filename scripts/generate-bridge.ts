/** Makes the Python end of the bridge a module, so that it is at hand wherever the rest is: packed, bundled, in a browser. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const folder = 'conformance/bridge/python'
const files = readdirSync(folder).filter((file) => file.endsWith('.py'))
const lines = files.map((file) => {
  const name = file.slice(0, -3).replaceAll(/_(.)/g, (_match, letter: string) => letter.toUpperCase())
  const text = readFileSync(`${folder}/${file}`, 'utf8')
  return `/** The text of \`python/${file}\`. */\nexport const ${name}Source: string = ${JSON.stringify(text)}\n`
})
writeFileSync('conformance/bridge/python-sources.generated.ts', lines.join('\n'))
