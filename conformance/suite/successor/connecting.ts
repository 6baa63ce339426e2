/** From `createConnection` down to `makeSocketTransport`: addresses, attempts, and what is made of the socket. */
import type { Protocol, Transport } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { hostsOf, outcomeOf, refuse, refusal, rehearse } from '../support/successor.ts'

const two = ['10.0.0.1', '10.0.0.2']

export const successorConnectingChecks: readonly Check[] = [
  check('successor.names-go-through-getaddrinfo', 'a name, and every option', async (t) => {
    const rehearsal = rehearse(t, { addresses: ['10.0.0.7'] })
    const options = { family: 4, proto: 6, flags: 32 } as const
    t.returned(
      await outcomeOf(t, rehearsal, rehearsal.start('name.example', 8080, options)),
      'createConnection()',
    )
    const [lookup] = rehearsal.lookups
    t.same(rehearsal.lookups.length, 1, 'how often getaddrinfo() was called')
    t.same(lookup?.host, 'name.example', 'the host that getaddrinfo() received')
    t.same(lookup?.port, 8080, 'the port that getaddrinfo() received')
    const found = lookup?.options
    t.sameItems(
      [found?.family, found?.type, found?.proto, found?.flags],
      [4, 'stream', 6, 32],
      'family, type, proto and flags that getaddrinfo() received',
    )
    t.sameItems(hostsOf(rehearsal), ['10.0.0.7'], 'where connectSock() connected to')
    t.same(rehearsal.attempts[0]?.info.address.port, 8080, 'the port that connectSock() received')
  }),
  ...(
    [
      ['10.1.2.3', 80],
      ['10.1.2.3', '80'],
      ['10.1.2.3', null],
      ['fe80::1', 80],
      ['::ffff:10.1.2.3', 80],
      ['64:ff9b::10.1.2.3', 80],
      ['1:2:3:4:5:6:10.1.2.3', 80],
      ['1:2:3:4:5:6:7:8', 80],
      ['::', 80],
    ] as const
  ).map(([host, port]) =>
    check(
      'successor.numeric-host-needs-no-lookup',
      `${host} and ${port === null ? 'no port' : typeof port === 'string' ? 'a port in digits' : 'a port'}`,
      async (t) => {
        const rehearsal = rehearse(t)
        t.returned(await outcomeOf(t, rehearsal, rehearsal.start(host, port)), 'createConnection()')
        t.times('getaddrinfo', 0)
        t.sameItems(hostsOf(rehearsal), [host], 'where connectSock() connected to')
        t.same(rehearsal.attempts[0]?.info.address.port, port === null ? 0 : 80, 'the port')
        t.same(rehearsal.attempts[0]?.info.family, host.includes(':') ? 6 : 4, 'the family')
      },
    ),
  ),
  ...(
    [
      ['10.1.2.3', 'http'],
      ['10.1.2.3', 'x80'],
      ['10.1.2.3', '80x'],
      ['10.1.2', 80],
      ['10.1.2.256', 80],
      ['10.1.2.300', 80],
      ['010.1.2.3', 80],
      ['10.1.2.3x', 80],
      ['x10.1.2.3', 80],
      ['1:2:3:4:5:6:7', 80],
      ['1:2:3:4:5:6:7:8:9', 80],
      ['1:2:3:4::5:6:7:8', 80],
      ['1:2:3:4:5:6:7:10.1.2.3', 80],
      ['1::2::3', 80],
      ['1:2::3:4::5:6:7:8', 80],
      ['fe80::1%lo', 80],
      ['::12345', 80],
    ] as const
  ).map(([host, port]) =>
    check('successor.numeric-host-needs-no-lookup', `${host} and ${port} do`, async (t) => {
      const rehearsal = rehearse(t)
      await outcomeOf(t, rehearsal, rehearsal.start(host, port))
      t.times('getaddrinfo', 1)
    }),
  ),
  check('successor.numeric-host-needs-no-lookup', 'an empty port counts as no port', async (t) => {
    const rehearsal = rehearse(t)
    t.returned(await outcomeOf(t, rehearsal, rehearsal.start('10.1.2.3', '')), 'createConnection()')
    t.times('getaddrinfo', 0)
    t.same(rehearsal.attempts[0]?.info.address.port, 0, 'the port')
  }),
  check('successor.numeric-host-needs-no-lookup', 'of the requested family', async (t) => {
    for (const [host, family, lookups] of [
      ['10.1.2.3', 4, 0],
      ['10.1.2.3', 6, 1],
      ['fe80::1', 6, 1],
      ['fe80::1', 4, 2],
    ] as const) {
      const rehearsal = rehearse(t)
      await outcomeOf(t, rehearsal, rehearsal.start(host, 80, { family }))
      t.times('getaddrinfo', lookups)
    }
  }),
  check('successor.names-go-through-getaddrinfo', 'no host, and a port', async (t) => {
    const rehearsal = rehearse(t)
    t.returned(await outcomeOf(t, rehearsal, rehearsal.start(null, 80)), 'createConnection()')
    t.same(rehearsal.lookups[0]?.host, null, 'the host that getaddrinfo() received')
  }),
  check('successor.name-without-addresses-is-an-error', 'an empty list, with allErrors', async (t) => {
    const rehearsal = rehearse(t, { addresses: [] })
    const outcome = await outcomeOf(t, rehearsal, rehearsal.start('name', 80, { allErrors: true }))
    t.threw(outcome, 'OSError', 'createConnection() to a name without addresses')
  }),
  check('successor.name-without-addresses-is-an-error', 'an empty list', async (t) => {
    const rehearsal = rehearse(t, { addresses: [] })
    const outcome = await outcomeOf(t, rehearsal, rehearsal.start())
    t.threw(outcome, 'OSError', 'createConnection() to a name without addresses')
  }),
  check('successor.local-address-is-resolved', 'with localAddr and without', async (t) => {
    const rehearsal = rehearse(t)
    const localAddr = { host: '127.0.0.9', port: 0 }
    await outcomeOf(t, rehearsal, rehearsal.start('10.0.0.1', 80, { localAddr }))
    await outcomeOf(t, rehearsal, rehearsal.start('10.0.0.1', 80))
    await outcomeOf(t, rehearsal, rehearsal.start('10.0.0.1', 80, { localAddr: { host: 'me', port: 0 } }))
    const [numeric, without, named] = rehearsal.attempts.map(({ localInfos }) => localInfos ?? null)
    t.sameItems(numeric?.map((info) => info.address.host) ?? [], ['127.0.0.9'], 'the local addresses')
    t.same(without, null, 'the local addresses without localAddr')
    t.sameItems(named?.map((info) => info.address.host) ?? [], ['10.0.0.1'], 'those of the name "me"')
  }),
  check('successor.addresses-are-tried-in-order', 'the second of three answers', async (t) => {
    const rehearsal = rehearse(t, {
      addresses: [...two, '10.0.0.3'],
      attempt: ({ connects }) =>
        function* (host) {
          if (host === '10.0.0.1') return yield* refuse(host)
          return connects(host)
        },
    })
    const outcome = await outcomeOf(t, rehearsal, rehearsal.start())
    t.returned(outcome, 'createConnection()')
    t.sameItems(hostsOf(rehearsal), two, 'the addresses that were tried')
  }),
  check('successor.only-refusals-lead-on', 'a TypeError of connectSock()', async (t) => {
    const rehearsal = rehearse(t, {
      addresses: two,

      attempt: () =>
        function* () {
          throw new TypeError('meant by the check')
        },
    })
    const outcome = await outcomeOf(t, rehearsal, rehearsal.start())
    t.threw(outcome, 'TypeError', 'createConnection()', ['meant by the check'])
    t.sameItems(hostsOf(rehearsal), ['10.0.0.1'], 'the addresses that were tried')
  }),
  check('successor.one-error-says-all', 'one address', async (t) => {
    const error = refusal('10.0.0.1')

    const rehearsal = rehearse(t, {
      attempt: () =>
        function* () {
          throw error
        },
    })
    const outcome = await outcomeOf(t, rehearsal, rehearsal.start())
    t.same(outcome.threw && outcome.error, error, 'what createConnection() throws')
  }),
  check('successor.one-error-says-all', 'two addresses that say the same', async (t) => {
    const errors = [refusal('everybody'), refusal('everybody')]

    const rehearsal = rehearse(t, {
      addresses: two,
      attempt: ({ attempts }) =>
        function* () {
          throw errors[attempts.length - 1]
        },
    })
    const outcome = await outcomeOf(t, rehearsal, rehearsal.start())
    t.same(outcome.threw && outcome.error, errors[0], 'what createConnection() throws')
  }),
  ...([null, 1000] as const).map((happyEyeballsDelay) =>
    check(
      'successor.one-error-says-all',
      `two addresses that say different things${happyEyeballsDelay === null ? '' : ', in a race'}`,
      async (t) => {
        const rehearsal = rehearse(t, { addresses: two, attempt: () => refuse })
        const outcome = await outcomeOf(t, rehearsal, rehearsal.start('name', 80, { happyEyeballsDelay }))
        t.threw(outcome, 'OSError', 'createConnection()', two)
        t.sameItems(hostsOf(rehearsal), two, 'the addresses that were tried')
      },
    ),
  ),
  ...([null, 1000] as const).map((happyEyeballsDelay) =>
    check(
      'successor.all-errors-on-request',
      happyEyeballsDelay === null ? 'two addresses' : 'two addresses, in a race',
      async (t) => {
        const rehearsal = rehearse(t, { addresses: two, attempt: () => refuse })
        const options = { allErrors: true, happyEyeballsDelay }
        const outcome = await outcomeOf(t, rehearsal, rehearsal.start('name', 80, options))
        const { errors } = (outcome.threw ? outcome.error : {}) as { errors?: readonly Error[] }
        const said = errors?.map((error) => error.message) ?? []
        t.sameItems(
          said,
          two.map((host) => refusal(host).message),
          'the errors in what is thrown',
        )
      },
    ),
  ),
  check('successor.protocol-is-made-once-connected', 'the second address answers', async (t) => {
    const rehearsal = rehearse(t, {
      addresses: two,
      attempt: ({ connects }) =>
        function* (host) {
          if (host === '10.0.0.1') return yield* refuse(host)
          t.note('connected')
          return connects(host)
        },
    })
    t.returned(await outcomeOf(t, rehearsal, rehearsal.start()), 'createConnection()')
    t.order('connected', 'factory')
    t.times('factory', 1)
  }),
  check('successor.protocol-is-made-once-connected', 'no address answers', async (t) => {
    const rehearsal = rehearse(t, { attempt: () => refuse })
    t.threw(await outcomeOf(t, rehearsal, rehearsal.start()), 'OSError', 'createConnection()')
    t.times('factory', 0)
  }),
  check('successor.transport-is-made-of-the-socket', 'one connection', async (t) => {
    const rehearsal = rehearse(t)
    t.returned(await outcomeOf(t, rehearsal, rehearsal.start()), 'createConnection()')
    const [made] = rehearsal.made
    t.same(rehearsal.made.length, 1, 'how often makeSocketTransport() was called')
    t.same(made?.sock, rehearsal.sockets.get('10.0.0.1'), 'the socket that it received')
    t.same(made?.protocol, rehearsal.protocol, 'the protocol that it received')
    t.same(t.api.isFuture(made?.waiter), true, 'isFuture() of the waiter that it received')
    t.same(made?.waiterDone, false, 'done() of the waiter')
    t.order('factory', 'makeSocketTransport')
  }),
  check('successor.connection-waits-for-the-waiter', 'a waiter that is set much later', async (t) => {
    const rehearsal = rehearse(t, { onMade: () => undefined })
    const task = rehearsal.start()
    await t.iterations(rehearsal.loop, 20)
    const early = task.done()
    rehearsal.waiter?.setResult(undefined)
    const outcome = await outcomeOf(t, rehearsal, task)
    const pair = t.returned(outcome, 'createConnection()') as [Transport, Protocol]
    t.same(rehearsal.made.length, 1, 'how often makeSocketTransport() was called')
    t.same(early, false, 'done() of createConnection() before the waiter is set')
    t.sameItems(pair, [rehearsal.transport, rehearsal.protocol], 'what createConnection() gives')
  }),
  check('successor.failed-waiter-closes-the-transport', 'an exception', async (t) => {
    const error = new Error('meant by the check')
    const rehearsal = rehearse(t, {
      onMade: ({ loop }, waiter) => loop.callSoon(() => waiter.setException(error)),
    })
    const outcome = await outcomeOf(t, rehearsal, rehearsal.start())
    t.same(outcome.threw && outcome.error, error, 'what createConnection() throws')
    t.times('transport closed', 1)
  }),
  check('successor.failed-waiter-closes-the-transport', 'a cancellation', async (t) => {
    const rehearsal = rehearse(t, { onMade: () => undefined })
    const task = rehearsal.start()
    await t.iterations(rehearsal.loop, 20)
    task.cancel()
    const outcome = await outcomeOf(t, rehearsal, task)
    t.threw(outcome, 'CancelledError', 'createConnection()')
    t.times('makeSocketTransport', 1)
    t.times('transport closed', 1)
  }),
  ...(['the protocol factory', 'makeSocketTransport()'] as const).map((thrower) =>
    check('successor.refused-socket-is-closed', `${thrower} throws`, async (t) => {
      const fail = (): never => {
        throw new RangeError('meant by the check')
      }
      const rehearsal = rehearse(t, thrower === 'the protocol factory' ? { factory: fail } : { onMade: fail })
      const outcome = await outcomeOf(t, rehearsal, rehearsal.start())
      const error = outcome.threw ? (outcome.error as Error).message : 'nothing'
      t.same(error, 'meant by the check', 'what createConnection() throws')
      t.same(rehearsal.sockets.get('10.0.0.1')?.closed, true, 'closed of the socket that was opened')
      const sock = rehearsal.connects('given')
      await outcomeOf(t, rehearsal, rehearsal.start(null, null, { sock }))
      t.same(rehearsal.sockets.get('given')?.closed, false, 'closed of the socket that was given')
    }),
  ),
  check(
    'successor.cancelled-connect-ends-the-attempt',
    'the first of two addresses does not answer',
    async (t) => {
      const rehearsal = rehearse(t, { addresses: two, attempt: ({ waitsForEver }) => waitsForEver })
      const task = rehearsal.start()
      await t.iterations(rehearsal.loop)
      task.cancel()
      const outcome = await outcomeOf(t, rehearsal, task)
      await t.iterations(rehearsal.loop)
      t.threw(outcome, 'CancelledError', 'createConnection()')
      t.times('attempt at 10.0.0.1 ended', 1)
      t.sameItems(hostsOf(rehearsal), ['10.0.0.1'], 'the addresses that were tried')
      t.times('factory', 0)
    },
  ),
]
