/** `timeout`: its own request to cancel, those of other code, and those of the timeouts around it. */
import {
  isCancelledError,
  type Coroutine,
  type EventLoop,
  type Task,
  type Timeout,
} from '../../../spec/index.ts'
import { check, type Attempt, type CheckContext, type Check } from '../../harness/index.ts'
import { attempted, finishTask, never, soon, waitForNever } from '../support/tasks.ts'
import { later } from '../support/turns.ts'

/** The task that asks. */
function ownTask(t: CheckContext): Task {
  return t.api.currentTask() as Task
}

/** Runs the body in a task of its own, which the body gets, and waits for its end. */
function* inTaskOfItsOwn(
  t: CheckContext,
  loop: EventLoop,
  body: (task: Task) => Coroutine<void>,
): Coroutine<void> {
  const coroutine = (function* (): Coroutine<void> {
    yield* body(ownTask(t))
  })()
  yield* attempted(loop.createTask(coroutine))
}

/** Nests as many timeouts, `innermost` in the last one, and notes what each of them threw. The outermost is the first. */
function* nest(
  t: CheckContext,
  ms: number,
  depth: number,
  found: { outcomes: Attempt<unknown>[]; scopes: Timeout[] },
  innermost: () => Coroutine<unknown>,
): Coroutine<unknown> {
  const level = found.scopes.length
  const body = t.api.timeout(ms, function* (scope) {
    found.scopes.push(scope)
    return yield* depth === 1 ? innermost() : nest(t, ms, depth - 1, found, innermost)
  })
  const outcome = yield* attempted(body)
  found.outcomes[level] = outcome
  if (outcome.threw && isCancelledError(outcome.error)) throw outcome.error
  return undefined
}

