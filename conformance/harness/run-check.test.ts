import { expect, it } from 'vitest'
import { specification } from '../../spec/index.ts'
import { VirtualEventLoop } from '../../reference/index.ts'
import { resolveCandidate } from './candidate.ts'
import type { CheckContext } from './check-context.ts'
import type { CheckOutcome } from './check-outcome.ts'
import { check, clauseOf } from './check.ts'
import { captureHost } from './host.ts'
import { KitError } from './kit-error.ts'
import { runCheck } from './run-cases.ts'

const candidate = resolveCandidate({ name: 'virtual', newEventLoop: () => new VirtualEventLoop() })

function outcomeOf(run: (t: CheckContext) => void | Promise<void>): Promise<CheckOutcome> {
  const one = check('scheduling.callbacks-run-in-order', 'a check of this test', run, { hint: 'Look here.' })
  const options = { candidate, host: captureHost(), deadlineMs: 50 }
  return runCheck(one, clauseOf(one, specification), options, { seed: 1, more: 1 })
}

const misspelt = (t: CheckContext): void => (t as unknown as { never(): void }).never()

it('does not blame the candidate for a member that the check context does not have', async () => {
  await expect(outcomeOf(misspelt)).rejects.toThrow(KitError)
})

it('does not either if the candidate catches the error', async () => {
  const run = async (t: CheckContext): Promise<void> => {
    const loop = t.newEventLoop()
    loop.callSoon(() => misspelt(t))
    await t.iterations(loop)
    t.reports(loop)
  }
  await expect(outcomeOf(run)).rejects.toThrow('A check uses t.never')
})

it('blames the candidate for a method that the loop does not have', async () => {
  const outcome = await outcomeOf((t) => (t.newEventLoop() as unknown as { never(): void }).never())
  expect(outcome).toMatchObject({ status: 'fail', hint: 'Look here.', expected: 'no error' })
})

it('counts a failed assertion that the candidate has caught', async () => {
  const outcome = await outcomeOf((t) => {
    t.attempt(() => t.fail({ message: 'It is wrong.' }))
  })
  expect(outcome).toMatchObject({ status: 'fail', message: 'It is wrong.' })
})

it('gives up a check that does not end', async () => {
  const outcome = await outcomeOf(() => new Promise(() => undefined))
  expect(outcome).toMatchObject({ status: 'hang', hint: 'Look here.' })
})

it('names the unknown clause of a check', () => {
  const stranger = check('area.unknown' as 'scheduling.callbacks-run-in-order', 'anywhere', () => undefined)
  expect(() => clauseOf(stranger, specification)).toThrow(
    'The check "anywhere" names the unknown clause area.unknown.',
  )
})
