import os from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importBundled } from './bundled.ts'
import { FaultJudges } from './fault-judges.ts'
import { writeKillTable, type Kill } from './kill-table.ts'

const { faults } = await importBundled<typeof import('./judging.ts')>(
  new URL('./judging.ts', import.meta.url),
)
const kills = new Map<string, Kill>()

let judges: FaultJudges
beforeAll(async () => {
  judges = await FaultJudges.start(Math.min(4, os.availableParallelism()))
})
afterAll(() => {
  judges.end()
  // The site shows what was found. If only some were judged, the table would lack the others.
  const rows = faults.flatMap(({ name }) => kills.get(name) ?? [])
  if (rows.length === faults.length) writeKillTable(rows)
})

describe.concurrent('every fault is caught for the right reason', () => {
  it.each(faults.map((fault) => [fault.name, fault] as const))('%s', async (_name, fault) => {
    const { kill, causes, said } = await judges.judge(fault.name)
    kills.set(fault.name, kill)
    expect(causes, 'the root causes; if there are more than one, a *Requires.* may be missing').toEqual(
      [fault.clause, ...Object.keys(fault.alsoBreaks ?? {})].sort(),
    )
    expect(said, 'what the report says; `says` of the fault must be a part of it').toMatch(fault.observes)
  })
})
