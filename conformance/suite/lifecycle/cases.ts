/** Runs again and again, of anything that can be awaited, and refused in any place. */
import { KeyboardInterrupt } from '../../../spec/index.ts'
import { check, type Attempt, type Check } from '../../harness/index.ts'
import { placesInRun } from '../support/places.ts'
import { labels, sizes } from '../support/sizes.ts'
import { pass, tryRun } from '../support/turns.ts'
import { errors, plainValues } from '../support/values.ts'

export const lifecycleCasesChecks: readonly Check[] = [
  check(
    'lifecycle.stop-before-a-run-ends-it',
    'stop() before any run of a loop',
    async (t) => {
      const loop = t.newEventLoop()
      const before = t.draw('runs before', sizes())
      for (let run = 0; run < before; run++) await t.iterations(loop, 1)
      loop.callSoon(t.callback('ready'))
      loop.stop()
      t.waitingFor = 'the end of a run that was stopped before it began'
      t.note('run')
      await loop.runForever()
      t.note('end')
      t.order('run', 'ready', 'end')
    },
    { hint: 'Clear the flag of stop() at the end of a run, not at its beginning.' },
  ),
  check(
    'lifecycle.run-until-complete-gives-the-result',
    'a future with any value',
    async (t) => {
      const loop = t.newEventLoop()
      const value = t.draw('the result', plainValues)
      const future = loop.createFuture()
      loop.callSoon(() => future.setResult(value))
      t.waitingFor = 'runUntilComplete() to end after its future was done'
      const result = await loop.runUntilComplete(future)
      t.same(result, value, 'the result of the run')
    },
    { hint: 'End the run with future.result(), whatever the value is.' },
  ),
  check(
    'lifecycle.run-until-complete-throws-the-exception',
    'a future with any error',
    async (t) => {
      const loop = t.newEventLoop()
      const error = t.draw('the error', errors)
      const future = loop.createFuture()
      loop.callSoon(() => future.setException(error))
      const outcome = await t.attemptAsync(() => loop.runUntilComplete(future))
      t.that(outcome.threw, 'the run ends with the exception', 'the run returned a result')
      t.same(outcome.threw && outcome.error, error, 'the exception of the run')
    },
    { hint: 'End the run with future.result(), which throws the error of the future.' },
  ),
  check(
    'lifecycle.same-loop-does-not-nest',
    'in any place of a run',
    async (t) => {
      const loop = t.newEventLoop()
      const place = t.draw('called', placesInRun)
      const outcomes: (() => Attempt<unknown>)[] = []
      await place(t, loop, () => {
        outcomes.push(tryRun(t, () => loop.runForever()))
      })
      await t.host.turn()
      for (const outcome of outcomes) t.threw(outcome(), 'RuntimeError', 'runForever() inside of a run')
      t.same(outcomes.length, 1, 'how often the check tried to run')
    },
    { hint: 'Refuse a run while isRunning() is true.' },
  ),
  check(
    'lifecycle.fatal-error-loses-nothing',
    'any number of callbacks and due timers in the same iteration',
    async (t) => {
      const loop = t.newEventLoop()
      const waiting = labels(t.draw('callbacks', sizes({ to: 9 })))
      const timers = labels(t.draw('timers', sizes({ to: 9 }))).map((label) => `timer ${label}`)
      loop.callSoon(() => {
        throw new KeyboardInterrupt('in the middle')
      })
      for (const label of waiting) loop.callSoon(t.callback(label))
      for (const label of timers) loop.callAt(loop.time(), t.callback(label))
      const broken = await t.attemptAsync(() => loop.runForever())
      await pass(t, loop, 1)
      t.that(broken.threw, 'the run ends with the error', 'the run went on')
      for (const label of [...waiting, ...timers]) t.times(label, 1)
      t.order(...waiting)
    },
    { hint: 'Put the rest of the batch back to the front of the ready queue, with what came from timers.' },
  ),
]
