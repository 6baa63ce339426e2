import { appendFileSync, existsSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CheckResult, Report } from '../../../spec/index.ts'
import { hasPython } from '../../self-test/python/has-python.ts'
import { edit, judge, readReportFile, withRow } from '../../self-test/report-files.ts'
import { loopModule, reversed, Workshop } from '../../self-test/workshop.ts'

const workshop = new Workshop()
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ')
const passes = ({ status }: { status: string }): boolean => status === 'pass'
const isUnclaimed = ({ status, message = '' }: CheckResult): boolean =>
  status === 'skip' && message.includes('is not claimed')

beforeAll(async () => {
  workshop.write({
    'good.ts': loopModule(),
    'reversed.mjs': reversed,
    'moves.mjs': loopModule(),
    'text.json': 'no report',
    'list.json': '[]',
    'other.json': '{"hello": 1}',
  })
  await judge(workshop, './good.ts', 'good.json')
  await judge(workshop, './reversed.mjs', 'reversed.json')
  await judge(workshop, './good.ts', 'part.json', '--grep', 'future.keeps')
})
afterAll(() => workshop.remove())

async function verified(
  file: string,
  ...more: string[]
): Promise<{ code: number; out: string; err: string }> {
  const { code, out, err } = await workshop.run(['verify', file, ...more])
  return { code, out: oneLine(out), err: oneLine(err) }
}

