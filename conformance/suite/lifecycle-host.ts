import type { Awaitable } from '../../spec/index.ts'
import { clauseTest, type Attempt, type Check, type ClauseTest } from '../harness/index.ts'
import { turnsUntil } from './turns-until.ts'

async function turns(check: Check, count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await check.host.turn()
}

/** What is in the second list and not in the first, however often, but for immediates: the next turn is the end of them. */
function added(before: readonly string[], after: readonly string[]): readonly string[] {
  const left = [...before]
  return after.filter((name) => {
    const place = left.indexOf(name)
    if (place >= 0) left.splice(place, 1)
    return place < 0 && name !== 'Immediate'
  })
}

/** Keeps a promise that may be rejected from being reported as unhandled. */
function quiet(attempt: Attempt<unknown>): Attempt<unknown> {
  if (!attempt.threw && attempt.value instanceof Promise) attempt.value.catch(() => undefined)
  return attempt
}

export const lifecycleHostTests: readonly ClauseTest[] = [
  clauseTest(
    'lifecycle.misuse-throws-at-the-call',
    'runs nested in a callback, of a closed loop, and for a number',
    async (check) => {
      const [loop, other, closed] = [check.newEventLoop(), check.newEventLoop(), check.newEventLoop()]
      closed.close()
      const attempts: [Attempt<unknown>, 'RuntimeError' | 'TypeError', string][] = []
      loop.callSoon(() => {
        attempts.push(
          [
            quiet(check.attempt(() => loop.runForever())),
            'RuntimeError',
            'runForever() nested in a callback',
          ],
          [
            quiet(check.attempt(() => other.runForever())),
            'RuntimeError',
            'runForever() inside another loop',
          ],
        )
        loop.stop()
      })
      await loop.runForever()
      const number = 42 as unknown as Awaitable<unknown>
      attempts.push(
        [quiet(check.attempt(() => closed.runForever())), 'RuntimeError', 'runForever() on a closed loop'],
        [quiet(check.attempt(() => loop.runUntilComplete(number))), 'TypeError', 'runUntilComplete(42)'],
      )
      check.same(attempts.length, 4, 'the number of calls that were tried')
      for (const [attempt, kind, what] of attempts) check.threw(attempt, kind, what)
    },
    { hint: 'An `async` method cannot throw at the call: check first, in an ordinary one.' },
  ),
  clauseTest(
    'lifecycle.idle-run-goes-on',
    'nothing scheduled, looked at from outside over some turns of the host',
    async (check) => {
      const loop = check.newEventLoop()
      const run = loop.runForever()
      void run.then(() => {
        check.note('end of the run')
      })
      await turns(check, 5)
      check.times('end of the run', 0)
      check.same(loop.isRunning(), true, 'isRunning() while the loop is idle')
      loop.stop()
      loop.callSoonThreadsafe(() => undefined)
      await turnsUntil(check, () => !loop.isRunning())
    },
    { hint: 'isRunning() is about the run, not about the turn; refuse by it, not by the running loop.' },
  ),
  clauseTest(
    'lifecycle.running-loop-is-not-run-again',
    'while the loop is idle, seen from outside',
    async (check) => {
      const loop = check.newEventLoop()
      loop.callSoon(check.callback('first turn'))
      const run = loop.runForever()
      await turnsUntil(check, () => check.trace.count('first turn') > 0)
      await turns(check, 2)
      const second = quiet(check.attempt(() => loop.runForever()))
      const close = check.attempt(() => {
        loop.close()
      })
      const running = loop.isRunning()
      loop.stop()
      await run
      check.happened('first turn')
      check.same(running, true, 'isRunning() after the refusals')
      check.threw(second, 'RuntimeError', 'a second run between two turns of the first')
      check.threw(close, 'RuntimeError', 'close() between two turns of a run')
    },
    { hint: 'isRunning() is about the run, not about the turn; refuse by it, not by the running loop.' },
  ),
  clauseTest(
    'lifecycle.stop-wakes-an-idle-run',
    'stop() from outside, with nothing scheduled and with a timer far away',
    async (check) => {
      const loop = check.newEventLoop()
      for (const situation of ['with nothing scheduled', 'that waits for a timer']) {
        check.waitingFor = `an idle run ${situation} to end after stop()`
        if (situation === 'that waits for a timer') loop.callLater(2 ** 30, () => undefined)
        loop.callSoon(check.callback(`awake, in a run ${situation}`))
        check.note(`begin of a run ${situation}`)
        const run = loop.runForever()
        // A loop that has no turn of its own within so many of the host's has none at all.
        await turnsUntil(check, () => check.trace.count(`awake, in a run ${situation}`) > 0)
        await turns(check, 2)
        check.note(`stop of a run ${situation}`)
        loop.stop()
        await run
        check.note(`end of a run ${situation}`)
        const phases = ['begin of', 'awake, in', 'stop of', 'end of']
        check.order(...phases.map((phase) => `${phase} a run ${situation}`))
      }
    },
    { hint: 'stop() arranges a turn when the loop sleeps.' },
  ),
  clauseTest(
    'lifecycle.loops-interleave',
    'two loops that run at the same time and hop between each other',
    async (check) => {
      const [one, two] = [check.newEventLoop(), check.newEventLoop()]
      check.waitingFor = 'two loops to hand a ball to each other and to stop'
      const loops = [one, two]
      const hit = (left: number): void => {
        const [here, there] = left % 2 === 0 ? [one, two] : [two, one]
        check.note(`hit ${String(left)}`)
        const running = check.api.peekRunningLoop()
        if (running !== here) check.note('the wrong loop is the running one')
        if (left > 0) there.callSoonThreadsafe(hit, [left - 1])
        else for (const loop of loops) loop.stop()
      }
      const runs = [one.runForever()]
      await turns(check, 2)
      runs.push(two.runForever())
      one.callSoonThreadsafe(hit, [6])
      await Promise.all(runs)
      check.order('hit 6', 'hit 5', 'hit 1', 'hit 0')
      check.times('the wrong loop is the running one', 0)
    },
    {
      hint: 'The running loop is set for a turn, not for the whole run, so that another run can begin between two turns.',
    },
  ),
  clauseTest(
    'lifecycle.thenable-result-is-refused',
    'a promise, an object with a then method, and one without',
    async (check) => {
      const loop = check.newEventLoop()
      const thenable = {
        then: (): void => {
          check.note('then was called')
        },
      }
      const harmless = { then: 'not a method' }
      for (const [what, result] of Object.entries({
        'a promise': Promise.resolve(1),
        'a thenable': thenable,
      })) {
        const future = loop.createFuture()
        future.setResult(result)
        const settled: { outcome?: Attempt<unknown> } = {}
        // A promise that has adopted the thenable may never settle.
        void check
          .attemptAsync(() => loop.runUntilComplete(future))
          .then((outcome) => {
            settled.outcome = outcome
          })
        await turnsUntil(check, () => settled.outcome !== undefined)
        const { outcome = { threw: false, value: 'nothing, for the run never settled' } } = settled
        check.threw(outcome, 'TypeError', `a run whose result is ${what}`)
      }
      check.times('then was called', 0)
      const future = loop.createFuture()
      future.setResult(harmless)
      check.same(await loop.runUntilComplete(future), harmless, 'a result without a then method')
    },
    { hint: 'Look for a `then` method before the promise of the run is resolved, and reject it instead.' },
  ),
  ...(
    [
      ['a run that slept for a minute', [60_000]],
      ['one that slept without end', []],
      ['one that slept for a minute twice', [60_000, 60_000]],
    ] as const
  ).map(([what, delays]) =>
    clauseTest(
      'lifecycle.ended-run-lets-the-process-end',
      `${what} is ended by the host`,
      async (check) => {
        const { host } = check
        const loop = check.newEventLoop()
        const before = host.keepsAlive?.() ?? check.skipFor('keepsAlive')
        const run = loop.runForever()
        // Each wakes the loop out of the sleep before, and makes it sleep anew.
        const wakings = [...delays, null]
        for (const [index, delay] of wakings.entries()) {
          if (delay !== null) loop.callLater(delay, check.callback('timer'))
          loop.callSoon(check.callback('woken'))
          await turnsUntil(check, () => check.trace.count('woken') > index)
          await turns(check, 2)
        }
        loop.stop()
        check.waitingFor = 'stop() to end the run'
        await run
        let left: readonly string[] = ['not looked at']
        for (let look = 0; look < 4 && left.length > 0; look++) {
          // Others have timers, too, which pass.
          await new Promise<void>((resolve) => host.setTimeout(resolve, 3))
          left = added(before, host.keepsAlive?.() ?? [])
        }
        check.times('woken', wakings.length)
        check.sameMembers(left, [], 'what the run has left behind that keeps the process alive')
      },
      { hint: 'Clear the sleep that is cut short, also when a new one replaces it.' },
    ),
  ),
]
