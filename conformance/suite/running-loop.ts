import { SystemExit, type Coroutine } from '../../spec/index.ts'
import { clauseTest, type Attempt, type Check, type ClauseTest } from '../harness/index.ts'
import { stopAfter } from './stop-after.ts'
import { turnsUntil } from './turns-until.ts'

function checkNone(check: Check, when: string): void {
  check.threw(
    check.attempt(() => check.api.getRunningLoop()),
    'RuntimeError',
    `getRunningLoop() ${when}`,
  )
  check.same(check.api.peekRunningLoop(), null, `peekRunningLoop() ${when}`)
}

export const runningLoopTests: readonly ClauseTest[] = [
  clauseTest(
    'running-loop.set-while-running',
    'in a callback of each of two loops that run one after the other',
    async (check) => {
      const { api } = check
      for (const loop of [check.newEventLoop(), check.newEventLoop()]) {
        const got: Attempt<unknown>[] = []
        const look = (): void => {
          got.push(
            check.attempt(() => api.getRunningLoop()),
            check.attempt(() => api.peekRunningLoop()),
          )
        }
        loop.callSoon(look)
        await check.iterations(loop)
        const [running, peeked] = got as [Attempt<unknown>, Attempt<unknown>]
        check.same(
          check.answered(running, 'getRunningLoop() in a callback'),
          loop,
          'getRunningLoop() in a callback',
        )
        check.same(
          check.answered(peeked, 'peekRunningLoop() in a callback'),
          loop,
          'peekRunningLoop() in a callback',
        )
      }
    },
    { hint: 'Call setRunningLoop(this) at the start of each turn of the loop.' },
  ),
  clauseTest(
    'running-loop.stopped-run-unsets-it',
    'after a callback has stopped the run',
    async (check) => {
      const loop = check.newEventLoop()
      loop.callSoon(check.callback('callback'))
      await check.iterations(loop)
      check.happened('callback')
      checkNone(check, 'after a run that was stopped')
    },
    { hint: 'Call setRunningLoop(null) in a `finally` around the turn.' },
  ),
  clauseTest(
    'running-loop.callbacks-see-their-loop',
    'in everything that a loop calls',
    async (check) => {
      const loop = check.newEventLoop()
      const seen = new Map<string, unknown>()
      const look = (where: string) => (): void => {
        seen.set(where, check.api.peekRunningLoop())
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
      check.same(seen.size, 8, 'the number of places that were reached')
      for (const [where, found] of seen) check.same(found, loop, `peekRunningLoop() in ${where}`)
    },
    { hint: 'Set the running loop around the whole turn, not around some callbacks of it.' },
  ),
  clauseTest(
    'running-loop.none-before-a-run',
    'after a loop was made and a callback scheduled, and once it has run',
    async (check) => {
      const loop = check.newEventLoop()
      checkNone(check, 'when a loop was made')
      loop.callSoon(check.callback('callback'))
      checkNone(check, 'when a callback was scheduled')
      await check.iterations(loop)
      check.happened('callback')
    },
    { hint: 'Only a turn sets the running loop; neither the constructor nor a factory does.' },
  ),
  clauseTest(
    'running-loop.unset-after-every-run',
    'after a result, an exception, one of the fatal pair, and close()',
    async (check) => {
      const loop = check.newEventLoop()
      const [fine, failing] = [loop.createFuture(), loop.createFuture()]
      fine.setResult(1)
      await loop.runUntilComplete(fine)
      checkNone(check, 'after a run with a result')
      failing.setException(new Error('of the future'))
      await check.attemptAsync(() => loop.runUntilComplete(failing))
      checkNone(check, 'after a run that ended with an exception')
      loop.callSoon(() => {
        check.note('fatal')
        throw new SystemExit('of a callback')
      })
      stopAfter(loop, 1)
      await check.attemptAsync(() => loop.runForever())
      check.happened('fatal')
      checkNone(check, 'after a run that one of the fatal pair has ended')
      loop.close()
      checkNone(check, 'after close()')
    },
    { hint: 'Unset it in a `finally` around the turn.' },
  ),
  clauseTest(
    'running-loop.set-is-seen-at-once',
    'set and unset outside of a run',
    (check) => {
      const loop = check.newEventLoop()
      const { api } = check
      api.setRunningLoop(loop)
      const seen = check.attempt(() => [api.getRunningLoop(), api.peekRunningLoop()])
      const running = check.attempt(() => loop.isRunning())
      api.setRunningLoop(null)
      check.sameMembers(
        check.answered(seen, 'getRunningLoop() after setRunningLoop(loop)'),
        [loop, loop],
        'getRunningLoop() and peekRunningLoop() after setRunningLoop(loop)',
      )
      check.same(check.answered(running, 'isRunning()'), false, 'isRunning() after setRunningLoop(loop)')
      checkNone(check, 'after setRunningLoop(null)')
    },
    { hint: 'One variable of the realm, which these functions read and write.' },
  ),
  clauseTest(
    'running-loop.unset-between-turns',
    'seen by the host while a run is in progress',
    async (check) => {
      const loop = check.newEventLoop()
      loop.callSoon(check.callback('first turn'))
      const run = loop.runForever()
      await turnsUntil(check, () => check.trace.count('first turn') > 0)
      check.happened('first turn')
      const between = check.attempt(() => check.api.peekRunningLoop())
      const running = loop.isRunning()
      loop.stop()
      await run
      check.same(running, true, 'isRunning() between two turns')
      check.same(check.answered(between, 'peekRunningLoop()'), null, 'peekRunningLoop() between two turns')
    },
    { hint: 'Unset the running loop at the end of each turn.' },
  ),
]
