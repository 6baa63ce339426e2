import { KeyboardInterrupt, SystemExit, type Coroutine } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { stopAfter } from './stop-after.ts'

function throwsFatal(check: Check, label: string, error: Error): () => void {
  return () => {
    check.note(label)
    throw error
  }
}

export const lifecycleFatalTests: readonly ClauseTest[] = [
  clauseTest(
    'lifecycle.fatal-error-ends-the-run',
    'either of the pair thrown by a callback',
    async (check) => {
      for (const error of [new SystemExit('a callback'), new KeyboardInterrupt('a callback')]) {
        const loop = check.newEventLoop()
        loop.callSoon(throwsFatal(check, error.name, error))
        // A loop that goes on must not keep the check waiting.
        stopAfter(loop, 1)
        const outcome = await check.attemptAsync(() => loop.runForever())
        check.that(outcome.threw, `${error.name} ends the run`, `The run went on after ${error.name}`)
        check.same(outcome.threw && outcome.error, error, 'what the run ended with')
      }
    },
    {
      hint: 'Let the fatal pair pass where errors of callbacks are caught, and reject the promise of the run with it.',
    },
  ),
  clauseTest(
    'lifecycle.fatal-error-loses-nothing',
    'two callbacks before and two after the one that throws',
    async (check) => {
      const loop = check.newEventLoop()
      loop.callSoon(check.callback('first', () => loop.callSoon(check.callback('scheduled by the first'))))
      loop.callSoon(throwsFatal(check, 'fatal', new SystemExit('in the middle')))
      loop.callSoon(check.callback('third'))
      loop.callSoon(check.callback('fourth'))
      await check.attemptAsync(() => loop.runForever())
      check.note('end of the broken run')
      loop.callSoon(check.callback('scheduled after'))
      await check.iterations(loop)
      check.order('first', 'fatal', 'end of the broken run')
      check.order('fatal', 'third', 'fourth', 'scheduled by the first', 'scheduled after')
      for (const label of ['first', 'fatal', 'third', 'fourth']) check.times(label, 1)
    },
    { hint: 'Put the rest of the batch back to the front of the ready queue.' },
  ),
  clauseTest(
    'lifecycle.fatal-error-leaves-the-loop-usable',
    'a run after a task has thrown one of the pair',
    async (check) => {
      const loop = check.newEventLoop()
      const dies = function* (): Coroutine<void> {
        yield
        throw new KeyboardInterrupt('end of the run')
      }
      const takesLonger = function* (): Coroutine<string> {
        for (let step = 0; step < 5; step++) yield
        return 'complete'
      }
      await check.attemptAsync(() => loop.runUntilComplete(dies()))
      check.same(loop.isRunning(), false, 'isRunning() after the broken run')
      check.same(loop.isClosed(), false, 'isClosed() after the broken run')
      const outcome = await check.attemptAsync(() => loop.runUntilComplete(takesLonger()))
      const result = check.answered(outcome, 'the run after the broken one')
      check.same(result, 'complete', 'the result of the run after the broken one')
    },
    {
      hint: 'The done callback of runUntilComplete() must not call stop() when the future ended with the fatal pair.',
    },
  ),
]
