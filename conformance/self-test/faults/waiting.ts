import { ensureFuture, isCancelledError, shield, sleep } from '../../../reference/index.ts'
import type { AsyncioApi, Awaitable, Coroutine, Future } from '../../../spec/index.ts'
import type { Fault } from '../fault.ts'
import { faultyApi } from './faulty-api.ts'
import { gatherFaults } from './waiting-gather.ts'
import { taskGroupFaults } from './waiting-task-group.ts'
import { timeoutFaults } from './waiting-timeout.ts'
import { waitFaults } from './waiting-wait.ts'
import { waitForFaults } from './waiting-wait-for.ts'

const fault = (name: string, clause: string, observes: RegExp, api: Partial<AsyncioApi>): Fault =>
  faultyApi(name, `waiting.${clause}`, observes, api)

const sleepFaults: readonly Fault[] = [
  fault('never-sleeps', 'sleep-waits-and-gives-its-result', /sleep\(10\) takes at least/, {
    sleep: <T>(delayMs: number, result?: T) =>
      sleep(delayMs > 0 && delayMs < 1000 ? 0 : delayMs, result as T),
  }),
  fault('sleeps-nothing-without-a-yield', 'sleep-of-nothing-lets-others-run', /"after" came before "other"/, {
    *sleep<T>(delayMs: number, result?: T) {
      if (delayMs > 0) yield* sleep(delayMs)
      else if (Number.isNaN(delayMs)) yield* sleep(delayMs)
      return result as T
    },
  }),
  fault('sleeps-on-when-cancelled', 'sleep-can-be-cancelled', /threw nothing/, {
    *sleep<T>(delayMs: number, result?: T) {
      try {
        return yield* sleep(delayMs, result as T)
      } catch (error) {
        if (isCancelledError(error)) return result as T
        throw error
      }
    },
  }),
  fault('sleeps-for-nan', 'sleep-refuses-nan', /sleep\(NaN\) threw nothing/, {
    sleep: <T>(delayMs: number, result?: T) => sleep(Number.isNaN(delayMs) ? 0 : delayMs, result as T),
  }),
]

const shieldFaults: readonly Fault[] = [
  fault(
    'shields-from-what-happens-inside-too',
    'shield-follows-its-awaitable',
    /whose awaitable was cancelled/,
    {
      shield<T>(awaitable: Awaitable<T>) {
        const inner = ensureFuture(awaitable)
        return inner.done() ? inner : shield(fortified(inner))
      },
    },
  ),
  fault('lets-cancellations-through', 'shield-takes-the-cancellation', /the shielded task threw/, {
    shield: (awaitable) => ensureFuture(awaitable),
  }),
  fault('shields-what-is-done', 'shield-answers-a-done-future-itself', /whether the shield is the future/, {
    shield: <T>(awaitable: Awaitable<T>) => {
      const inner = ensureFuture(awaitable)
      return inner.done() ? ensureFuture(through(inner)) : shield(inner)
    },
  }),
  fault(
    'forgets-errors-behind-a-shield',
    'shield-reports-an-error-that-nobody-awaits',
    /errors reported: 1\n0/,
    { shield: (awaitable) => shieldWith(awaitable, () => undefined) },
  ),
  fault(
    'reports-an-error-once-a-shield',
    'shield-reports-an-error-that-nobody-awaits',
    /errors reported: 1\n2/,
    { shield: (awaitable) => shieldWith(awaitable, (inner) => inner.addDoneCallback(reportError)) },
  ),
]

/** Does what it is told when the shield is done before what is behind it. */
function shieldWith<T>(awaitable: Awaitable<T>, onGivenUp: (inner: Future<T>) => void): Future<T> {
  const inner = ensureFuture(awaitable)
  if (inner.done()) return inner
  const outer = inner.getLoop().createFuture<T>()
  inner.addDoneCallback(() => {
    if (outer.done()) return
    if (inner.cancelled()) outer.cancel()
    else if (inner.exception() === null) outer.setResult(inner.result())
    else outer.setException(inner.exception())
  })
  outer.addDoneCallback(() => {
    if (!inner.done()) onGivenUp(inner)
  })
  return outer
}

/** Of each future one task, so that two shields of one stay two shields of one. */
const fortress = new WeakMap<Future, Future>()

function fortified<T>(inner: Future<T>): Future<T> {
  const known = (fortress.get(inner) as Future<T> | undefined) ?? ensureFuture(unlessCancelled(inner))
  fortress.set(inner, known)
  return known
}

function reportError(inner: Future): void {
  if (inner.cancelled() || inner.exception() === null) return
  inner.getLoop().callExceptionHandler({ exception: inner.exception(), future: inner })
}

function* through<T>(future: Future<T>): Coroutine<T> {
  return yield* future
}

function* unlessCancelled<T>(future: Future<T>): Coroutine<T> {
  try {
    return yield* future
  } catch (error) {
    if (future.cancelled()) return undefined as T
    throw error
  }
}

export const waitingFaults: readonly Fault[] = [
  ...sleepFaults,
  ...gatherFaults,
  ...waitFaults,
  ...waitForFaults,
  ...shieldFaults,
  ...timeoutFaults,
  ...taskGroupFaults,
]
