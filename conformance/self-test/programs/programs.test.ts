import { transform } from 'esbuild'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VirtualEventLoop } from '../../../reference/index.ts'
import scratch from '../../../examples/from-scratch/index.ts'
import * as spec from '../../../spec/index.ts'
import { captureHost, clauseTest, resolveCandidate, type ClauseTest } from '../../harness/index.ts'
import { Check } from '../../harness/check.ts'
import { faults } from '../faults/index.ts'
import { programs } from './arbitrary.ts'
import { compare, type Oracle } from './compare.ts'
import { interpret } from './interpret.ts'
import { printCheck } from './print.ts'

const seed = 4711
const reference = resolveCandidate({ name: 'reference', newEventLoop: () => new VirtualEventLoop() })

function oracleOf(adapter: spec.LoopAdapter, virtualClock = true): Oracle {
  const { api, newEventLoop } = resolveCandidate(adapter)
  // What becomes of the message of a task that was cancelled twice is not in the contract yet.
  return {
    name: adapter.name,
    api,
    newEventLoop,
    virtualClock,
    takesCancelBack: true,
    keepsMessages: virtualClock,
  }
}

describe('programs that were generated', () => {
  it('do the same each time', async () => {
    const found = await compare(
      reference,
      { ...oracleOf(reference.adapter), name: 'itself' },
      { seed, programs: 1000 },
    )
    expect(found).toBeNull()
  })

  it('do the same on the reference and on a loop that shares no code with it', async () => {
    expect(
      await compare(reference, oracleOf(scratch, false), { seed, programs: 1000, deadlineMs: 5000 }),
    ).toBeNull()
  })

  const differing = [
    'runs-callbacks-in-reverse',
    'prefers-threadsafe-callbacks',
    'keeps-done-callbacks-in-a-set',
    'runs-done-callbacks-in-the-context-of-the-settler',
    'wakes-only-the-last-waiter',
    'takes-a-thrown-cancellation-for-a-failure',
    'reads-another-registry-than-its-tasks-write',
    'swallows-what-callbacks-throw',
  ]
  it.each(differing)('find a loop that %s', async (name) => {
    const fault = faults.find((one) => one.name === name) as (typeof faults)[number]
    const found = await compare(reference, oracleOf(fault.adapter), { seed, programs: 2000, deadlineMs: 60 })
    if (found === null) throw new Error('No program found it.')
    expect(found.traces[0]).not.toEqual(found.traces[1])
    expect(await runPrinted(printCheck(found.program, found.traces[0]), fault.adapter)).not.toBeNull()
  })
})

it('prints checks that do what the program does', async () => {
  const sample = fc.sample(programs({ timers: true, uncancel: true, messages: true }), { seed, numRuns: 300 })
  for (const program of sample) {
    const trace = await interpret(program, reference, { virtualClock: true, messages: true })
    expect(await runPrinted(printCheck(program, trace), reference.adapter)).toBeNull()
  }
})

/** Runs a printed check on the candidate and answers its failure, or null. */
async function runPrinted(text: string, adapter: spec.LoopAdapter): Promise<unknown> {
  const { code } = await transform(`return ${text}`, { loader: 'ts' })
  const { CancelledError, errorKind, SystemExit, ValueError } = spec
  const given = { clauseTest, CancelledError, errorKind, SystemExit, ValueError }
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- running what was printed is what is tested
  const make = new Function(...Object.keys(given), code) as (...values: unknown[]) => ClauseTest
  const check = new Check(resolveCandidate(adapter), captureHost())
  try {
    await make(...Object.values(given)).run(check)
  } catch (error) {
    return error
  } finally {
    check.finish()
  }
  return null
}