export const waitingTimeoutCancellationChecks: readonly Check[] = [
  check('waiting.timeout-leaves-no-cancellation', 'a task that goes on after a timeout', async (t) => {
    const seen: unknown[] = []
    const outcomes: Attempt<unknown>[] = []
    await finishTask(t, function* (loop) {
      outcomes.push(yield* attempted(t.api.timeout(5, () => waitForNever(loop))))
      seen.push(ownTask(t).cancelling())
      outcomes.push(yield* attempted(soon(loop, 'afterwards')))
    })
    const [timeout, afterwards] = outcomes as [Attempt<unknown>, Attempt<unknown>]
    t.threw(timeout, 'TimeoutError', 'timeout()')
    t.same(seen[0], 0, 'cancelling() of the task afterwards')
    t.same(t.returned(afterwards, 'the next await'), 'afterwards', 'the result of the next await')
  }),
  ...Object.entries({ 'while there is time': 10_000, 'in the same moment': 0 }).map(([situation, ms]) =>
    check('waiting.timeout-yields-to-a-cancellation-from-outside', situation, async (t) => {
      const outcomes: Attempt<unknown>[] = []
      await finishTask(t, function* (loop) {
        const task: Task<string> = loop.createTask(
          t.api.timeout(ms, function* () {
            // With no time left, the request of the timeout comes first, and this one before the task can react to it.
            loop.callSoon(() => task.cancel())
            return yield* never(loop)
          }),
        )
        outcomes.push(yield* attempted(task))
      })
      t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'timeout()')
    }),
  ),
  ...[
    { situation: 'one, in the same moment', ms: 0, requests: 1 },
    { situation: 'three, in the same moment', ms: 0, requests: 3 },
    { situation: 'two, while there is time', ms: 10_000, requests: 2 },
  ].map(({ situation, ms, requests }) =>
    check('waiting.timeout-takes-back-only-its-own-request', situation, async (t) => {
      const outcomes: Attempt<unknown>[] = []
      const seen: number[] = []
      await finishTask(t, (loop) =>
        inTaskOfItsOwn(t, loop, function* (task) {
          const body = t.api.timeout(ms, function* () {
            loop.callSoon(() => {
              for (let request = 0; request < requests; request++) task.cancel()
            })
            return yield* never(loop)
          })
          outcomes.push(yield* attempted(body))
          seen.push(task.cancelling())
        }),
      )
      t.threw(outcomes[0] as Attempt<unknown>, 'CancelledError', 'timeout()')
      t.sameItems(seen, [requests], 'cancelling() of the task afterwards')
    }),
  ),
  ...[1, 2].flatMap((requests) =>
    [5, 0].map((ms) =>
      check(
        'waiting.timeout-works-after-a-cancellation',
        `${String(requests)} caught before, and ${String(ms)} ms`,
        async (t) => {
          const outcomes: Attempt<unknown>[] = []
          const seen: number[] = []
          await finishTask(t, (loop) =>
            inTaskOfItsOwn(t, loop, function* (task) {
              for (let request = 0; request < requests; request++) {
                later(loop, () => task.cancel())
                yield* attempted(never(loop))
              }
              outcomes.push(yield* attempted(t.api.timeout(ms, () => waitForNever(loop))))
              seen.push(task.cancelling())
              outcomes.push(yield* attempted(soon(loop, 'afterwards')))
            }),
          )
          const [timeout, afterwards] = outcomes as [Attempt<unknown>, Attempt<unknown>]
          t.threw(timeout, 'TimeoutError', 'timeout() in a task that was cancelled before')
          t.sameItems(seen, [requests], 'cancelling() of the task afterwards')
          t.same(t.returned(afterwards, 'the next await'), 'afterwards', 'the result of the next await')
        },
        {
          hint: 'Compare what uncancel() returns with cancelling() at the beginning of the body, not with 0.',
        },
      ),
    ),
  ),
  ...(['outer', 'inner'] as const).map((which) =>
    check('waiting.timeout-knows-its-own', `the ${which} one expires`, async (t) => {
      const outcomes: Record<string, Attempt<unknown>> = {}
      const timeouts: Record<string, boolean> = {}
      await finishTask(t, function* (loop) {
        const { timeout } = t.api
        const keep = (name: string, scope: Timeout): (() => void) => {
          return () => (timeouts[name] = scope.expired())
        }
        const looks: (() => void)[] = []
        const outer = timeout(which === 'outer' ? 5 : 10_000, function* (outerScope) {
          looks.push(keep('outer', outerScope))
          const inner = timeout(which === 'inner' ? 5 : 10_000, function* (innerScope) {
            looks.push(keep('inner', innerScope))
            return yield* never(loop)
          })
          const outcome = yield* attempted(inner)
          outcomes.inner = outcome
          if (outcome.threw && isCancelledError(outcome.error)) throw outcome.error
        })
        outcomes.outer = yield* attempted(outer)
        for (const look of looks) look()
      })
      const { inner, outer } = outcomes as { inner: Attempt<unknown>; outer: Attempt<unknown> }
      t.threw(inner, which === 'inner' ? 'TimeoutError' : 'CancelledError', 'the inner timeout()')
      if (which === 'outer') t.threw(outer, 'TimeoutError', 'the outer timeout()')
      else t.returned(outer, 'the outer timeout()')
      t.same(timeouts.inner, which === 'inner', 'expired() of the inner one')
      t.same(timeouts.outer, which === 'outer', 'expired() of the outer one')
    }),
  ),
  ...Object.entries({
    'two without time': { depth: 2, ms: 0, move: 'not' },
    'three without time': { depth: 3, ms: 0, move: 'not' },
    'three that are moved to the past, the innermost first': { depth: 3, ms: 10_000, move: 'inwards' },
  }).map(([situation, { depth, ms, move }]) =>
    check(
      'waiting.timeout-leaves-the-error-to-the-outermost',
      situation,
      async (t) => {
        const found: { outcomes: Attempt<unknown>[]; scopes: Timeout[] } = { outcomes: [], scopes: [] }
        await finishTask(t, (loop) =>
          nest(t, ms, depth, found, () => {
            if (move !== 'not')
              for (const scope of [...found.scopes].reverse()) scope.reschedule(loop.time() - 1)
            return waitForNever(loop)
          }),
        )
        const [outermost, ...inner] = found.outcomes as [Attempt<unknown>, ...Attempt<unknown>[]]
        for (const one of inner)
          t.threw(one, 'CancelledError', 'a timeout() inside another that has expired too')
        t.threw(outermost, 'TimeoutError', 'the outermost timeout()')
        const expired = found.scopes.map((scope) => scope.expired())
        t.sameItems(expired, Array<boolean>(depth).fill(true), 'expired() of all, the outermost first')
      },
      {
        hint: 'Throw TimeoutError only if uncancel() leaves no more requests than there were before the body.',
      },
    ),
  ),
]
