import { describe, expect, it } from 'vitest'
import { runInProcess } from '../harness/index.ts'
import { suite } from '../suite/index.ts'
import { legalLoops } from './legal/index.ts'

describe('a loop that is odd and legal conforms', () => {
  it('is tried on at least twelve', () => {
    expect(new Set(legalLoops.map((loop) => loop.name)).size).toBeGreaterThanOrEqual(12)
  })

  it.each(legalLoops.map((adapter) => [adapter.name, adapter] as const))('%s', async (_name, adapter) => {
    const report = await runInProcess(adapter, { tests: suite })
    const must = report.results.filter((row) => row.level === 'MUST')
    const wrong = must.filter((row) => !['pass', 'skip', 'untestable'].includes(row.status))
    expect(wrong).toEqual([])
    expect(report.verdict).toBe('conformant')
  })
})
