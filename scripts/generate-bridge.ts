/** Makes the Python end of the bridge a module, so that it is at hand wherever the rest is: packed, bundled, in a browser. */
import { readFileSync, writeFileSync } from 'node:fs'

const sources = {
  bridgeSource: 'bridge.py',
  memorySocketsSource: 'memory_sockets.py',
  virtualClockSource: 'virtual_clock.py',
}
const lines = Object.entries(sources).map(([name, file]) => {
  const text = readFileSync(`conformance/bridge/${file}`, 'utf8')
  return `/** The text of \`${file}\`. */\nexport const ${name}: string = ${JSON.stringify(text)}\n`
})
writeFileSync('conformance/bridge/python-sources.generated.ts', lines.join('\n'))
