import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import type { Report } from '../spec/index.ts'
import { specification } from '../spec/index.ts'
import { rootCauses } from '../conformance/harness/index.ts'

function judge(example: string): { status: number | null; report: Report } {
  const args = ['bin/loop-conformance.js', `./examples/${example}`, '--reporter', 'json']
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { status, report: JSON.parse(stdout) as Report }
}

describe('the command judges the examples', () => {
  it.each(['minimal', 'from-scratch', 'own-task', 'rxjs'])('%s conforms', (example) => {
    const { status, report } = judge(example)
    const wrong = report.results.filter((row) => !['pass', 'skip', 'untestable'].includes(row.status))
    expect(wrong).toEqual([])
    expect(report.verdict).toBe('conformant')
    expect(status).toBe(0)
  })

  it('broken has exactly its three mistakes as root causes', () => {
    const { status, report } = judge('broken')
    expect(rootCauses(report, specification)).toEqual([
      'lifecycle.run-until-complete-drives-a-coroutine',
      'lifecycle.closed-loop-refuses-work',
      'exceptions.callback-error-is-reported',
    ])
    expect(new Set(report.results.map((row) => row.status))).not.toContain('hang')
    expect(report.verdict).toBe('non-conformant')
    expect(status).toBe(1)
  })
})
