import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Report } from '../../spec/index.ts'
import { loopModule, reversed, Workshop } from '../self-test/workshop.ts'

const workshop = new Workshop()
const broken = 'factories.set-task-factory-refuses-what-is-no-function'
const shaky = 'factories.get-task-factory-answers-the-factory'
const other = 'handles.cancelled-callback-never-runs'
const baseline = (...clauses: string[]): string =>
  JSON.stringify(clauses.map((clause) => ({ clause, reason: 'our issue 12' })))
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ')

beforeAll(() => {
  workshop.write({
    'good.mjs': loopModule(),
    'reversed.mjs': reversed,
    'forgets.mjs': loopModule('  setTaskFactory(factory) { this.taskFactory = factory }'),
    'forgets-more.mjs': loopModule(
      '  setTaskFactory(factory) { this.taskFactory = factory }\n  isClosed() { return false }',
    ),
    'sometimes.mjs': loopModule(
      '  getTaskFactory() { return ++asked % 7 === 2 ? null : super.getTaskFactory() }',
      'let asked = 0',
    ),
    'expects-it.json': baseline(broken),
    'expects-too-much.json': baseline(broken, other),
    'unknown.json': baseline('scheduling.calbacks-run-in-order'),
    'no-reason.json': JSON.stringify([{ clause: broken, reason: ' ' }]),
    'twice.json': baseline(broken, broken),
    'no-list.json': '{}',
    'no-json.json': '[',
  })
})
afterAll(() => workshop.remove())

describe('a baseline', () => {
  it('accepts exactly the failures that it lists', async () => {
    const { code, out } = await workshop.run(['./forgets.mjs', '--baseline', 'expects-it.json'])
    expect(oneLine(out)).toContain('expects-it.json: 1 expected failure, 0 unexpected failures')
    expect(out).toMatch(/^✓ baseline holds {2}1 expected failure$/m)
    expect(out).not.toMatch(/does not conform/)
    expect(code).toBe(0)
  })

  it('does not hold if another clause fails', async () => {
    const { code, out } = await workshop.run(['./forgets-more.mjs', '--baseline', 'expects-it.json'])
    expect(oneLine(out)).toContain('Not kept, and not in the baseline: lifecycle.')
    expect(out).toMatch(/^✗ baseline does not hold {2}\d+ unexpected failures?$/m)
    expect(code).toBe(1)
  })

  it.each([
    ['./forgets.mjs', 'expects-too-much.json', other],
    ['./good.mjs', 'expects-it.json', broken],
  ])('is out of date if a listed clause is kept: %s, %s', async (loop, file, kept) => {
    const { code, out } = await workshop.run([loop, '--baseline', file])
    expect(oneLine(out)).toContain(`Kept, but in the baseline: ${kept}. Remove its line.`)
    expect(out).toMatch(/^✗ baseline is out of date {2}remove 1 line$/m)
    expect(out).not.toMatch(/conforms/)
    expect(code).toBe(1)
  })

  it('ignores what a filter leaves out', async () => {
    const { code } = await workshop.run([
      './good.mjs',
      '--baseline',
      'expects-it.json',
      '--grep',
      'future.keeps',
    ])
    expect(code).toBe(0)
  })

  it('is written, reviewed, and written again without losing its reasons', async () => {
    const read = (): { clause: string; reason: string }[] =>
      JSON.parse(readFileSync(path.join(workshop.folder, 'new.json'), 'utf8')) as ReturnType<typeof read>
    const order = 'scheduling.callbacks-run-in-order'
    const written = await workshop.run(['./reversed.mjs', '--write-baseline', 'new.json'])
    expect(oneLine(written.out)).toMatch(
      /Wrote new\.json with \d+ expected failures\. Fill in the reason of \d+ of them/,
    )
    expect(written.code).toBe(1)
    expect(read()).toContainEqual({ clause: order, reason: '' })
    const follows = read().filter(({ reason }) => reason === `It requires ${order}, which fails.`)
    expect(follows.length).toBeGreaterThan(0)
    expect((await workshop.run(['./reversed.mjs', '--baseline', 'new.json'])).err).toMatch(
      /gives no reason for/,
    )
    const reviewed = read().map((one) => ({ ...one, reason: one.reason || 'our issue 12' }))
    workshop.write({ 'new.json': JSON.stringify(reviewed) })
    await workshop.run(['./reversed.mjs', '--write-baseline', 'new.json'])
    expect(read()).toEqual(reviewed)
    expect((await workshop.run(['./reversed.mjs', '--baseline', 'new.json'])).code).toBe(0)
    const forgotten = reviewed.filter(({ clause }) => clause !== follows[0]?.clause)
    workshop.write({ 'new.json': JSON.stringify(forgotten) })
    expect((await workshop.run(['./reversed.mjs', '--baseline', 'new.json'])).code).toBe(1)
  })

  it.each([
    [
      'nowhere.json',
      [/baseline nowhere\.json does not exist/, /"clause": /, /--write-baseline nowhere\.json/],
    ],
    [
      'unknown.json',
      [/scheduling\.calbacks-run-in-order/, /Did you mean scheduling\.callbacks-run-in-order/],
    ],
    ['no-reason.json', [/gives no reason for/]],
    ['twice.json', [/twice/]],
    ['no-list.json', [/not a list of clauses with reasons/, /"clause": /]],
    ['no-json.json', [/cannot be read/, /"clause": /]],
  ])('cannot be %s', async (file, says) => {
    const { code, err } = await workshop.run(['./good.mjs', '--baseline', file])
    for (const pattern of says) expect(err).toMatch(pattern)
    expect(code).toBe(2)
  })

  it('cannot be written by a filtered run', async () => {
    const { code, err } = await workshop.run([
      './good.mjs',
      '--write-baseline',
      'part.json',
      '--grep',
      'future',
    ])
    expect(err).toMatch(/needs a whole run/)
    expect(code).toBe(2)
  })
})

