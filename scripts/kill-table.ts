/**
 * Runs the suite on every fault and writes `evidence/kill-table.json`: which clause catches each fault, and with what words.
 * Does nothing if the file is newer than the sources. `npm run docs` runs it; `faults.test.ts` checks every row.
 */
import process from 'node:process'
import { rootCauses } from '../conformance/harness/index.ts'
import { faults } from '../conformance/self-test/faults/index.ts'
import type { Fault } from '../conformance/self-test/fault.ts'
import { judgeFault } from '../conformance/self-test/judge-fault.ts'
import { suite } from '../conformance/suite/index.ts'
import { captureNodeHost } from '../conformance/supervisor/node-host.ts'
import { type Report } from '../spec/index.ts'
import { evidenceFolder, writeArtefact } from './evidence/artefacts.ts'
import { killTableFile, numberTasks, type Kill } from './evidence/kill-table.ts'
import { isOlder } from './is-older.mjs'

const file = `${evidenceFolder}/${killTableFile}`
if (!isOlder(file, ['spec', 'reference', 'conformance'])) {
  console.log(`${file} is up to date.`)
  process.exit(0)
}

console.log(`${file}: the suite runs on ${String(faults.length)} faults, for about a minute.`)
const host = captureNodeHost()
const { error, warn } = console
const kills: Kill[] = []
for (const fault of faults) {
  // Faulty loops log a lot.
  console.error = console.warn = () => undefined
  const { report } = await judge(fault)
  Object.assign(console, { error, warn })
  kills.push(kill(fault, report))
}
writeArtefact(killTableFile, `[\n${kills.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`)
// Some faults leave timers behind, which would keep the process alive.
process.exit(0)

function judge({ clause, adapter, alsoBreaks = {} }: Fault): ReturnType<typeof judgeFault> {
  const declared = [clause, ...Object.keys(alsoBreaks)].sort()
  return judgeFault(adapter, declared, { suite, host })
}

function kill(fault: Fault, report: Report): Kill {
  const { name, clause } = fault
  const roots = rootCauses(report)
  // A busy machine can hide a fault that shows in processor time alone.
  if (!roots.includes(clause)) console.warn(`${name} was not caught this time. Its row says nothing.`)
  return {
    fault: name,
    clause,
    said: numberTasks(wordsFor(fault, report)),
    dragsAlong: roots.filter((id) => id !== clause),
  }
}

function wordsFor({ clause, observes }: Fault, { results }: Report): string {
  const failing = results.filter((one) => one.clause === clause && one.status === 'fail')
  const said = failing.find((one) => observes.test([one.message, one.expected, one.actual].join('\n')))
  return said?.message ?? ''
}