describe('verify', () => {
  it.each(['good.json', 'reversed.json'])('accepts %s, whatever the verdict', async (file) => {
    const { code, out } = await verified(file)
    expect(out.match(/✓/g)).toHaveLength(6)
    expect(out).toMatch(/✓ valid Nothing was run\./)
    expect(code).toBe(0)
  })

  it('does not mind how the file is laid out', async () => {
    const { results, candidate, ...rest } = readReportFile(workshop, 'good.json')
    workshop.write({ 'laid-out.json': `${JSON.stringify({ results, candidate, ...rest }, null, '\t')}\n\n` })
    expect((await verified('laid-out.json')).code).toBe(0)
  })

  it.each<[string, boolean, (report: Report) => object, RegExp[]]>([
    [
      'a text',
      false,
      () => ({ findings: ['all is well'] }),
      [/✗ unchanged The report was changed after the run/],
    ],
    ['no hash', false, () => ({ integrity: undefined }), [/✗ unchanged The report has no hash of itself/]],
    [
      'a status, from failed to passed',
      false,
      (report) => ({ results: withRow(report, ({ status }) => status === 'fail', { status: 'pass' }) }),
      [/✗ unchanged/, /✗ adds up \d+ MUST rows have the status pass, but the summary says \d+/],
    ],
    [
      'a status, with a new hash',
      true,
      (report) => ({ results: withRow(report, ({ status }) => status === 'fail', { status: 'pass' }) }),
      [/✓ unchanged/, /✗ adds up/],
    ],
    [
      'a verdict, with a new hash',
      true,
      () => ({ verdict: 'conformant' }),
      [/✗ adds up The rows give the verdict non-conformant, but the report says conformant/],
    ],
    [
      'a row left out, with a new hash',
      true,
      ({ results }) => ({ results: results.filter((_row, index) => index !== 3) }),
      [/✗ whole The report has no row for lifecycle\.[\w-]+: /],
    ],
    [
      'a row twice, with a new hash',
      true,
      ({ results }) => ({ results: [...results, ...results.slice(0, 1)] }),
      [/✗ whole The report has two rows for lifecycle\./],
    ],
    [
      'a row of an unknown check',
      true,
      ({ results }) => ({ results: [...results, { ...results[0], situation: 'on a Sunday' }] }),
      [/✗ whole The suite has no check lifecycle\.[\w-]+: on a Sunday/],
    ],
    [
      'a level, with a new hash',
      true,
      (report) => ({ results: withRow(report, ({ level }) => level === 'MUST', { level: 'MAY' }) }),
      [/is a MUST, but the report says MAY/],
    ],
    [
      'a claimed check that is skipped',
      true,
      (report) => ({ results: withRow(report, passes, { status: 'skip' }) }),
      [/✗ whole .* applies, but the report says skip/],
    ],
    [
      'a profile that is not claimed, but has rows',
      true,
      (report) => ({ results: withRow(report, isUnclaimed, { status: 'pass' }) }),
      [/✗ whole .*does not apply \(the profile [\w-]+ is not claimed\), but the report says pass/],
    ],
    ['partial', true, () => ({ partial: true }), [/✗ whole The report is partial/]],
    [
      'a report of other clauses',
      true,
      ({ suite }) => ({ suite: { ...suite, hash: '0123456789abcdef' } }),
      [/✗ suite The clauses have changed: their hash was 0123456789abcdef/],
    ],
    [
      'a report of another contract and version',
      true,
      ({ suite }) => ({ suite: { ...suite, spec: '9.0.0', version: '9.1.0' } }),
      [/✗ suite Version 9\.1\.0 wrote the report\. .* about contract 9\.0\.0/],
    ],
  ])('notices %s', async (name, sealed, change, says) => {
    const file = `${name.replaceAll(/\W+/g, '-')}.json`
    await edit(workshop, 'reversed.json', file, change, sealed)
    const { code, out } = await verified(file)
    for (const pattern of says) expect(out).toMatch(pattern)
    expect(out).toContain(`Write a new report: npx loop-conformance ./reversed.mjs --reporter json=${file}`)
    expect(code).toBe(1)
  })

  it('notices that the candidate has changed, and accepts one in another place', async () => {
    await judge(workshop, './moves.mjs', 'moves.json')
    workshop.write({ 'elsewhere.mjs': loopModule() })
    appendFileSync(path.join(workshop.folder, 'moves.mjs'), '\n// another line\n')
    const { code, out } = await verified('moves.json')
    expect(out).toMatch(
      /✗ candidate The source of \.\/moves\.mjs has changed: its hash was \w{16} and is now \w{16}/,
    )
    expect(code).toBe(1)
    expect((await verified('moves.json', './elsewhere.mjs')).code).toBe(0)
  })

  it.skipIf(!hasPython)('asks the interpreter of a loop in Python for its source', async () => {
    workshop.write({ 'in_python.py': 'from asyncio import SelectorEventLoop as new_event_loop\n' })
    const report = await judge(workshop, 'python:in_python.py:new_event_loop', 'python.json')
    expect(report.results.some(({ status }) => status === 'skip')).toBe(true)
    expect((await verified('python.json')).code).toBe(0)
    appendFileSync(path.join(workshop.folder, 'in_python.py'), '# another line\n')
    const moved = await verified('python.json')
    expect(moved.out).toMatch(/✗ candidate The source of python:in_python\.py:new_event_loop has changed/)
    expect(moved.code).toBe(1)
    const unread = await verified('python.json', '--python', '/no/such/python')
    expect(unread.err).toMatch(/There is no interpreter \/no\/such\/python/)
    expect(unread.code).toBe(2)
  })

  it.skipIf(!hasPython)('runs nothing that a report names', async () => {
    const ran = "open('ran', 'w').close()\n"
    workshop.write({
      'package/__init__.py': ran,
      'package/inner.py': ran,
      'by_path.py': ran,
      // A module of the standard library that was found here first would run, too.
      'json.py': ran,
      'runs.mjs': "import { writeFileSync } from 'node:fs'\nwriteFileSync('ran', '')\n",
    })
    const report = readReportFile(workshop, 'good.json')
    for (const entry of ['python:package.inner', 'python:./by_path.py', 'python:package', './runs.mjs']) {
      workshop.write({
        'names.json': JSON.stringify({ ...report, candidate: { ...report.candidate, entry } }),
      })
      expect((await verified('names.json')).out).toMatch(/✗ candidate The source of/)
      await workshop.run(['badge', 'names.json', '--check'])
    }
    expect(existsSync(path.join(workshop.folder, 'ran'))).toBe(false)
  })

  it('says of a partial report that it is one', async () => {
    const { code, out } = await verified('part.json')
    expect(out).toMatch(/✗ whole The report is partial, because of a filter or an interruption/)
    expect(code).toBe(1)
  })

  it.each([
    ['nowhere.json', [/report nowhere\.json does not exist/, /Expected: .*--reporter json=report\.json/]],
    ['text.json', [/cannot be read/, /Found: Unexpected token/, /Expected/]],
    ['list.json', [/is not a report that loop-conformance [\d.]+ can read/, /the file must be object/]],
    ['other.json', [/Found: the file must have required property 'suite'/, /Expected/]],
  ])('is given %s', async (file, says) => {
    const { code, err } = await verified(file)
    for (const pattern of says) expect(err).toMatch(pattern)
    expect(code).toBe(2)
  })

  it('says of a report of another kind which version can read it', async () => {
    await edit(workshop, 'good.json', 'newer.json', ({ suite }) => ({
      suite: { ...suite, version: '7.0.0' },
      weather: 'fine',
    }))
    const { code, err } = await verified('newer.json')
    expect(err).toMatch(/must NOT have additional properties: 'weather'/)
    expect(err).toMatch(/Version 7\.0\.0 wrote it and can read it: npx loop-conformance@7\.0\.0/)
    expect(code).toBe(2)
  })

  it.each(['verify', 'badge', 'diff'])(
    '%s says of a report with a renamed profile that it is old',
    async (command) => {
      await edit(workshop, 'good.json', 'older.json', ({ results }) => ({
        results: results.map((row) =>
          row.profile === 'base-hooks' ? { ...row, profile: 'successor' } : row,
        ),
      }))
      const { code, out, err } = await workshop.run([
        command,
        'older.json',
        ...(command === 'diff' ? ['good.json'] : []),
      ])
      expect(out).toBe('')
      expect(err).toMatch(/older\.json was written by an earlier version of loop-conformance/)
      expect(err).toMatch(/The profile successor is now called base-hooks\./)
      expect(err).toMatch(
        /Judge the candidate again: npx loop-conformance <candidate> --reporter json=older\.json/,
      )
      expect(err).not.toMatch(/^ +at /m)
      expect(code).toBe(2)
    },
  )

  it('says that the candidate does not exist', async () => {
    const { code, err } = await verified('good.json', './gone.ts')
    expect(err).toMatch(/There is no candidate \.\/gone\.ts/)
    expect(code).toBe(2)
  })
})
