import { KeyboardInterrupt, SystemExit, type Coroutine } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { stopAfter } from '../support/turns.ts'

function throwsFatal(t: CheckContext, label: string, error: Error): () => void {
  return () => {
    t.note(label)
    throw error
  }
}

export const lifecycleFatalChecks: readonly Check[] = [
  check(
    'lifecycle.fatal-error-ends-the-run',
    'either of the pair thrown by a callback',
    async (t) => {
      for (const error of [new SystemExit('a callback'), new KeyboardInterrupt('a callback')]) {
        const loop = t.newEventLoop()
        loop.callSoon(throwsFatal(t, error.name, error))
        // If the loop continues, the check must still end.
        stopAfter(loop, 1)
        const outcome = await t.attemptAsync(() => loop.runForever())
        t.that(outcome.threw, `${error.name} ends the run`, `the run went on after ${error.name}`)
        t.same(outcome.threw && outcome.error, error, 'what the run ended with')
        t.same(loop.isRunning(), false, `isRunning() after the run that ${error.name} ended`)
      }
    },
    {
      hint: 'Where you catch errors of callbacks, let SystemExit and KeyboardInterrupt end the run: reject its promise with them.',
    },
  ),
  check(
    'lifecycle.fatal-error-loses-nothing',
    'two callbacks before and two after the one that throws',
    async (t) => {
      const loop = t.newEventLoop()
      loop.callSoon(t.callback('first', () => loop.callSoon(t.callback('scheduled by the first'))))
      loop.callSoon(throwsFatal(t, 'fatal', new SystemExit('in the middle')))
      loop.callSoon(t.callback('third'))
      loop.callSoon(t.callback('fourth'))
      await t.attemptAsync(() => loop.runForever())
      t.note('end of the broken run')
      loop.callSoon(t.callback('scheduled after'))
      await t.iterations(loop)
      t.order('first', 'fatal', 'end of the broken run')
      t.order('fatal', 'third', 'fourth', 'scheduled by the first', 'scheduled after')
      for (const label of ['first', 'fatal', 'third', 'fourth']) t.times(label, 1)
    },
    { hint: 'Put the rest of the batch back to the front of the ready queue.' },
  ),
  check(
    'lifecycle.fatal-error-leaves-the-loop-usable',
    'a run after stop() in the callback that throws',
    async (t) => {
      const loop = t.newEventLoop()
      loop.callSoon(() => {
        loop.stop()
        throw new SystemExit('after stop()')
      })
      await t.attemptAsync(() => loop.runForever())
      t.note('next run')
      let left = 5
      const hop = (): void => {
        if (left-- > 0) {
          loop.callSoon(hop)
          return
        }
        t.note('last hop')
        loop.stop()
      }
      loop.callSoon(hop)
      await loop.runForever()
      t.note('end')
      t.order('next run', 'last hop', 'end')
    },
    { hint: 'However a run ends, clear the flag that stop() has set.' },
  ),
  check(
    'lifecycle.fatal-error-leaves-the-loop-usable',
    'a run after a task has thrown one of the pair',
    async (t) => {
      const loop = t.newEventLoop()
      const dies = function* (): Coroutine<void> {
        yield
        throw new KeyboardInterrupt('end of the run')
      }
      const takesLonger = function* (): Coroutine<string> {
        for (let step = 0; step < 5; step++) yield
        return 'complete'
      }
      await t.attemptAsync(() => loop.runUntilComplete(dies()))
      t.same(loop.isRunning(), false, 'isRunning() after the broken run')
      t.same(loop.isClosed(), false, 'isClosed() after the broken run')
      const outcome = await t.attemptAsync(() => loop.runUntilComplete(takesLonger()))
      const result = t.returned(outcome, 'the run after the broken one')
      t.same(result, 'complete', 'the result of the run after the broken one')
    },
    {
      hint: 'In the done callback of runUntilComplete(), do not call stop() if the future failed with SystemExit or KeyboardInterrupt.',
    },
  ),
]
