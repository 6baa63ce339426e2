/** The message of a cancellation, in the functions that wait. */
import type { AsyncioApi, CancelledError, Coroutine, EventLoop } from '../../../spec/index.ts'
import { check, type Attempt, type Check } from '../../harness/index.ts'
import { attempted, finishTask, never, waitForNever } from '../support/tasks.ts'
import { later } from '../support/turns.ts'

const why = 'the program ends'

const waits: Readonly<Record<string, (api: AsyncioApi, loop: EventLoop) => Coroutine<unknown>>> = {
  'sleep()': (api) => api.sleep(10_000),
  'wait()': (api, loop) => api.wait([never(loop)]),
  'waitFor() with a limit': (api, loop) => api.waitFor(never(loop), 10_000),
  'waitFor() without a limit': (api, loop) => api.waitFor(never(loop), null),
  'timeout()': (api, loop) => api.timeout(10_000, () => waitForNever(loop)),
  *'asCompleted()'(api, loop) {
    for (const next of api.asCompleted([never(loop)])) yield* next
  },
}

export const waitingMessagesChecks: readonly Check[] = Object.entries(waits).map(([what, wait]) =>
  check(
    'waiting.cancellation-keeps-its-message',
    what,
    async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const coroutine = (function* (): Coroutine<void> {
          outcomes.push(yield* attempted(wait(t.api, loop)))
        })()
        const task = loop.createTask(coroutine)
        later(loop, () => task.cancel(why))
        yield* attempted(task)
      })
      const error = t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', what)
      // A loop may add more to the args.
      t.sameItems((error as CancelledError).args.slice(0, 1), [why], 'the args of the CancelledError')
    },
    { hint: 'Throw the CancelledError on that arrives, and not a new one.' },
  ),
)
