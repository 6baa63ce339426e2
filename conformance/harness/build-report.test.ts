import { expect, it } from 'vitest'
import type { BridgedAdapter } from '../../spec/index.ts'
import { VirtualEventLoop } from '../../reference/index.ts'
import { check } from './check.ts'
import { runInProcess } from './run-in-process.ts'

const python = { implementation: 'cpython', version: '3.13.0', hash: '' } as const

/** CPython 3.13.0 has a defect in what each is about. */
const suite = (
  ['lifecycle.refused-run-changes-nothing', 'tls.buffered-protocol-gets-its-bytes'] as const
).map((clause) => check(clause, 'a situation', () => undefined))

it.each([
  [[], 0],
  [['tls'], 1],
] as const)('names a defect of CPython only for the profiles that are claimed: %s', async (profiles, tls) => {
  const adapter: BridgedAdapter = {
    name: 'a loop',
    profiles,
    python,
    newEventLoop: () => new VirtualEventLoop(),
  }
  const { findings } = await runInProcess(adapter, { suite })
  expect(findings.filter((finding) => finding.includes('so lifecycle.refused-run-'))).toHaveLength(1)
  expect(findings.filter((finding) => finding.includes('so tls.'))).toHaveLength(tls)
})
