/** Which of two timers runs first. */
import { check, show, type CheckContext, type Check } from '../../harness/index.ts'
import { allowedEarliness, clockOnlyJumps, roundingMs } from '../support/clock.ts'
import { pass } from '../support/turns.ts'

const hint = 'Order the timers by deadline, whenever they were added.'

/** Notes which deadlines ran, in order, and which of them had not passed when they were scheduled. */
class Timetable {
  readonly ran: number[] = []
  readonly #inTime = new Set<number>()
  readonly #t: CheckContext
  readonly #loop: ReturnType<CheckContext['newEventLoop']>

  constructor(t: CheckContext, loop: ReturnType<CheckContext['newEventLoop']>) {
    this.#t = t
    this.#loop = loop
  }

  schedule(deadline: number, method: 'callAt' | 'callLater' = 'callAt', body?: () => void): void {
    const run = this.#t.callback('timer', () => {
      this.ran.push(deadline)
      if (!this.#loop.isClosed()) body?.()
    })
    const begun = this.#loop.time()
    if (method === 'callAt') this.#loop.callAt(deadline, run)
    else this.#loop.callLater(deadline - begun, run)
    const end = this.#loop.time()
    // A timer that is due when it is scheduled may take another path, and a delay that is computed late ends late.
    if (end < deadline - roundingMs && end - begun < roundingMs) this.#inTime.add(deadline)
  }

  async judge(count: number): Promise<void> {
    this.#t.times('timer', count)
    const now = this.#loop.time()
    this.#t.that(Number.isFinite(now), 'time() is a finite number', `time() was ${show(now)}`)
    const ran = this.ran.filter((deadline) => this.#inTime.has(deadline))
    // Deadlines that are closer than a step of the clock may run in any order.
    const ahead = Math.max(0, ...ran.map((deadline, place) => (ran[place - 1] ?? deadline) - deadline))
    const allowed = ahead <= roundingMs ? roundingMs : await allowedEarliness(this.#t, this.#loop)
    const base = Math.min(...ran)
    const distances = ran.map((deadline) => Math.round(deadline - base))
    this.#t.that(
      ahead <= allowed,
      'the timer with the earlier deadline runs first',
      `the timers ran in the order of the deadlines ${show(distances)}, in milliseconds after the earliest`,
    )
  }
}

/** The numbers from 0, in an order in which a queue with a mistake is far off. */
function mixed(count: number): number[] {
  const key = (number: number): number => ((number + 1) * 29) % 101
  return Array.from({ length: count }, (_item, number) => number).sort((one, other) => key(one) - key(other))
}

const distances = [18, 12, 24, 15, 21]

export const timersOrderChecks: readonly Check[] = [
  check(
    'timers.run-by-deadline',
    'scheduled in another order, by callAt() and callLater()',
    async (t) => {
      const loop = t.newEventLoop()
      const table = new Timetable(t, loop)
      const now = loop.time()
      for (const [index, distance] of distances.entries())
        table.schedule(now + distance, index % 2 === 0 ? 'callAt' : 'callLater')
      await pass(t, loop, 28)
      await table.judge(5)
    },
    { hint },
  ),
  check(
    'timers.run-by-deadline',
    'all due before the loop checks them',
    async (t) => {
      const isNeverLate = await clockOnlyJumps(t)
      const loop = t.newEventLoop()
      const table = new Timetable(t, loop)
      const [now, begun] = [loop.time(), t.host.now()]
      for (const distance of distances) table.schedule(now + distance)
      loop.callSoon(() => {
        let look = begun
        while (!isNeverLate && look - begun < 27) look = t.host.now()
      })
      await pass(t, loop, 30)
      await table.judge(5)
    },
    { hint },
  ),
  check(
    'timers.run-by-deadline',
    'scheduled by a timer, nearer than one that waits already',
    async (t) => {
      const loop = t.newEventLoop()
      const table = new Timetable(t, loop)
      const now = loop.time()
      table.schedule(now + 24)
      table.schedule(now + 4, 'callAt', () => {
        table.schedule(now + 12, 'callLater')
        table.schedule(now + 8)
      })
      await pass(t, loop, 28)
      await table.judge(4)
    },
    { hint: `${hint} Shorten the sleep when a nearer deadline is added.` },
  ),
  check(
    'timers.run-by-deadline',
    'eighty of them',
    async (t) => {
      const loop = t.newEventLoop()
      const table = new Timetable(t, loop)
      const now = loop.time()
      for (const place of mixed(80)) table.schedule(now + 8 + place * 0.25)
      await pass(t, loop, 36)
      await table.judge(80)
    },
    { hint },
  ),
  check(
    'timers.passed-deadlines-run-in-order',
    'three deadlines in the past',
    async (t) => {
      const loop = t.newEventLoop()
      // One reading of the clock: between two calls the machine may pause for longer than the deadlines are apart.
      const now = loop.time()
      for (const delay of [-10, -30, -20]) loop.callAt(now + delay, t.callback(`timer of ${String(delay)}`))
      await pass(t, loop)
      t.order('timer of -30', 'timer of -20', 'timer of -10')
    },
    { hint: 'Put a timer that is already due into the queue, like any other.' },
  ),
]
