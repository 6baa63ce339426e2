import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { lifecycleCloseTests } from './lifecycle-close.ts'
import { lifecycleFatalTests } from './lifecycle-fatal.ts'
import { lifecycleHostTests } from './lifecycle-host.ts'
import { lifecycleLeftoversTests } from './lifecycle-leftovers.ts'
import { lifecycleNestingTests } from './lifecycle-nesting.ts'
import { lifecycleStopTests } from './lifecycle-stop.ts'
import { runUntilCompleteTests } from './lifecycle-until-complete.ts'

const runForeverTests: readonly ClauseTest[] = [
  clauseTest(
    'lifecycle.run-forever-ends-at-stop',
    'stop() in a callback',
    async (check) => {
      const loop = check.newEventLoop()
      check.waitingFor = 'runForever() to end after a callback had called stop()'
      loop.callSoon(check.callback('stop', () => loop.stop()))
      check.note('run')
      const run = await check.attemptAsync<unknown>(() => loop.runForever())
      check.order('run', 'stop')
      check.times('stop', 1)
      check.answered(run, 'runForever()')
    },
    { hint: 'After the iteration in which stop() is called, the run settles.' },
  ),
  clauseTest(
    'lifecycle.run-forever-ends-at-stop',
    'nothing calls stop() for some iterations',
    async (check) => {
      const loop = check.newEventLoop()
      check.waitingFor = 'runForever() to end after the tenth callback had called stop()'
      const hop = (left: number): void => {
        check.note(`hop ${String(left)}`)
        if (left === 0) loop.stop()
        else loop.callSoon(hop, [left - 1])
      }
      loop.callSoon(hop, [9])
      check.note('run')
      await loop.runForever()
      check.order('run', 'hop 9', 'hop 5', 'hop 0')
    },
    {
      hint: 'A run goes on as long as callbacks schedule others, until stop(). Arguments are spread: callback(...args).',
    },
  ),
  clauseTest(
    'lifecycle.is-running-during-a-run',
    'before, in callbacks, just after stop(), and after',
    async (check) => {
      const loop = check.newEventLoop()
      const seen: unknown[] = [loop.isRunning()]
      const look = (): void => {
        seen.push(loop.isRunning())
      }
      loop.callSoon(look)
      loop.callSoon(() => {
        loop.stop()
        look()
      })
      await loop.runForever()
      look()
      check.sameMembers(
        seen,
        [false, true, true, false],
        'isRunning() before the run, in its first callback, just after stop(), and after the run',
      )
    },
    { hint: 'stop() only asks for the end: the loop runs until its promise settles.' },
  ),
]

export const lifecycleTests: readonly ClauseTest[] = [
  ...runForeverTests,
  ...runUntilCompleteTests,
  ...lifecycleStopTests,
  ...lifecycleFatalTests,
  ...lifecycleNestingTests,
  ...lifecycleCloseTests,
  ...lifecycleHostTests,
  ...lifecycleLeftoversTests,
]
