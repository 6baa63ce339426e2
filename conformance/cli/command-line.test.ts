import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Report } from '../../spec/index.ts'
import { loopModule, reversed, Workshop } from '../self-test/workshop.ts'

const workshop = new Workshop()
/** Statements by which a candidate tells the test where it is. */
const importsFs = "import { writeFileSync } from 'node:fs'"
const signs = (file: string): string => `writeFileSync(new URL('${file}', import.meta.url), '')`
beforeAll(() => {
  workshop.write({
    'good.ts': loopModule(),
    'reversed.mjs': reversed,
    'prints.mjs': loopModule(
      '  stop() { console.log("noise"); process.stdout.write("more\\n"); super.stop() }',
    ),
    'waits.mjs': loopModule(
      '',
      `${importsFs}\n${signs('waits')}\nawait new Promise((resolve) => setTimeout(resolve, 60_000))`,
    ),
    'spins.mjs': loopModule(`  createFuture() { ${signs('spins')}; for (;;) {} }`, importsFs),
    'misuses.ts': loopModule(
      "  callLater(delay: number, ...rest: any[]): any {\n    return (super.callLater as any)('soon', ...rest)\n  }",
    ),
    'throws.ts': loopModule(
      "  callSoon(callback: any, ...rest: any[]): never {\n    throw new Error('not today')\n  }",
    ),
  })
})
afterAll(() => workshop.remove())

