import { describe, expect, it } from 'vitest'
import {
  specification,
  type Clause,
  type ClauseId,
  type Report,
  type Specification,
} from '../../spec/index.ts'
import type { CheckOutcome } from './check-outcome.ts'
import { check, type Check } from './check.ts'
import { judge } from './engine.ts'
import type { Plan } from './plan.ts'
import type { Ran, Runner } from './runner.ts'

/** Clauses of a small specification: a name, and the names of those that it requires. */
function clauses(requires: Readonly<Record<string, readonly string[]>>): Specification {
  const [model] = specification.clauses
  if (model === undefined) throw new Error('The specification is empty.')
  const all = Object.entries(requires).map(([id, required]): Clause => ({
    ...model,
    id: id,
    level: 'MUST',
    profile: 'core',
    requires: required,
  }))
  return { ...specification, clauses: all, byId: new Map(all.map((clause) => [clause.id, clause])) }
}

const pass: CheckOutcome = { status: 'pass', durationMs: 1 }
const fail: CheckOutcome = { status: 'fail', durationMs: 60, message: 'It is wrong.' }
const late: CheckOutcome = { status: 'hang', durationMs: 60, message: 'It is late.', late: true }

interface Call {
  readonly clause: string
  readonly deadlineMs: number
  /** How many other checks ran at the same time. */
  readonly beside: number
}

/** Runs nothing: says for each check what comes of it, by its clause and by how often it has run. */
class ToldRunner implements Runner {
  readonly backlog = 4
  readonly collectsGarbage = true
  readonly isReserve: boolean
  readonly calls: Call[]
  readonly #told: Readonly<Record<string, readonly Partial<Ran>[]>>
  readonly #shared: { underWay: number; loads: number }

  constructor(
    told: Readonly<Record<string, readonly Partial<Ran>[]>>,
    calls: Call[],
    shared: { underWay: number; loads: number },
    isReserve: boolean,
  ) {
    this.isReserve = isReserve
    this.#told = told
    this.calls = calls
    this.#shared = shared
  }

  load(): Promise<{ name: string }> {
    this.#shared.loads++
    return Promise.resolve({ name: 'told' })
  }