describe.each([[[]], [['--in-process']]])('with %j', (flags) => {
  const judge = async (loop: string, ...more: string[]): Promise<{ report: Report; code: number }> => {
    const { code, out } = await workshop.run([loop, '--reporter', 'json', ...flags, ...more])
    return { code, report: JSON.parse(out) as Report }
  }

  it('--bail ends the run at the first root cause', async () => {
    const { code, report } = await judge('./forgets-more.mjs', '--bail')
    const failed = report.results.filter((row) => row.status === 'fail' && row.level === 'MUST')
    expect(failed).toHaveLength(1)
    expect(report.partial).toBe(true)
    expect(report.findings[0]).toMatch(/^Stopped at the first root cause: \d+ of \d+ checks were done\.$/)
    expect(code).toBe(1)
  })

  it('--bail continues after an expected failure', async () => {
    const { code, report } = await judge('./forgets.mjs', '--bail', '--baseline', 'expects-it.json')
    expect(report.partial).toBe(false)
    expect(code).toBe(0)
  })

  it('shows how often an intermittent failure happens, and counts it', async () => {
    const { code, report } = await judge('./sometimes.mjs', '--grep', shaky)
    const [row] = report.results
    expect(row?.status).toBe('fail')
    expect(code).toBe(1)
    const { out } = await workshop.run(['./sometimes.mjs', '--grep', shaky, ...flags])
    expect(out).toMatch(/^✗ does not conform/m)
    // A busy machine has time for fewer than twenty runs, or for none: run-again.test.ts counts them.
    if (row?.intermittent !== undefined) expect(row.intermittent.failed).toBeLessThan(row.intermittent.runs)
    if (out.includes('how often')) expect(out).toMatch(/how often +(\d+)\/(\d+) \(failed in \1 of \2 runs\)/)
  })

  it('shows no frequency for a failure that always happens', async () => {
    const { report } = await judge('./reversed.mjs')
    expect(report.results.filter((row) => row.intermittent !== undefined)).toEqual([])
    expect(report.summary.must.fail).toBeGreaterThan(0)
  })
})