describe('the command line', () => {
  it('exits 0 for a loop that conforms, in a few lines', async () => {
    const { code, out, err } = await workshop.run(['./good.ts'])
    expect(out).toMatch(/✓ conforms {2}every MUST is kept/)
    expect(out.split('\n').length).toBeLessThan(20)
    expect(err).toBe('')
    expect(code).toBe(0)
  })

  it('exits 1 for a loop that does not, and shows the root cause first', async () => {
    const { code, out } = await workshop.run(['run', './reversed.mjs'])
    expect(out.match(/^✗ \w+\.[\w-]+/gm)).toEqual(['✗ scheduling.callbacks-run-in-order'])
    expect(out).toMatch(/expected +"a", "b", "c"/)
    expect(out).toMatch(/╭─ b {2}◀ too early\n +╰─ a {2}◀ expected before it/)
    expect(out).toMatch(/rerun +npx loop-conformance \.\/reversed\.mjs --grep 'scheduling/)
    expect(out).toMatch(/\d+ clauses +of scheduling\.callbacks-run-in-order/)
    expect(out).toMatch(/does not conform {2}1 root cause/)
    expect(code).toBe(1)
  })

  it.each([['supervised'], ['in process']])('shows lines of the TypeScript, %s', async (how) => {
    const { out } = await workshop.run(['./throws.ts', ...(how === 'in process' ? ['--in-process'] : [])])
    expect(out).toMatch(/not today/)
    expect(out).toMatch(/location +throws\.ts:5:11/)
  })

  it('shows the line of the loop, not of the base that it misuses', async () => {
    const { out } = await workshop.run(['./misuses.ts'])
    expect(out).toMatch(/delay must be a number/)
    expect(out).toMatch(/location +misuses\.ts:5:/)
    expect(out).not.toMatch(/location +.*reference/)
  })

  it('gives the same verdict with --in-process', async () => {
    const { code, out } = await workshop.run(['./reversed.mjs', '--in-process'])
    expect(out).toMatch(/does not conform {2}1 root cause/)
    expect(code).toBe(1)
  })

  it('keeps the standard output for the report, whatever the candidate prints', async () => {
    for (const flags of [[], ['--in-process']]) {
      const { out } = await workshop.run(['./prints.mjs', '--reporter', 'json', ...flags])
      expect((JSON.parse(out) as Report).verdict).toBe('conformant')
    }
  })

  it('shows what the candidate prints if --grep selects a few checks', async () => {
    expect((await workshop.run(['./prints.mjs'])).err).toBe('')
    expect((await workshop.run(['./prints.mjs', '--grep', 'lifecycle.run-forever'])).err).toContain('noise')
  })

  it('hides what the candidate prints with --in-process too, unless --grep selects a few checks', async () => {
    const flags = ['./prints.mjs', '--in-process']
    expect((await workshop.run(flags)).err).toBe('')
    expect((await workshop.run([...flags, '--grep', 'lifecycle.run-forever'])).err).toContain('noise')
  })

  it('keeps its exit code if its output is closed, as by head', () => {
    const bin = path.resolve(import.meta.dirname, '../../bin/loop-conformance.js')
    const line = `'${process.execPath}' '${bin}' ./reversed.mjs | head -1`
    const { status, stdout } = spawnSync('bash', ['-o', 'pipefail', '-c', line], {
      cwd: workshop.folder,
      encoding: 'utf8',
    })
    expect(stdout.split('\n')).toHaveLength(2)
    expect(status).toBe(1)
  })

  it('writes several reports at once, and prints the pretty one', async () => {
    const { code, out } = await workshop.run([
      './good.ts',
      ...['--reporter', 'json=out/report.json', '--reporter', 'junit=out/report.xml'],
      ...['--grep', 'future.'],
    ])
    const read = (name: string): string => readFileSync(path.join(workshop.folder, 'out', name), 'utf8')
    const report = JSON.parse(read('report.json')) as Report
    expect(report).toMatchObject({ partial: true, seed: 1, candidate: { name: 'Loop', entry: './good.ts' } })
    expect(new Set(report.results.map((row) => row.clause.split('.')[0]))).toEqual(new Set(['future']))
    expect(read('report.xml')).toMatch(/^<\?xml/)
    expect(out).toMatch(/the verdict needs the whole suite/)
    expect(code).toBe(0)
  })

  it('annotates a workflow after the pretty report, and adds to the summary of the step', async () => {
    const summary = path.join(workshop.folder, 'summary.md')
    const env = { GITHUB_STEP_SUMMARY: summary, GITHUB_WORKSPACE: workshop.folder }
    const flags = [
      '--reporter',
      'github',
      '--reporter',
      `markdown=${summary}`,
      '--grep',
      'callbacks-run-in-order',
    ]
    const { code, out } = await workshop.run(['./reversed.mjs', ...flags], env)
    await workshop.run(['./good.ts', ...flags], env)
    expect(out).toMatch(
      /✗ does not conform.*\n.*\n.*\n::error title=scheduling\.callbacks-run-in-order \(MUST\)::/s,
    )
    expect(readFileSync(summary, 'utf8').match(/^## .*$/gm)).toEqual([
      '## ✗ Loop does not conform',
      '## ✓ Loop passes',
    ])
    expect(code).toBe(1)
  })

  it('repeats a seed, and the hash of a source', async () => {
    const once = async (): Promise<Report> => {
      const { out } = await workshop.run([
        './good.ts',
        '--seed',
        '7',
        '--reporter',
        'json',
        '--grep',
        'handles.',
      ])
      return JSON.parse(out) as Report
    }
    const [first, second] = [await once(), await once()]
    expect(first.seed).toBe(7)
    expect(first.candidate.hash).toMatch(/^[0-9a-f]{16}$/)
    expect(second.candidate.hash).toBe(first.candidate.hash)
  })

  it('exits 130 on Ctrl-C: without a report before the first check, with a partial one later', async () => {
    const early = await workshop.interrupt(['./waits.mjs'], 'waits')
    expect(early).toMatchObject({ code: 130, err: 'Interrupted before the first check.\n' })
    const late = await workshop.interrupt(['./spins.mjs', '--timeout', '20000', '--jobs', '1'], 'spins')
    expect(late.out).toMatch(/Interrupted: \d+ of \d+ checks were done/)
    expect(late.code).toBe(130)
  })

  it('uses colours only on request', async () => {
    const escape = '\u001b['
    expect((await workshop.run(['list'])).out).not.toContain(escape)
    expect((await workshop.run(['list'], { FORCE_COLOR: '1' })).out).toContain(escape)
    expect((await workshop.run(['list'], { NO_COLOR: '1' })).out).not.toContain(escape)
  })

  it('shows its help on one screen', async () => {
    for (const args of [['--help'], ['run', '--help']]) {
      const { code, out } = await workshop.run(args)
      expect(out).toMatch(/^Usage: loop-conformance/)
      expect(out.split('\n').length).toBeLessThanOrEqual(40)
      expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
      expect(out).toContain('Types are not')
      expect(code).toBe(0)
    }
  })

  it('lists the clauses by area, or only those of a profile', async () => {
    const all = await workshop.run(['list'])
    expect(all.out).toMatch(/^lifecycle\n {2}MUST +lifecycle\./)
    const host = await workshop.run(['list', '--profile', 'host'])
    const clauses = host.out.split('\n').filter((line) => /^ {2}\w/.test(line))
    expect(clauses.length).toBeGreaterThan(0)
    for (const line of clauses) expect(line).toMatch(/ host/)
    const both = await workshop.run(['list', '--profile', 'host,net'])
    const net = await workshop.run(['list', '--profile', 'net'])
    const ofNet = net.out.split('\n').filter((line) => /^ {2}\w/.test(line))
    expect(
      both.out
        .split('\n')
        .filter((line) => /^ {2}\w/.test(line))
        .sort(),
    ).toEqual([...clauses, ...ofNet].sort())
  })

  it('claims a profile for a candidate', async () => {
    const args = ['./good.ts', '--profile', 'debug', '--checks']
    expect((await workshop.run(args)).code).toBe(2)
    const claimed = await workshop.run([...args, '--claim', 'timers-real,debug'])
    expect(claimed.out).toMatch(/^MUST +\w+\.debug-/m)
    expect(claimed.code).toBe(0)
  })

  it('explains a clause', async () => {
    const { code, out } = await workshop.run(['explain', 'scheduling.callbacks-run-in-order'])
    expect(out).toMatch(/MUST · core/)
    for (const part of ['intent', 'otherwise', 'source', 'requires', 'situations'])
      expect(out).toMatch(new RegExp(`^ {2}${part}`, 'm'))
    expect(out).toContain('three callbacks scheduled at once')
    expect(code).toBe(0)
  })

  it('explains an area: what it is about, and its clauses', async () => {
    const { code, out } = await workshop.run(['explain', 'timers'])
    expect(out).toMatch(/^timers {2}area · \d+ clauses\n\n {2}A timer/)
    expect(out).toMatch(/^ {2}MUST {4}timers\.run-by-deadline$/m)
    expect(out).toMatch(/^ {2}MUST {4}timers\.clock-keeps-real-time {2}timers-real$/m)
    expect(code).toBe(0)
  })

  it('keeps the lines of a figure and of a table', async () => {
    const { out } = await workshop.run(['explain', 'task-registry'])
    expect(out).toMatch(/^ {4}created {8}step 1 .*\n {4}register /m)
    expect(out).toMatch(/^ {2}the task · enterTask\(loop, task\) · /m)
    expect(out).not.toContain('|')
  })

  it('explains a word of the reports', async () => {
    expect((await workshop.run(['explain', 'blocked'])).out).toMatch(/^blocked {2}term\n\n {2}Not judged,/)
    expect((await workshop.run(['explain', 'root cause'])).out).toMatch(/^root cause {2}term\n/)
  })

  it('explains a profile: who claims it, and its clauses', async () => {
    const { out } = await workshop.run(['explain', 'eager'])
    expect(out).toMatch(
      /^eager {2}profile · \d+ clauses\n\n {2}For a loop whose tasks may run their first step/,
    )
    expect(out).toContain("claims it with profiles: ['eager'].")
    expect(out).toMatch(/^ {2}task-registry\n {2}MUST {4}task-registry\.[a-z-]+$/m)
  })

  it.each([['callSoonThreadsafe'], ['call_soon_threadsafe']])('explains a name: %s', async (word) => {
    const { out } = await workshop.run(['explain', word])
    expect(out).toMatch(/^callSoonThreadsafe {2}of EventLoop\n\n {2}callSoonThreadsafe\(callback: Callback,/)
    expect(out).toContain('Like callSoon, and wakes the loop')
    expect(out).toMatch(/^ {2}MUST {4}scheduling\.threadsafe-wakes-the-loop {2}host$/m)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('explains every interface and every member of one, by its comment', async () => {
    expect((await workshop.run(['explain', 'SuccessorHooks'])).out).toMatch(/members +select, processEvents/)
    expect((await workshop.run(['explain', '_write_to_self'])).out).toMatch(/Arranges a turn now\./)
    expect((await workshop.run(['explain', 'takeWarnings'])).out).toMatch(/of BridgedAdapter/)
  })
})
