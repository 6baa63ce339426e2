/** Coroutines that become tasks while no loop is running: the loop of the policy makes them. */
import type { Awaitable, Coroutine, Future } from '../../../spec/index.ts'
import { check, type Check, type CheckContext } from '../../harness/index.ts'

const functions: Readonly<Record<string, (t: CheckContext, coro: Awaitable<string>) => Future>> = {
  'ensureFuture()': (t, coro) => t.api.ensureFuture(coro),
  'gather()': (t, coro) => t.api.gather([coro]),
  'shield()': (t, coro) => t.api.shield(coro),
}

export const factoriesOutsideARunChecks: readonly Check[] = Object.entries(functions).map(([name, call]) =>
  check(
    'factories.outside-a-run-the-set-loop-makes-the-task',
    `${name} of a coroutine, after setEventLoop()`,
    async (t) => {
      const [other, loop] = [t.newEventLoop(), t.newEventLoop()]
      const coroutine = (function* (): Coroutine<string> {
        t.note('the coroutine runs')
        yield
        return 'result'
      })()
      t.api.setEventLoop(other)
      t.api.setEventLoop(loop)
      const future = t.attempt(() => call(t, coroutine))
      t.attempt(() => t.api.setEventLoop(null))
      const made = t.returned(future, `${name} outside of a run`)
      t.same(made.getLoop(), loop, `getLoop() of what ${name} returned`)
      await loop.runUntilComplete(made)
      t.times('the coroutine runs', 1)
    },
    { hint: 'Take the loop from getEventLoop(), which returns the running loop or else that of the policy.' },
  ),
)
