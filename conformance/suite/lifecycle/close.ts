import type { Coroutine, EventLoop } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { OwnTask } from '../support/own-task.ts'
import { tryRun, stopAfter } from '../support/turns.ts'

function scheduleOfEachKind(t: CheckContext, loop: EventLoop, whose: string): void {
  loop.callSoon(t.callback(`callback of ${whose}`))
  loop.callSoonThreadsafe(t.callback(`threadsafe callback of ${whose}`))
  loop.callLater(1, t.callback(`timer of ${whose}`))
  t.createTask(loop, `task of ${whose}`, function* (): Coroutine<void> {
    yield
  })
}

const kinds = ['callback', 'threadsafe callback', 'timer', 'task']

/** Time for whatever a closed loop may have left with the host: another loop's timer, and turns of the host. */
async function letTimePass(t: CheckContext): Promise<void> {
  const other = t.newEventLoop()
  scheduleOfEachKind(t, other, 'the other loop')
  stopAfter(other, 5)
  await other.runForever()
  await t.host.turn()
  for (const kind of kinds.slice(0, 3)) t.happened(`${kind} of the other loop`)
  t.happened('task of the other loop step 1')
}

/** Closes the loop. A loop may run what is left in close() itself. */
function closeAndNote(t: CheckContext, loop: EventLoop): void {
  loop.close()
  t.note('close() returned')
}

function checkNothingRan(t: CheckContext): void {
  const labels = t.trace.labels()
  const late = labels
    .slice(labels.indexOf('close() returned'))
    .filter((label) => label.includes('of the closed loop'))
  t.that(late.length === 0, 'nothing of the loop runs after close() has returned', `${late.join(', ')} ran`)
}

export const lifecycleCloseChecks: readonly Check[] = [
  check(
    'lifecycle.close-is-refused-while-running',
    'close() in a callback',
    async (t) => {
      const loop = t.newEventLoop()
      const seen: unknown[] = []
      const attempts: ReturnType<typeof t.attempt>[] = []
      loop.callSoon(() => {
        attempts.push(t.attempt(() => loop.close()))
        seen.push(loop.isClosed(), loop.isRunning())
        // Scheduled after the call: if close() has dropped the timers before it, the run still ends.
        if (t.attempt(() => stopAfter(loop, 30)).threw) loop.stop()
      })
      // Not yet due when the run begins, also on a busy machine.
      loop.callLater(20, t.callback('timer'))
      const run = await t.attemptAsync(() => loop.runForever())
      t.threw(attempts[0] ?? run, 'RuntimeError', 'close() in a callback')
      t.sameItems(seen, [false, true], 'isClosed() and isRunning() after the refusal')
      t.returned(run, 'the run in which close() was refused')
      t.happened('timer')
    },
    { hint: 'Check isRunning() first. A call that is refused drops no callback and no timer.' },
  ),
  check(
    'lifecycle.close-is-idempotent',
    'three times, after a run',
    async (t) => {
      const loop = t.newEventLoop()
      t.same(loop.isClosed(), false, 'isClosed() of a new loop')
      await t.iterations(loop)
      t.same(loop.isClosed(), false, 'isClosed() after a run')
      for (const time of ['first', 'second', 'third']) {
        const attempt = t.attempt(() => loop.close())
        t.returned(attempt, `the ${time} close()`)
        t.same(loop.isClosed(), true, `isClosed() after the ${time} close()`)
      }
    },
    { hint: 'Return at once from a second close().' },
  ),
  check(
    'lifecycle.nothing-runs-after-close',
    'one of each kind, on a loop that has never run',
    async (t) => {
      const loop = t.newEventLoop()
      scheduleOfEachKind(t, loop, 'the closed loop')
      closeAndNote(t, loop)
      await letTimePass(t)
      checkNothingRan(t)
    },
    { hint: 'In close(), empty the queues and cancel what is scheduled with the host.' },
  ),
  check(
    'lifecycle.nothing-runs-after-close',
    'one of each kind, left behind by a run',
    async (t) => {
      const loop = t.newEventLoop()
      await t.iterations(loop)
      scheduleOfEachKind(t, loop, 'the closed loop')
      closeAndNote(t, loop)
      await letTimePass(t)
      checkNothingRan(t)
    },
    { hint: 'In a wake-up from the host, check isClosed() first.' },
  ),
  check(
    'lifecycle.closed-loop-refuses-runs',
    'both ways to run, on a loop that could be run before',
    async (t) => {
      const loop = t.newEventLoop()
      const pending = loop.createFuture()
      await t.iterations(loop)
      loop.close()
      // Another check judges isRunning() of a closed loop. A refused run must not change it.
      const before = loop.isRunning()
      const forever = tryRun(t, () => loop.runForever())
      const untilComplete = tryRun(t, () => loop.runUntilComplete(pending))
      await t.host.turn()
      t.threw(forever(), 'RuntimeError', 'runForever() on a closed loop')
      t.threw(untilComplete(), 'RuntimeError', 'runUntilComplete() on a closed loop')
      t.same(loop.isRunning(), before, 'isRunning() after two refused runs')
    },
    { hint: 'Check isClosed() first.' },
  ),
  check(
    'lifecycle.closed-loop-refuses-work',
    'five ways to give it work, before and after close()',
    async (t) => {
      const loop = t.newEventLoop()
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
        t.returned(t.attempt<unknown>(call), `${name}() before close()`)
      await t.iterations(loop)
      const made = new OwnTask(
        t.api,
        loop,
        (function* (): Coroutine<void> {
          yield
        })(),
      )
      loop.setTaskFactory(() => {
        t.note('task factory')
        return made
      })
      ways.createTask()
      t.times('task factory', 1)
      loop.close()
      for (const [name, call] of Object.entries(ways))
        t.threw(t.attempt<unknown>(call), 'RuntimeError', `${name}() on a closed loop`)
      t.times('task factory', 1)
    },
    { hint: 'Check isClosed() first in every method that schedules or runs.' },
  ),
  check(
    'lifecycle.closed-loop-still-answers',
    'methods that query, make futures, and report',
    async (t) => {
      const loop = t.newEventLoop()
      await t.iterations(loop)
      loop.close()
      const answer = <T>(what: string, call: () => T): T =>
        t.returned(t.attempt(call), `${what} on a closed loop`)
      const { api } = t
      t.same(
        answer('isRunning()', () => loop.isRunning()),
        false,
        'isRunning() of a closed loop',
      )
      t.same(
        answer('isClosed()', () => loop.isClosed()),
        true,
        'isClosed() of a closed loop',
      )
      t.same(typeof answer('getDebug()', () => loop.getDebug()), 'boolean', 'the type of getDebug()')
      t.same(answer('getTasks()', () => api.getTasks(loop)).size, 0, 'the number of its tasks')
      const future = answer('createFuture()', () => loop.createFuture())
      future.setResult('kept')
      t.same(future.result(), 'kept', 'the result of a future made on a closed loop')
      answer('callExceptionHandler()', () => {
        loop.callExceptionHandler({ message: 'after close' })
      })
      t.same(t.reports(loop).length, 1, 'the number of reports that the exception handler received')
    },
    { hint: 'On a closed loop, throw only from runs and from methods that schedule.' },
  ),
]
