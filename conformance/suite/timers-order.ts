/** Which of two timers runs first. */
import { clauseTest, show, type Check, type ClauseTest } from '../harness/index.ts'
import { pass } from './stop-after.ts'

const hint = 'The queue of timers: the earliest deadline comes first, whenever it was put in.'

/** Below this distance the order of two deadlines is nobody's business. */
const apartMs = 2

/** Notes which deadlines ran, in order, and which of them had not passed when they were scheduled. */
class Timetable {
  readonly ran: number[] = []
  readonly #inTime = new Set<number>()
  readonly #check: Check
  readonly #loop: ReturnType<Check['newEventLoop']>

  constructor(check: Check, loop: ReturnType<Check['newEventLoop']>) {
    this.#check = check
    this.#loop = loop
  }

  schedule(deadline: number, method: 'callAt' | 'callLater' = 'callAt', body?: () => void): void {
    const run = this.#check.callback('timer', () => {
      this.ran.push(deadline)
      if (!this.#loop.isClosed()) body?.()
    })
    const begun = this.#loop.time()
    if (method === 'callAt') this.#loop.callAt(deadline, run)
    else this.#loop.callLater(deadline - begun, run)
    const end = this.#loop.time()
    // One that is due when it is scheduled may go another way, and a delay that is counted late ends late.
    if (end < deadline - apartMs && end - begun < apartMs) this.#inTime.add(deadline)
  }

  judge(count: number): void {
    this.#check.times('timer', count)
    const now = this.#loop.time()
    this.#check.that(Number.isFinite(now), 'time() is a finite number', `it was ${show(now)}`)
    const ran = this.ran.filter((deadline) => this.#inTime.has(deadline))
    const wrong = ran.findIndex((deadline, place) => deadline + apartMs < (ran[place - 1] ?? deadline))
    const base = Math.min(...ran)
    const distances = ran.map((deadline) => Math.round(deadline - base))
    this.#check.that(
      wrong < 0,
      'the timer with the earlier deadline runs first',
      `timers ran in the order of the deadlines ${show(distances)}, in milliseconds after the first of them`,
    )
  }
}

const distances = [18, 12, 24, 15, 21]

export const timersOrderTests: readonly ClauseTest[] = [
  clauseTest(
    'timers.run-by-deadline',
    'scheduled in another order, by callAt() and callLater()',
    async (check) => {
      const loop = check.newEventLoop()
      const table = new Timetable(check, loop)
      const now = loop.time()
      for (const [index, distance] of distances.entries())
        table.schedule(now + distance, index % 2 === 0 ? 'callAt' : 'callLater')
      await pass(check, loop, 28)
      table.judge(5)
    },
    { hint },
  ),
  clauseTest(
    'timers.run-by-deadline',
    'all of them due by the time the loop comes to them',
    async (check) => {
      const loop = check.newEventLoop()
      const table = new Timetable(check, loop)
      const [now, begun] = [loop.time(), check.host.now()]
      for (const distance of distances) table.schedule(now + distance)
      loop.callSoon(() => {
        let look = begun
        while (look - begun < 27) look = check.host.now()
      })
      await pass(check, loop, 30)
      table.judge(5)
    },
    { hint },
  ),
  clauseTest(
    'timers.run-by-deadline',
    'scheduled by a timer, nearer than one that waits already',
    async (check) => {
      const loop = check.newEventLoop()
      const table = new Timetable(check, loop)
      const now = loop.time()
      table.schedule(now + 24)
      table.schedule(now + 4, 'callAt', () => {
        table.schedule(now + 12, 'callLater')
        table.schedule(now + 8)
      })
      await pass(check, loop, 28)
      table.judge(4)
    },
    { hint: `${hint} A nearer deadline shortens the sleep.` },
  ),
  clauseTest(
    'timers.run-by-deadline',
    'eighty of them',
    async (check) => {
      const loop = check.newEventLoop()
      const table = new Timetable(check, loop)
      const now = loop.time()
      // They go up and down, so that the queue has to do some work.
      for (let index = 0; index < 80; index++) table.schedule(now + 8 + ((index * 37) % 80) * 0.25)
      await pass(check, loop, 36)
      table.judge(80)
    },
    { hint },
  ),
  clauseTest(
    'timers.passed-deadlines-run-in-order',
    'three negative delays',
    async (check) => {
      const loop = check.newEventLoop()
      for (const delay of [-10, -30, -20]) loop.callLater(delay, check.callback(`timer of ${String(delay)}`))
      await pass(check, loop)
      check.order('timer of -30', 'timer of -20', 'timer of -10')
    },
    { hint: 'A timer that is due already is a timer too: let it go through the queue.' },
  ),
]
