import { describe, expect, it } from 'vitest'
import { NodeEventLoop } from '../../reference/node.ts'
import { VirtualEventLoop } from '../../reference/index.ts'
import type { LoopAdapter } from '../../spec/index.ts'
import { runInProcess } from '../harness/index.ts'
import { suite } from '../suite/index.ts'
import { captureNodeHost } from '../supervisor/node-host.ts'

const host = captureNodeHost()

const successors: LoopAdapter[] = [
  {
    name: 'VirtualEventLoop',
    profiles: ['host', 'eager', 'debug', 'gc'],
    newEventLoop: () => new VirtualEventLoop(),
  },
  {
    name: 'NodeEventLoop',
    profiles: ['host', 'eager', 'debug', 'gc'],
    newEventLoop: () => new NodeEventLoop(),
  },
]

describe('both successors of the base loop conform', () => {
  it.each(successors.map((adapter) => [adapter.name, adapter] as const))('%s', async (_name, adapter) => {
    const report = await runInProcess(adapter, { tests: suite, host })
    const wrong = report.results.filter((row) => row.status !== 'pass' && row.status !== 'untestable')
    expect(wrong).toEqual([])
    expect(report.verdict).toBe('conformant')
  })
})
