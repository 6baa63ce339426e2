import type { EventLoop, Handle, TimerHandle } from '../../spec/index.ts'
import { clauseTest, show, type Check, type ClauseTest } from '../harness/index.ts'
import { contextVariables } from './context-variables.ts'
import { handlesWhenTests } from './handles-when.ts'
import { handlesGcTests } from './handles-gc.ts'
import { pass } from './stop-after.ts'

const looksAgain =
  'Ask whether a handle is cancelled just before its callback is called, not when its batch is made.'
const sweep = 'Where cancelled timers are swept out of the queue: keep the rest, and keep it in order.'

const scheduled: Record<string, (loop: EventLoop, callback: () => void) => Handle> = {
  'callSoon()': (loop, callback) => loop.callSoon(callback),
  'callSoonThreadsafe()': (loop, callback) => loop.callSoonThreadsafe(callback),
  'callLater()': (loop, callback) => loop.callLater(0, callback),
  'callAt()': (loop, callback) => loop.callAt(loop.time(), callback),
}

/** What a call answered, if it is a handle: nobody could cancel anything else. */
function handleOf(check: Check, method: string, answer: Handle): Handle {
  const given: unknown = answer
  const isHandle = typeof (given as Handle | null | undefined)?.cancel === 'function'
  check.that(isHandle, `${method} answers a handle`, `${method} answered ${show(given)}`)
  return answer
}

/** One check for each way to schedule. */
function forEachMethod(
  clause: ClauseTest['clause'],
  situation: string,
  run: (check: Check, loop: EventLoop, schedule: (callback: () => void) => Handle) => Promise<void>,
  hint: string,
): ClauseTest[] {
  return Object.entries(scheduled).map(([method, schedule]) =>
    clauseTest(
      clause,
      `${method}: ${situation}`,
      (check) => {
        const loop = check.newEventLoop()
        return run(check, loop, (callback) => handleOf(check, method, schedule(loop, callback)))
      },
      { hint },
    ),
  )
}

