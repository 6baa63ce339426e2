import type { EventLoop, EventLoopPolicy } from '../../../spec/index.ts'
import { check, type Attempt, type CheckContext, type Check } from '../../harness/index.ts'
import { inCallback } from '../support/turns.ts'

/** Runs the body, and forgets whatever it has set. */
async function forgetting(t: CheckContext, body: () => Promise<void> | void): Promise<void> {
  try {
    await body()
  } finally {
    t.attempt(() => t.api.setEventLoop(null))
  }
}

/** Runs the body with the policy in place, and puts the one before it back. */
export async function withPolicy(
  t: CheckContext,
  policy: EventLoopPolicy,
  body: () => Promise<void>,
): Promise<void> {
  const before = t.api.getEventLoopPolicy()
  t.api.setEventLoopPolicy(policy)
  try {
    await body()
  } finally {
    t.api.setEventLoopPolicy(before)
  }
}

/** A policy that makes one loop, and writes down what it is asked. */
export function notingPolicy(loop: EventLoop): EventLoopPolicy & { readonly sets: unknown[] } {
  const sets: unknown[] = []
  return {
    sets,
    getEventLoop: () => loop,
    setEventLoop: (given) => {
      sets.push(given)
    },
    newEventLoop: () => loop,
  }
}

const functionsOfModule = 'Keep one variable for the realm. These functions read and write it.'

