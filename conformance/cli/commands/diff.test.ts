import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { edit, judge } from '../../self-test/report-files.ts'
import { loopModule, reversed, Workshop } from '../../self-test/workshop.ts'

const workshop = new Workshop()
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ')
const shouldClause = 'exceptions.report-says-what-failed'

beforeAll(async () => {
  const host = loopModule().replace('export default class', 'class')
  workshop.write({
    'good.ts': loopModule(),
    'reversed.mjs': reversed,
    'host.mjs': `${host}export default { name: 'hosted', version: '2.0', profiles: ['host'], newEventLoop: () => new Loop() }\n`,
    'forgets.mjs': loopModule('  setTaskFactory(factory) { this.taskFactory = factory }'),
    'text.json': '{',
  })
  await judge(workshop, './good.ts', 'good.json')
  await judge(workshop, './reversed.mjs', 'reversed.json')
  await judge(workshop, './forgets.mjs', 'forgets.json')
  await judge(workshop, './host.mjs', 'host.json')
  await judge(workshop, './good.ts', 'part.json', '--grep', 'future.')
})
afterAll(() => workshop.remove())

async function diff(a: string, b: string): Promise<{ code: number; out: string; lines: string }> {
  const { code, out } = await workshop.run(['diff', a, b])
  return { code, lines: out, out: oneLine(out) }
}

describe('diff', () => {
  it('says that there are no differences', async () => {
    const { code, out } = await diff('good.json', 'good.json')
    expect(out).toMatch(
      /^from Loop conforms .* to Loop conforms .* No differences: \d+ clauses kept by both, 0 by neither\. $/,
    )
    expect(code).toBe(0)
  })

  it('shows what is lost by area, with the text of the clause, and how many clauses follow', async () => {
    const { code, out, lines } = await diff('good.json', 'reversed.json')
    expect(lines).toMatch(/^scheduling$/m)
    expect(out).toMatch(/− MUST Callbacks [^−]* scheduling\.callbacks-run-in-order: not kept: /)
    expect(out).toMatch(/− not kept, as a consequence of scheduling\.callbacks-run-in-order: \d+ clauses/)
    expect(out).toMatch(/\d+ clauses lost, 0 gained, \d+ not judged; \d+ clauses kept by both/)
    expect(code).toBe(1)
  })

  it('shows what is gained in the other direction', async () => {
    const { code, out } = await diff('reversed.json', 'good.json')
    expect(out).toMatch(/\+ MUST Callbacks [^+]* scheduling\.callbacks-run-in-order: kept now/)
    expect(out).toMatch(
      /\+ kept now, and not before because of scheduling\.callbacks-run-in-order: \d+ clauses/,
    )
    expect(out).toMatch(/0 clauses lost, \d+ gained/)
    expect(code).toBe(0)
  })

  it('puts a MUST before a SHOULD, and the words of an area together', async () => {
    const to = { status: 'fail', message: 'It said nothing.' }
    await edit(workshop, 'good.json', 'silent.json', ({ results }) => ({
      results: results.map((row) =>
        [shouldClause, 'exceptions.context-is-passed-on', 'lifecycle.closed-loop-refuses-work'].includes(
          row.clause,
        )
          ? { ...row, ...to }
          : row,
      ),
    }))
    const { lines } = await diff('good.json', 'silent.json')
    const heads = [...lines.matchAll(/^([a-z-]+)$| − (MUST|SHOULD)/gm)].map((match) => match[1] ?? match[2])
    expect(heads).toEqual(['lifecycle', 'MUST', 'exceptions', 'MUST', 'SHOULD'])
  })

  it('does not fail for a SHOULD alone', async () => {
    await edit(workshop, 'good.json', 'terse.json', ({ results }) => ({
      results: results.map((row) =>
        row.clause === shouldClause ? { ...row, status: 'fail', message: 'x' } : row,
      ),
    }))
    const { code, out } = await diff('good.json', 'terse.json')
    expect(out).toContain('− SHOULD The context of')
    expect(code).toBe(0)
  })

  it('shows a declared deviation with its reason, and an inconclusive clause', async () => {
    const clause = 'handles.cancelled-callback-never-runs'
    const deviation = { clause, reason: 'It is cheaper so.' }
    await edit(workshop, 'good.json', 'declared.json', ({ results }) => ({
      results: results.map((row) =>
        row.clause === clause
          ? { ...row, status: 'deviation', deviation }
          : row.clause === shouldClause
            ? { ...row, status: 'inconclusive', message: 'The host stalled.' }
            : row,
      ),
    }))
    const { out } = await diff('good.json', 'declared.json')
    expect(out).toContain(`${clause}: a declared deviation: It is cheaper so.`)
    expect(out).toContain(`${shouldClause}: could not be judged: The host stalled.`)
  })

  it('tells of profiles as a whole', async () => {
    const { code, out } = await diff('host.json', 'good.json')
    expect(out).toMatch(/from hosted 2\.0 conforms .* profiles − host is no longer claimed: \d+ clauses kept/)
    expect(code).toBe(1)
    const back = await diff('good.json', 'host.json')
    expect(back.out).toMatch(/profiles \+ host is claimed now: \d+ clauses kept/)
    expect(back.code).toBe(0)
  })

  it('says what a partial report leaves out, and compares the rest', async () => {
    const { code, out } = await diff('good.json', 'part.json')
    expect(out).toMatch(/No differences: \d+ clauses/)
    expect(out).toMatch(
      /part\.json is partial, .* Not compared: \d+ clauses that one of the reports does not contain/,
    )
    expect(code).toBe(0)
  })

  it('says that the contracts differ, and which clauses only one of them has', async () => {
    await edit(workshop, 'good.json', 'newer.json', ({ suite, results }) => ({
      suite: { ...suite, spec: '0.9.0', hash: 'ffffffffffffffff' },
      results: [
        ...results.filter((row) => row.clause !== shouldClause),
        { ...results[0], clause: 'lifecycle.loops-can-sing', status: 'pass' },
      ],
    }))
    const { out, code } = await diff('good.json', 'newer.json')
    expect(out).toMatch(/The reports are about different contracts, [\d.]+ and 0\.9\.0/)
    expect(out).toMatch(/Not compared: 2 clauses that only one of the two suites has/)
    expect(code).toBe(0)
    await edit(workshop, 'good.json', 'same.json', ({ suite }) => ({ suite: { ...suite, hash: 'f' } }))
    expect((await diff('good.json', 'same.json')).out).toMatch(
      /Both reports are about contract [\d.]+, whose clauses have changed/,
    )
  })

  it.each([
    [['good.json', 'gone.json'], /The report gone\.json does not exist/],
    [['text.json', 'good.json'], /The report text\.json cannot be read/],
    [['good.json'], /diff needs a second report\.\nExpected: loop-conformance diff <from\.json> <to\.json>/],
  ])('is given %j', async (files, says) => {
    const { code, err } = await workshop.run(['diff', ...files])
    expect(err).toMatch(says)
    expect(code).toBe(2)
  })
})
