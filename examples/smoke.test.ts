import { expect, it } from 'vitest'
import { runInProcess } from '../conformance/harness/index.ts'
import { suite } from '../conformance/suite/index.ts'
import minimal from './minimal/index.ts'
import scratch from './from-scratch/index.ts'
import own from './own-task/index.ts'
import rx from './rxjs/index.ts'

it.each([minimal, scratch, own, rx].map((a) => [a.name, a] as const))('%s', async (_n, a) => {
  const report = await runInProcess(a, { tests: suite })
  expect(report.results.filter((r) => r.status !== 'pass' && r.status !== 'skip' && r.status !== 'untestable')).toEqual([])
})
