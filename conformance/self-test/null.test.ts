import { describe, expect, it } from 'vitest'
import { runInProcess } from '../harness/index.ts'
import { suite } from '../suite/index.ts'
import { nullLoops } from './null/index.ts'

describe('a loop that keeps no clause passes no MUST', () => {
  it.each(nullLoops.map((adapter) => [adapter.name, adapter] as const))('%s', async (_name, adapter) => {
    const report = await runInProcess(adapter, { suite, patient: true, credulous: true, timeoutMs: 15 })
    const must = report.results.filter((row) => row.level === 'MUST' && row.status !== 'untestable')
    const notKept = new Set(must.filter((row) => row.status !== 'pass').map((row) => row.clause))
    const passed = must.filter((row) => !notKept.has(row.clause)).map((row) => row.clause)
    expect([...new Set(passed)]).toEqual([])
    expect(report.verdict).toBe('non-conformant')
  })
})
