import { SystemExit, type Awaitable, type Coroutine } from '../../../spec/index.ts'
import { check, show, type Check } from '../../harness/index.ts'
import { later, tryRun } from '../support/turns.ts'

function* threeSteps(): Coroutine<string> {
  yield
  yield
  return 'returned'
}

export const lifecycleUntilCompleteChecks: readonly Check[] = [
  check(
    'lifecycle.run-until-complete-gives-the-result',
    'a future that a callback settles',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture<string>()
      t.waitingFor = 'runUntilComplete() to end after its future was done'
      loop.callSoon(() => future.setResult('the result'))
      t.same(await loop.runUntilComplete(future), 'the result', 'the result of the run')
    },
    { hint: 'Add a done callback to the future that calls stop().' },
  ),
  check(
    'lifecycle.run-until-complete-gives-the-result',
    'a future that is done before the run',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture<string>()
      future.setResult('the result')
      t.waitingFor = 'runUntilComplete() of a done future to end'
      t.same(await loop.runUntilComplete(future), 'the result', 'the result of the run')
    },
    {
      hint: 'Schedule a done callback for the next iteration if the future is already done.',
    },
  ),
  check(
    'lifecycle.run-until-complete-gives-the-result',
    'values that code easily takes for nothing',
    async (t) => {
      const loop = t.newEventLoop()
      for (const value of [0, false, '', null]) {
        const future = loop.createFuture()
        loop.callSoon(() => future.setResult(value))
        t.same(
          await loop.runUntilComplete(future),
          value,
          `the result of a run of a future with ${show(value)}`,
        )
      }
    },
    { hint: 'End the run with future.result(), whatever the value is.' },
  ),
  check(
    'lifecycle.run-until-complete-throws-the-exception',
    'a future with an exception, one that is cancelled, and one with a result',
    async (t) => {
      const loop = t.newEventLoop()
      const problem = new Error('the very error')
      const [failing, cancelled, fine] = [loop.createFuture(), loop.createFuture(), loop.createFuture()]
      loop.callSoon(() => failing.setException(problem))
      const failed = await t.attemptAsync(() => loop.runUntilComplete(failing))
      t.that(failed.threw, 'the run ends with the exception of the future', 'the run returned a result')
      t.same(failed.threw && failed.error, problem, 'the exception of the run')
      loop.callSoon(() => cancelled.cancel())
      const gone = await t.attemptAsync(() => loop.runUntilComplete(cancelled))
      t.threw(gone, 'CancelledError', 'the run of a cancelled future')
      loop.callSoon(() => fine.setResult('fine'))
      t.same(await loop.runUntilComplete(fine), 'fine', 'the result of the run after those')
    },
    { hint: 'End the run with future.result(), which throws the error of the future.' },
  ),
  check(
    'lifecycle.run-until-complete-drives-a-coroutine',
    'a generator of three steps, with and without a task factory',
    async (t) => {
      const loop = t.newEventLoop()
      const current: unknown[] = []
      const main = function* (): Coroutine<string> {
        current.push(t.api.currentTask(loop))
        return yield* threeSteps()
      }
      t.same(await loop.runUntilComplete(main()), 'returned', 'the result of the run')
      t.that(
        current[0] !== null,
        'the coroutine runs as a task',
        'the coroutine ran while no task was current',
      )

      loop.setTaskFactory((_loop, coroutine, options) => {
        t.note('factory')
        loop.setTaskFactory(null)
        return loop.createTask(coroutine, options)
      })
      t.same(await loop.runUntilComplete(main()), 'returned', 'the result of the run with a task factory')
      t.times('factory', 1)
    },
    {
      hint: 'In runUntilComplete(), pass a coroutine to ensureFuture(…, { loop }), which calls loop.createTask().',
    },
  ),
  check(
    'lifecycle.run-until-complete-refuses-what-cannot-be-awaited',
    'a number, null, a plain object, a function, and a generator function that was not called',
    async (t) => {
      const loop = t.newEventLoop()
      for (const [what, value] of Object.entries({
        42: 42,
        null: null,
        '{}': {},
        '() => 1': () => 1,
        threeSteps,
      })) {
        // If the loop accepts the value, the check must still end.
        loop.callSoon(() => loop.stop())
        const outcome = tryRun(t, () => loop.runUntilComplete(value as unknown as Awaitable<unknown>))
        await t.host.turn()
        t.threw(outcome(), 'TypeError', `runUntilComplete(${what})`)
        await loop.runForever()
      }
      t.same(loop.isRunning(), false, 'isRunning() after the refusals')
      const future = loop.createFuture()
      future.setResult('usable')
      t.same(await loop.runUntilComplete(future), 'usable', 'the result of a run after the refusals')
    },
    { hint: 'Check before you change anything.' },
  ),
  check(
    'lifecycle.run-until-complete-refuses-foreign-futures',
    'a done and a pending future of another loop',
    async (t) => {
      const [loop, other] = [t.newEventLoop(), t.newEventLoop()]
      const [done, pending] = [other.createFuture(), other.createFuture()]
      done.setResult('elsewhere')
      for (const [what, future] of Object.entries({ done, pending })) {
        loop.callSoon(() => loop.stop())
        const outcome = tryRun(t, () => loop.runUntilComplete(future))
        await t.host.turn()
        t.threw(outcome(), 'ValueError', `runUntilComplete() with a ${what} future of another loop`)
        await loop.runForever()
      }
      t.same(await other.runUntilComplete(done), 'elsewhere', 'the result of the run on its own loop')
    },
    { hint: 'Compare future.getLoop() with the loop.' },
  ),
  check(
    'lifecycle.run-stopped-early-has-no-result',
    'stop() while a future and a task are pending',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const endless = function* (): Coroutine<string> {
        yield* future
        return 'too early'
      }
      for (const awaitable of [future, loop.createTask(endless())]) {
        loop.callSoon(() => loop.stop())
        const outcome = await t.attemptAsync(() => loop.runUntilComplete(awaitable))
        t.threw(outcome, 'RuntimeError', 'a run that is stopped before its future is done')
        t.same(awaitable.done(), false, 'done() of the future')
      }
      loop.callSoon(() => future.setResult('at last'))
      t.same(await loop.runUntilComplete(future), 'at last', 'the result of a second run for the future')
    },
    { hint: 'Check whether the future is done when the run ends.' },
  ),
  check(
    'lifecycle.run-until-complete-leaves-no-callback',
    'the future is done in a later run',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      loop.callSoon(() => loop.stop())
      await t.attemptAsync(() => loop.runUntilComplete(future))
      future.addDoneCallback(t.callback('future is done'))
      let left = 6
      const hop = (): void => {
        t.note(`hop ${String(left)}`)
        if (left === 6) future.setResult('late')
        if (left-- === 0) loop.stop()
        else loop.callSoon(hop)
      }
      loop.callSoon(hop)
      await loop.runForever()
      t.note('end of the later run')
      t.order('hop 6', 'future is done', 'end of the later run')
      t.order('hop 6', 'hop 0', 'end of the later run')
    },
    { hint: 'Remove the done callback that calls stop() in a `finally` of the run.' },
  ),
  check(
    'lifecycle.fatal-error-leaves-no-callback',
    'the future is done in a later run',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      loop.callSoon(() => {
        throw new SystemExit('meant by the check')
      })
      const first = await t.attemptAsync(() => loop.runUntilComplete(future))
      const other = loop.createFuture<string>()
      loop.callSoon(() => {
        future.setResult('late')
        later(loop, () => other.setResult('result'), 6)
      })
      const second = await t.attemptAsync(() => loop.runUntilComplete(other))
      t.threw(first, 'SystemExit', 'the run that was ended')
      t.same(t.returned(second, 'the later run'), 'result', 'the result of the later run')
    },
    { hint: 'Remove the done callback that calls stop() in a `finally` of the run.' },
  ),
]
