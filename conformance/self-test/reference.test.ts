import { describe, expect, it } from 'vitest'
import { NodeEventLoop } from '../../reference/node.ts'
import { VirtualEventLoop } from '../../reference/index.ts'
import type { LoopAdapter } from '../../spec/index.ts'
import { captureHost, runInProcess } from '../harness/index.ts'
import { suite } from '../suite/index.ts'
import { withForeignServer } from '../supervisor/foreign-server.ts'

const successors: LoopAdapter[] = [
  {
    name: 'VirtualEventLoop',
    profiles: ['host', 'successor', 'net'],
    newEventLoop: () => new VirtualEventLoop(),
  },
  {
    name: 'NodeEventLoop',
    profiles: ['host', 'successor', 'net', 'net-real'],
    newEventLoop: () => new NodeEventLoop(),
  },
]

describe('both successors of the base loop conform', () => {
  it.each(successors.map((adapter) => [adapter.name, adapter] as const))('%s', async (_name, adapter) => {
    const host = withForeignServer(captureHost())
    const report = await runInProcess(adapter, { tests: suite, host })
    // What is not claimed is skipped, and so is what a machine without a server cannot try.
    const skipped = report.results.filter((row) => row.status === 'skip').map((row) => row.profile)
    expect(new Set([...skipped, 'net-real'])).toEqual(new Set(['net-real']))
    const wrong = report.results.filter((row) => !['pass', 'untestable', 'skip'].includes(row.status))
    expect(wrong).toEqual([])
    expect(report.verdict).toBe('conformant')
  })
})
