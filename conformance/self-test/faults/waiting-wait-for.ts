import { ensureFuture, isCancelledError, TimeoutError, wait, waitFor } from '../../../reference/index.ts'
import type { Awaitable, Coroutine, Future } from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { faultyApi } from './faulty-api.ts'

type WaitFor = <T>(awaitable: Awaitable<T>, ms: number | null) => Coroutine<T>

const fault = (name: string, clause: string, observes: RegExp, wrong: WaitFor): Fault =>
  faultyApi(name, `waiting.${clause}`, observes, { waitFor: wrong })

/** As `waitFor`, but for what `late` does when the time is over. */
const withLate = (late: <T>(future: Future<T>) => Coroutine<T>): WaitFor =>
  function* (awaitable, ms) {
    if (ms === null || ms <= 0) return yield* waitFor(awaitable, ms)
    const future = ensureFuture(awaitable)
    try {
      yield* wait([future], { timeout: ms })
    } catch (error) {
      future.cancel()
      throw error
    }
    return future.done() ? future.result() : yield* late(future)
  }

export const waitForFaults: readonly Fault[] = [
  fault(
    'has-no-time-without-a-limit',
    'wait-for-gives-what-comes-in-time',
    /waitFor\(\) threw/,
    (awaitable, ms) => waitFor(awaitable, ms ?? 0),
  ),
  fault(
    'leaves-what-is-late-running',
    'wait-for-throws-when-time-is-over',
    /cancelled\(\) of the awaitable/,

    withLate(function* () {
      throw new TimeoutError()
    }),
  ),
  fault(
    'does-not-wait-for-what-it-cancels',
    'wait-for-waits-for-what-it-cancels',
    /"waitFor is over" came before "cleaned up"/,

    withLate(function* (future) {
      future.cancel()
      throw new TimeoutError()
    }),
  ),
  fault(
    'throws-late-results-away',
    'wait-for-keeps-a-result-that-comes-anyway',
    /waitFor\(\) threw/,
    withLate(function* (future) {
      future.cancel()
      yield* wait([future])
      throw new TimeoutError()
    }),
  ),
  fault(
    'starts-what-has-no-time',
    'wait-for-no-time-starts-nothing',
    /waitFor\(\) of a coroutine threw nothing/,
    (awaitable, ms) => waitFor(awaitable, ms === null ? ms : Math.max(ms, 1)),
  ),
  fault(
    'takes-what-was-cancelled-before-for-late',
    'wait-for-no-time-starts-nothing',
    /waitFor\(\) of a cancelled future threw the wrong error/,
    function* (awaitable, ms) {
      if (ms === null || ms > 0) return yield* waitFor(awaitable, ms)
      const future = ensureFuture(awaitable)
      if (future.cancelled()) throw new TimeoutError()
      return yield* waitFor(future, ms)
    },
  ),
  fault(
    'takes-a-cancellation-for-a-timeout',
    'wait-for-passes-a-cancellation-on',
    /the task that was waiting threw the wrong error/,
    function* (awaitable, ms) {
      try {
        return yield* waitFor(awaitable, ms)
      } catch (error) {
        throw isCancelledError(error) && (ms === null || ms > 0) ? new TimeoutError() : error
      }
    },
  ),
]
