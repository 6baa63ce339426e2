import { appendFileSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { edit, judge, readReportFile, withRow } from '../../self-test/report-files.ts'
import { loopModule, reversed, Workshop, type CommandResult } from '../../self-test/workshop.ts'

const workshop = new Workshop()
const read = (file: string): string => readFileSync(path.join(workshop.folder, file), 'utf8')
const deviating = `${reversed}
import { specification } from '${new URL('../../../dist/spec/index.js', import.meta.url).href}'
export const adapter = {
  name: 'odd <b>',
  profiles: ['host'],
  deviations: specification.clauses.map(({ id: clause }) => ({ clause, reason: 'on purpose' })),
  newEventLoop: () => new WithoutDebugMode(),
}
class WithoutDebugMode extends Loop {
  iterate() { return Object.getPrototypeOf(Loop.prototype).iterate.call(this) }
  getDebug() { return false }
}
`
  .replace('export default class', 'class')
  .replace('export const adapter =', 'export default')

beforeAll(async () => {
  workshop.write({
    'good.ts': loopModule(),
    'moves.mjs': loopModule(),
    'reversed.mjs': reversed,
    'deviating.mjs': deviating,
  })
  await judge(workshop, './good.ts', 'good.json')
  await judge(workshop, './good.ts', 'part.json', '--grep', 'future.keeps')
})
afterAll(() => workshop.remove())

const badge = (...args: string[]): Promise<CommandResult> => workshop.run(['badge', ...args])

describe('badge', () => {
  it('draws a picture and an endpoint for shields.io, with profiles and verdict', async () => {
    const { code, out } = await badge('good.json', '--output', 'pictures/good.svg')
    expect(out).toMatch(/^pictures\/good\.svg and pictures\/good\.json: conforms \(core\)$/m)
    expect(code).toBe(0)
    const { suite, candidate, integrity } = readReportFile(workshop, 'good.json')
    const svg = read('pictures/good.svg')
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /)
    expect(svg).toContain('aria-label="loop-conformance: conforms (core)"')
    for (const bond of [`contract ${suite.spec}`, suite.hash, candidate.hash, integrity ?? 'none'])
      expect(svg).toContain(bond)
    expect(svg).not.toMatch(/(?:href|src|url)\s*=?\s*["(]?https?:/)
    expect(JSON.parse(read('pictures/good.json'))).toEqual({
      schemaVersion: 1,
      label: 'loop-conformance',
      message: 'conforms (core)',
      color: 'brightgreen',
    })
  })

  it('says that a loop does not conform, and that one conforms with deviations', async () => {
    await judge(workshop, './reversed.mjs', 'reversed.json')
    await badge('reversed.json', '--output', 'reversed-badge.svg')
    expect(JSON.parse(read('reversed-badge.json'))).toMatchObject({ color: 'red', isError: true })
    expect(read('reversed-badge.svg')).toContain('does not conform (core)')
    const report = await judge(workshop, './deviating.mjs', 'deviating.json')
    expect(report.verdict).toBe('conformant-with-deviations')
    await badge('deviating.json', '--output', 'deviating-badge.svg')
    expect(JSON.parse(read('deviating-badge.json'))).toMatchObject({
      message: expect.stringMatching(/^conforms with \d+ deviations? \(core, host\)$/) as string,
      color: 'yellowgreen',
    })
  })

  it('--check passes until something changes, and says what has changed', async () => {
    await judge(workshop, './moves.mjs', 'moves.json')
    const args = ['moves.json', '--output', 'moving.svg']
    const none = await badge(...args, '--check')
    expect(none.out).toMatch(
      /moving\.svg does not exist\. Draw it with: npx loop-conformance badge moves\.json --output/,
    )
    expect(none.code).toBe(1)
    await badge(...args)
    expect((await badge(...args, '--check')).code).toBe(0)
    appendFileSync(path.join(workshop.folder, 'moves.mjs'), '\n// another line\n')
    const moved = await badge(...args, '--check')
    expect(moved.out).toMatch(/✗ candidate +The source of \.\/moves\.mjs has changed/)
    expect(moved.code).toBe(1)
    const drawn = await badge(...args)
    expect(drawn.out).toMatch(/: stale\nThe report is out of date:\n +✗ candidate/)
    expect(drawn.code).toBe(0)
    expect(read('moving.svg')).toContain('loop-conformance: stale')
    expect(JSON.parse(read('moving.json'))).toMatchObject({ color: 'lightgrey', isError: true })
    expect((await badge(...args, '--check')).code).toBe(1)
    await judge(workshop, './moves.mjs', 'moves.json')
    await badge(...args)
    expect((await badge(...args, '--check')).code).toBe(0)
  })

  it('--check notices another suite, and a badge that was drawn by hand', async () => {
    const other = '0123456789abcdef'
    await edit(workshop, 'good.json', 'old.json', ({ suite }) => ({ suite: { ...suite, hash: other } }), true)
    await badge('old.json', '--output', 'old-badge.svg')
    expect(read('old-badge.svg')).toContain('stale')
    expect((await badge('old.json', '--output', 'old-badge.svg', '--check')).code).toBe(1)
    await badge('good.json', '--output', 'painted.svg')
    workshop.write({ 'painted.svg': read('painted.svg').replaceAll('core', 'core, net') })
    const { code, out } = await badge('good.json', '--output', 'painted.svg', '--check')
    expect(out).toMatch(/✗ painted\.svg differs from what good\.json says/)
    expect(code).toBe(1)
  })

  it('draws no badge of a partial report', async () => {
    for (const flags of [[], ['--check']]) {
      const { code, err } = await badge('part.json', ...flags)
      expect(err).toMatch(/No badge: the report part\.json is partial/)
      expect(err).toMatch(/without --grep, --profile and --bail/)
      expect(code).toBe(2)
    }
  })

  it('draws no badge of an edited report', async () => {
    await edit(workshop, 'good.json', 'edited.json', (report) => ({
      results: withRow(report, ({ status }) => status === 'pass', { status: 'fail', message: 'no' }),
    }))
    const { code, err } = await badge('edited.json', '--output', 'edited-badge.svg')
    expect(err).toMatch(/No badge: edited\.json was changed[^]*✗ unchanged[^]*✗ adds up/)
    expect(code).toBe(2)
    expect((await badge('edited.json', '--check')).code).toBe(1)
  })

  it.each([
    ['no such file', ['gone.json'], /The report gone\.json does not exist/],
    [
      'a picture of another kind',
      ['good.json', '--output', 'badge.png'],
      /is not an SVG file[^]*ends in \.svg/,
    ],
    ['a badge over its report', ['good.json', '--output', 'good.svg'], /overwrite the report good\.json/],
    ['a folder that is a file', ['good.json', '--output', 'good.ts/badge.svg'], /cannot be written/],
    ['no report', [], /badge needs a report\.\nExpected: loop-conformance badge <report\.json>/],
  ])('is given %s', async (_name, args, says) => {
    const { code, err } = await badge(...args)
    expect(err).toMatch(says)
    expect(code).toBe(2)
  })
})
