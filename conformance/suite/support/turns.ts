import type { Callback, EventLoop } from '../../../spec/index.ts'
import type { CheckContext, Attempt } from '../../harness/index.ts'

/** Calls `callback` some iterations from now, when everything that is ready now has run. On a closed loop it does nothing. */
export function later(loop: EventLoop, callback: Callback, iterations = 4): void {
  let left = iterations
  // Without arguments: whether a callback gets those is a clause of its own.
  const hop = (): void => {
    if (left-- === 0) callback()
    else if (!loop.isClosed()) loop.callSoon(hop)
  }
  if (!loop.isClosed()) loop.callSoon(hop)
}

/** Calls `body` in a callback of the loop, and returns what it returns. If it throws, the check fails with that error. */
export async function inCallback<T>(t: CheckContext, loop: EventLoop, body: () => T): Promise<T> {
  const attempts: { result: T }[] = []
  const errors: unknown[] = []
  loop.callSoon(() => {
    try {
      attempts.push({ result: body() })
    } catch (error) {
      errors.push(error)
    }
  })
  await t.iterations(loop)
  if (errors.length > 0) throw errors[0]
  const [attempt] = attempts
  if (attempt === undefined)
    return t.fail({ message: 'A callback never ran.', expected: 'the callback runs', actual: 'it never ran' })
  return attempt.result
}

/** How often a run that is late is given its time again. */
const mostRenewals = 3

/**
 * Stops the loop some iterations after a timer of `ms` milliseconds. It does not stop in the timer itself: if the machine
 * pauses, that timer is due in the same iteration as the timers that the check waits for, or in an earlier one. If the
 * timer is late, by a pause or because all timers of the loop are, timers that were set during the run are late, too. They
 * get the time again.
 */
export function stopAfter(loop: EventLoop, ms: number): void {
  const wait = (renewals: number): void => {
    const deadline = loop.time() + ms
    loop.callLater(ms, () => {
      // A loop that lets timers run when it is closed has nothing left to stop.
      if (loop.isClosed()) return
      if (renewals > 0 && loop.time() > deadline + 2) wait(renewals - 1)
      else later(loop, () => loop.stop())
    })
  }
  wait(mostRenewals)
}

/** Runs the loop for `ms` milliseconds, which must be longer than every timer that the check waits for. */
export async function pass(t: CheckContext, loop: EventLoop, ms = 5): Promise<void> {
  t.waitingFor = `a timer of ${String(ms)} ms`
  stopAfter(loop, ms)
  await loop.runForever()
}

/**
 * Gives the host turns until the condition holds, at most a hundred. A loop may take its turns in a timer of the host, so the
 * later turns take a millisecond each.
 */
export async function turnsUntil(t: CheckContext, condition: () => boolean): Promise<void> {
  const { host } = t
  for (let turn = 0; turn < 100 && !condition(); turn++)
    if (turn < 20) await host.turn()
    else await new Promise<void>((resolve) => host.setTimeout(resolve, 1))
}

/** Milliseconds. A pause of the machine between two looks at a stopwatch counts as this much at most. */
const longestGapMs = 1

/** Returns a function that returns the milliseconds of work since the stopwatch was made, on the clock of the host. */
export function stopwatch(t: CheckContext): () => number {
  let last = t.host.now()
  let spent = 0
  return () => {
    const now = t.host.now()
    spent += Math.min(now - last, longestGapMs)
    last = now
    return spent
  }
}

/**
 * Tries a run that should be refused. Whether it throws at the call or its promise rejects is a clause of its own, so both
 * count here. Ask for the outcome after the host has had a turn: a run that was accepted has not ended by then, or has.
 */
export function tryRun(t: CheckContext, start: () => PromiseLike<unknown>): () => Attempt<unknown> {
  const call = t.attempt(start)
  if (call.threw || typeof (call.value as { then?: unknown } | undefined)?.then !== 'function')
    return () => call
  let outcome: Attempt<unknown> = { threw: false, value: 'a run that goes on' }
  call.value.then(
    (value) => {
      outcome = { threw: false, value }
    },
    (error: unknown) => {
      outcome = { threw: true, error }
    },
  )
  return () => outcome
}
