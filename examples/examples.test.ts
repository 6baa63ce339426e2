import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import type { Report } from '../spec/index.ts'
import { authority, here, rootCauses } from '../conformance/harness/index.ts'
import { hasPython } from '../conformance/self-test/python/has-python.ts'

function judge(example: string, ...options: readonly string[]): { status: number | null; report: Report } {
  const entry = example.endsWith('.py') ? `python:examples/${example}` : `./examples/${example}`
  const args = ['bin/loop-conformance.js', entry, '--reporter', 'json', ...options]
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { status, report: JSON.parse(stdout) as Report }
}

describe('the command judges the examples', () => {
  it.each([
    'minimal',
    'from-scratch',
    'own-task',
    'rxjs',
    'foreign-scheduler',
    'custom-transport',
    'own-sockets',
  ])('%s conforms', (example) => conforms(example))

  // The rest of these loops is that of `own-sockets`.
  it.each([
    ['own-tls/plain.ts', 'net,net-real,server'],
    ['own-tls', 'tls'],
  ])('%s conforms to %s', (example, profiles) => conforms(example, '--profile', profiles))

  it('broken has exactly its three mistakes as root causes', () => {
    const { status, report } = judge('broken')
    expect(rootCauses(report)).toEqual([
      'lifecycle.run-until-complete-drives-a-coroutine',
      'lifecycle.closed-loop-refuses-work',
      'exceptions.callback-error-is-reported',
    ])
    expect(new Set(report.results.map((row) => row.status))).not.toContain('hang')
    expect(report.verdict).toBe('non-conformant')
    expect(status).toBe(1)
  })
})

it('a server and a client talk over streams', async () => {
  const { ending } = await import('./streams/index.ts')
  expect(await ending).toEqual(['ONE\n', 'TWO\n'])
})

it('a loop with makeSslTransport encrypts what it serves, what it connects, and what is open already', async () => {
  const [{ EncryptingLoop }, { askBoth }] = await Promise.all([
    import('./own-tls/index.ts'),
    import('./own-tls/program.ts'),
  ])
  const loop = new EncryptingLoop()
  const replies = await loop.runUntilComplete(askBoth(here, { ca: authority }))
  loop.close()
  expect(replies).toEqual(['encrypted', 'plain text', 'go ahead', 'encrypted'])
})

const where = hasPython ? '' : ', skipped: there is no python3 of 3.8 or later'

describe.skipIf(!hasPython)(`the command judges the examples in Python${where}`, () => {
  it.each(['python/smallest_loop.py'])('%s conforms', (example) => conforms(example))

  it('python-broken has exactly its five mistakes as root causes', () => {
    const { status, report } = judge('python-broken/broken_loop.py')
    const expected = [
      'lifecycle.run-until-complete-leaves-no-callback',
      'lifecycle.closed-loop-refuses-work',
      'scheduling.given-context-is-used-as-it-is',
      'factories.task-has-the-given-name',
      'exceptions.broken-handler-is-contained',
    ]
    expect(rootCauses(report)).toEqual(expected)
    const causes = report.results.filter(
      ({ clause, status: one }) => expected.includes(clause) && one !== 'pass' && one !== 'skip',
    )
    expect(new Set(causes.map((row) => row.status))).toEqual(new Set(['fail']))
    const statuses = new Set(report.results.map((row) => row.status))
    expect(statuses).not.toContain('hang')
    expect(statuses).not.toContain('crash')
    expect(report.verdict).toBe('non-conformant')
    expect(status).toBe(1)
  })
})

function conforms(example: string, ...options: readonly string[]): void {
  const { status, report } = judge(example, ...options)
  const wrong = report.results.filter(
    ({ status: one, level }) =>
      !['pass', 'skip', 'untestable'].includes(one) && !(one === 'deviation' && level !== 'MUST'),
  )
  expect(wrong).toEqual([])
  expect(report.verdict).toBe('conformant')
  expect(status).toBe(0)
}
