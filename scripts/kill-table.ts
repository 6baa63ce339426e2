/**
 * Runs the suite on every fault and writes `evidence/kill-table.json`: which clause catches each fault, and with what words.
 * Does nothing if the file is newer than the sources: `faults.test.ts` writes it, too. `npm run docs` runs it.
 */
import process from 'node:process'
import { faults } from '../conformance/self-test/faults/index.ts'
import { judgeFault } from '../conformance/self-test/judge-fault.ts'
import { killOf, killTableFile, writeKillTable, type Kill } from '../conformance/self-test/kill-table.ts'
import { suite } from '../conformance/suite/index.ts'
import { captureNodeHost } from '../conformance/supervisor/node-host.ts'
import { evidenceFolder } from './evidence/artefacts.ts'
import { isOlder } from './is-older.mjs'

const file = `${evidenceFolder}/${killTableFile}`
if (!isOlder(file, ['spec', 'reference', 'conformance'])) {
  console.log(`${file} is up to date.`)
  process.exit(0)
}

console.log(`${file}: the suite runs on ${String(faults.length)} faults, for some minutes.`)
const host = captureNodeHost()
const { error, warn } = console
const kills: Kill[] = []
for (const fault of faults) {
  const declared = [fault.clause, ...Object.keys(fault.alsoBreaks ?? {})].sort()
  // Faulty loops log a lot.
  console.error = console.warn = () => undefined
  const { report, causes } = await judgeFault(fault.adapter, declared, { suite, host })
  Object.assign(console, { error, warn })
  // A busy machine can hide a fault that shows in processor time alone.
  if (!causes.includes(fault.clause))
    console.warn(`${fault.name} was not caught this time. Its row says nothing.`)
  kills.push(killOf(fault, report, causes))
}
writeKillTable(kills)
// Some faults leave timers behind, which would keep the process alive.
process.exit(0)
