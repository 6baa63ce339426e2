import type { Coroutine, EventLoop } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { OwnTask } from './own-task.ts'
import { tryRun } from './refusals.ts'
import { stopAfter } from './stop-after.ts'

function scheduleOfEachKind(check: Check, loop: EventLoop, whose: string): void {
  loop.callSoon(check.callback(`callback of ${whose}`))
  loop.callSoonThreadsafe(check.callback(`threadsafe callback of ${whose}`))
  loop.callLater(1, check.callback(`timer of ${whose}`))
  check.createTask(loop, `task of ${whose}`, function* (): Coroutine<void> {
    yield
  })
}

const kinds = ['callback', 'threadsafe callback', 'timer', 'task']

/** Time for whatever a closed loop may have left with the host: another loop's timer, and turns of the host. */
async function letTimePass(check: Check): Promise<void> {
  const other = check.newEventLoop()
  scheduleOfEachKind(check, other, 'the other loop')
  stopAfter(other, 5)
  await other.runForever()
  await check.host.turn()
  for (const kind of kinds.slice(0, 3)) check.happened(`${kind} of the other loop`)
  check.happened('task of the other loop step 1')
}

function checkNothingRan(check: Check): void {
  for (const kind of kinds.slice(0, 3)) check.times(`${kind} of the closed loop`, 0)
  check.times('task of the closed loop step 1', 0)
}

export const lifecycleCloseTests: readonly ClauseTest[] = [
  clauseTest(
    'lifecycle.close-is-refused-while-running',
    'close() in a callback',
    async (check) => {
      const loop = check.newEventLoop()
      const seen: unknown[] = []
      const attempts: ReturnType<typeof check.attempt>[] = []
      loop.callSoon(() => {
        attempts.push(
          check.attempt(() => {
            loop.close()
          }),
        )
        seen.push(loop.isClosed(), loop.isRunning())
      })
      loop.callLater(1, check.callback('timer'))
      stopAfter(loop, 2)
      const run = await check.attemptAsync(() => loop.runForever())
      check.threw(attempts[0] ?? run, 'RuntimeError', 'close() in a callback')
      check.sameMembers(seen, [false, true], 'isClosed() and isRunning() after the refusal')
      check.answered(run, 'the run in which close() was refused')
      check.happened('timer')
    },
    { hint: 'Look at isRunning() first of all.' },
  ),
  clauseTest(
    'lifecycle.close-is-idempotent',
    'three times, after a run',
    async (check) => {
      const loop = check.newEventLoop()
      check.same(loop.isClosed(), false, 'isClosed() of a new loop')
      await check.iterations(loop)
      check.same(loop.isClosed(), false, 'isClosed() after a run')
      for (const time of ['first', 'second', 'third']) {
        const attempt = check.attempt(() => {
          loop.close()
        })
        check.answered(attempt, `the ${time} close()`)
        check.same(loop.isClosed(), true, `isClosed() after the ${time} close()`)
      }
    },
    { hint: 'The second close() finds nothing left to do.' },
  ),
  clauseTest(
    'lifecycle.nothing-runs-after-close',
    'one of each kind, on a loop that has never run',
    async (check) => {
      const loop = check.newEventLoop()
      scheduleOfEachKind(check, loop, 'the closed loop')
      loop.close()
      await letTimePass(check)
      checkNothingRan(check)
    },
    { hint: 'close() empties the queues and takes back what it has left with the host.' },
  ),
  clauseTest(
    'lifecycle.nothing-runs-after-close',
    'one of each kind, left behind by a run',
    async (check) => {
      const loop = check.newEventLoop()
      await check.iterations(loop)
      scheduleOfEachKind(check, loop, 'the closed loop')
      loop.close()
      await letTimePass(check)
      checkNothingRan(check)
    },
    { hint: 'A wake-up that the host still holds must find the loop closed.' },
  ),
  clauseTest(
    'lifecycle.closed-loop-refuses-runs',
    'both ways to run, on a loop that could be run before',
    async (check) => {
      const loop = check.newEventLoop()
      const done = loop.createFuture()
      done.setResult('should not be seen')
      await check.iterations(loop)
      loop.close()
      // Whether a closed loop may say that it runs is asked elsewhere: a refused run must not change it.
      const before = loop.isRunning()
      const forever = tryRun(check, () => loop.runForever())
      const untilComplete = tryRun(check, () => loop.runUntilComplete(done))
      await check.host.turn()
      check.threw(forever(), 'RuntimeError', 'runForever() on a closed loop')
      check.threw(untilComplete(), 'RuntimeError', 'runUntilComplete() on a closed loop')
      check.same(loop.isRunning(), before, 'isRunning() after two refused runs')
    },
    { hint: 'Look at isClosed() before anything else.' },
  ),
  clauseTest(
    'lifecycle.closed-loop-refuses-work',
    'five ways to give it work, before and after close()',
    async (check) => {
      const loop = check.newEventLoop()
      const nothing = (): void => undefined
      const ways = {
        callSoon: () => loop.callSoon(nothing),
        callSoonThreadsafe: () => loop.callSoonThreadsafe(nothing),
        callLater: () => loop.callLater(0, nothing),
        callAt: () => loop.callAt(loop.time(), nothing),
        createTask: () =>
          loop.createTask(
            (function* (): Coroutine<void> {
              yield
            })(),
          ),
      }
      for (const [name, call] of Object.entries(ways))
        check.answered(check.attempt<unknown>(call), `${name}() before close()`)
      await check.iterations(loop)
      const made = new OwnTask(
        check.api,
        loop,
        (function* (): Coroutine<void> {
          yield
        })(),
      )
      loop.setTaskFactory(() => {
        check.note('task factory')
        return made
      })
      ways.createTask()
      check.times('task factory', 1)
      loop.close()
      for (const [name, call] of Object.entries(ways))
        check.threw(check.attempt<unknown>(call), 'RuntimeError', `${name}() on a closed loop`)
      check.times('task factory', 1)
    },
    { hint: 'Every way in looks at isClosed() first.' },
  ),
  clauseTest(
    'lifecycle.closed-loop-still-answers',
    'what asks, makes futures, and reports',
    async (check) => {
      const loop = check.newEventLoop()
      await check.iterations(loop)
      loop.close()
      const answer = <T>(what: string, call: () => T): T =>
        check.answered(check.attempt(call), `${what} on a closed loop`)
      const { api } = check
      check.same(
        answer('isRunning()', () => loop.isRunning()),
        false,
        'isRunning() of a closed loop',
      )
      check.same(
        answer('isClosed()', () => loop.isClosed()),
        true,
        'isClosed() of a closed loop',
      )
      check.same(typeof answer('getDebug()', () => loop.getDebug()), 'boolean', 'the type of getDebug()')
      check.same(answer('getTasks()', () => api.getTasks(loop)).size, 0, 'the number of its tasks')
      const future = answer('createFuture()', () => loop.createFuture())
      future.setResult('kept')
      check.same(future.result(), 'kept', 'the result of a future made on a closed loop')
      answer('callExceptionHandler()', () => {
        loop.callExceptionHandler({ message: 'after close' })
      })
      check.same(check.reports(loop).length, 1, 'the number of reports that the exception handler heard')
    },
    { hint: 'Only runs and new work are refused.' },
  ),
]
