/**
 * Runs the suite on every fault and writes `evidence/kill-table.json`: which clause catches each fault, and with what words.
 * Does nothing if the file is newer than the sources: `faults.test.ts` writes it, too. `npm run docs` runs it.
 */
import os from 'node:os'
import process from 'node:process'
import { FaultJudges } from '../conformance/self-test/fault-judges.ts'
import { faults } from '../conformance/self-test/faults/index.ts'
import { killTableFile, writeKillTable } from '../conformance/self-test/kill-table.ts'
import { evidenceFolder } from './evidence/artefacts.ts'
import { isOlder } from './is-older.mjs'

const file = `${evidenceFolder}/${killTableFile}`
if (!isOlder(file, ['spec', 'reference', 'conformance'])) {
  console.log(`${file} is up to date.`)
  process.exit(0)
}

console.log(`${file}: the suite runs on ${String(faults.length)} faults, for some minutes.`)
const judges = await FaultJudges.start(os.availableParallelism())
const kills = await Promise.all(
  faults.map(async ({ name, clause }) => {
    const { kill, causes } = await judges.judge(name)
    // A busy machine can hide a fault that shows in processor time alone.
    if (!causes.includes(clause)) console.warn(`${name} was not caught this time. Its row says nothing.`)
    return kill
  }),
)
judges.end()
writeKillTable(kills)
