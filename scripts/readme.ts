/**
 * Keeps what the README and the guides show true: `--check` says whether each listing is its file and each report what the
 * command prints, word for word, and in the README the size of the package and the owner of the action; without it they are put in.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { excerpt } from '../site/generate/guides/excerpt.ts'
import { runCommand } from '../site/generate/guides/run-command.ts'
import { fillSlots } from '../site/generate/guides/slots.ts'
import { describeSize, installedSize } from './package/installed-size.ts'

const guides = readdirSync('docs').filter((name) => name.endsWith('.md'))
const pages = ['README.md', ...guides.map((name) => `docs/${name}`)]

const stale = pages.filter((page) => {
  const current = readFileSync(page, 'utf8')
  const filled = fillSlots(current, {
    listing: (target) => readFileSync(path.join(path.dirname(page), target), 'utf8').trimEnd(),
    report,
  })
  const due = page === 'README.md' ? withFacts(filled) : filled
  if (due === current) return false
  if (!process.argv.includes('--check')) writeFileSync(page, due)
  return true
})

const names = stale.join(', ')
if (!process.argv.includes('--check')) console.log(stale.length === 0 ? 'Nothing has changed.' : names)
else if (stale.length > 0) {
  console.error(
    `Another listing, report, size or owner is shown than there is in ${names}. Run \`npm run readme\`.`,
  )
  process.exitCode = 1
} else console.log(`The README and ${String(guides.length)} guides show what there is.`)

/** What the command prints, but for the durations, which differ from run to run, and the version of Node. */
function report(args: readonly string[], parts: readonly string[] | null): string {
  const output = runCommand(args, { color: false })
    .replace(/· [\d.]+ m?s ·/, '· 640 ms ·')
    .replace(/node [\d.]+/, 'node 20.20.2')
  return parts === null ? output : excerpt(output, parts)
}

function withFacts(readme: string): string {
  return readme.replace(/takes \d+ packages and [\d.]+ MB/, () => `takes ${describeSize(installedSize())}`)
}
