/** `sleep`. */
import type { Task } from '../../spec/index.ts'
import { clauseTest, type Attempt, type ClauseTest } from '../harness/index.ts'
import { attempted, finishTask } from './in-task.ts'
import { later } from './later.ts'

export const sleepTests: readonly ClauseTest[] = [
  clauseTest(
    'waiting.sleep-waits-and-gives-its-result',
    'ten milliseconds and a result',
    async (check) => {
      const seen: unknown[] = []
      await finishTask(check, function* (loop) {
        const before = loop.time()
        seen.push(yield* check.api.sleep(10, 'the result'))
        seen.push(loop.time() - before)
      })
      const [value, passed] = seen
      check.same(value, 'the result', 'the result of sleep()')
      // A clock may be as coarse as a millisecond or two.
      check.that(
        (passed as number) >= 8,
        'sleep(10) takes at least 10 ms of loop.time()',
        `it took ${String(passed)} ms`,
      )
    },
    { hint: 'callLater() must not come before its time, and time() must move.' },
  ),
  ...[0, -5].map((delay) =>
    clauseTest(
      'waiting.sleep-of-nothing-lets-others-run',
      `sleep(${String(delay)})`,
      async (check) => {
        await finishTask(check, function* (loop) {
          check.note('before')
          loop.callSoon(check.callback('other'))
          yield* check.api.sleep(delay)
          check.note('after')
        })
        check.order('before', 'other', 'after')
      },
      { hint: 'A bare yield: the next step is scheduled behind what is ready.' },
    ),
  ),
  clauseTest(
    'waiting.sleep-can-be-cancelled',
    'ten hours',
    async (check) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* (loop) {
        const task = loop.createTask(
          (function* () {
            check.note('asleep')
            yield* check.api.sleep(36_000_000)
          })(),
        )
        later(loop, () => task.cancel())
        outcomes.push(yield* attempted(task))
      })
      check.happened('asleep')
      const [outcome] = outcomes
      check.threw(outcome as Attempt<unknown>, 'CancelledError', 'a task that was cancelled in sleep()')
    },
    { hint: 'sleep() awaits a future; a cancellation of the task cancels it.' },
  ),
  // Timers of the same moment run in any order: one of the two is cancelled before its own timer runs.
  clauseTest(
    'waiting.sleep-can-be-cancelled',
    'in the moment in which it ends',
    async (check) => {
      const ends: boolean[] = []
      await finishTask(check, function* (loop) {
        const moment = loop.time() + 5
        const sleeper = (): Task => loop.createTask(check.api.sleep(moment - loop.time()))
        const early: Task[] = []
        loop.callAt(moment, () => early[0]?.cancel())
        early.push(sleeper())
        const late = sleeper()
        yield
        yield
        loop.callAt(moment, () => late.cancel())
        for (const task of [...early, late]) {
          yield* attempted(task)
          ends.push(task.done())
        }
      })
      check.sameMembers(ends, [true, true], 'done() of both')
    },
    { hint: 'The timer finds a future that is cancelled already, and must leave it alone.' },
  ),
  clauseTest(
    'waiting.sleep-refuses-nan',
    'sleep(NaN), and then sleep(1)',
    async (check) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(check, function* () {
        outcomes.push(yield* attempted(check.api.sleep(NaN)))
        outcomes.push(yield* attempted(check.api.sleep(1, 'fine')))
      })
      const [nan, fine] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      check.same(check.answered(fine, 'sleep(1)'), 'fine', 'the result of sleep(1)')
      check.threw(nan, 'ValueError', 'sleep(NaN)')
    },
    { hint: 'NaN is neither greater nor smaller than any deadline.' },
  ),
]
