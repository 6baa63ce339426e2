import { SystemExit, type Coroutine } from '../../../spec/index.ts'
import { check, type Attempt, type CheckContext, type Check } from '../../harness/index.ts'
import { stopAfter, turnsUntil } from '../support/turns.ts'

function checkNone(t: CheckContext, when: string): void {
  t.threw(
    t.attempt(() => t.api.getRunningLoop()),
    'RuntimeError',
    `getRunningLoop() ${when}`,
  )
  t.same(t.api.peekRunningLoop(), null, `peekRunningLoop() ${when}`)
}

export const runningLoopChecks: readonly Check[] = [
  check(
    'running-loop.set-while-running',
    'in a callback of each of two loops that run one after the other',
    async (t) => {
      const { api } = t
      for (const loop of [t.newEventLoop(), t.newEventLoop()]) {
        const got: Attempt<unknown>[] = []
        const look = (): void => {
          got.push(
            t.attempt(() => api.getRunningLoop()),
            t.attempt(() => api.peekRunningLoop()),
          )
        }
        loop.callSoon(look)
        await t.iterations(loop)
        const [running, peeked] = got as [Attempt<unknown>, Attempt<unknown>]
        t.same(t.returned(running, 'getRunningLoop() in a callback'), loop, 'getRunningLoop() in a callback')
        t.same(t.returned(peeked, 'peekRunningLoop() in a callback'), loop, 'peekRunningLoop() in a callback')
      }
    },
    { hint: 'Call setRunningLoop(this) at the start of each turn of the loop.' },
  ),
  check(
    'running-loop.stopped-run-unsets-it',
    'after a callback has stopped the run',
    async (t) => {
      const loop = t.newEventLoop()
      loop.callSoon(t.callback('callback'))
      await t.iterations(loop)
      t.happened('callback')
      checkNone(t, 'after a run that was stopped')
    },
    { hint: 'Call setRunningLoop(null) in a `finally` around the turn.' },
  ),
  check(
    'running-loop.callbacks-see-their-loop',
    'in everything that a loop calls',
    async (t) => {
      const loop = t.newEventLoop()
      const seen = new Map<string, unknown>()
      const look = (where: string) => (): void => {
        seen.set(where, t.api.peekRunningLoop())
      }
      const future = loop.createFuture()
      future.addDoneCallback(look('a done callback'))
      loop.setExceptionHandler(look('the exception handler'))
      loop.callSoon(() => {
        throw new Error('for the exception handler')
      })
      loop.callSoon(look('a callback after one that failed'))
      loop.callSoonThreadsafe(look('a callback of callSoonThreadsafe()'))
      loop.createTask(
        (function* (): Coroutine<void> {
          look('the first step of a task')()
          yield
          look('the second step of a task')()
          yield* future
          look('a step after an await')()
          loop.callLater(1, look('a timer'))
          stopAfter(loop, 2)
        })(),
      )
      loop.callSoon(() => {
        loop.callSoon(() => future.setResult(undefined))
      })
      await loop.runForever()
      const places = [
        ...['a done callback', 'the exception handler', 'a callback after one that failed'],
        ...['a callback of callSoonThreadsafe()', 'the first step of a task', 'the second step of a task'],
        ...['a step after an await', 'a timer'],
      ]
      t.sameItems(seen.keys(), new Set(places), 'the places that were reached')
      for (const [where, found] of seen) t.same(found, loop, `peekRunningLoop() in ${where}`)
    },
    { hint: 'Set the running loop for the whole turn, not for some of its callbacks.' },
  ),
  check(
    'running-loop.none-before-a-run',
    'after a loop was made and a callback scheduled, and once it has run',
    async (t) => {
      const loop = t.newEventLoop()
      checkNone(t, 'when a loop was made')
      loop.callSoon(t.callback('callback'))
      checkNone(t, 'when a callback was scheduled')
      await t.iterations(loop)
      t.happened('callback')
    },
    { hint: 'Set the running loop only in a turn, not in a constructor or a factory.' },
  ),
  check(
    'running-loop.unset-after-every-run',
    'after a result, an exception, one of the fatal pair, and close()',
    async (t) => {
      const loop = t.newEventLoop()
      const [fine, failing] = [loop.createFuture(), loop.createFuture()]
      fine.setResult(1)
      await loop.runUntilComplete(fine)
      checkNone(t, 'after a run with a result')
      failing.setException(new Error('of the future'))
      await t.attemptAsync(() => loop.runUntilComplete(failing))
      checkNone(t, 'after a run that ended with an exception')
      loop.callSoon(() => {
        t.note('fatal')
        throw new SystemExit('of a callback')
      })
      stopAfter(loop, 1)
      await t.attemptAsync(() => loop.runForever())
      t.happened('fatal')
      checkNone(t, 'after a run that one of the fatal pair has ended')
      loop.close()
      checkNone(t, 'after close()')
    },
    { hint: 'Call setRunningLoop(null) in a `finally` around the turn.' },
  ),
  check(
    'running-loop.set-is-seen-at-once',
    'set and unset outside of a run',
    (t) => {
      const loop = t.newEventLoop()
      const { api } = t
      api.setRunningLoop(loop)
      const seen = t.attempt(() => [api.getRunningLoop(), api.peekRunningLoop()])
      const running = t.attempt(() => loop.isRunning())
      api.setRunningLoop(null)
      t.sameItems(
        t.returned(seen, 'getRunningLoop() after setRunningLoop(loop)'),
        [loop, loop],
        'getRunningLoop() and peekRunningLoop() after setRunningLoop(loop)',
      )
      t.same(t.returned(running, 'isRunning()'), false, 'isRunning() after setRunningLoop(loop)')
      checkNone(t, 'after setRunningLoop(null)')
    },
    { hint: 'Keep one variable for the realm. These functions read and write it.' },
  ),
  check(
    'running-loop.unset-between-turns',
    'seen by the host while a run is in progress',
    async (t) => {
      const loop = t.newEventLoop()
      loop.callSoon(t.callback('first turn'))
      const run = loop.runForever()
      await turnsUntil(t, () => t.trace.count('first turn') > 0)
      t.happened('first turn')
      const between = t.attempt(() => t.api.peekRunningLoop())
      const running = loop.isRunning()
      loop.stop()
      await run
      t.same(running, true, 'isRunning() between two turns')
      t.same(t.returned(between, 'peekRunningLoop()'), null, 'peekRunningLoop() between two turns')
    },
    { hint: 'Call setRunningLoop(null) at the end of each turn.' },
  ),
]
