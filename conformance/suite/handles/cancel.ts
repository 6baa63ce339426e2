import type { EventLoop, Handle, TimerHandle } from '../../../spec/index.ts'
import { check, show, type CheckContext, type Check } from '../../harness/index.ts'
import { allowedEarliness, clockOnlyJumps, roundingMs } from '../support/clock.ts'
import { contextVariables } from '../support/context-variables.ts'
import { pass } from '../support/turns.ts'

const looksAgain =
  'Check whether a handle is cancelled just before you call its callback, not when you collect the batch.'
const sweep = 'When you sweep cancelled timers out of the queue, keep the others, in order.'

const scheduled: Record<string, (loop: EventLoop, callback: () => void) => Handle> = {
  'callSoon()': (loop, callback) => loop.callSoon(callback),
  'callSoonThreadsafe()': (loop, callback) => loop.callSoonThreadsafe(callback),
  'callLater()': (loop, callback) => loop.callLater(0, callback),
  'callAt()': (loop, callback) => loop.callAt(loop.time(), callback),
}

/** Returns what a call returned, if it is a handle. Anything else could not be cancelled. */
function handleOf(t: CheckContext, method: string, answer: Handle): Handle {
  const given: unknown = answer
  const isHandle = typeof (given as Handle | null | undefined)?.cancel === 'function'
  t.that(isHandle, `${method} returns a handle`, `${method} returned ${show(given)}`)
  return answer
}

/** One check for each way to schedule. */
function forEachMethod(
  clause: Check['clause'],
  situation: string,
  run: (t: CheckContext, loop: EventLoop, schedule: (callback: () => void) => Handle) => Promise<void>,
  hint: string,
): Check[] {
  return Object.entries(scheduled).map(([method, schedule]) =>
    check(
      clause,
      `${method}: ${situation}`,
      (t) => {
        const loop = t.newEventLoop()
        return run(t, loop, (callback) => handleOf(t, method, schedule(loop, callback)))
      },
      { hint },
    ),
  )
}

