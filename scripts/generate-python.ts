/** Makes modules of what runs in Python, so that it is at hand wherever the rest is: packed, bundled, in a browser. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { packHooks } from './hooks/pack.ts'

for (const home of [
  'conformance/bridge',
  'conformance/supervisor',
  'conformance/programs',
  'conformance/reproduction',
]) {
  const folder = `${home}/python`
  const files = readdirSync(folder).filter((file) => file.endsWith('.py'))
  const lines = files.map((file) => {
    const name = file.slice(0, -3).replaceAll(/_(.)/g, (_match, letter: string) => letter.toUpperCase())
    const text = readFileSync(`${folder}/${file}`, 'utf8')
    return `/** The text of \`python/${file}\`. */\nexport const ${name}Source: string = ${JSON.stringify(text)}\n`
  })
  writeFileSync(`${home}/python-sources.generated.ts`, lines.join('\n'))
}

writeFileSync('conformance/bridge/hooks-table.generated.ts', packHooks())
