import { transform } from 'esbuild'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VirtualEventLoop } from '../../../reference/index.ts'
import * as spec from '../../../spec/index.ts'
import { resolveCandidate } from '../../harness/index.ts'
import { faults } from '../faults/index.ts'
import { legalLoops } from '../legal/index.ts'
import { programs } from '../../programs/arbitrary.ts'
import { compare } from './compare.ts'
import { findInJavaScript } from '../../programs/find-in-javascript.ts'
import { interpret } from '../../programs/interpret.ts'
import { wholeLanguage } from '../../programs/language.ts'
import { likeTheReference, oracles, reference } from './oracles.ts'
import { printProgram } from '../../programs/print.ts'

const seed = 4711
const itself = { name: 'reference', newEventLoop: () => new VirtualEventLoop() }

describe('programs that were generated', () => {
  it.each([
    ['from-scratch', 500],
    ['cpython-3.14', 300],
  ])('do the same on the reference and on %s', async (name, count) => {
    const start = oracles[name] as (typeof oracles)[string]
    expect(await compare(reference, await start(), { seed, programs: count, deadlineMs: 5000 })).toBeNull()
  })

  it.each(legalLoops.map((loop) => [loop.name, loop] as const))(
    'do the same with %s',
    async (_name, loop) => {
      const candidate = resolveCandidate(loop)
      expect(
        await findInJavaScript({ candidate, now: () => performance.now(), seed, programs: 100 }),
      ).toBeNull()
    },
  )

  const differing = [
    'runs-callbacks-in-reverse',
    'prefers-threadsafe-callbacks',
    'keeps-done-callbacks-in-a-set',
    'runs-done-callbacks-in-the-context-of-the-settler',
    'wakes-only-the-last-waiter',
    'takes-a-thrown-cancellation-for-a-failure',
    'reads-another-registry-than-its-tasks-write',
    'swallows-what-callbacks-throw',
    'calls-due-timers-in-the-order-of-the-calls',
    'counts-requests-below-zero',
    'passes-over-foreign-tokens',
    'takes-the-eager-step-in-the-creators-context',
    'gathers-in-the-order-of-completion',
    'leaves-what-is-late-running',
    'takes-every-cancellation-for-its-own',
    'throws-only-the-first-error',
  ]
  it.each(differing)('find a loop that %s', async (name) => {
    const fault = faults.find((one) => one.name === name) as (typeof faults)[number]
    const found = await compare(reference, likeTheReference(fault.adapter), {
      seed,
      programs: 2000,
      deadlineMs: 400,
    })
    if (found === null) throw new Error('No program found it.')
    expect(found.traces[0]).not.toEqual(found.traces[1])
    expect(await runsAsPrinted(printProgram(found.program, found.traces[0]), fault.adapter)).toBe(false)
  })
})

it('shrinks a planted difference to the statements that it takes', async () => {
  const fault = faults.find(({ name }) => name === 'lets-cancellations-through') as (typeof faults)[number]
  // How far it shrinks depends on the seed.
  const found = await compare(reference, likeTheReference(fault.adapter), { seed: 4, programs: 2000 })
  const statements = JSON.stringify(found?.program).match(/"do":"\w+"/g) ?? []
  // A task that awaits the shield of a future, and what cancels it.
  expect(statements.length).toBeLessThanOrEqual(4)
  expect(statements.join()).toContain('shield')
})

it('prints programs that do what the program does', async () => {
  const sample = fc.sample(programs(wholeLanguage), { seed, numRuns: 150 })
  for (const program of sample) {
    const trace = await interpret(program, reference, wholeLanguage)
    expect(await runsAsPrinted(printProgram(program, trace), itself)).toBe(true)
  }
})

/** Runs a printed program on the candidate. Returns whether it did what was expected. */
async function runsAsPrinted({ text }: spec.ReportedProgram, adapter: spec.LoopAdapter): Promise<boolean> {
  const { api, newEventLoop } = resolveCandidate(adapter)
  const body = text.replaceAll(/^import .*\n/gm, '').replace('export async function', 'async function')
  const { code } = await transform(body.slice(0, body.indexOf('// Put the loop')), { loader: 'ts' })
  const { CancelledError, errorKind, SystemExit, ValueError } = spec
  const given = { CancelledError, errorKind, SystemExit, ValueError }
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the test runs the printed code
  const make = new Function(...Object.keys(given), `${code}; return { program, expected }`) as (
    ...values: unknown[]
  ) => Printed
  const { program, expected } = make(...Object.values(given))
  return JSON.stringify(await program(newEventLoop(), api)) === JSON.stringify(expected)
}

interface Printed {
  readonly program: (loop: spec.EventLoop, api: spec.AsyncioApi) => Promise<string[]>
  readonly expected: readonly string[]
}
