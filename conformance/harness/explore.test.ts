import { describe, expect, it } from 'vitest'
import { VirtualEventLoop } from '../../reference/index.ts'
import { check, runInProcess, type Check, type Explored } from './index.ts'

const adapter = { name: 'reference', newEventLoop: () => new VirtualEventLoop() }
const seeds = new Set<number>()
const noting = check('lifecycle.is-running-during-a-run', 'whatever the seed', (t) => {
  seeds.add(t.seed)
})

function failingWith(isBad: (seed: number) => boolean): Check {
  return check(
    'programs.do-what-they-do-on-asyncio',
    'some programs',
    (t) => {
      seeds.add(t.seed)
      if (isBad(t.seed)) t.fail({ message: 'A bad seed.' })
    },
    { comesLast: true },
  )
}

describe('exploring', () => {
  it('runs the checks with other seeds until it is stopped', async () => {
    seeds.clear()
    const progress: Explored[] = []
    const suite = [noting, failingWith(() => false)]
    const stop = new AbortController()
    const onExplored = (explored: Explored): void => {
      if (progress.push(explored) === 8) stop.abort('Stopped')
    }
    const report = await runInProcess(adapter, {
      suite,
      exploreMs: 60_000,
      onExplored,
      signal: stop.signal,
    })
    expect(report.summary.must.fail).toBe(0)
    expect(seeds.size).toBeGreaterThan(2)
    expect(report.findings.join()).toMatch(/Explored for \d+ s: \d+ checks with other seeds, none failed\./)
    expect(progress.at(-1)?.runs).toBeGreaterThan(1)
  })

  it('ends with the first failure, and the report tells its seed', async () => {
    seeds.clear()
    const suite = [noting, failingWith((seed) => seed !== 1)]
    const report = await runInProcess(adapter, { suite, exploreMs: 60_000 })
    const [row] = report.results.filter(({ status }) => status === 'fail')
    expect(row?.message).toBe('A bad seed.')
    const other = [...seeds].find((seed) => seed !== 1)
    expect(row?.rerun).toContain(`--seed ${String(other)}`)
  })

  it('has the same seeds in the same order', async () => {
    const tried: number[] = []
    const isBad = (seed: number): boolean => seed !== 1 && tried.push(seed) % 3 === 0
    for (let run = 0; run < 2; run++)
      await runInProcess(adapter, { suite: [failingWith(isBad)], exploreMs: 60_000 })
    expect(tried.slice(0, 3)).toEqual(tried.slice(3))
  })

  it('leaves programs out if only a recommendation is not kept', async () => {
    seeds.clear()
    const recommended = check('lifecycle.stop-is-legal-after-close', 'never', (t) => {
      t.fail({ message: 'It is not kept.' })
    })
    const isBadProgram = failingWith((seed) => seed !== 1)
    const report = await runInProcess(adapter, { suite: [noting, recommended, isBadProgram], exploreMs: 50 })
    expect(seeds.size).toBeGreaterThan(1)
    expect(report.findings.join()).toContain('none failed')
  })

  it('does not begin if a clause is not kept', async () => {
    const report = await runInProcess(adapter, { suite: [failingWith(() => true)], exploreMs: 60_000 })
    expect(report.findings).toEqual([
      'Nothing was explored, because a clause is not kept: it would explain what is found.',
    ])
  })
})
