/**
 * Keeps the README's pictures true: `--check` says whether the report of the broken example and the listing of the minimal
 * one are in it word for word, with the size of the package and the owner of the action; without it they are put in.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { packageFacts, repositoryName } from '../conformance/cli/package-facts.ts'
import { describeSize, installedSize } from './package/installed-size.ts'

const run = ['bin/loop-conformance.js', './examples/broken']
const { stdout } = spawnSync(process.execPath, run, {
  encoding: 'utf8',
  env: { ...process.env, NO_COLOR: '1', COLUMNS: '80' },
})
if (!stdout.includes('does not conform')) throw new Error(`The broken example gave no report: ${stdout}`)
// The durations differ from run to run.
const report = stdout
  .trim()
  .replace(/· [\d.]+ m?s ·/, '· 640 ms ·')
  .replace(/node [\d.]+/, 'node 20.20.2')
const minimal = readFileSync('examples/minimal/index.ts', 'utf8').trim()

const current = readFileSync('README.md', 'utf8')
const pictured = current
  .replace(/```text\n[\s\S]*?\n```/, () => `\`\`\`text\n${report}\n\`\`\``)
  .replace(/```ts\n(?:import \{ defineAdapter|@@)[\s\S]*?\n```/, () => `\`\`\`ts\n${minimal}\n\`\`\``)
  .replace(/takes \d+ packages and [\d.]+ MB/, () => `takes ${describeSize(installedSize())}`)
  .replace(/uses: [^/\s]+\/loop-conformance@/, () => `uses: ${repositoryName(packageFacts())}@`)

if (!process.argv.includes('--check')) writeFileSync('README.md', pictured)
else if (pictured !== current) {
  console.error(
    'The README shows another report, minimal loop, size or owner than there is. Run `npm run readme`.',
  )
  process.exitCode = 1
} else console.log('The README shows what there is.')
