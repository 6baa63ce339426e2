/** What a loop has its host keep: something as long as it runs, and nothing afterwards. */
import type { EventLoop } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { keepingAlive, leftovers } from '../support/leftovers.ts'
import { turnsUntil } from '../support/turns.ts'

const hour = 3_600_000
/** By these kinds of resources a loop comes to be called by its host. */
const ofLoops = ['Timeout', 'Immediate', 'MessagePort']
const nothing = (): void => undefined

/** What is done in the first callback of a run. Afterwards the loop sleeps, is stopped, and is closed. */
const situations: Record<string, (loop: EventLoop) => void> = {
  'nothing to do': nothing,
  'woken twice for one turn': (loop) => {
    loop.callSoonThreadsafe(nothing)
    loop.callSoonThreadsafe(nothing)
  },
  'a timer that is an hour away': (loop) => void loop.callLater(hour, nothing),
  'a timer that was cancelled': (loop) => loop.callLater(hour, nothing).cancel(),
}

const leavingChecks: readonly Check[] = Object.entries(situations).map(([situation, arrange]) =>
  check(
    'lifecycle.closed-loop-leaves-the-host-alone',
    situation,
    async (t) => {
      const { before, loop, run } = await begin(t, arrange)
      // Each sleep is cut short by a new one.
      for (let wake = 0; wake < 3; wake++) {
        for (let turn = 0; turn < 3; turn++) await t.host.turn()
        loop.callLater(hour + wake, nothing).cancel()
        loop.callSoonThreadsafe(nothing)
      }
      loop.callSoonThreadsafe(t.callback('last turn', () => loop.stop()))
      await run
      loop.close()
      t.order('first turn', 'last turn')
      const left = await leftovers(t, before, ofLoops)
      if (left.length === 0) return
      const kinds = left.map(([kind]) => kind).join(' and ')
      t.fail({
        message: `A ${kinds} of the loop still keeps the process after close().`,
        expected: 'nothing keeps the process beyond what did before the loop was made',
        actual: left
          .map(([kind, more]) => `${String(more)} more ${kind} than before the loop was made`)
          .join(', '),
      })
    },
    { hint: 'Cancel the previous sleep before you schedule another, and cancel the last one in close().' },
  ),
)

/** Ways for a loop to fall asleep. Its process must not end. */
const sleeps: Record<string, (loop: EventLoop) => void> = {
  'asleep with nothing to do': nothing,
  'asleep, with a timer that is an hour away': (loop) => void loop.callLater(hour, nothing),
}

const keepingChecks: readonly Check[] = Object.entries(sleeps).map(([situation, arrange]) =>
  check(
    'lifecycle.running-loop-keeps-the-process-alive',
    situation,
    async (t) => {
      const { before, loop, run } = await begin(t, arrange)
      for (let turn = 0; turn < 3; turn++) await t.host.turn()
      const asleep = await keepingAlive(t)
      loop.callSoonThreadsafe(() => loop.stop())
      await run
      loop.close()
      t.happened('first turn')
      // Counted before and after: another part of the process may have changed the count in between.
      const after = await keepingAlive(t)
      const more = Object.entries(asleep).filter(
        ([kind, count]) => count > Math.min(before[kind] ?? 0, after[kind] ?? 0),
      )
      if (more.length > 0) return
      t.fail({
        message: 'Nothing of the running loop keeps the process.',
        expected: 'something, such as a timer or a socket, that keeps the process while the loop sleeps',
        actual: 'what keeps it was there before the loop was made',
      })
    },
    {
      hint: 'For a sleep without an end, set a timer that is far away, or anything else that keeps the host alive.',
    },
  ),
)

export const lifecycleLeftoversChecks: readonly Check[] = [...keepingChecks, ...leavingChecks]

/** A run that has had its first turn, and what kept the host before its loop was made. */
async function begin(t: CheckContext, arrange: (loop: EventLoop) => void) {
  await runOnce(t)
  const before = await keepingAlive(t)
  const loop = t.newEventLoop()
  loop.callSoon(
    t.callback('first turn', () => {
      arrange(loop)
    }),
  )
  const run = loop.runForever()
  await turnsUntil(t, () => t.trace.count('first turn') > 0)
  return { before, loop, run }
}

/** What a loop makes once, for all later loops, is not a leftover. */
async function runOnce(t: CheckContext): Promise<void> {
  const loop = t.newEventLoop()
  loop.callSoon(() => loop.stop())
  await loop.runForever()
  loop.close()
}
