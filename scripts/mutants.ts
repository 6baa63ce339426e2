/**
 * Judges every mutant of the reference by the suite and writes `docs/generated/mutants.md`. With names of files of the
 * reference it judges those alone and says what survives. With `--last` it judges nothing and writes the page from what
 * the last runs found. With `--check` it writes nothing, and fails when somebody has to look: at a survivor without a
 * reason, a reason without a survivor, or a page that is not what is found now.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { suite } from '../conformance/suite/index.ts'
import { listFile, placeOf, readGroups, sortSurvivors, steady } from './mutants/known-survivors.ts'
import { isSurvivor, type Mutant } from './mutants/mutant.ts'
import { isKilled, pageFile, writePage } from './mutants/page.ts'
import { runStryker, strykerVersion } from './mutants/run-stryker.ts'
import { Problem } from './problem.ts'

const lastFile = 'dist/mutants.json'
const names = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const checking = process.argv.includes('--check')

const all = readdirSync('reference').filter((name) => /(?<!\.test)\.ts$/.test(name))
const unknown = names.filter((name) => !all.includes(name))
if (unknown.length > 0) throw new Problem(`There is no ${unknown.join(', ')} in reference/.`)

const wanted = names.length > 0 ? names : all
const kept = names.length > 0 || process.argv.includes('--last') ? readLast() : []
const found = process.argv.includes('--last') ? [] : await runStryker(wanted, names.length === 0)
const mutants = steady([...kept.filter(({ file }) => found.length === 0 || !wanted.includes(file)), ...found])
writeFileSync(lastFile, JSON.stringify(mutants))

const sorted = sortSurvivors(mutants, readGroups())
for (const { title, line } of sorted.unexplained)
  if (wanted.includes(placeOf(title).file)) console.log(`no reason (line ${String(line)}): ${title}`)
for (const title of sorted.stale) console.log(`stale: ${title}`)

const text = writePage({ stryker: strykerVersion(), checks: suite.length, mutants }, sorted)
const current = existsSync(pageFile) ? readFileSync(pageFile, 'utf8') : ''
const judged = `${String(found.filter(isKilled).length)} of ${String(found.length)} killed, ${String(found.filter(isSurvivor).length)} survived`
console.log(
  `${judged}; ${String(sorted.unexplained.length)} without a reason, ${String(sorted.stale.length)} stale.`,
)
if (checking && sorted.unexplained.length + sorted.stale.length > 0) {
  console.log(`Kill them with a check, or give their reason in ${listFile}.`)
  process.exitCode = 1
}
if (checking && current !== text) {
  console.log(`${pageFile} is not what is found now. Run \`npm run mutants\` and commit the result.`)
  process.exitCode = 1
}
if (!checking && names.length === 0) writeFileSync(pageFile, text)

function readLast(): Mutant[] {
  return existsSync(lastFile) ? (JSON.parse(readFileSync(lastFile, 'utf8')) as Mutant[]) : []
}
