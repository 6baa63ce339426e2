/** Any number of addresses, attempts and cancelled timers. */
import { check, oneOf, type Check, type CheckContext } from '../../harness/index.ts'
import { allowedEarliness } from '../support/clock.ts'
import { fixed, labels, sizes } from '../support/sizes.ts'
import { driveLoop, hostsOf, outcomeOf, refusal, refuse, rehearse } from '../support/successor.ts'

const attempts = sizes({ from: 2, to: 5 })

function addressesOf(count: number): string[] {
  return labels(count).map((_label, index) => `10.0.0.${String(index + 1)}`)
}

/** Milliseconds between the third attempt and the fourth. The second one fails in the middle of its delay. */
async function waitAfterFailure(t: CheckContext): Promise<number> {
  const rehearsal = rehearse(t, {
    addresses: addressesOf(4),
    attempt: ({ loop, connects, waitsForEver }) =>
      function* (host) {
        if (host === '10.0.0.2') {
          const later = loop.createFuture()
          loop.callLater(4, () => later.done() || later.setResult(null))
          yield* later
          return yield* refuse(host)
        }
        return host === '10.0.0.4' ? connects(host) : yield* waitsForEver(host)
      },
  })
  const start = rehearsal.start('name', 80, { happyEyeballsDelay: 8 })
  t.returned(await outcomeOf(t, rehearsal, start), 'createConnection()')
  const [, , third, fourth] = rehearsal.attempts.map(({ at }) => at)
  return (fourth ?? NaN) - (third ?? NaN)
}

export const successorCasesChecks: readonly Check[] = [
  check('successor.late-winner-is-closed', 'any number of attempts connect in one iteration', async (t) => {
    const addresses = addressesOf(t.draw('attempts', attempts))
    const rehearsal = rehearse(t, {
      addresses,
      attempt: (one) => {
        const all = one.loop.createFuture()
        return function* (host) {
          if (one.attempts.length === addresses.length) all.setResult(undefined)
          yield* all
          return one.connects(host)
        }
      },
    })
    const outcome = await outcomeOf(t, rehearsal, rehearsal.start('name', 80, { happyEyeballsDelay: 1 }))
    t.returned(outcome, 'createConnection()')
    await t.iterations(rehearsal.loop)
    const open = addresses.filter((host) => rehearsal.sockets.get(host)?.closed === false)
    t.same(open.length, 1, 'how many sockets are open')
  }),
  check('successor.one-error-says-all', 'one of several addresses says something else', async (t) => {
    const count = t.draw('addresses', attempts)
    const other = t.draw(
      'the other one is',
      oneOf<(count: number) => number>(
        ['the first', () => () => 0],
        ['the last', () => (all) => all - 1],
        ['in the middle', () => (all) => all >> 1],
      ),
    )(count)
    const addresses = addressesOf(count)
    const messages = addresses.map((_address, index) => (index === other ? 'nobody' : 'everybody'))
    const rehearsal = rehearse(t, {
      addresses,
      attempt: (one) =>
        function* () {
          throw refusal(messages[one.attempts.length - 1] ?? '')
        },
    })
    const outcome = await outcomeOf(t, rehearsal, rehearsal.start())
    t.threw(outcome, 'OSError', 'createConnection()', ['nobody', 'everybody'])
    t.sameItems(hostsOf(rehearsal), addresses, 'the addresses that were tried')
  }),
  check('successor.next-address-waits-for-the-delay', 'after an attempt that has failed', async (t) => {
    const waits: number[] = []
    // A machine that stalls for some milliseconds makes a wait look shorter, so a short one is tried again.
    while (waits.length < 8 && !waits.some((waited) => waited > 7)) waits.push(await waitAfterFailure(t))
    const waited = Math.max(...waits)
    const allowed = waited > 7 ? 1 : await allowedEarliness(t, t.newEventLoop())
    t.that(
      waited > 8 - allowed,
      'the fourth attempt begins 8 ms after the third, which began when the second had failed',
      `the fourth attempt began ${String(waited)} ms after the third`,
    )
  }),
  check('successor.next-address-waits-for-the-delay', 'a delay of 0', async (t) => {
    const addresses = addressesOf(t.draw('addresses', attempts))
    const last = addresses.at(-1)
    const rehearsal = rehearse(t, {
      addresses,
      attempt: ({ connects, waitsForEver }) =>
        function* (host) {
          return host === last ? connects(host) : yield* waitsForEver(host)
        },
    })
    const task = rehearsal.start('name', 80, { happyEyeballsDelay: 0 })
    // By the number of timers and not by a time: on a machine that stalls, every timer is due at once.
    const cancelLater = (timers: number): void => {
      // The last one connects, which ends the task.
      if (hostsOf(rehearsal).length === addresses.length) return
      if (timers === 0) task.cancel()
      else rehearsal.loop.callLater(1, cancelLater, [timers - 1])
    }
    cancelLater(100)
    await outcomeOf(t, rehearsal, task)
    t.sameItems(
      hostsOf(rehearsal),
      addresses,
      'the addresses that were tried while the first does not respond',
    )
  }),
  check('successor.select-knows-the-next-deadline', 'any number of cancelled timers come first', (t) => {
    const { loop, selected, begin, end } = driveLoop(t)
    const count = t.draw('timers', sizes())
    const first = labels(count).map((_label, index) => loop.callLater(5 + index / 100, () => undefined))
    loop.callLater(20, () => undefined)
    begin()
    for (const timer of first) timer.cancel()
    loop.turn()
    const found = selected.at(-1)
    end()
    t.same(found, 20, 'the argument of select()')
  }),
  check('successor.events-begin-a-turn', 'a turn with events after stop()', (t) => {
    const { loop, begin, end } = driveLoop(t)
    const heard: (readonly unknown[])[] = []
    const count = t.draw('events', fixed(2, 2))
    loop.processEvents = (events) => {
      heard.push(events)
      for (const event of events) loop.callSoon(t.callback(String(event)))
    }
    const events = labels(count)
    begin()
    loop.stop()
    loop.turn(events)
    // A loop may end the run after the first of them. The rest waits for the next run.
    for (let run = 1; run < count; run++) {
      begin()
      loop.turn()
      end()
    }
    t.same(heard[0], events, 'the argument of processEvents()')
    for (const event of events) t.times(event, 1)
  }),
]
