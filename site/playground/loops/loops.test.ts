/** Loads and runs every loop of the menu as the playground does. */
import { describe, expect, it } from 'vitest'
import { runInProcess, rootCauses } from '../../../conformance/harness/index.ts'
import { faults } from '../../../conformance/self-test/faults/index.ts'
import { suite } from '../../../conformance/suite/index.ts'
import { type Report } from '../../../spec/index.ts'
import { transpile } from '../transpile.ts'
import { evaluate } from '../worker/evaluate.ts'
import { examples, faultyLoops, lacking } from './loops.generated.ts'

const known = new Map(faults.map((fault) => [fault.name, fault]))

it('every fault is in the menu, but those that a browser cannot judge', () => {
  const inMenu = new Set(faultyLoops.map(({ name }) => name))
  expect(inMenu.size).toBe(faultyLoops.length)
  const left = faults.filter(({ name }) => !inMenu.has(name))
  const reasons = left.map(({ adapter, clause }) =>
    /\.(closed-loop-leaves-the-host-alone|running-loop-keeps-the-process-alive|waiting-loop-sleeps|do-what-they-do-on-asyncio|cancelled-creation-makes-nothing)$/.test(
      clause,
    )
      ? clause
      : adapter.profiles?.find((one) => one === 'gc' || one === 'net-real' || one === 'tls'),
  )
  expect(reasons).not.toContain(undefined)
  expect(left.length).toBe(Object.values(lacking).reduce((sum, count) => sum + count))
  expect(faultyLoops.length + left.length).toBe(faults.length)
})

/** One fault in four is judged here. The self-test judges all of them, and each loads here under its name and clause. */
const judgedOneIn = 4

describe('a fault of the menu breaks its clause, with the words that the self-test expects', () => {
  const loops = faultyLoops.map((loop, index) => [loop.name, loop, index % judgedOneIn === 0] as const)
  it.each(loops)('%s', async (name, { clause, source }, isJudged) => {
    const fault = known.get(name)
    if (fault === undefined) throw new Error('The self-test has no such fault.')
    const adapter = await evaluate({ file: 'loop.ts', code: transpile(source) })
    expect(adapter.name).toBe(name)
    expect(clause).toBe(fault.clause)
    if (!isJudged) return
    const report = await runInProcess(adapter, { suite, timeoutMs: 100, filter: { grep: clause } })
    // Some clauses are observed during all checks, so they need all of them. A busy machine may exceed a short deadline.
    const said = whatFails(clause, report) || whatFails(clause, await runInProcess(adapter, { suite }))
    expect(said).toMatch(fault.observes)
  })
})

function whatFails(clause: string, { results }: Report): string {
  const failing = results.filter((row) => row.clause === clause && row.status === 'fail')
  return failing.map((row) => [row.message, row.case, row.expected, row.actual].join('\n')).join('\n')
}

describe('an example of the menu', () => {
  const load = (name: string): ReturnType<typeof evaluate> => {
    const source = examples.find((example) => example.name === name)?.source ?? ''
    return evaluate({ file: 'loop.ts', code: transpile(source) })
  }

  it('minimal conforms', async () => {
    const report = await runInProcess(await load('minimal'), { suite })
    expect(report.verdict).toBe('conformant')
  })

  it('broken has its three mistakes', async () => {
    const report = await runInProcess(await load('broken'), { suite })
    expect(rootCauses(report)).toHaveLength(3)
  })
})
