/** How coarse the clock of a loop is. Windows has steps of 15.6 milliseconds. */
import type { EventLoop } from '../../../spec/index.ts'
import type { CheckContext } from '../../harness/index.ts'
import { later, stopAfter } from './turns.ts'

/** Milliseconds. A millisecond that a loop rounds, and what its clock adds to that. */
export const roundingMs = 2

/** Milliseconds. No clock is allowed to be coarser, because then nothing could be said about short timers. */
const coarsestMs = 20

/** Milliseconds. Their sum is longer than three steps of the coarsest clock, and they have no step in common. */
const delays = [3.1, 5.3, 7.9, 11.3, 17.1, 23.7]

/**
 * Returns by how many milliseconds a timer of the loop may be early: a step of its clock, and at least a rounded millisecond.
 * It runs the loop for 70 milliseconds, so a check asks only if a timer was earlier than `roundingMs`. The step is what all
 * differences of `time()` are multiples of. The smallest difference would not do: a clock may jump to the next deadline.
 */
export async function allowedEarliness(t: CheckContext, loop: EventLoop): Promise<number> {
  const times: number[] = [loop.time()]
  const look = (left: readonly number[]): void => {
    times.push(loop.time())
    const [next, ...rest] = left
    if (next === undefined) later(loop, () => loop.stop())
    else if (!loop.isClosed()) loop.callLater(next, look, [rest])
  }
  loop.callSoon(look, [delays])
  t.waitingFor = 'six timers in a row'
  await loop.runForever()
  const differences = times.map((time, index) => time - (times[index - 1] ?? time))
  const step = differences.filter((difference) => difference > 0).reduce(commonStep, 0)
  return Math.max(roundingMs, Math.min(coarsestMs, step))
}

/** The longest time of which both are multiples, or one below a millisecond if there is none. */
function commonStep(one: number, other: number): number {
  const [short, long] = one < other ? [one, other] : [other, one]
  if (short < 0.01) return long
  const rest = long % short
  return commonStep(short, short - rest < 0.01 ? 0 : rest)
}

/** Milliseconds. A clock that counts whole milliseconds, or steps of a coarser one, never shows a deadline this far away. */
const probeMs = 3.1

/** Milliseconds of work. */
const busyMs = 0.3

/**
 * Whether the clock of the candidate's loops jumps to the next deadline, and stands still while a callback works: work makes no timer of
 * such a loop late. A check asks before it works for long to make timers late. If the machine is busy, the result may be false: then the
 * check works in vain.
 */
export async function clockOnlyJumps(t: CheckContext): Promise<boolean> {
  const loop = t.newEventLoop()
  const begun = t.host.now()
  const deadline = loop.time() + probeMs
  let jumps = false
  const look = (): void => {
    jumps = t.host.now() - begun < 1 && Math.abs(loop.time() - deadline) < 0.001
    const [busySince, before] = [t.host.now(), loop.time()]
    while (jumps && t.host.now() - busySince < busyMs);
    jumps = jumps && loop.time() === before
  }
  loop.callAt(deadline, look)
  stopAfter(loop, probeMs)
  const { waitingFor } = t
  t.waitingFor = `a timer of ${String(probeMs)} ms`
  await loop.runForever()
  t.waitingFor = waitingFor
  // Whether two loops can be open at once, whether this one can be closed, and whether a run unsets the running loop are clauses of their own.
  t.attempt(() => loop.close())
  t.attempt(() => t.api.setRunningLoop(null))
  return jumps
}

/** Judges, by the clock of the loop, that no timer was early. `missing` are the milliseconds that each was early by. */
export async function neverEarly(
  t: CheckContext,
  loop: EventLoop,
  missing: readonly number[],
  expected = 'time() has reached the deadline when the timer runs',
): Promise<void> {
  const earliest = Math.max(...missing)
  const allowed = earliest <= roundingMs ? roundingMs : await allowedEarliness(t, loop)
  t.that(earliest <= allowed, expected, `a timer ran ${earliest.toFixed(3)} ms before its deadline`)
}
