/** What a check met and did not expect is the first thing that a failure says. The hint, about something else, is left out. */
import { expect, it } from 'vitest'
import { specification, type EventLoop } from '../../spec/index.ts'
import { VirtualEventLoop } from '../../reference/index.ts'
import { Misspelt, NoDisplay, Twice } from '../self-test/candidates/mistaken.ts'
import { resolveCandidate } from './candidate.ts'
import type { CheckContext } from './check-context.ts'
import type { CheckOutcome } from './check-outcome.ts'
import { check, clauseOf } from './check.ts'
import { captureHost } from './host.ts'
import { runCheck } from './run-cases.ts'

function outcomeOf(
  newEventLoop: () => EventLoop,
  run: (t: CheckContext, loop: EventLoop) => void | Promise<void>,
): Promise<CheckOutcome> {
  const body = (t: CheckContext): void | Promise<void> => run(t, t.newEventLoop())
  const one = check('scheduling.callbacks-run-in-order', 'of this test', body, { hint: 'Look here.' })
  const candidate = resolveCandidate({ name: 'mistaken', newEventLoop })
  const options = { candidate, host: captureHost(), deadlineMs: 50 }
  return runCheck(one, clauseOf(one, specification), options, { seed: 1, more: 1 })
}

it('puts the error of the run before what did not happen, although the check judges it later', async () => {
  const outcome = await outcomeOf(
    () => new NoDisplay(),
    async (t, loop) => {
      const run = await t.attemptAsync(() => loop.runForever())
      t.order('stop')
      t.times('stop', 1)
      t.returned(run, 'runForever()')
    },
  )
  expect(outcome).toMatchObject({
    status: 'fail',
    message:
      'runForever() threw RuntimeError("no display"). "stop" never happened. It had not happened when the run ended.',
    expected: '"stop" happens',
    actual: 'runForever() threw RuntimeError("no display")',
    at: expect.stringMatching(/mistaken\.ts:\d+/) as string,
  })
  expect(outcome.hint).toBeUndefined()
})

it('does not if the check expects the error', async () => {
  const outcome = await outcomeOf(
    () => new NoDisplay(),
    async (t, loop) => {
      const run = await t.attemptAsync(() => loop.runForever())
      t.happened('stop')
      t.threw(run, 'RuntimeError', 'a run without a display')
    },
  )
  expect(outcome).toMatchObject({ message: '"stop" never happened.', hint: 'Look here.' })
})

it('does not if the check made the error', async () => {
  const outcome = await outcomeOf(
    () => new VirtualEventLoop(),
    async (t, loop) => {
      loop.callSoon(
        t.callback('throws', () => {
          throw new ReferenceError('of the check')
        }),
      )
      await t.iterations(loop)
      t.happened('more')
    },
  )
  expect(outcome).toMatchObject({ message: '"more" never happened.', hint: 'Look here.' })
})

it.each<[string, (t: CheckContext, loop: EventLoop) => Promise<void>]>([
  [
    'the body of a check',
    (t, loop) => {
      loop.callAt(0, () => undefined)
      return t.iterations(loop)
    },
  ],
  [
    'a callback that the check records',
    async (t, loop) => {
      loop.callSoon(t.callback('a', () => loop.callAt(0, () => undefined)))
      await t.iterations(loop)
      t.happened('b')
    },
  ],
  [
    'any callback: the exception handler receives it',
    async (t, loop) => {
      loop.callSoon(() => loop.callAt(0, () => undefined))
      await t.iterations(loop)
      t.same(1, 2, 'the number')
    },
  ],
  [
    'a callback of a run that then never ends',
    async (_t, loop) => {
      loop.callSoon(() => {
        loop.callAt(0, () => undefined)
        loop.stop()
      })
      await loop.runForever()
    },
  ],
])('is said of an error in %s', async (_where, run) => {
  const outcome = await outcomeOf(() => new Misspelt(), run)
  expect(outcome.message).toMatch(/^callAt\(\) threw ReferenceError\("whn is not defined"\)/)
  expect(outcome.hint).toBeUndefined()
  expect(outcome.at).toMatch(/mistaken\.ts:\d+/)
})

it('leaves the hint if a callback ran twice, which explains what the handler received', async () => {
  const outcome = await outcomeOf(
    () => new Twice(),
    async (t, loop) => {
      const future = loop.createFuture()
      loop.callSoon(t.callback('set', () => future.setResult(1)))
      await loop.runUntilComplete(future)
      t.times('set', 1)
    },
  )
  expect(outcome).toMatchObject({ message: '"set" happened twice.', hint: 'Look here.' })
})

it('says which call threw before a run that never ends, although the check expects that', async () => {
  const outcome = await outcomeOf(
    () => new VirtualEventLoop(),
    async (t, loop) => {
      loop.callSoon(() => t.attempt(() => loop.close()))
      await loop.runForever()
    },
  )
  expect(outcome).toMatchObject({
    status: 'hang',
    hint: 'Look here.',
    message: expect.stringMatching(
      /^Timed out after 50 ms, waiting for the run to end\. Before that, close\(\) threw RuntimeError\(".*"\)\.$/,
    ) as string,
  })
})
