/** Several attempts at once. The delays are short, and only lower bounds are judged. */
import { check, type Check } from '../../harness/index.ts'
import { allowedEarliness } from '../support/clock.ts'
import { hostsOf, outcomeOf, refuse, rehearse } from '../support/successor.ts'

const two = ['10.0.0.1', '10.0.0.2']
const mixed = ['10.0.0.1', '10.0.0.2', '10.0.0.3', 'fe80::1', 'fe80::2']

export const successorHappyEyeballsChecks: readonly Check[] = [
  check('successor.next-address-waits-for-the-delay', 'the first of two does not answer', async (t) => {
    const rehearsal = rehearse(t, {
      addresses: two,
      attempt: ({ connects, waitsForEver }) =>
        function* (host) {
          return host === '10.0.0.1' ? yield* waitsForEver(host) : connects(host)
        },
    })
    // The delay counts from when the first attempt is started, and its first step may be late.
    const begun = rehearsal.loop.time()
    const outcome = await outcomeOf(t, rehearsal, rehearsal.start('name', 80, { happyEyeballsDelay: 5 }))
    t.returned(outcome, 'createConnection()')
    const [, second] = rehearsal.attempts.map(({ at }) => at)
    const waited = (second ?? NaN) - begun
    const allowed = waited > 4 ? 1 : await allowedEarliness(t, rehearsal.loop)
    t.that(
      waited > 5 - allowed,
      'the second attempt begins 5 ms after the first',
      `the second attempt began after ${waited} ms`,
    )
    t.order('attempt at 10.0.0.2', 'attempt at 10.0.0.1 ended')
  }),
  check(
    'successor.failed-attempt-starts-the-next',
    'the first of two refuses, with a delay of a day',
    async (t) => {
      const rehearsal = rehearse(t, {
        addresses: two,
        attempt: ({ connects }) =>
          function* (host) {
            return host === '10.0.0.1' ? yield* refuse(host) : connects(host)
          },
      })
      const task = rehearsal.start('name', 80, { happyEyeballsDelay: 86_400_000 })
      await t.iterations(rehearsal.loop, 40)
      t.sameItems(hostsOf(rehearsal), two, 'the addresses that were tried')
      t.same(task.done(), true, 'done() of createConnection()')
    },
  ),
  check('successor.first-to-answer-wins', 'the first of two answers at once', async (t) => {
    const rehearsal = rehearse(t, { addresses: two })
    // Long enough that a machine that pauses is not mistaken for an address that does not respond.
    const start = rehearsal.start('name', 80, { happyEyeballsDelay: 60_000 })
    const outcome = await outcomeOf(t, rehearsal, start)
    t.returned(outcome, 'createConnection()')
    await t.iterations(rehearsal.loop)
    t.same(rehearsal.made.length, 1, 'how often makeSocketTransport() was called')
    t.sameItems(hostsOf(rehearsal), ['10.0.0.1'], 'the addresses that were tried')
  }),
  check('successor.first-to-answer-wins', 'the second of two answers while the first waits', async (t) => {
    const rehearsal = rehearse(t, {
      addresses: two,
      attempt: ({ connects, waitsForEver }) =>
        function* (host) {
          return host === '10.0.0.1' ? yield* waitsForEver(host) : connects(host)
        },
    })
    const outcome = await outcomeOf(t, rehearsal, rehearsal.start('name', 80, { happyEyeballsDelay: 1 }))
    t.returned(outcome, 'createConnection()')
    await t.iterations(rehearsal.loop)
    t.same(rehearsal.made[0]?.sock, rehearsal.sockets.get('10.0.0.2'), 'the socket of the transport')
    t.times('attempt at 10.0.0.1 ended', 1)
    t.same(rehearsal.sockets.has('10.0.0.1'), false, 'whether the other attempt connected')
  }),
  check(
    'successor.first-to-answer-wins',
    'the last of three answers long after the others have refused',
    async (t) => {
      const three = [...two, '10.0.0.3']
      const rehearsal = rehearse(t, {
        addresses: three,
        attempt: ({ loop, connects }) =>
          function* (host) {
            if (host !== '10.0.0.3') return yield* refuse(host)
            yield* t.api.sleep(20)
            t.note('responds', loop.time())
            return connects(host)
          },
      })
      const outcome = await outcomeOf(t, rehearsal, rehearsal.start('name', 80, { happyEyeballsDelay: 2 }))
      t.returned(outcome, 'createConnection()')
      t.sameItems(hostsOf(rehearsal), three, 'the addresses that were tried')
      t.same(rehearsal.made[0]?.sock, rehearsal.sockets.get('10.0.0.3'), 'the socket of the transport')
    },
    { hint: 'When no address is left, let the attempts in progress go on.' },
  ),
  check(
    'successor.first-to-answer-wins',
    'the first of two answers after the second has refused',
    async (t) => {
      const rehearsal = rehearse(t, {
        addresses: two,
        attempt: ({ connects }) =>
          function* (host) {
            if (host === '10.0.0.2') return yield* refuse(host)
            yield* t.api.sleep(20)
            return connects(host)
          },
      })
      const outcome = await outcomeOf(t, rehearsal, rehearsal.start('name', 80, { happyEyeballsDelay: 2 }))
      t.returned(outcome, 'createConnection()')
      t.sameItems(hostsOf(rehearsal), two, 'the addresses that were tried')
      t.same(rehearsal.made[0]?.sock, rehearsal.sockets.get('10.0.0.1'), 'the socket of the transport')
    },
    { hint: 'When no address is left, let the attempts in progress go on.' },
  ),
  check('successor.late-winner-is-closed', 'two attempts connect in one iteration', async (t) => {
    const rehearsal = rehearse(t, {
      addresses: two,
      attempt: ({ loop, attempts, connects }) => {
        const both = loop.createFuture()
        return function* (host) {
          if (attempts.length === 2) both.setResult(undefined)
          yield* both
          return connects(host)
        }
      },
    })
    const outcome = await outcomeOf(t, rehearsal, rehearsal.start('name', 80, { happyEyeballsDelay: 1 }))
    t.returned(outcome, 'createConnection()')
    await t.iterations(rehearsal.loop)
    const open = two.filter((host) => rehearsal.sockets.get(host)?.closed === false)
    t.same(open.length, 1, 'how many sockets are open')
    t.same(rehearsal.made[0]?.sock, rehearsal.sockets.get(open[0] ?? ''), 'the socket of the transport')
  }),
  check(
    'successor.cancelled-race-cancels-every-attempt',
    'two of three attempts are under way',
    async (t) => {
      const rehearsal = rehearse(t, {
        addresses: [...two, '10.0.0.3'],
        attempt: ({ waitsForEver }) => waitsForEver,
      })
      const { loop, attempts } = rehearsal
      const task = rehearsal.start('name', 80, { happyEyeballsDelay: 2 })
      const look = (): void => {
        if (attempts.length === 2) task.cancel()
        else loop.callLater(0.5, look)
      }
      look()
      const outcome = await outcomeOf(t, rehearsal, task)
      await t.iterations(loop)
      await loop.runUntilComplete(t.api.sleep(5))
      t.threw(outcome, 'CancelledError', 'createConnection()')
      t.sameItems(hostsOf(rehearsal), two, 'the addresses that were tried')
      for (const host of two) t.times(`attempt at ${host} ended`, 1)
      t.times('factory', 0)
    },
  ),
  ...(
    [
      ['1', { interleave: 1 }, ['10.0.0.1', 'fe80::1', '10.0.0.2', 'fe80::2', '10.0.0.3']],
      ['2', { interleave: 2 }, ['10.0.0.1', '10.0.0.2', 'fe80::1', '10.0.0.3', 'fe80::2']],
      ['0', { interleave: 0 }, mixed],
      ['not given', {}, mixed],
      [
        'not given, in a race',
        { happyEyeballsDelay: 1000 },
        ['10.0.0.1', 'fe80::1', '10.0.0.2', 'fe80::2', '10.0.0.3'],
      ],
      ['0, in a race', { happyEyeballsDelay: 1000, interleave: 0 }, mixed],
    ] as const
  ).map(([situation, options, expected]) =>
    check('successor.families-take-turns', `interleave is ${situation}`, async (t) => {
      const rehearsal = rehearse(t, { addresses: mixed, attempt: () => refuse })
      await outcomeOf(t, rehearsal, rehearsal.start('name', 80, options))
      t.sameItems(hostsOf(rehearsal), expected, 'the order in which addresses were tried')
    }),
  ),
]
