import { describe, expect, it } from 'vitest'
import { specification, type LoopAdapter } from '../../spec/index.ts'
import { importBundled } from './bundled.ts'

const judging = new URL('./judging.ts', import.meta.url)
const { captureNodeHost, faults, legalLoops, runInProcess, suite } =
  await importBundled<typeof import('./judging.ts')>(judging)
const host = captureNodeHost()
const level = new Map(specification.clauses.map((clause) => [clause.id, clause.level]))
/** A loop that breaks only a SHOULD must still conform. */
const lesserFaults = faults.filter((fault) => level.get(fault.clause) !== 'MUST')

async function unmet(adapter: LoopAdapter): Promise<string[]> {
  const report = await runInProcess(adapter, { suite, host })
  return report.results
    .filter((row) => row.level === 'MUST' && !['pass', 'skip', 'untestable'].includes(row.status))
    .map((row) => `${row.clause}: ${row.status}`)
}

describe('a loop that breaks a SHOULD conforms', () => {
  it.each(lesserFaults.map((fault) => [fault.name, fault] as const))('%s', async (_name, fault) => {
    expect(await unmet(fault.adapter)).toEqual([])
  })
})

describe('a loop that is odd and legal conforms', () => {
  it('is tried on at least twelve', () => {
    expect(new Set(legalLoops.map((loop) => loop.name)).size).toBeGreaterThanOrEqual(12)
  })

  it.each(legalLoops.map((adapter) => [adapter.name, adapter] as const))('%s', async (_name, adapter) => {
    const report = await runInProcess(adapter, { suite })
    const must = report.results.filter((row) => row.level === 'MUST')
    const wrong = must.filter((row) => !['pass', 'skip', 'untestable'].includes(row.status))
    expect(wrong).toEqual([])
    expect(report.verdict).toBe('conformant')
  })
})
