/**
 * Makes strange faults, method × trigger × effect, sorts out what is not a breach, and reports what the suite catches:
 * `npm run strange -- [--count n] [--area name]… [--seed n] [--jobs n] [--programs n] [--controls n] [--explore n] [--record]`.
 *
 * - `--count` faults are drawn with the seed, from the areas that are named or from all.
 * - `--programs` limits the generated programs that a witness tries.
 * - `--controls` loops without a fault are judged as well.
 * - `--explore` tries what the default run does not catch for this many seconds more.
 * - `--always` takes faults that happen at every call.
 * - `--quick` begins with the checks about the method and ends with the first that fails, so the root causes are not known.
 * - `--last` judges nothing, and writes the page of the last run again.
 * - `--record` also writes the tables of `docs/strange-faults.md`.
 *
 * Writes `evidence/strange.json`, and `evidence/strange.md`, which the site shows.
 */
import { writeFileSync } from 'node:fs'
import os from 'node:os'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { format, resolveConfig } from 'prettier'
import {
  everyPlainFault,
  everyStrangeFault,
  neverHappens,
} from '../conformance/self-test/strange/strange-fault.ts'
import { suite } from '../conformance/suite/index.ts'
import { readArtefact, writeArtefact } from './evidence/artefacts.ts'
import { Problem } from './problem.ts'
import { measure } from './strange/measure.ts'
import { isCaught, score, writePage, writeTables, type Measured } from './strange/page.ts'
import { recordFile } from './strange/record-file.ts'
import { sample } from './strange/sample.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    area: { type: 'string', multiple: true, default: [] },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: String(Math.min(4, os.availableParallelism())) },
    programs: { type: 'string', default: '100' },
    controls: { type: 'string', default: '5' },
    explore: { type: 'string', default: '0' },
    always: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    last: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
})
const [count, seed, jobs, programs, controls, explore] = [
  values.count,
  values.seed,
  values.jobs,
  values.programs,
  values.controls,
  values.explore,
].map(Number) as [number, number, number, number, number, number]
if (![count, seed, jobs, programs, controls, explore].every(Number.isInteger))
  throw new Problem('--count, --seed, --jobs, --programs, --controls and --explore take whole numbers.')
if ((values.always || values.quick) && values.record)
  throw new Problem('--record takes neither --always nor --quick.')
const name = values.always ? 'strange-always' : 'strange'
const faults = values.always ? everyPlainFault() : everyStrangeFault()
const areas = new Set(faults.map(({ method }) => method.areas[0]))
const misspelt = values.area.filter((name) => !areas.has(name))
if (misspelt.length > 0)
  throw new Problem(`There is no area ${misspelt.join(', ')}. Name some of: ${[...areas].sort().join(', ')}.`)

const measured = values.last ? readLast() : await measureSample()
console.log(writeArtefact(`${name}.json`, JSON.stringify(measured, null, 1)))
console.log(writeArtefact(`${name}.md`, writePage(measured)))
if (values.record) {
  const { printWidth } = (await resolveConfig(recordFile)) ?? {}
  const text = await format(writeTables(measured), { parser: 'markdown', ...(printWidth && { printWidth }) })
  writeFileSync(recordFile, text)
  console.log(recordFile)
}
console.log(score(measured))
// Loops whose check was given up may keep the process alive.
process.exit()

async function measureSample(): Promise<Measured> {
  const chosen = sample(faults, { count, seed, areas: values.area })
  const all = [...Array.from({ length: controls }, () => neverHappens), ...chosen]
  const outcomes = await measure(all, {
    seed,
    programs,
    quick: values.quick,
    jobs,
    explore,
    onOutcome: (outcome, done) => {
      const isFound = isCaught(outcome.byDefault) || isCaught(outcome.explored)
      const said = !outcome.witness.isBreach ? 'no breach' : isFound ? 'caught' : 'MISSED'
      console.log(`${String(done)} of ${String(all.length)}: ${outcome.title}: ${said}`)
    },
  })
  return {
    seed,
    all: faults.length,
    checks: suite.length,
    explore,
    outcomes: outcomes.slice(controls),
    controls: outcomes.slice(0, controls),
  }
}

function readLast(): Measured {
  const text = readArtefact(`${name}.json`)
  if (text === null)
    throw new Problem(`There is no evidence/${name}.json. Run the command without --last first.`)
  return JSON.parse(text) as Measured
}
