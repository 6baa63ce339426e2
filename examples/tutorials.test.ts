/** The listings of the tutorials do what their pages say: each step fails for its reason, and the last one conforms. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { rootCauses } from '../conformance/harness/index.ts'
import { type Report } from '../spec/index.ts'

function judge(file: string, ...options: readonly string[]): { causes: readonly string[]; report: Report } {
  const args = ['bin/loop-conformance.js', `./examples/${file}.ts`, '--reporter', 'json', ...options]
  const report = JSON.parse(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout) as Report
  const recommended = report.results.filter(({ level, status }) => level !== 'MUST' && status === 'fail')
  const causes = rootCauses(report)
  return { causes: causes.filter((id) => recommended.every(({ clause }) => clause !== id)), report }
}

it('docs/test-your-loop.md: the suite as tests of an author’s own', () => {
  const command = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--root',
    'examples/with-vitest',
    '--reporter',
    'json',
  ]
  const { stdout, status } = spawnSync(process.execPath, command, { encoding: 'utf8', maxBuffer: 2 ** 26 })
  const result = JSON.parse(stdout.slice(stdout.indexOf('{'))) as {
    numPassedTests: number
    numFailedTests: number
  }
  expect(result.numFailedTests).toBe(0)
  expect(result.numPassedTests).toBeGreaterThan(400)
  expect(status).toBe(0)
})

describe('docs/write-a-loop.md', () => {
  it.each([
    ['1-a-clock', ['lifecycle.run-forever-ends-at-stop']],
    ['2-it-turns', []],
    [
      '3-it-sleeps',
      [
        'lifecycle.stop-wakes-an-idle-run',
        'scheduling.host-callback-wakes-the-loop',
        'scheduling.threadsafe-wakes-the-loop',
      ],
    ],
    ['4-it-wakes', ['lifecycle.running-loop-keeps-the-process-alive']],
  ])('%s', (file, due) => {
    const { causes, report } = judge(`write-a-loop/${file}`)
    expect(causes).toEqual(due)
    expect(report.verdict).toBe(due.length === 0 ? 'conformant' : 'non-conformant')
  })

  it.each([
    ['./examples/write-a-loop/4-it-wakes.ts', true],
    ['./examples/minimal/index.ts', false],
  ])('an idle run of %s ends with the process: %s', async (file, ends) => {
    const run = `import { runTs } from './scripts/load-ts.mjs'
      const { default: adapter } = await runTs('${file}')
      console.log('runs')
      adapter.newEventLoop().runForever()`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', run], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const ended = once(child, 'exit').then(() => true)
    await once(child.stdout, 'data')
    const later = new Promise((resolve) => setTimeout(resolve, 1500, false))
    expect(await Promise.race([ended, later])).toBe(ends)
    child.kill()
  })
})

describe('docs/write-a-task.md', () => {
  it.each([
    ['1-it-drives', ['task-registry.created-task-is-listed', 'task-registry.step-sees-its-own-task']],
    ['2-it-registers', ['task-registry.refused-task-is-not-listed', 'task-registry.step-sees-its-own-task']],
    [
      '3-it-enters',
      ['task-registry.refused-task-is-not-listed', 'task-registry.failed-step-leaves-its-task'],
    ],
    ['4-it-leaves', ['task-registry.refused-task-is-not-listed']],
    ['5-it-takes-part', []],
  ])('%s', (file, due) => {
    const { causes, report } = judge(`write-a-task/${file}`, '--grep', 'task-registry')
    expect(causes).toEqual(due)
    expect(report.results.length).toBeGreaterThan(40)
  })
})

it('docs/declare-a-deviation.md: a loop with a deviation conforms, and says so', () => {
  const { causes, report } = judge('deviation/index')
  expect(causes).toEqual([])
  expect(report.verdict).toBe('conformant-with-deviations')
  const rows = report.results.filter(({ status }) => status === 'deviation')
  const declared = ['timers.passed-deadline-is-due', 'waiting.timeout-below-zero-is-over']
  expect([...new Set(rows.map(({ clause }) => clause))].sort()).toEqual(declared)
})
