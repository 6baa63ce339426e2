/**
 * Judges every mutant of the reference by the suite, and writes `evidence/mutants.md`, which the site shows:
 * `npm run mutants [-- file…]`. With names of files of the reference it judges those alone; the results of the other files
 * are those of the last runs, from `evidence/mutants.json`. With `--last` it judges nothing, and writes the page again. With
 * `--check` it fails if a survivor has no reason, or a reason has no survivor.
 */
import { readdirSync } from 'node:fs'
import process from 'node:process'
import { suite } from '../conformance/suite/index.ts'
import { readArtefact, writeArtefact } from './evidence/artefacts.ts'
import { keyOf, listFile, readGroups, sortSurvivors } from './mutants/known-survivors.ts'
import { isSurvivor, type Mutant } from './mutants/mutant.ts'
import { isKilled, writePage } from './mutants/page.ts'
import { runStryker, strykerVersion } from './mutants/run-stryker.ts'
import { Problem } from './problem.ts'

const lastFile = 'mutants.json'
const names = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const checking = process.argv.includes('--check')

const all = readdirSync('reference').filter((name) => /(?<!\.test)\.ts$/.test(name))
const unknown = names.filter((name) => !all.includes(name))
if (unknown.length > 0) throw new Problem(`There is no ${unknown.join(', ')} in reference/.`)

const wanted = names.length > 0 ? names : all
const kept = names.length > 0 || process.argv.includes('--last') ? readLast() : []
const found = process.argv.includes('--last') ? [] : await runStryker(wanted, names.length === 0)
const mutants = [...kept.filter(({ file }) => found.length === 0 || !wanted.includes(file)), ...found]
writeArtefact(lastFile, JSON.stringify(mutants))

const sorted = sortSurvivors(mutants, readGroups())
const differing = [...sorted.unexplained, ...sorted.stale].filter(({ file }) => wanted.includes(file))
for (const one of differing) {
  const counts = `${String(one.mutants.length)} survive, ${String(one.listed)} have a reason`
  console.log(`${keyOf(one)}: ${counts}`)
  for (const { line, title } of one.mutants) console.log(`  line ${String(line)}: ${title}`)
}

const judged = `${String(found.filter(isKilled).length)} of ${String(found.length)} killed, ${String(found.filter(isSurvivor).length)} survived`
console.log(`${judged}. The list differs in ${String(differing.length)} places.`)
if (checking && differing.length > 0) {
  console.log(`Kill the mutants with a check, or correct the counts and give the reasons in ${listFile}.`)
  process.exitCode = 1
}
const page = writePage({ stryker: strykerVersion(), checks: suite.length, mutants }, sorted)
console.log(writeArtefact('mutants.md', page))

function readLast(): Mutant[] {
  const text = readArtefact(lastFile)
  return text === null ? [] : (JSON.parse(text) as Mutant[])
}
