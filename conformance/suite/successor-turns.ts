/** `select`, `processEvents` and the turns between them, on a loop that the check drives. */
import { SystemExit } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { driveLoop, newSuccessor } from './successor-loop.ts'
import { turnsUntil } from './turns-until.ts'

/** A sleep may be cut into pieces, and a turn that was arranged before may come late. */
const fewTurns = 5

export const successorTurnTests: readonly ClauseTest[] = [
  clauseTest('successor.run-begins-with-select', 'runForever() with a callback ready', (check) => {
    const { loop, selected, begin, end } = driveLoop(check)
    loop.callSoon(check.callback('callback'))
    begin()
    check.note('runForever() returned')
    const atTheStart = [...selected]
    loop.turn()
    end()
    check.sameMembers(atTheStart, [0], 'what select() was called with inside runForever()')
    check.order('runForever() returned', 'callback')
  }),
  clauseTest('successor.turn-ends-with-select', 'three turns with a callback each', (check) => {
    const { loop, selected, begin, end } = driveLoop(check)
    begin()
    const [inCallbacks, after]: [number[], number[]] = [[], []]
    for (const label of ['a', 'b', 'c']) {
      const before = selected.length
      loop.callSoon(check.callback(label, () => inCallbacks.push(selected.length - before)))
      loop.turn()
      after.push(selected.length - before)
    }
    end()
    check.sameMembers(
      inCallbacks,
      [0, 0, 0],
      'how often select() was called before the callback of each turn',
    )
    check.sameMembers(after, [1, 1, 1], 'how often each turn called select()')
  }),
  clauseTest('successor.last-turn-does-not-select', 'stop()', (check) => {
    const { loop, selected, begin } = driveLoop(check)
    begin()
    loop.turn()
    const before = selected.length
    loop.callSoon(() => loop.stop())
    loop.turn()
    check.same(before, 2, 'how often select() was called before the last turn')
    check.same(selected.length - before, 0, 'how often the last turn called select()')
    check.same(loop.isRunning(), false, 'isRunning() after the last turn')
  }),
  clauseTest('successor.last-turn-does-not-select', 'an error of the fatal pair', (check) => {
    const { loop, selected, begin } = driveLoop(check)
    begin()
    loop.turn()
    const before = selected.length
    loop.callSoon(() => {
      throw new SystemExit('meant by the check')
    })
    loop.turn()
    check.same(before, 2, 'how often select() was called before the last turn')
    check.same(selected.length - before, 0, 'how often the last turn called select()')
  }),
  clauseTest('successor.select-knows-ready-callbacks', 'a callback that schedules itself', (check) => {
    const { loop, selected, begin, end } = driveLoop(check)
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
    check.same(last, 0, 'what select() gets with a callback ready')
    check.that(idle !== 0, 'select() gets something else when none is ready any more', 'it got 0 again')
  }),
  clauseTest('successor.select-knows-the-next-deadline', 'three timers', (check) => {
    const { loop, selected, begin, end } = driveLoop(check)
    for (const delay of [30, 10, 20]) loop.callLater(delay, () => undefined)
    begin()
    loop.turn()
    const found = selected.at(-1)
    end()
    check.same(found, 10, 'what select() gets')
  }),
  clauseTest('successor.select-knows-the-next-deadline', 'the first timer is cancelled', (check) => {
    const { loop, selected, begin, end } = driveLoop(check)
    const [first] = [10, 20].map((delay) => loop.callLater(delay, () => undefined))
    begin()
    first?.cancel()
    loop.turn()
    const found = selected.at(-1)
    end()
    check.same(found, 20, 'what select() gets')
  }),
  clauseTest('successor.select-knows-the-next-deadline', 'time passes in the turn', (check) => {
    const driven = driveLoop(check)
    const { loop, selected, begin, end } = driven
    loop.callLater(50, () => undefined)
    loop.callSoon(() => {
      driven.clock += 20
    })
    begin()
    loop.turn()
    const found = selected.at(-1)
    end()
    check.same(found, 30, 'what select() gets 20 ms later')
  }),
  ...(['no timer', 'a timer that is never due', 'a cancelled timer'] as const).map((situation) =>
    clauseTest('successor.select-without-a-deadline-gets-null', situation, (check) => {
      const { loop, selected, begin, end } = driveLoop(check)
      begin()
      const delay = situation === 'a cancelled timer' ? 10 : Infinity
      if (situation !== 'no timer') {
        const timer = loop.callLater(delay, () => undefined)
        if (delay === 10) timer.cancel()
      }
      loop.turn()
      const found = selected.slice(1)
      end()
      check.sameMembers(found, [null], 'what select() gets after the turn')
    }),
  ),
  clauseTest(
    'successor.idle-loop-sleeps',
    'nothing scheduled, for 20 ms',
    async (check) => {
      const loop = newSuccessor(check)
      const select = loop.select.bind(loop)
      let selected = 0
      loop.select = (timeoutMs) => {
        selected++
        select(timeoutMs)
      }
      loop.callSoon(check.callback('first turn'))
      const run = loop.runForever()
      await turnsUntil(check, () => check.trace.count('first turn') > 0)
      for (let turn = 0; turn < 3; turn++) await check.host.turn()
      const before = selected
      await new Promise<void>((resolve) => check.host.setTimeout(resolve, 20))
      const meanwhile = selected - before
      loop.callSoonThreadsafe(check.callback('last turn', () => loop.stop()))
      await run
      check.order('first turn', 'last turn')
      const happened = `it took more than ${String(fewTurns)} turns within 20 ms`
      check.that(meanwhile <= fewTurns, 'an idle loop takes no turns', happened)
    },
    {
      hint: 'select(null): arrange no turn at all. Infinity for a timer of Node or of a browser means 1 ms.',
    },
  ),
  clauseTest('successor.events-begin-a-turn', 'a turn with events, and one without', (check) => {
    const { loop, begin, end } = driveLoop(check)
    const heard: (readonly unknown[])[] = []
    const running: unknown[] = []
    loop.processEvents = (events) => {
      check.note('processEvents', events)
      heard.push(events)
      running.push(check.api.peekRunningLoop())
      for (const event of events) loop.callSoon(check.callback(String(event)))
    }
    const events = ['one', 'two']
    begin()
    loop.callSoon(check.callback('ready before'))
    loop.turn(events)
    check.note('turn is over')
    loop.turn()
    const inTurns = heard.slice()
    end()
    check.same(inTurns.length, 2, 'how often two turns called processEvents()')
    check.same(inTurns[0], events, 'what processEvents() gets from turn(events)')
    check.sameMembers(inTurns[1] ?? ['nothing'], [], 'what processEvents() gets from turn()')
    check.same(running[0], loop, 'the running loop in processEvents()')
    const firstOf = (label: string): number => check.trace.labels().indexOf(label)
    check.that(
      firstOf('processEvents') < firstOf('ready before'),
      'processEvents() comes before the callbacks',
      'a callback came before it',
    )
    for (const label of events)
      check.that(
        firstOf(label) !== -1 && firstOf(label) < firstOf('turn is over'),
        `"${label}", which processEvents() scheduled, runs in the turn`,
        'it did not',
      )
  }),
  clauseTest('successor.turn-outside-of-a-run-does-nothing', 'before a run and after it', (check) => {
    const { loop, selected, begin, end } = driveLoop(check)
    loop.processEvents = () => check.note('processEvents')
    loop.callSoon(check.callback('callback'))
    loop.turn()
    const before = check.trace.count('processEvents') + check.trace.count('callback') + selected.length
    begin()
    loop.turn()
    const during = check.trace.count('processEvents') + check.trace.count('callback') + selected.length
    end()
    const ended = check.trace.count('processEvents') + selected.length
    loop.turn()
    const after = check.trace.count('processEvents') + selected.length - ended
    check.same(before, 0, 'how many hooks and callbacks a turn before the run called')
    check.same(during, 4, 'how many hooks and callbacks the run called in its first turn')
    check.same(after, 0, 'how many hooks a turn after the run called')
  }),
]
