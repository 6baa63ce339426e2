/** The run as a stream of events, and the options by which another program chooses what runs. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loopModule, reversed, Workshop } from '../self-test/workshop.ts'

const workshop = new Workshop()
beforeAll(() => workshop.write({ 'good.ts': loopModule(), 'reversed.mjs': reversed }))
afterAll(() => workshop.remove())

type Event = Readonly<Record<string, unknown>>
interface Listed {
  readonly clause: string
  readonly situation: string
}

const eventsIn = (text: string): Event[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Event)

async function listed(loop: string): Promise<Listed[]> {
  const { code, out } = await workshop.run([loop, '--checks', '--reporter', 'events'])
  expect(code).toBe(0)
  const [begin, ...rest] = eventsIn(out)
  expect(rest).toEqual([])
  expect(begin).toMatchObject({ event: 'begin', format: 1, candidate: { entry: loop } })
  return begin?.checks as Listed[]
}

function select(name: string, checks: readonly Listed[], expected: readonly string[] = []): string {
  workshop.write({ [name]: JSON.stringify({ checks, expected }) })
  return name
}

describe('--checks', () => {
  it('lists what applies, and runs none of it', async () => {
    const checks = await listed('./good.ts')
    expect(checks.length).toBeGreaterThan(400)
    const { code, out } = await workshop.run(['./good.ts', '--checks', '--grep', 'cancelled-callback'])
    expect(out).toMatch(/^MUST +handles\.cancelled-callback-never-runs: cancelled before the run$/m)
    expect(out).not.toContain('conforms')
    expect(code).toBe(0)
  })
})

describe('--reporter events', () => {
  it('tells each result, and then the end', async () => {
    const run = await workshop.run([
      './reversed.mjs',
      '--grep',
      'callbacks-run-in-order',
      '--reporter',
      'events',
    ])
    const [begin, ...events] = eventsIn(run.out)
    const end = events.pop()
    expect(end).toMatchObject({ event: 'end', verdict: 'non-conformant', partial: true })
    expect(events.length).toBeGreaterThanOrEqual((begin?.checks as Listed[]).length)
    const failed = events.find(({ status }) => status === 'fail')
    expect(failed).toMatchObject({
      event: 'result',
      level: 'MUST',
      clause: 'scheduling.callbacks-run-in-order',
    })
    for (const member of ['message', 'expected', 'actual', 'hint', 'rerun'])
      expect(failed).toHaveProperty(member)
    expect(run.code).toBe(1)
  })

  it('writes a file beside another report', async () => {
    const file = 'events/run.ndjson'
    const { out } = await workshop.run(['./good.ts', '--grep', 'handles.', '--reporter', `events=${file}`])
    expect(out).toMatch(/MUST +\d+ passed/)
    const events = eventsIn(readFileSync(path.join(workshop.folder, file), 'utf8'))
    expect(events.at(0)).toMatchObject({ event: 'begin' })
    expect(events.at(-1)).toMatchObject({ event: 'end', verdict: 'conformant' })
  })
})

describe('--selection', () => {
  it('runs the checks that it lists, in their order', async () => {
    const checks = (await listed('./good.ts'))
      .filter(({ clause }) => clause.startsWith('handles.cancel'))
      .slice(0, 6)
    const file = select('some.json', checks)
    const run = await workshop.run(['./good.ts', '--selection', file, '--jobs', '1', '--reporter', 'events'])
    const results = eventsIn(run.out).filter(({ event }) => event === 'result')
    expect(results.map(({ situation }) => situation)).toEqual(checks.map(({ situation }) => situation))
  })

  it('explains nothing by a clause that is expected to fail', async () => {
    const checks = (await listed('./reversed.mjs')).filter(({ clause }) =>
      /^(scheduling|timers)\./.test(clause),
    )
    const run = (expected: readonly string[]) =>
      workshop.run([
        './reversed.mjs',
        '--selection',
        select('x.json', checks, expected),
        '--reporter',
        'events',
      ])
    const statuses = (out: string) => new Set(eventsIn(out).map(({ status }) => status))
    const root = 'scheduling.callbacks-run-in-order'
    expect(statuses((await run([])).out)).toContain('consequence')
    const known = eventsIn((await run([root])).out)
    expect(known.filter(({ consequenceOf }) => consequenceOf === root)).toEqual([])
  })

  it.each([
    ['{', /cannot be read/],
    ['{"checks": ["future"]}', /is not a list of checks/],
    ['{"checks": [{"clause": "future.x", "situation": "y"}], "expected": []}', /No check matches/],
  ])('is given %s', async (text, says) => {
    workshop.write({ 'wrong.json': text })
    const { code, err } = await workshop.run(['./good.ts', '--selection', 'wrong.json'])
    expect(err).toMatch(says)
    expect(code).toBe(2)
  })
})
