import { ensureFuture, shield } from '../../../../reference/index.ts'
import type { Awaitable, Coroutine, Future } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'

/** A shield that calls `onGivenUp` if it is done before its inner future. */
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

/** One task for each future, so that two shields of one future have the same inner task. */
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

export const shieldsFromWhatHappensInsideToo = fault(
  'waiting.shield-follows-its-awaitable',
  'shields-from-what-happens-inside-too',
  {
    says: 'whose awaitable was cancelled',
    api: {
      shield<T>(awaitable: Awaitable<T>) {
        const inner = ensureFuture(awaitable)
        return inner.done() ? inner : shield(fortified(inner))
      },
    },
  },
)

export const letsCancellationsThrough = fault(
  'waiting.shield-takes-the-cancellation',
  'lets-cancellations-through',
  {
    says: 'The shielded task threw',
    api: {
      shield: (awaitable) => ensureFuture(awaitable),
    },
  },
)

export const shieldsWhatIsDone = fault(
  'waiting.shield-answers-a-done-future-itself',
  'shields-what-is-done',
  {
    says: 'whether the shield is the future',
    api: {
      shield: <T>(awaitable: Awaitable<T>) => {
        const inner = ensureFuture(awaitable)
        return inner.done() ? ensureFuture(through(inner)) : shield(inner)
      },
    },
  },
)

export const forgetsErrorsBehindAShield = fault(
  'waiting.shield-reports-an-error-that-nobody-awaits',
  'forgets-errors-behind-a-shield',
  {
    says: 'errors reported is 0, not 1',
    api: { shield: (awaitable) => shieldWith(awaitable, () => undefined) },
  },
)

export const reportsAnErrorOnceAShield = fault(
  'waiting.shield-reports-an-error-that-nobody-awaits',
  'reports-an-error-once-a-shield',
  {
    says: 'errors reported is 2, not 1',
    api: { shield: (awaitable) => shieldWith(awaitable, (inner) => inner.addDoneCallback(reportError)) },
  },
)

/** What `shield()` returned. */
const shields = new WeakSet<Future>()

export const cancelsTheShieldInside = fault(
  'waiting.shield-takes-the-cancellation',
  'cancels-the-shield-inside',
  {
    says: 'The inner shield threw',
    api: {
      shield: <T>(awaitable: Awaitable<T>) => {
        const inner = ensureFuture(awaitable)
        const outer = shield(inner)
        if (shields.has(inner))
          outer.addDoneCallback(() => {
            if (outer.cancelled()) inner.cancel()
          })
        shields.add(outer)
        return outer
      },
    },
  },
)

export const shieldsWhatHasFailed = fault(
  'waiting.shield-answers-a-done-future-itself',
  'shields-what-has-failed',
  {
    says: 'Whether each shield is the future: [false, true]',
    api: {
      shield: <T>(awaitable: Awaitable<T>) => {
        const inner = ensureFuture(awaitable)
        if (!inner.done() || inner.cancelled() || inner.exception() === null) return shield(inner)
        const outer = inner.getLoop().createFuture<T>()
        outer.setException(inner.exception())
        outer.exception()
        return outer
      },
    },
  },
)

/** As CPython 3.14. */
export const reportsAnErrorThatIsAwaited = fault(
  'waiting.shield-leaves-an-awaited-error-alone',
  'reports-an-error-that-is-awaited',
  {
    says: 'errors reported is 1, not 0',
    api: {
      shield: (awaitable) =>
        shieldWith(awaitable, (inner) => {
          inner.removeDoneCallback(reportError)
          inner.addDoneCallback(reportError)
        }),
    },
  },
)