export const policyChecks: readonly Check[] = [
  check(
    'policy.set-loop-is-the-current-one',
    'two loops, one after the other',
    (t) =>
      forgetting(t, async () => {
        const { api } = t
        for (const loop of [t.newEventLoop(), t.newEventLoop()]) {
          api.setEventLoop(loop)
          t.same(api.getEventLoop(), loop, 'getEventLoop() after setEventLoop(loop)')
          loop.callSoon(t.callback('callback'))
          await t.iterations(loop)
          t.same(api.getEventLoop(), loop, 'getEventLoop() after a run')
        }
        t.times('callback', 2)
      }),
    { hint: functionsOfModule },
  ),
  check(
    'policy.running-loop-comes-first',
    'one loop is set and another one runs',
    (t) =>
      forgetting(t, async () => {
        const [set, running] = [t.newEventLoop(), t.newEventLoop()]
        t.api.setEventLoop(set)
        const inside = await inCallback(t, running, () => t.api.getEventLoop())
        t.same(inside, running, 'getEventLoop() in a callback')
        t.same(t.api.getEventLoop(), set, 'getEventLoop() after the run')
      }),
    { hint: 'Check the running loop first, then the policy.' },
  ),
  check(
    'policy.nothing-set-is-an-error',
    'after a loop was set and taken away',
    (t) =>
      forgetting(t, async () => {
        const { api } = t
        const loop = t.newEventLoop()
        api.setEventLoop(loop)
        const before = t.attempt(() => api.getEventLoop())
        api.setEventLoop(null)
        const outside = t.attempt(() => api.getEventLoop())
        const inside = await inCallback(t, loop, () => api.getEventLoop())
        t.same(t.returned(before, 'getEventLoop()'), loop, 'getEventLoop() after setEventLoop(loop)')
        t.threw(outside, 'RuntimeError', 'getEventLoop() after setEventLoop(null)')
        t.same(inside, loop, 'getEventLoop() in a callback')
      }),
    { hint: functionsOfModule },
  ),
  ...Object.entries({ 'a string': 'loop', 'a number': 1, 'a list': [] }).map(([what, value]) =>
    check('policy.loop-must-be-a-loop', what, (t) =>
      forgetting(t, async () => {
        const { api } = t
        const loop = t.newEventLoop()
        api.setEventLoop(loop)
        const attempt = t.attempt(() => api.setEventLoop(value as unknown as EventLoop))
        const kept = t.attempt(() => api.getEventLoop())
        await t.iterations(loop)
        t.threw(attempt, 'TypeError', `setEventLoop(${what})`)
        t.same(t.returned(kept, 'getEventLoop()'), loop, 'the current loop afterwards')
      }),
    ),
  ),
  check('policy.new-loop-is-new', 'two new loops, one of which is run', (t) =>
    forgetting(t, async () => {
      const { api } = t
      const current = t.newEventLoop()
      api.setEventLoop(current)
      const loops = [api.newEventLoop(), api.newEventLoop()] as const
      try {
        const [first, second] = loops
        t.that(first !== second, 'each call returns a new loop', 'two calls returned the same loop')
        const states = loops.flatMap((loop) => [loop.isRunning(), loop.isClosed()])
        t.sameItems(states, [false, false, false, false], 'isRunning() and isClosed() of both')
        const future = first.createFuture<string>()
        future.setResult('result')
        t.same(await first.runUntilComplete(future), 'result', 'the result of a run of the first one')
        t.same(api.getEventLoop(), current, 'the current loop afterwards')
      } finally {
        for (const loop of new Set(loops)) loop.close()
      }
    }),
  ),
  check(
    'policy.policy-decides',
    'a policy that records its calls',
    async (t) => {
      const { api } = t
      const [loop, other] = [t.newEventLoop(), t.newEventLoop()]
      const policy = notingPolicy(loop)
      const seen: Attempt<unknown>[] = []
      let inside: unknown
      await withPolicy(t, policy, async () => {
        seen.push(
          t.attempt(() => api.getEventLoopPolicy()),
          t.attempt(() => api.getEventLoop()),
          t.attempt(() => api.newEventLoop()),
        )
        api.setEventLoop(other)
        inside = await inCallback(t, other, () => api.getEventLoop())
      })
      const [asked, current, made] = seen as [Attempt<unknown>, Attempt<unknown>, Attempt<unknown>]
      t.same(t.returned(asked, 'getEventLoopPolicy()'), policy, 'what getEventLoopPolicy() returns')
      t.same(t.returned(current, 'getEventLoop()'), loop, 'what getEventLoop() returns')
      t.same(t.returned(made, 'newEventLoop()'), loop, 'what newEventLoop() returns')
      t.sameItems(policy.sets, [other], 'what setEventLoop() of the policy was given')
      t.same(inside, other, 'getEventLoop() in a callback')
    },
    { hint: functionsOfModule },
  ),
  check('policy.null-restores-the-default', 'after a policy of our own', async (t) => {
    const { api } = t
    const loop = t.newEventLoop()
    const policy = notingPolicy(loop)
    const loops: EventLoop[] = []
    const seen: unknown[] = []
    await withPolicy(t, policy, async () => {
      api.setEventLoopPolicy(null)
      await t.iterations(loop)
      loops.push(api.newEventLoop())
      seen.push(api.getEventLoopPolicy())
      api.setEventLoop(loop)
      seen.push(api.getEventLoop())
      api.setEventLoop(null)
    })
    for (const made of loops) if (made !== loop) made.close()
    const [restored, current] = seen
    t.that(
      restored !== policy,
      'getEventLoopPolicy() returns another policy',
      'getEventLoopPolicy() returned the old policy',
    )
    t.that(loops[0] !== loop, 'newEventLoop() calls another policy', 'newEventLoop() called the old policy')
    t.same(current, loop, 'getEventLoop() after setEventLoop(loop)')
    t.sameItems(policy.sets, [], 'what setEventLoop() of the old policy was given')
  }),
  ...Object.entries({ 'a string': 'policy', 'a number': 1, 'a list': [] }).map(([what, value]) =>
    check('policy.policy-must-be-a-policy', what, async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const policy = notingPolicy(loop)
      const attempts: Attempt<unknown>[] = []
      await withPolicy(t, policy, async () => {
        attempts.push(t.attempt(() => api.setEventLoopPolicy(value as unknown as EventLoopPolicy)))
        attempts.push(t.attempt(() => api.getEventLoopPolicy()))
        await t.iterations(loop)
      })
      const [set, kept] = attempts as [Attempt<unknown>, Attempt<unknown>]
      t.threw(set, 'TypeError', `setEventLoopPolicy(${what})`)
      t.same(t.returned(kept, 'getEventLoopPolicy()'), policy, 'the policy afterwards')
    }),
  ),
]
