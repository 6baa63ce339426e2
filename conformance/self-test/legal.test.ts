import { describe, expect, it } from 'vitest'
import { specification, type ClauseId } from '../../spec/index.ts'
import { importBundled } from './bundled.ts'

const judging = new URL('./judging.ts', import.meta.url)
const { faults, legalLoops, runInProcess, suite } =
  await importBundled<typeof import('./judging.ts')>(judging)
const level = new Map(specification.clauses.map((clause) => [clause.id, clause.level]))
/** A loop that breaks only a SHOULD conforms: `faults.test.ts` finds what each breaks, and no MUST requires a SHOULD. */
it('a fault of a SHOULD breaks no MUST', () => {
  const broken = faults.map(({ clause, alsoBreaks = {} }) => [
    clause,
    ...(Object.keys(alsoBreaks) as ClauseId[]),
  ])
  const kinds = broken.map((clauses) => new Set(clauses.map((id) => level.get(id) === 'MUST')).size)
  expect(kinds.filter((kind) => kind > 1)).toEqual([])
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
