import type { Awaitable } from '../../../spec/index.ts'
import { check, type Attempt, type CheckContext, type Check } from '../../harness/index.ts'
import { turnsUntil } from '../support/turns.ts'

async function turns(t: CheckContext, count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await t.host.turn()
}

/** Keeps a promise that may be rejected from being reported as unhandled. */
function quiet(attempt: Attempt<unknown>): Attempt<unknown> {
  if (!attempt.threw && attempt.value instanceof Promise) attempt.value.catch(() => undefined)
  return attempt
}

export const lifecycleHostChecks: readonly Check[] = [
  check(
    'lifecycle.misuse-throws-at-the-call',
    'runs nested in a callback, of a closed loop, and for a number',
    async (t) => {
      const [loop, other, closed] = [t.newEventLoop(), t.newEventLoop(), t.newEventLoop()]
      closed.close()
      const attempts: [Attempt<unknown>, 'RuntimeError' | 'TypeError', string][] = []
      loop.callSoon(() => {
        attempts.push(
          [quiet(t.attempt(() => loop.runForever())), 'RuntimeError', 'runForever() nested in a callback'],
          [quiet(t.attempt(() => other.runForever())), 'RuntimeError', 'runForever() inside another loop'],
        )
        loop.stop()
      })
      await loop.runForever()
      const number = 42 as unknown as Awaitable<unknown>
      attempts.push(
        [quiet(t.attempt(() => closed.runForever())), 'RuntimeError', 'runForever() on a closed loop'],
        [quiet(t.attempt(() => loop.runUntilComplete(number))), 'TypeError', 'runUntilComplete(42)'],
      )
      t.same(attempts.length, 4, 'the number of calls that were tried')
      for (const [attempt, kind, what] of attempts) t.threw(attempt, kind, what)
    },
    { hint: 'Check in a method that is not `async`: an `async` method cannot throw at the call.' },
  ),
  check(
    'lifecycle.idle-run-goes-on',
    'nothing scheduled, checked from outside during some turns of the host',
    async (t) => {
      const loop = t.newEventLoop()
      const run = loop.runForever()
      void run.then(() => {
        t.note('end of the run')
      })
      await turns(t, 5)
      t.times('end of the run', 0)
      t.same(loop.isRunning(), true, 'isRunning() while the loop is idle')
      loop.stop()
      loop.callSoonThreadsafe(() => undefined)
      await turnsUntil(t, () => !loop.isRunning())
    },
    { hint: 'Go on with a run while nothing is scheduled, and keep isRunning() true between turns.' },
  ),
  check(
    'lifecycle.running-loop-is-not-run-again',
    'while the loop is idle, seen from outside',
    async (t) => {
      const loop = t.newEventLoop()
      loop.callSoon(t.callback('first turn'))
      const run = loop.runForever()
      await turnsUntil(t, () => t.trace.count('first turn') > 0)
      await turns(t, 2)
      const second = quiet(t.attempt(() => loop.runForever()))
      const close = t.attempt(() => loop.close())
      const running = loop.isRunning()
      loop.stop()
      await run
      t.happened('first turn')
      t.same(running, true, 'isRunning() after the refusals')
      t.threw(second, 'RuntimeError', 'a second run between two turns of the first')
      t.threw(close, 'RuntimeError', 'close() between two turns of a run')
    },
    { hint: 'Refuse a second run if isRunning() is true. The running loop is set only during a turn.' },
  ),
  check(
    'lifecycle.stop-wakes-an-idle-run',
    'stop() from outside, with nothing scheduled and with a timer far away',
    async (t) => {
      const loop = t.newEventLoop()
      for (const situation of ['with nothing scheduled', 'that waits for a timer']) {
        t.waitingFor = `an idle run ${situation} to end after stop()`
        if (situation === 'that waits for a timer') loop.callLater(2 ** 30, () => undefined)
        loop.callSoon(t.callback(`awake, in a run ${situation}`))
        t.note(`begin of a run ${situation}`)
        const run = loop.runForever()
        // If the loop takes no turn within this many turns of the host, it takes none at all.
        await turnsUntil(t, () => t.trace.count(`awake, in a run ${situation}`) > 0)
        await turns(t, 2)
        t.note(`stop of a run ${situation}`)
        loop.stop()
        await run
        t.note(`end of a run ${situation}`)
        const phases = ['begin of', 'awake, in', 'stop of', 'end of']
        t.order(...phases.map((phase) => `${phase} a run ${situation}`))
      }
    },
    { hint: 'In stop(), schedule a turn if the loop sleeps.' },
  ),
  check(
    'lifecycle.loops-interleave',
    'two loops that run at the same time and hop between each other',
    async (t) => {
      const [one, two] = [t.newEventLoop(), t.newEventLoop()]
      t.waitingFor = 'two loops to call each other and stop'
      const loops = [one, two]
      const hit = (left: number): void => {
        const [here, there] = left % 2 === 0 ? [one, two] : [two, one]
        t.note(`hit ${String(left)}`)
        const running = t.api.peekRunningLoop()
        if (running !== here) t.note('the wrong loop is the running one')
        if (left > 0) there.callSoonThreadsafe(hit, [left - 1])
        else for (const loop of loops) loop.stop()
      }
      const runs = [one.runForever()]
      await turns(t, 2)
      runs.push(two.runForever())
      one.callSoonThreadsafe(hit, [6])
      await Promise.all(runs)
      t.order('hit 6', 'hit 5', 'hit 1', 'hit 0')
      t.times('the wrong loop is the running one', 0)
    },
    {
      hint: 'Set the running loop for each turn, not for the whole run. Another loop can run between two turns.',
    },
  ),
  check(
    'lifecycle.thenable-result-is-refused',
    'a promise, an object with a then method, and one without',
    async (t) => {
      const loop = t.newEventLoop()
      const thenable = {
        then: (): void => {
          t.note('then was called')
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
        void t
          .attemptAsync(() => loop.runUntilComplete(future))
          .then((outcome) => {
            settled.outcome = outcome
          })
        await turnsUntil(t, () => settled.outcome !== undefined)
        const { outcome = { threw: false, value: 'nothing, for the run never settled' } } = settled
        t.threw(outcome, 'TypeError', `a run whose result is ${what}`)
      }
      t.times('then was called', 0)
      const future = loop.createFuture()
      future.setResult(harmless)
      t.same(await loop.runUntilComplete(future), harmless, 'a result without a then method')
    },
    { hint: 'If the result has a `then` method, reject the promise of the run instead of resolving it.' },
  ),
]
