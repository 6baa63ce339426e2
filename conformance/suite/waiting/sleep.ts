/** `sleep`. */
import type { Task } from '../../../spec/index.ts'
import { check, type Attempt, type Check } from '../../harness/index.ts'
import { allowedEarliness, roundingMs } from '../support/clock.ts'
import { attempted, finishTask } from '../support/tasks.ts'
import { later, pass } from '../support/turns.ts'

export const waitingSleepChecks: readonly Check[] = [
  check(
    'waiting.sleep-waits-and-gives-its-result',
    'ten milliseconds and a result',
    async (t) => {
      const seen: unknown[] = []
      const loop = t.newEventLoop()
      await finishTask(
        t,
        function* () {
          const before = loop.time()
          seen.push(yield* t.api.sleep(10, 'the result'))
          seen.push(loop.time() - before)
        },
        loop,
      )
      const [value, passed] = seen
      t.same(value, 'the result', 'the result of sleep()')
      const missing = 10 - (passed as number)
      const allowed = missing <= roundingMs ? roundingMs : await allowedEarliness(t, loop)
      t.that(
        missing <= allowed,
        'sleep(10) takes at least 10 ms of loop.time()',
        `sleep(10) took ${String(passed)} ms`,
      )
    },
    { hint: 'Check that callLater() is not early, and that time() goes on.' },
  ),
  ...[0, -5, 1].map((delay) =>
    check(
      delay > 0 ? 'waiting.sleep-waits-and-gives-its-result' : 'waiting.sleep-of-nothing-lets-others-run',
      `results that are falsy, after ${String(delay)} ms`,
      async (t) => {
        const falsy = [undefined, null, false, 0, NaN, '']
        const seen: unknown[] = []
        await finishTask(t, function* () {
          for (const result of falsy) seen.push(yield* t.api.sleep(delay, result))
        })
        for (const [index, result] of falsy.entries())
          t.same(seen[index], result, `the result of sleep(${String(delay)}, ${String(result)})`)
      },
      { hint: 'Return the result as it is. Do not look at it.' },
    ),
  ),
  ...[1, 0].map((delay) =>
    check(
      delay > 0 ? 'waiting.sleep-waits-and-gives-its-result' : 'waiting.sleep-of-nothing-lets-others-run',
      `${String(delay)} ms, without a result`,
      async (t) => {
        const seen: unknown[] = []
        await finishTask(t, function* () {
          seen.push(yield* t.api.sleep(delay))
        })
        // The nothing of Python is null.
        t.same(seen[0] ?? null, null, `the result of sleep(${String(delay)})`)
      },
    ),
  ),
  ...[0.5, 1e-3, 1e-9].map((delay) =>
    check(
      'waiting.sleep-waits-and-gives-its-result',
      `${String(delay)} ms, with another callback that is ready`,
      async (t) => {
        await finishTask(t, function* (loop) {
          t.note('before')
          loop.callSoon(t.callback('other'))
          yield* t.api.sleep(delay)
          t.note('after')
        })
        t.order('before', 'other', 'after')
      },
      {
        hint: 'A short delay is a timer like any other. It does not end before the callbacks that are ready.',
      },
    ),
  ),
  check('waiting.sleep-waits-and-gives-its-result', 'forty times in one run', async (t) => {
    const seen: unknown[] = []
    await finishTask(t, function* () {
      for (let round = 0; round < 40; round++) seen.push(yield* t.api.sleep(0.1, round))
    })
    t.sameItems(seen, [...Array(40).keys()], 'the results')
  }),
  ...[0, -5].map((delay) =>
    check(
      'waiting.sleep-of-nothing-lets-others-run',
      `sleep(${String(delay)})`,
      async (t) => {
        await finishTask(t, function* (loop) {
          t.note('before')
          loop.callSoon(t.callback('other'))
          yield* t.api.sleep(delay)
          t.note('after')
        })
        t.order('before', 'other', 'after')
      },
      { hint: 'For sleep(0), use a bare yield, which schedules the next step behind what is ready.' },
    ),
  ),
  ...Object.entries({ 'ten hours': 36_000_000, 'for ever': Infinity }).map(([situation, delay]) =>
    check(
      'waiting.sleep-can-be-cancelled',
      situation,
      async (t) => {
        const outcomes: Attempt<unknown>[] = []
        await finishTask(t, function* (loop) {
          const task = loop.createTask(
            (function* () {
              t.note('asleep')
              yield* t.api.sleep(delay)
            })(),
          )
          later(loop, () => task.cancel())
          outcomes.push(yield* attempted(task))
        })
        t.happened('asleep')
        const [outcome] = outcomes
        t.threw(outcome as Attempt<unknown>, 'CancelledError', 'a task that was cancelled in sleep()')
      },
      { hint: 'Await a future in sleep(), so that the cancellation of the task cancels it.' },
    ),
  ),
  check(
    'waiting.sleep-can-be-cancelled',
    'a short one, whose time passes afterwards',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      const loop = t.newEventLoop()
      const reports = t.reports(loop)
      await finishTask(
        t,
        function* () {
          const task = loop.createTask(t.api.sleep(3))
          yield
          yield
          task.cancel()
          outcomes.push(yield* attempted(task))
        },
        loop,
      )
      await pass(t, loop, 6)
      t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'a task that was cancelled in sleep()')
      t.sameItems(
        reports.map(({ exception }) => exception),
        [],
        'the errors that the exception handler received when the time had passed',
      )
    },
    { hint: 'Cancel the timer when sleep() is cancelled, or let it check whether its future is done.' },
  ),
  // Timers of the same moment run in any order: one of the two is cancelled before its own timer runs.
  check(
    'waiting.sleep-can-be-cancelled',
    'at the moment when it ends',
    async (t) => {
      const ends: boolean[] = []
      await finishTask(t, function* (loop) {
        const moment = loop.time() + 5
        const sleeper = (): Task => loop.createTask(t.api.sleep(moment - loop.time()))
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
      t.sameItems(ends, [true, true], 'done() of both')
    },
    { hint: 'When the timer fires, check whether the future is cancelled already.' },
  ),
  check(
    'waiting.sleep-refuses-nan',
    'sleep(NaN), and then sleep(1)',
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* () {
        outcomes.push(yield* attempted(t.api.sleep(NaN)))
        outcomes.push(yield* attempted(t.api.sleep(1, 'fine')))
      })
      const [nan, fine] = outcomes as [Attempt<unknown>, Attempt<unknown>]
      t.same(t.returned(fine, 'sleep(1)'), 'fine', 'the result of sleep(1)')
      t.threw(nan, 'ValueError', 'sleep(NaN)')
    },
    { hint: 'Check for NaN. It is neither greater nor smaller than any deadline.' },
  ),
]