export const handlesTests: readonly ClauseTest[] = [
  clauseTest(
    'handles.cancelled-callback-never-runs',
    'cancelled before the run',
    async (check) => {
      const loop = check.newEventLoop()
      loop.callSoon(check.callback('kept'))
      const handle = loop.callSoon(check.callback('cancelled'))
      const threadsafe = loop.callSoonThreadsafe(check.callback('cancelled'))
      handleOf(check, 'callSoon()', handle).cancel()
      handleOf(check, 'callSoonThreadsafe()', threadsafe).cancel()
      await check.iterations(loop)
      check.times('kept', 1)
      check.times('cancelled', 0)
    },
    { hint: looksAgain },
  ),
  clauseTest(
    'handles.cancelled-callback-never-runs',
    'cancelled by the callback before it, in one iteration',
    async (check) => {
      const loop = check.newEventLoop()
      const handles: Handle[] = []
      // Each cancels the one behind it, for the two functions need not share a queue.
      loop.callSoon(check.callback('canceller', () => handles[0]?.cancel()))
      handles.push(loop.callSoon(check.callback('cancelled')))
      loop.callSoonThreadsafe(check.callback('canceller', () => handles[1]?.cancel()))
      handles.push(loop.callSoonThreadsafe(check.callback('cancelled')))
      loop.callSoon(check.callback('kept'))
      await check.iterations(loop)
      for (const handle of handles) handleOf(check, 'callSoon() or callSoonThreadsafe()', handle)
      check.times('canceller', 2)
      check.happened('kept')
      check.times('cancelled', 0)
    },
    { hint: looksAgain },
  ),

  clauseTest(
    'handles.cancelled-timer-never-runs',
    'cancelled before the run and by an earlier timer',
    async (check) => {
      const loop = check.newEventLoop()
      const handles: TimerHandle[] = []
      loop.callLater(4, check.callback('cancelled before the run')).cancel()
      // Scheduled first and due first: in which order timers run is another clause's matter.
      loop.callLater(
        1,
        check.callback('canceller', () => handles[0]?.cancel()),
      )
      handles.push(loop.callLater(4, check.callback('cancelled by a timer')))
      loop.callLater(5, check.callback('kept'))
      await pass(check, loop, 20)
      check.order('canceller', 'kept')
      check.times('cancelled before the run', 0)
      check.times('cancelled by a timer', 0)
    },
    { hint: looksAgain },
  ),
  clauseTest(
    'handles.cancelled-timer-never-runs',
    'two timers with one deadline that cancel each other',
    async (check) => {
      const loop = check.newEventLoop()
      const handles: TimerHandle[] = []
      const when = loop.time()
      for (const other of [1, 0])
        handles.push(
          loop.callAt(
            when,
            check.callback('timer', () => handles[other]?.cancel()),
          ),
        )
      await pass(check, loop)
      check.times('timer', 1)
    },
    { hint: looksAgain },
  ),
  clauseTest(
    'handles.cancelling-timers-keeps-the-others',
    'two of three in three hundred',
    async (check) => {
      const loop = check.newEventLoop()
      const ran: number[] = []
      const [now, begun] = [loop.time(), check.host.now()]
      const indices = Array.from({ length: 300 }, (_, index) => index)
      // The deadlines go up and down, so that the queue has to do some work.
      const delay = (index: number): number => 8 + ((index * 7) % 300) * 0.05
      const inTime = new Set<number>()
      const handles = indices.map((index) => {
        if (check.host.now() - begun < delay(index) - 2) inTime.add(index)
        return loop.callAt(now + delay(index), () => ran.push(index))
      })
      for (const index of indices) if (index % 3 !== 0) handles[index]?.cancel()
      // The loop comes late to all of them: it is the deadline that decides, and not when the loop got to see it.
      loop.callSoon(() => {
        let now = begun
        while (now - begun < 40) now = check.host.now()
      })
      await pass(check, loop, 30)
      const kept = indices.filter((index) => index % 3 === 0)
      const lost = kept.filter((index) => !ran.includes(index))
      check.same(lost.length, 0, 'the number of timers that were lost')
      check.same(ran.length, kept.length, 'the number of timers that ran')
      // One that is due when it is scheduled may go another way. Loops whose clock ticks in milliseconds cannot tell
      // deadlines apart that are closer than that.
      const ordered = ran.filter((index) => inTime.has(index))
      const late = ordered.findIndex((index, place) => delay(index) + 2 < delay(ordered[place - 1] ?? index))
      check.same(late, -1, 'the place of the first timer that ran after one with a later deadline')
    },
    { hint: sweep },
  ),
  clauseTest(
    'handles.cancelling-timers-keeps-the-others',
    'all but the last one, by a callback',
    async (check) => {
      const loop = check.newEventLoop()
      const handles = Array.from({ length: 200 }, (_, index) =>
        // Far away, so that none is due before the callback that cancels it, on the slowest machine.
        loop.callLater(60_000 + index, check.callback('cancelled')),
      )
      loop.callLater(4, check.callback('kept'))
      loop.callSoon(() => {
        for (const handle of handles.reverse()) handle.cancel()
      })
      await pass(check, loop, 20)
      check.times('kept', 1)
      check.times('cancelled', 0)
    },
    { hint: sweep },
  ),

  ...forEachMethod(
    'handles.each-call-has-its-own-handle',
    'one of three calls with one function is cancelled',
    async (check, loop, schedule) => {
      const callback = check.callback('called')
      const [, second, third] = [schedule(callback), schedule(callback), schedule(callback)]
      second?.cancel()
      const others = third?.cancelled()
      await pass(check, loop)
      check.same(others, false, 'cancelled() of another call')
      check.times('called', 2)
    },
    'Make a new handle for each call.',
  ),

  ...forEachMethod(
    'handles.cancelled-tells-whether',
    'kept and cancelled',
    async (check, loop, schedule) => {
      const [kept, cancelled] = [schedule(check.callback('kept')), schedule(check.callback('cancelled'))]
      const before = cancelled.cancelled()
      cancelled.cancel()
      const after = cancelled.cancelled()
      await pass(check, loop)
      check.happened('kept')
      check.same(before, false, 'cancelled() before cancel()')
      check.same(after, true, 'cancelled() after cancel()')
      check.same(cancelled.cancelled(), true, 'cancelled() of a cancelled call after its turn')
      check.same(kept.cancelled(), false, 'cancelled() of a call that has run')
    },
    'A flag of the handle that only cancel() sets: having run is something else.',
  ),

  ...forEachMethod(
    'handles.cancel-is-always-legal',
    'cancelled twice, and after it has run',
    async (check, loop, schedule) => {
      const [ran, cancelled] = [schedule(check.callback('ran')), schedule(check.callback('cancelled'))]
      cancelled.cancel()
      const twice = check.attempt(() => cancelled.cancel())
      await pass(check, loop)
      const afterwards = [check.attempt(() => ran.cancel()), check.attempt(() => ran.cancel())]
      schedule(check.callback('next'))
      await pass(check, loop)
      check.answered(twice, 'a second cancel()')
      for (const attempt of afterwards) check.answered(attempt, 'cancel() of a call that has run')
      check.times('ran', 1)
      check.times('next', 1)
    },
    'cancel() of a handle that is not in the queue any more does nothing to the queue.',
  ),
  ...forEachMethod(
    'handles.cancel-is-always-legal',
    'cancelled by its own callback',
    async (check, loop, schedule) => {
      const handles: Handle[] = []
      handles.push(
        schedule(() => {
          check.note('begins')
          handles[0]?.cancel()
          check.note('ends')
        }),
      )
      schedule(check.callback('next'))
      await pass(check, loop)
      check.order('begins', 'ends')
      check.times('next', 1)
    },
    'A callback that is running has begun; cancelling it changes no more than the flag.',
  ),
  ...forEachMethod(
    'handles.cancel-is-always-legal',
    'cancelled after the loop has been closed',
    async (check, loop, schedule) => {
      await pass(check, loop)
      const handle = schedule(check.callback('dropped'))
      loop.close()
      const attempt = check.attempt(() => handle.cancel())
      check.answered(attempt, 'cancel() after close()')
      check.times('dropped', 0)
    },
    'close() empties the queue; a handle that was in it must not look for itself there.',
  ),

  ...handlesWhenTests,

  clauseTest(
    'handles.get-context-answers-the-context',
    'a context that was given',
    async (check) => {
      contextVariables(check)
      const loop = check.newEventLoop()
      const context = check.api.copyContext()
      const options = { context }
      const soon = loop.callSoon(check.callback('soon'), [], options)
      const later = loop.callLater(0, check.callback('later'), [], options)
      const found = [soon, later].map((handle) => check.attempt(() => handle.getContext()))
      await pass(check, loop)
      check.happened('soon')
      for (const attempt of found) {
        check.same(check.answered(attempt, 'getContext()'), context, 'what getContext() answers')
      }
    },
    { hint: 'The handle answers the context that it enters, not a copy.' },
  ),
  ...handlesGcTests,
]
