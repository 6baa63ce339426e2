import { describe, expect, it } from 'vitest'
import { specification, type EventLoop } from '../../spec/index.ts'
import { VirtualEventLoop } from '../../reference/index.ts'
import { resolveCandidate } from './candidate.ts'
import { oneOf, type CaseSet } from './case-set.ts'
import type { CheckContext } from './check-context.ts'
import type { CheckOutcome } from './check-outcome.ts'
import { check, clauseOf } from './check.ts'
import { captureHost } from './host.ts'
import { repeatCase, runCheck } from './run-cases.ts'

const letters = oneOf(['a', () => 'a'], ['b', () => 'b'], ['c', () => 'c'], ['d', () => 'd'])

const numbers: CaseSet<number> = {
  count: 1001,
  edges: [5, 0, 1, 1000],
  make: (choice) => choice,
  describe: (choice, what) => `${choice} ${what}`,
}

const candidate = resolveCandidate({ name: 'virtual', newEventLoop: () => new VirtualEventLoop() })

interface Given {
  readonly seed?: number
  readonly more?: number
  readonly python?: boolean
}

function outcomeOf(
  run: (t: CheckContext) => void | Promise<void>,
  { seed = 1, more = 1, python = false }: Given = {},
): Promise<CheckOutcome> {
  const one = check('scheduling.callbacks-run-in-order', 'a check of this test', run)
  const bridged = { ...candidate.adapter, python: { version: '3.13.0', implementation: 'cpython', hash: '' } }
  const options = {
    candidate: python ? { ...candidate, adapter: bridged } : candidate,
    host: captureHost(),
    deadlineMs: 50,
  }
  return runCheck(one, clauseOf(one, specification), options, { seed, more })
}

/** Runs a check that draws a letter and a number, and returns what each case has drawn. */
async function casesOf(given?: Given): Promise<[string, number][]> {
  const cases: [string, number][] = []
  await outcomeOf((t) => {
    cases.push([t.draw('letter', letters), t.draw('callbacks', numbers)])
  }, given)
  return cases
}

describe('the cases of a check', () => {
  it('is one if the check draws nothing', async () => {
    let runs = 0
    await outcomeOf(() => {
      runs++
    })
    expect(runs).toBe(1)
  })

  it('begin with the first edges, and try every edge of every set', async () => {
    const cases = await casesOf()
    expect(cases).toHaveLength(5)
    expect(cases[0]).toEqual(['a', 5])
    expect(new Set(cases.map(([letter]) => letter))).toEqual(new Set(['a', 'b', 'c', 'd']))
    expect(cases.slice(0, 4).map(([, number]) => number)).toEqual(expect.arrayContaining([5, 0, 1, 1000]))
  })

  it('are the same for the same seed, and others for another one', async () => {
    expect(await casesOf({ more: 20 })).toEqual(await casesOf({ more: 20 }))
    expect(await casesOf({ more: 20 })).not.toEqual(await casesOf({ more: 20, seed: 2 }))
  })

  it('are as many more as the plan says', async () => {
    expect(await casesOf({ more: 30 })).toHaveLength(34)
  })

  it('are few over a bridge', async () => {
    expect(await casesOf({ python: true })).toHaveLength(3)
  })

  it('have loops, a trace and a ledger of their own', async () => {
    const loops: EventLoop[] = []
    const outcome = await outcomeOf(async (t) => {
      t.draw('letter', letters)
      const loop = t.newEventLoop()
      loops.push(loop)
      loop.callSoon(t.callback('once'))
      await t.iterations(loop)
      t.times('once', 1)
    })
    expect(outcome.status).toBe('pass')
    expect(loops.map((loop) => loop.isClosed())).toEqual([true, true, true, true, true])
    expect(outcome.ledger?.['running-loop.callbacks-see-their-loop']?.observed).toBe(5)
  })

  it('each have the whole deadline', async () => {
    const outcome = await outcomeOf(async (t) => {
      t.draw('letter', letters)
      await new Promise((resolve) => setTimeout(resolve, 20))
    })
    expect(outcome.status).toBe('pass')
    expect(outcome.durationMs).toBeGreaterThan(80)
  })
})

describe('a check that fails in some cases', () => {
  const run = (t: CheckContext): void => {
    const letter = t.draw('letter is', letters)
    const count = t.draw('callbacks', numbers)
    if (count >= 17 && letter !== 'a') t.fail({ message: `It fails with ${letter} and ${count}.` })
  }

  it('names the smallest of them, and the trace and the message are those of this case', async () => {
    const outcome = await outcomeOf(run, { more: 10 })
    expect(outcome).toMatchObject({
      status: 'fail',
      case: expect.stringMatching(/^letter is [bcd]; 17 callbacks$/) as string,
    })
    expect(outcome.message).toMatch(/^It fails with [bcd] and 17.$/)
    expect(outcome.choices?.[1]).toBe(17)
  })

  it('can be repeated', async () => {
    const one = check('scheduling.callbacks-run-in-order', 'a check of this test', run)
    const options = { candidate, host: captureHost(), deadlineMs: 50 }
    const { status } = await repeatCase(one, clauseOf(one, specification), options, [1, 17])
    expect(status).toBe('fail')
    expect((await repeatCase(one, clauseOf(one, specification), options, [1, 16])).status).toBe('pass')
  })

  it('has no case if its simplest case fails', async () => {
    const outcome = await outcomeOf((t) => {
      t.draw('letter is', letters)
      t.fail({ message: 'It always fails.' })
    })
    expect(outcome).toMatchObject({ status: 'fail', choices: [0] })
    expect(outcome.case).toBeUndefined()
  })

  it('is not tried again if it does not end', async () => {
    let runs = 0
    const outcome = await outcomeOf((t) => {
      const letter = t.draw('letter is', letters)
      if (letter === 'a') return
      runs++
      return new Promise(() => undefined)
    })
    expect(outcome.status).toBe('hang')
    expect(outcome.case).toMatch(/^letter is [bcd]$/)
    expect(runs).toBe(1)
  })
})
