import type { EventLoop } from '../../spec/index.ts'
import type { Candidate } from '../harness/index.ts'

/** Delays in milliseconds. The first one takes its time on a clock that does not jump, and the others are not tried then. */
const delaysMs = [32, 1, 64, 65, 1000]
/** A machine that is busy may lose 32 milliseconds. */
const tries = 3
/** How far a clock may be off by rounding, in milliseconds. */
const roundingMs = 0.25

const known = new WeakMap<Candidate, Promise<boolean>>()

/**
 * Whether the clock of the candidate jumps, exactly to the next deadline. Only then the time at which something happens is the same
 * in each run. A machine that is busy may make a clock that jumps look like one that does not, but never the other way round.
 */
export function hasExactClock(candidate: Candidate, now: () => number): Promise<boolean> {
  const answer = known.get(candidate) ?? tryClocks(candidate, now)
  known.set(candidate, answer)
  return answer
}

async function tryClocks(candidate: Candidate, now: () => number): Promise<boolean> {
  for (let left = tries; left > 0; left--) if (await tryClock(candidate.newEventLoop(), now)) return true
  return false
}

async function tryClock(loop: EventLoop, now: () => number): Promise<boolean> {
  let exact = true
  const next = (left: readonly number[]): void => {
    const [delayMs, ...rest] = left
    if (delayMs === undefined || !exact) {
      loop.stop()
      return
    }
    const due = loop.time() + delayMs
    const began = now()
    loop.callLater(delayMs, () => {
      const jumped = delayMs !== delaysMs[0] || now() - began < delayMs
      exact = jumped && Math.abs(loop.time() - due) < roundingMs
      next(rest)
    })
  }
  loop.callSoon(next, [delaysMs])
  await loop.runForever()
  loop.close()
  return exact
}
