import type { EventLoop, EventLoopPolicy } from '../../spec/index.ts'
import { clauseTest, type Attempt, type Check, type ClauseTest } from '../harness/index.ts'
import { inCallback } from './in-callback.ts'

/** Runs the body, and forgets whatever it has set. */
async function forgetting(check: Check, body: () => Promise<void> | void): Promise<void> {
  try {
    await body()
  } finally {
    check.attempt(() => check.api.setEventLoop(null))
  }
}

/** Runs the body with the policy in place, and puts the one before it back. */
export async function withPolicy(
  check: Check,
  policy: EventLoopPolicy,
  body: () => Promise<void>,
): Promise<void> {
  const before = check.api.getEventLoopPolicy()
  check.api.setEventLoopPolicy(policy)
  try {
    await body()
  } finally {
    check.api.setEventLoopPolicy(before)
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

const functionsOfModule = 'One variable of the realm, which these functions read and write.'

export const policyTests: readonly ClauseTest[] = [
  clauseTest(
    'policy.set-loop-is-the-current-one',
    'two loops, one after the other',
    (check) =>
      forgetting(check, async () => {
        const { api } = check
        for (const loop of [check.newEventLoop(), check.newEventLoop()]) {
          api.setEventLoop(loop)
          check.same(api.getEventLoop(), loop, 'getEventLoop() after setEventLoop(loop)')
          loop.callSoon(check.callback('callback'))
          await check.iterations(loop)
          check.same(api.getEventLoop(), loop, 'getEventLoop() after a run')
        }
        check.times('callback', 2)
      }),
    { hint: functionsOfModule },
  ),
  clauseTest(
    'policy.running-loop-comes-first',
    'one loop is set and another one runs',
    (check) =>
      forgetting(check, async () => {
        const [set, running] = [check.newEventLoop(), check.newEventLoop()]
        check.api.setEventLoop(set)
        const inside = await inCallback(check, running, () => check.api.getEventLoop())
        check.same(inside, running, 'getEventLoop() in a callback')
        check.same(check.api.getEventLoop(), set, 'getEventLoop() after the run')
      }),
    { hint: 'Ask for the running loop before the policy.' },
  ),
  clauseTest(
    'policy.nothing-set-is-an-error',
    'after a loop was set and taken away',
    (check) =>
      forgetting(check, async () => {
        const { api } = check
        const loop = check.newEventLoop()
        api.setEventLoop(loop)
        const before = check.attempt(() => api.getEventLoop())
        api.setEventLoop(null)
        const outside = check.attempt(() => api.getEventLoop())
        const inside = await inCallback(check, loop, () => api.getEventLoop())
        check.same(check.answered(before, 'getEventLoop()'), loop, 'getEventLoop() after setEventLoop(loop)')
        check.threw(outside, 'RuntimeError', 'getEventLoop() after setEventLoop(null)')
        check.same(inside, loop, 'getEventLoop() in a callback')
      }),
    { hint: functionsOfModule },
  ),
  ...Object.entries({ 'a string': 'loop', 'a number': 1, 'a list': [] }).map(([what, value]) =>
    clauseTest('policy.loop-must-be-a-loop', what, (check) =>
      forgetting(check, async () => {
        const { api } = check
        const loop = check.newEventLoop()
        api.setEventLoop(loop)
        const attempt = check.attempt(() => api.setEventLoop(value as unknown as EventLoop))
        const kept = check.attempt(() => api.getEventLoop())
        await check.iterations(loop)
        check.threw(attempt, 'TypeError', `setEventLoop(${what})`)
        check.same(check.answered(kept, 'getEventLoop()'), loop, 'the current loop afterwards')
      }),
    ),
  ),
  clauseTest('policy.new-loop-is-new', 'two new loops, one of which is run', (check) =>
    forgetting(check, async () => {
      const { api } = check
      const current = check.newEventLoop()
      api.setEventLoop(current)
      const loops = [api.newEventLoop(), api.newEventLoop()] as const
      try {
        const [first, second] = loops
        check.that(first !== second, 'each call makes a loop of its own', 'two calls answered the same loop')
        const states = loops.flatMap((loop) => [loop.isRunning(), loop.isClosed()])
        check.sameMembers(states, [false, false, false, false], 'isRunning() and isClosed() of both')
        const future = first.createFuture<string>()
        future.setResult('result')
        check.same(await first.runUntilComplete(future), 'result', 'the result of a run of the first one')
        check.same(api.getEventLoop(), current, 'the current loop afterwards')
      } finally {
        for (const loop of new Set(loops)) loop.close()
      }
    }),
  ),
  clauseTest(
    'policy.policy-decides',
    'a policy that writes down what it is asked',
    async (check) => {
      const { api } = check
      const [loop, other] = [check.newEventLoop(), check.newEventLoop()]
      const policy = notingPolicy(loop)
      const seen: Attempt<unknown>[] = []
      let inside: unknown
      await withPolicy(check, policy, async () => {
        seen.push(
          check.attempt(() => api.getEventLoopPolicy()),
          check.attempt(() => api.getEventLoop()),
          check.attempt(() => api.newEventLoop()),
        )
        api.setEventLoop(other)
        inside = await inCallback(check, other, () => api.getEventLoop())
      })
      const [asked, current, made] = seen as [Attempt<unknown>, Attempt<unknown>, Attempt<unknown>]
      check.same(check.answered(asked, 'getEventLoopPolicy()'), policy, 'what getEventLoopPolicy() answers')
      check.same(check.answered(current, 'getEventLoop()'), loop, 'what getEventLoop() answers')
      check.same(check.answered(made, 'newEventLoop()'), loop, 'what newEventLoop() answers')
      check.sameMembers(policy.sets, [other], 'what setEventLoop() of the policy was given')
      check.same(inside, other, 'getEventLoop() in a callback')
    },
    { hint: functionsOfModule },
  ),
  clauseTest('policy.null-restores-the-default', 'after a policy of our own', async (check) => {
    const { api } = check
    const loop = check.newEventLoop()
    const policy = notingPolicy(loop)
    const loops: EventLoop[] = []
    const seen: unknown[] = []
    await withPolicy(check, policy, async () => {
      api.setEventLoopPolicy(null)
      await check.iterations(loop)
      loops.push(api.newEventLoop())
      seen.push(api.getEventLoopPolicy())
      api.setEventLoop(loop)
      seen.push(api.getEventLoop())
      api.setEventLoop(null)
    })
    for (const made of loops) if (made !== loop) made.close()
    const [restored, current] = seen
    check.that(restored !== policy, 'another policy is in place', 'getEventLoopPolicy() answered the old one')
    check.that(loops[0] !== loop, 'another policy makes the loops', 'newEventLoop() asked the old one')
    check.same(current, loop, 'getEventLoop() after setEventLoop(loop)')
    check.sameMembers(policy.sets, [], 'what setEventLoop() of the old one was given')
  }),
  ...Object.entries({ 'a string': 'policy', 'a number': 1, 'a list': [] }).map(([what, value]) =>
    clauseTest('policy.policy-must-be-a-policy', what, async (check) => {
      const { api } = check
      const loop = check.newEventLoop()
      const policy = notingPolicy(loop)
      const attempts: Attempt<unknown>[] = []
      await withPolicy(check, policy, async () => {
        attempts.push(check.attempt(() => api.setEventLoopPolicy(value as unknown as EventLoopPolicy)))
        attempts.push(check.attempt(() => api.getEventLoopPolicy()))
        await check.iterations(loop)
      })
      const [set, kept] = attempts as [Attempt<unknown>, Attempt<unknown>]
      check.threw(set, 'TypeError', `setEventLoopPolicy(${what})`)
      check.same(check.answered(kept, 'getEventLoopPolicy()'), policy, 'the policy afterwards')
    }),
  ),
]
