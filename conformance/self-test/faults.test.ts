import { describe, expect, it } from 'vitest'
import { specification } from '../../spec/index.ts'
import { rootCauses, runInProcess } from '../harness/index.ts'
import { suite } from '../suite/index.ts'
import { captureNodeHost } from '../supervisor/node-host.ts'
import { faults } from './faults/index.ts'

const host = captureNodeHost()

describe('every fault is caught for the right reason', () => {
  it.each(faults.map((fault) => [fault.name, fault] as const))('%s', async (_name, fault) => {
    const report = await runInProcess(fault.adapter, { tests: suite, host, timeoutMs: 100 })
    const declared = [fault.clause, ...Object.keys(fault.alsoBreaks ?? {})]
    expect(rootCauses(report, specification).sort()).toEqual(declared.sort())
    const failing = report.results.filter((row) => row.clause === fault.clause && row.status === 'fail')
    const said = failing.map((row) => [row.message, row.expected, row.actual].join('\n')).join('\n')
    expect(said).toMatch(fault.observes)
  })
})
