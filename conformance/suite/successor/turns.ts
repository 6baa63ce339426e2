/** `select`, `processEvents` and the turns between them, on a loop that the check drives. */
import { SystemExit } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { driveLoop, newSuccessor } from '../support/successor.ts'
import { turnsUntil } from '../support/turns.ts'

/** A sleep may be cut into pieces, and a turn that was arranged before may come late. */
const fewTurns = 5

export const successorTurnsChecks: readonly Check[] = [
  check('successor.run-begins-with-select', 'runForever() with a callback ready', (t) => {
    const { loop, selected, begin, end } = driveLoop(t)
    loop.callSoon(t.callback('callback'))
    begin()
    t.note('runForever() returned')
    const atTheStart = [...selected]
    loop.turn()
    end()
    t.sameItems(atTheStart, [0], 'what select() was called with inside runForever()')
    t.order('runForever() returned', 'callback')
  }),
  check('successor.turn-ends-with-select', 'three turns with a callback each', (t) => {
    const { loop, selected, begin, end } = driveLoop(t)
    begin()
    const [inCallbacks, after]: [number[], number[]] = [[], []]
    for (const label of ['a', 'b', 'c']) {
      const before = selected.length
      loop.callSoon(t.callback(label, () => inCallbacks.push(selected.length - before)))
      loop.turn()
      after.push(selected.length - before)
    }
    end()
    t.sameItems(inCallbacks, [0, 0, 0], 'how often select() was called before the callback of each turn')
    t.sameItems(after, [1, 1, 1], 'how often each turn called select()')
  }),
  check('successor.last-turn-does-not-select', 'stop()', (t) => {
    const { loop, selected, begin } = driveLoop(t)
    begin()
    loop.turn()
    const before = selected.length
    loop.callSoon(() => loop.stop())
    loop.turn()
    t.same(before, 2, 'how often select() was called before the last turn')
    t.same(selected.length - before, 0, 'how often the last turn called select()')
    t.same(loop.isRunning(), false, 'isRunning() after the last turn')
  }),
  check('successor.last-turn-does-not-select', 'an error of the fatal pair', (t) => {
    const { loop, selected, begin } = driveLoop(t)
    begin()
    loop.turn()
    const before = selected.length
    loop.callSoon(() => {
      throw new SystemExit('meant by the check')
    })
    loop.turn()
    t.same(before, 2, 'how often select() was called before the last turn')
    t.same(selected.length - before, 0, 'how often the last turn called select()')
  }),
  check('successor.select-knows-ready-callbacks', 'a callback that schedules itself', (t) => {
    const { loop, selected, begin, end } = driveLoop(t)
    let busy = true
    const spin = (): void => {
      if (busy) loop.callSoon(spin)
    }
    begin()
    loop.callSoon(spin)
    loop.callLater(500, () => undefined)
    loop.turn()
    const last = selected.at(-1)
    busy = false
    loop.turn()
    const idle = selected.at(-1)
    end()
    t.same(last, 0, 'the argument of select() with a callback ready')
    t.that(idle !== 0, 'select() does not receive 0 when no callback is ready', 'select() received 0 again')
  }),
  check('successor.select-knows-the-next-deadline', 'three timers', (t) => {
    const { loop, selected, begin, end } = driveLoop(t)
    for (const delay of [30, 10, 20]) loop.callLater(delay, () => undefined)
    begin()
    loop.turn()
    const found = selected.at(-1)
    end()
    t.same(found, 10, 'the argument of select()')
  }),
  check('successor.select-knows-the-next-deadline', 'the first timer is cancelled', (t) => {
    const { loop, selected, begin, end } = driveLoop(t)
    const [first] = [10, 20].map((delay) => loop.callLater(delay, () => undefined))
    begin()
    first?.cancel()
    loop.turn()
    const found = selected.at(-1)
    end()
    t.same(found, 20, 'the argument of select()')
  }),
  check('successor.select-knows-the-next-deadline', 'time passes in the turn', (t) => {
    const driven = driveLoop(t)
    const { loop, selected, begin, end } = driven
    loop.callLater(50, () => undefined)
    loop.callSoon(() => {
      driven.clock += 20
    })
    begin()
    loop.turn()
    const found = selected.at(-1)
    end()
    t.same(found, 30, 'the argument of select() 20 ms later')
  }),
  ...(['no timer', 'a timer that is never due', 'a cancelled timer'] as const).map((situation) =>
    check(
      'successor.select-without-a-deadline-gets-null',
      situation,
      (t) => {
        const { loop, selected, begin, end } = driveLoop(t)
        begin()
        const delay = situation === 'a cancelled timer' ? 10 : Infinity
        if (situation !== 'no timer') {
          const timer = loop.callLater(delay, () => undefined)
          if (delay === 10) timer.cancel()
        }
        loop.turn()
        const found = selected.slice(1)
        end()
        t.sameItems(found, [null], 'the argument of select() after the turn')
      },
      { unless: ['crowded'] },
    ),
  ),
  check(
    'successor.idle-loop-sleeps',
    'nothing scheduled, for 20 ms',
    async (t) => {
      const loop = newSuccessor(t)
      const select = loop.select.bind(loop)
      let selected = 0
      loop.select = (timeoutMs) => {
        selected++
        select(timeoutMs)
      }
      loop.callSoon(t.callback('first turn'))
      const run = loop.runForever()
      await turnsUntil(t, () => t.trace.count('first turn') > 0)
      for (let turn = 0; turn < 3; turn++) await t.host.turn()
      const before = selected
      await new Promise<void>((resolve) => t.host.setTimeout(resolve, 20))
      const meanwhile = selected - before
      loop.callSoonThreadsafe(t.callback('last turn', () => loop.stop()))
      await run
      t.order('first turn', 'last turn')
      const happened = `an idle loop took more than ${String(fewTurns)} turns within 20 ms`
      t.that(meanwhile <= fewTurns, 'an idle loop takes no turns', happened)
    },
    {
      hint: 'On select(null), schedule no turn. A timer of Node or a browser takes Infinity for 1 ms.',
    },
  ),
  check('successor.events-begin-a-turn', 'a turn with events, and one without', (t) => {
    const { loop, begin, end } = driveLoop(t)
    const heard: (readonly unknown[])[] = []
    const running: unknown[] = []
    loop.processEvents = (events) => {
      t.note('processEvents', events)
      heard.push(events)
      running.push(t.api.peekRunningLoop())
      for (const event of events) loop.callSoon(t.callback(String(event)))
    }
    const events = ['one', 'two']
    begin()
    loop.callSoon(t.callback('ready before'))
    loop.turn(events)
    t.note('turn is over')
    loop.turn()
    const inTurns = heard.slice()
    end()
    t.same(inTurns.length, 2, 'how often two turns called processEvents()')
    t.same(inTurns[0], events, 'the argument of processEvents() from turn(events)')
    t.sameItems(inTurns[1] ?? ['nothing'], [], 'the argument of processEvents() from turn()')
    t.same(running[0], loop, 'the running loop in processEvents()')
    const firstOf = (label: string): number => t.trace.labels().indexOf(label)
    t.that(
      firstOf('processEvents') < firstOf('ready before'),
      'processEvents() comes before the callbacks',
      'a callback ran before processEvents()',
    )
    for (const label of events)
      t.that(
        firstOf(label) !== -1 && firstOf(label) < firstOf('turn is over'),
        `"${label}", which processEvents() scheduled, runs in the turn`,
        `"${label}" did not run in the turn`,
      )
  }),
  check('successor.turn-outside-of-a-run-does-nothing', 'before a run and after it', (t) => {
    const { loop, selected, begin, end } = driveLoop(t)
    loop.processEvents = () => t.note('processEvents')
    loop.callSoon(t.callback('callback'))
    loop.turn()
    const before = t.trace.count('processEvents') + t.trace.count('callback') + selected.length
    begin()
    loop.turn()
    const during = t.trace.count('processEvents') + t.trace.count('callback') + selected.length
    end()
    const ended = t.trace.count('processEvents') + selected.length
    loop.turn()
    const after = t.trace.count('processEvents') + selected.length - ended
    t.same(before, 0, 'how many hooks and callbacks a turn before the run called')
    t.same(during, 4, 'how many hooks and callbacks the run called in its first turn')
    t.same(after, 0, 'how many hooks a turn after the run called')
  }),
]
