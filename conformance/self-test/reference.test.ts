import { describe, expect, it } from 'vitest'
import { isNatural, lackOf, runInProcess } from '../harness/index.ts'
import { suite } from '../suite/index.ts'
import { captureNodeHost } from '../supervisor/node-host.ts'
import { successors } from './successors.ts'

const host = captureNodeHost()

describe('both loops of the reference conform', () => {
  it.each(successors.map((adapter) => [adapter.name, adapter] as const))('%s', async (_name, adapter) => {
    const report = await runInProcess(adapter, { suite, host })
    const wrong = report.results.filter((row) => row.status !== 'pass' && row.status !== 'untestable')
    // A clock that jumps does not claim to keep real time. A machine without a server cannot run net-real. Only Python has python-hooks.
    const timers = adapter.profiles?.includes('timers-real') ? [] : ['timers-real']
    // A network in memory does not encrypt.
    const tls = adapter.profiles?.includes('tls') ? [] : ['tls']
    const notTried = [...timers, ...tls, 'net-real', 'python-hooks']
    const excused = ({ status, profile, message }: (typeof wrong)[number]): boolean =>
      status === 'skip' && (notTried.includes(profile) || isNatural(lackOf(message)))
    expect(wrong.filter((row) => !excused(row))).toEqual([])
    expect(report.verdict).toBe('conformant')
  })
})
