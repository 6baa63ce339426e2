/** What holds for loops that share their thread with callbacks of a host. */
import type { EventLoop } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { fromHost } from '../support/from-host.ts'

type Wake = 'callSoon' | 'callSoonThreadsafe'

const clauseOf = {
  callSoon: 'scheduling.host-callback-wakes-the-loop',
  callSoonThreadsafe: 'scheduling.threadsafe-wakes-the-loop',
} as const

/** Ways in which the host comes to call `fn`, sooner or later after the loop has begun to run. */
const occasions: Record<string, (t: CheckContext, loop: EventLoop, fn: () => void) => void> = {
  'a timer of the host': ({ host }, _loop, fn) => {
    host.setTimeout(fn, 5)
  },
  'a reaction to a promise': ({ host }, _loop, fn) => {
    host.setTimeout(() => void Promise.resolve().then(fn), 5)
  },
  'a reaction to a promise that the last callback settled': (_check, loop, fn) => {
    loop.callSoon(() => void Promise.resolve().then(fn))
  },
  'the next turn of the host': ({ host }, loop, fn) => {
    loop.callSoon(() => void host.turn().then(fn))
  },
  'a timer of the host, while a timer of the loop is far away': ({ host }, loop, fn) => {
    loop.callLater(1e9, () => undefined)
    host.setTimeout(fn, 5)
  },
}

const wakeChecks = (['callSoon', 'callSoonThreadsafe'] as const).flatMap((method: Wake) =>
  Object.entries(occasions).map(([occasion, arrange]) =>
    check(
      clauseOf[method],
      occasion,
      async (t) => {
        const loop = t.newEventLoop()
        t.waitingFor = `the callback that ${method}() scheduled from ${occasion}`
        const schedule = fromHost(t, () => {
          t.note('scheduled')
          loop[method](t.callback('callback', () => loop.stop()))
        })
        arrange(t, loop, schedule)
        await loop.runForever()
        t.order('scheduled', 'callback')
        t.times('callback', 1)
      },
      { hint: 'Schedule a turn when something is scheduled while the loop sleeps.' },
    ),
  ),
)

/** How many callbacks schedule each other. A loop that waits for a timer each time needs as many timers. */
const fifty = 50

export const schedulingHostChecks: readonly Check[] = [
  ...wakeChecks,
  check(
    'scheduling.host-callback-wakes-the-loop',
    'callLater() from a timer of the host',
    async (t) => {
      const loop = t.newEventLoop()
      t.waitingFor = 'the callback of a timer of the loop, set from a timer of the host'
      const schedule = fromHost(t, () => {
        loop.callLater(
          1,
          t.callback('callback', () => loop.stop()),
        )
      })
      t.host.setTimeout(schedule, 5)
      await loop.runForever()
      t.times('callback', 1)
    },
    { hint: 'Shorten the sleep when a timer gets the nearest deadline.' },
  ),
  check(
    'scheduling.host-callback-wakes-the-loop',
    'callLater() from a timer of the host, which has cancelled the timer that the loop waited for',
    async (t) => {
      const loop = t.newEventLoop()
      t.waitingFor = 'a timer that was set from a timer of the host, in place of a cancelled one'
      const awaited = loop.callLater(60_000, () => undefined)
      const replace = fromHost(t, () => {
        awaited.cancel()
        loop.callLater(
          2,
          t.callback('callback', () => loop.stop()),
        )
      })
      t.host.setTimeout(replace, 5)
      await loop.runForever()
      t.times('callback', 1)
    },
    { hint: 'Compute the sleep again when the nearest timer is cancelled, and when another one is set.' },
  ),
  ...(['callSoon', 'callSoonThreadsafe'] as const).map((method) =>
    check(
      'scheduling.waking-is-not-running',
      `${method}() from a timer of the host`,
      async (t) => {
        const loop = t.newEventLoop()
        t.waitingFor = 'the callback that a timer of the host scheduled'
        const schedule = fromHost(t, () => {
          loop[method](t.callback('callback', () => loop.stop()))
          t.note('call returned')
        })
        t.host.setTimeout(schedule, 5)
        await loop.runForever()
        t.order('call returned', 'callback')
      },
      { hint: `In ${method}(), schedule a turn with setImmediate or queueMicrotask. Do not run it there.` },
    ),
  ),
  check(
    'scheduling.busy-loop-lets-the-host-have-turns',
    'a timer of the host beside a callback that schedules itself',
    async (t) => {
      const { host } = t
      const loop = t.newEventLoop()
      let fired = false
      // A pause of the machine between two calls counts as one millisecond.
      let [last, spent] = [host.now(), 0]
      host.setTimeout(() => {
        fired = true
      }, 1)
      const spin = (): void => {
        const now = host.now()
        spent += Math.min(now - last, 1)
        last = now
        if (fired || spent > 80) loop.stop()
        else loop.callSoon(spin)
      }
      loop.callSoon(spin)
      await loop.runForever()
      const happened = 'the timer of the host had not fired after 80 ms of callbacks'
      t.that(fired, 'the timer of the host fires', happened)
    },
    {
      hint: 'Return to the host every few milliseconds, even if callbacks are ready. Continue in a macrotask: setImmediate in Node, a MessageChannel in a browser.',
    },
  ),
  check(
    'scheduling.callbacks-wait-for-no-timer',
    'fifty callbacks in a row, beside timers of the host, the quickest of three times',
    async (t) => {
      const loop = t.newEventLoop()
      let fewest = Infinity
      // No time is measured: on a busy machine callbacks and timers are slow together.
      for (let attempt = 0; attempt < 3 && fewest >= fifty / 2; attempt++) {
        let [left, ticks] = [fifty, 0]
        const tick = (): void => {
          ticks++
          if (left > 0) t.host.setTimeout(tick, 0)
        }
        t.host.setTimeout(tick, 0)
        const next = (): void => {
          if (--left === 0) loop.stop()
          else loop.callSoon(next)
        }
        loop.callSoon(next)
        await loop.runForever()
        fewest = Math.min(fewest, ticks)
      }
      t.that(
        fewest < fifty / 2,
        'fifty callbacks in a row take less time than 25 timers of the host',
        `${String(fewest)} timers of the host, one after the other, had fired before the callbacks had run`,
      )
    },
    {
      hint: 'While callbacks are ready, schedule the next turn with setImmediate in Node, or a MessageChannel in a browser, not with setTimeout.',
    },
  ),
]