export const handlesCancelChecks: readonly Check[] = [
  check(
    'handles.cancelled-callback-never-runs',
    'cancelled before the run',
    async (t) => {
      const loop = t.newEventLoop()
      loop.callSoon(t.callback('kept'))
      const handle = loop.callSoon(t.callback('cancelled'))
      const threadsafe = loop.callSoonThreadsafe(t.callback('cancelled'))
      handleOf(t, 'callSoon()', handle).cancel()
      handleOf(t, 'callSoonThreadsafe()', threadsafe).cancel()
      await t.iterations(loop)
      t.times('kept', 1)
      t.times('cancelled', 0)
    },
    { hint: looksAgain },
  ),
  check(
    'handles.cancelled-callback-never-runs',
    'cancelled by the callback before it, in one iteration',
    async (t) => {
      const loop = t.newEventLoop()
      const handles: Handle[] = []
      // Each cancels the one behind it, because the two functions need not share a queue.
      loop.callSoon(t.callback('canceller', () => handles[0]?.cancel()))
      handles.push(loop.callSoon(t.callback('cancelled')))
      loop.callSoonThreadsafe(t.callback('canceller', () => handles[1]?.cancel()))
      handles.push(loop.callSoonThreadsafe(t.callback('cancelled')))
      loop.callSoon(t.callback('kept'))
      await t.iterations(loop)
      for (const handle of handles) handleOf(t, 'callSoon() or callSoonThreadsafe()', handle)
      t.times('canceller', 2)
      t.happened('kept')
      t.times('cancelled', 0)
    },
    { hint: looksAgain },
  ),
  check(
    'handles.cancelled-callback-never-runs',
    'with no, one and two arguments',
    async (t) => {
      const loop = t.newEventLoop()
      // A loop may have a class of handles for each number of arguments.
      for (const args of [[], [1], [1, 2]]) {
        handleOf(t, 'callSoon()', loop.callSoon(t.callback('cancelled'), args)).cancel()
        handleOf(t, 'callLater()', loop.callLater(0, t.callback('cancelled'), args)).cancel()
        handleOf(t, 'callSoonThreadsafe()', loop.callSoonThreadsafe(t.callback('cancelled'), args)).cancel()
        loop.callSoon(t.callback('kept'), args)
      }
      await t.iterations(loop)
      t.times('kept', 3)
      t.times('cancelled', 0)
    },
    { hint: looksAgain },
  ),

  check(
    'handles.cancelled-timer-never-runs',
    'cancelled before the run and by an earlier timer',
    async (t) => {
      const loop = t.newEventLoop()
      const handles: TimerHandle[] = []
      loop.callLater(4, t.callback('cancelled before the run')).cancel()
      // Scheduled first and due first: the order of timers is judged by another clause.
      loop.callLater(
        1,
        t.callback('canceller', () => handles[0]?.cancel()),
      )
      handles.push(loop.callLater(4, t.callback('cancelled by a timer')))
      loop.callLater(5, t.callback('kept'))
      await pass(t, loop, 20)
      t.order('canceller', 'kept')
      t.times('cancelled before the run', 0)
      t.times('cancelled by a timer', 0)
    },
    { hint: looksAgain },
  ),
  check(
    'handles.cancelled-timer-never-runs',
    'two timers with one deadline that cancel each other',
    async (t) => {
      const loop = t.newEventLoop()
      const handles: TimerHandle[] = []
      const when = loop.time()
      for (const other of [1, 0])
        handles.push(
          loop.callAt(
            when,
            t.callback('timer', () => handles[other]?.cancel()),
          ),
        )
      await pass(t, loop)
      t.times('timer', 1)
    },
    { hint: looksAgain },
  ),
  check(
    'handles.cancelling-timers-keeps-the-others',
    'two of three in three hundred',
    async (t) => {
      const isNeverLate = await clockOnlyJumps(t)
      const loop = t.newEventLoop()
      const ran: number[] = []
      const [now, begun] = [loop.time(), t.host.now()]
      const indices = Array.from({ length: 300 }, (_, index) => index)
      // The deadlines go up and down, so that the queue has to do some work.
      const delay = (index: number): number => 8 + ((index * 7) % 300) * 0.05
      const inTime = new Set<number>()
      const handles = indices.map((index) => {
        if (t.host.now() - begun < delay(index) - roundingMs) inTime.add(index)
        return loop.callAt(now + delay(index), () => ran.push(index))
      })
      for (const index of indices) if (index % 3 !== 0) handles[index]?.cancel()
      // The loop is late for all of them. The deadline decides, not the time at which the loop sees the timer.
      loop.callSoon(() => {
        let now = begun
        while (!isNeverLate && now - begun < 40) now = t.host.now()
      })
      await pass(t, loop, 30)
      const kept = indices.filter((index) => index % 3 === 0)
      const lost = kept.filter((index) => !ran.includes(index))
      t.same(lost.length, 0, 'the number of timers that were lost')
      t.same(ran.length, kept.length, 'the number of timers that ran')
      // A timer that is due when it is scheduled may take another path. A loop cannot tell deadlines apart that are closer than a
      // step of its clock.
      const ordered = ran.filter((index) => inTime.has(index))
      const ahead = ordered.map((index, place) => delay(ordered[place - 1] ?? index) - delay(index))
      const furthest = Math.max(0, ...ahead)
      const allowed = furthest <= roundingMs ? roundingMs : await allowedEarliness(t, loop)
      const late = ahead.findIndex((distance) => distance > allowed)
      t.same(late, -1, 'the place of the first timer that ran after one with a later deadline')
    },
    { hint: sweep },
  ),
  check(
    'handles.cancelling-timers-keeps-the-others',
    'all but the last one, by a callback',
    async (t) => {
      const loop = t.newEventLoop()
      const handles = Array.from({ length: 200 }, (_, index) =>
        // Far away, so that even on the slowest machine no timer is due before the callback that cancels it.
        loop.callLater(60_000 + index, t.callback('cancelled')),
      )
      loop.callLater(4, t.callback('kept'))
      loop.callSoon(() => {
        for (const handle of handles.reverse()) handle.cancel()
      })
      await pass(t, loop, 20)
      t.times('kept', 1)
      t.times('cancelled', 0)
    },
    { hint: sweep },
  ),

  ...forEachMethod(
    'handles.each-call-has-its-own-handle',
    'one of three calls with one function is cancelled',
    async (t, loop, schedule) => {
      const callback = t.callback('called')
      const [, second, third] = [schedule(callback), schedule(callback), schedule(callback)]
      second?.cancel()
      const others = third?.cancelled()
      await pass(t, loop)
      t.same(others, false, 'cancelled() of another call')
      t.times('called', 2)
    },
    'Make a new handle for each call.',
  ),

  ...forEachMethod(
    'handles.each-call-has-its-own-handle',
    'handles are kept when their callbacks have run',
    async (t, loop, schedule) => {
      const kept = [schedule(t.callback('first')), schedule(t.callback('first'))]
      await pass(t, loop)
      // More than the loop has used so far: then a loop that uses handles again uses all of them.
      const later = Array.from({ length: 20 }, () => schedule(t.callback('later')))
      const same = later.filter((handle) => kept.includes(handle)).length
      await pass(t, loop)
      t.times('first', 2)
      t.same(same, 0, 'the number of later calls that returned a handle of an earlier call')
      t.times('later', 20)
    },
    'Do not use a handle again while the program may hold it.',
  ),

  ...forEachMethod(
    'handles.cancelled-tells-whether',
    'kept and cancelled',
    async (t, loop, schedule) => {
      const [kept, cancelled] = [schedule(t.callback('kept')), schedule(t.callback('cancelled'))]
      const before = cancelled.cancelled()
      cancelled.cancel()
      const after = cancelled.cancelled()
      await pass(t, loop)
      t.happened('kept')
      t.same(before, false, 'cancelled() before cancel()')
      t.same(after, true, 'cancelled() after cancel()')
      t.same(cancelled.cancelled(), true, 'cancelled() of a cancelled call after its turn')
      t.same(kept.cancelled(), false, 'cancelled() of a call that has run')
    },
    'A flag of the handle that only cancel() sets: having run is something else.',
  ),

  ...forEachMethod(
    'handles.cancel-is-always-legal',
    'cancelled twice, and after it has run',
    async (t, loop, schedule) => {
      const [ran, cancelled] = [schedule(t.callback('ran')), schedule(t.callback('cancelled'))]
      cancelled.cancel()
      const twice = t.attempt(() => cancelled.cancel())
      await pass(t, loop)
      const afterwards = [t.attempt(() => ran.cancel()), t.attempt(() => ran.cancel())]
      schedule(t.callback('next'))
      await pass(t, loop)
      t.returned(twice, 'a second cancel()')
      for (const attempt of afterwards) t.returned(attempt, 'cancel() of a call that has run')
      t.times('ran', 1)
      t.times('next', 1)
    },
    'cancel() of a handle that is not in the queue any more does nothing to the queue.',
  ),
  ...forEachMethod(
    'handles.cancel-is-always-legal',
    'cancelled by its own callback',
    async (t, loop, schedule) => {
      const handles: Handle[] = []
      handles.push(
        schedule(() => {
          t.note('begins')
          handles[0]?.cancel()
          t.note('ends')
        }),
      )
      schedule(t.callback('next'))
      await pass(t, loop)
      t.order('begins', 'ends')
      t.times('next', 1)
    },
    'A callback that is running has begun; cancelling it changes no more than the flag.',
  ),
  ...forEachMethod(
    'handles.cancel-is-always-legal',
    'cancelled after the loop has been closed',
    async (t, loop, schedule) => {
      await pass(t, loop)
      const handle = schedule(t.callback('dropped'))
      loop.close()
      const before = t.trace.count('dropped')
      const attempt = t.attempt(() => handle.cancel())
      t.returned(attempt, 'cancel() after close()')
      // A loop may run what is left in close() itself.
      t.times('dropped', before)
    },
    'close() empties the queue; a handle that was in it must not look for itself there.',
  ),

  check(
    'handles.get-context-answers-the-context',
    'a context that was given',
    async (t) => {
      contextVariables(t)
      const loop = t.newEventLoop()
      const context = t.api.copyContext()
      const options = { context }
      const soon = loop.callSoon(t.callback('soon'), [], options)
      const later = loop.callLater(0, t.callback('later'), [], options)
      const found = [soon, later].map((handle) => t.attempt(() => handle.getContext()))
      await pass(t, loop)
      t.happened('soon')
      for (const attempt of found) {
        t.same(t.returned(attempt, 'getContext()'), context, 'what getContext() returns')
      }
    },
    { hint: 'Return the context that the handle enters, not a copy.' },
  ),
]