  async run({ clause }: Check, deadlineMs: number): Promise<Ran> {
    const before = this.calls.filter((call) => call.clause === clause).length
    this.calls.push({ clause, deadlineMs, beside: this.#shared.underWay++ })
    await new Promise((resolve) => setImmediate(resolve))
    this.#shared.underWay--
    return { outcome: pass, silent: false, lost: false, ...this.#told[clause]?.[before] }
  }

  again(): Promise<null> {
    return Promise.resolve(null)
  }

  tearDown(): Promise<void> {
    return Promise.resolve()
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}

interface Judged {
  readonly report: Report
  readonly calls: readonly Call[]
  readonly loads: number
  /** By clause: its status, and after a colon what explains it. */
  readonly rows: Readonly<Record<string, string>>
}

async function judged(
  requires: Readonly<Record<string, readonly string[]>>,
  told: Readonly<Record<string, readonly Partial<Ran>[]>>,
  {
    seats = 2,
    reserve = 0,
    last = [],
    ...plan
  }: Partial<Plan> & { seats?: number; reserve?: number; last?: readonly string[] } = {},
): Promise<Judged> {
  const calls: Call[] = []
  const shared = { underWay: 0, loads: 0 }
  const runners = Array.from(
    { length: seats },
    (_none, index) => new ToldRunner(told, calls, shared, index >= seats - reserve),
  )
  const suite = Object.keys(requires).map((id) =>
    check(id as ClauseId, 'a situation', () => undefined, last.includes(id) ? { comesLast: true } : {}),
  )
  const report = await judge(runners, {
    suite,
    specification: clauses(requires),
    conditions: 'none',
    ...plan,
  })
  const rows = report.results.flatMap(({ clause, status, consequenceOf, blockedBy }) => {
    const why = consequenceOf ?? blockedBy
    return clause in requires ? [[clause, why === undefined ? status : `${status}: ${why}`]] : []
  })
  return { report, calls, loads: shared.loads, rows: Object.fromEntries(rows) as Record<string, string> }
}

describe('consequences', () => {
  it('fail because of a clause that theirs requires, near or far', async () => {
    const { rows } = await judged(
      { 'a.root': [], 'a.near': ['a.root'], 'a.passes': ['a.root'], 'a.far': ['a.passes'], 'b.other': [] },
      { 'a.root': [{ outcome: fail }], 'a.near': [{ outcome: fail }], 'a.far': [{ outcome: fail }] },
    )
    expect(rows).toEqual({
      'a.root': 'fail',
      'a.near': 'consequence: a.root',
      'a.passes': 'pass',
      'a.far': 'consequence: a.root',
      'b.other': 'pass',
    })
  })

  it('are no consequences of a declared deviation', async () => {
    const { rows } = await judged(
      { 'a.root': [], 'a.near': ['a.root'] },
      { 'a.root': [{ outcome: fail }], 'a.near': [{ outcome: fail }] },
      { tolerated: ['a.root'] },
    )
    expect(rows).toEqual({ 'a.root': 'fail', 'a.near': 'fail' })
  })

  it('are not looked for in the checks that come last', async () => {
    const { rows, calls } = await judged(
      { 'z.last': [], 'a.root': [], 'b.passes': [] },
      { 'a.root': [{ outcome: fail }], 'z.last': [{ outcome: fail }] },
      { last: ['z.last'] },
    )
    expect(rows).toMatchObject({ 'z.last': 'skip' })
    expect(calls.map(({ clause }) => clause)).not.toContain('z.last')
  })
})

describe('a check that is late', () => {
  const four = { 'a.one': [], 'a.two': [], 'b.three': [], 'c.four': [] }

  it('runs once more, alone, with five times the deadline', async () => {
    const { rows, calls, report } = await judged(
      four,
      { 'a.one': [{ outcome: late, silent: true, lost: true }] },
      { timeoutMs: 40 },
    )
    expect(rows['a.one']).toBe('pass')
    const again = calls.filter(({ clause }) => clause === 'a.one')
    expect(again.map(({ deadlineMs }) => deadlineMs)).toEqual([40, 200])
    expect(again[1]?.beside).toBe(0)
    expect(report.findings.join()).toContain('One check was late, and in time when it ran once more, alone')
  })

  it('runs once more if it was late with another seed and on an aged loop, although its process can go on', async () => {
    const { rows, calls, report } = await judged(
      { 'a.one': [] },
      { 'a.one': [{}, { outcome: late }] },
      { seats: 1, timeoutMs: 40, exploreMs: 30, conditions: 'none' },
    )
    expect(rows['a.one']).toBe('pass')
    expect(calls.slice(0, 3).map(({ deadlineMs }) => deadlineMs)).toEqual([40, 160, 800])
    expect(report.findings.join()).toContain('none failed')
  })

  it('hangs if it is late again, and shortens the deadline only then', async () => {
    const { rows, calls } = await judged(
      four,
      {
        'a.one': [
          { outcome: late, lost: true },
          { outcome: late, lost: true },
        ],
      },
      { seats: 1, timeoutMs: 5000 },
    )
    expect(rows).toEqual({ 'a.one': 'hang', 'a.two': 'pass', 'b.three': 'pass', 'c.four': 'pass' })
    expect(Math.min(...calls.map(({ deadlineMs }) => deadlineMs))).toBe(5000)
  })

  it('is believed at once if another clause explains it', async () => {
    const { rows, calls } = await judged(
      { 'a.root': [], 'a.near': ['a.root'] },
      { 'a.root': [{ outcome: fail }], 'a.near': [{ outcome: late, lost: true }] },
    )
    expect(rows).toMatchObject({ 'a.near': 'consequence: a.root' })
    expect(calls).toHaveLength(2)
  })

  it('is believed at once if nothing can happen any more', async () => {
    const { late: _late, ...idle } = late
    const { rows, calls } = await judged(four, { 'a.one': [{ outcome: idle }] })
    expect(rows['a.one']).toBe('hang')
    expect(calls).toHaveLength(4)
  })
})

it('a check whose runner was killed from outside is repeated, and is guilty if it happens again', async () => {
  const killed: Partial<Ran> = {
    outcome: { status: 'crash', durationMs: 1, message: 'Killed.' },
    lost: true,
    isKilled: true,
  }
  const { rows, loads } = await judged(
    { 'a.once': [], 'b.twice': [] },
    { 'a.once': [killed], 'b.twice': [killed, killed] },
  )
  expect(rows).toEqual({ 'a.once': 'pass', 'b.twice': 'crash' })
  expect(loads).toBeGreaterThan(3)
})

describe('conditions', () => {
  const two = { 'a.one': [], 'a.two': ['a.one'] }
  /** Fails when it runs for the second time, which is under a condition. */
  const failsLater: readonly Partial<Ran>[] = [{}, { outcome: fail }]

  it('are tried when everything passes, and a failure says so first', async () => {
    const { report, rows } = await judged(two, { 'a.one': failsLater }, { seats: 1, conditions: 'all' })
    expect(rows).toEqual({ 'a.one': 'fail', 'a.two': 'pass' })
    const [row] = report.results
    expect(row?.message).toMatch(/^Only .*: It is wrong\.$/)
    expect(row?.condition).toMatch(/^only /)
    expect(report.verdict).toBe('non-conformant')
  })

  it('end with the first failure', async () => {
    const { rows, calls } = await judged(
      two,
      { 'a.one': failsLater, 'a.two': failsLater },
      { seats: 1, conditions: 'all' },
    )
    expect(rows).toEqual({ 'a.one': 'fail', 'a.two': 'pass' })
    expect(calls.length).toBeLessThan(6)
  })

  it('are not tried if a MUST is not kept, or if the plan says so', async () => {
    const broken = await judged(two, { 'a.two': [{ outcome: fail }] }, { conditions: 'all' })
    expect(broken.calls).toHaveLength(2)
    const without = await judged(two, {}, { conditions: 'none' })
    expect(without.calls).toHaveLength(2)
  })
})

describe('runners in reserve', () => {
  const checks = (count: number): Record<string, readonly string[]> =>
    Object.fromEntries(Array.from({ length: count }, (_none, index) => [`a.number-${String(index)}`, []]))

  it('are loaded if there are many checks', async () => {
    const { loads, rows } = await judged(checks(41), {}, { seats: 3, reserve: 2 })
    expect(loads).toBe(3)
    expect(new Set(Object.values(rows))).toEqual(new Set(['pass']))
  })

  it('are not loaded for a few', async () => {
    const { loads, calls } = await judged(checks(40), {}, { seats: 3, reserve: 2 })
    expect(loads).toBe(1)
    expect(calls).toHaveLength(40)
  })
})
