/** From `createConnection` down to `makeSocketTransport`: addresses, attempts, and what is made of the socket. */
import type { Protocol, Transport } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { hostsOf, outcomeOf, refuse, refusal, rehearse } from './successor-connection.ts'

const two = ['10.0.0.1', '10.0.0.2']

export const successorConnectingTests: readonly ClauseTest[] = [
  clauseTest('successor.names-go-through-getaddrinfo', 'a name, and every option', async (check) => {
    const rehearsal = rehearse(check, { addresses: ['10.0.0.7'] })
    const options = { family: 4, proto: 6, flags: 32 } as const
    check.answered(
      await outcomeOf(check, rehearsal, rehearsal.start('name.example', 8080, options)),
      'createConnection()',
    )
    const [lookup] = rehearsal.lookups
    check.same(rehearsal.lookups.length, 1, 'how often getaddrinfo() was called')
    check.same(lookup?.host, 'name.example', 'the host that getaddrinfo() got')
    check.same(lookup?.port, 8080, 'the port that getaddrinfo() got')
    const found = lookup?.options
    check.sameMembers(
      [found?.family, found?.type, found?.proto, found?.flags],
      [4, 'stream', 6, 32],
      'family, type, proto and flags that getaddrinfo() got',
    )
    check.sameMembers(hostsOf(rehearsal), ['10.0.0.7'], 'where connectSock() connected to')
    check.same(rehearsal.attempts[0]?.info.address.port, 8080, 'the port that connectSock() got')
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
    clauseTest(
      'successor.numeric-host-needs-no-lookup',
      `${host} and ${port === null ? 'no port' : typeof port === 'string' ? 'a port in digits' : 'a port'}`,
      async (check) => {
        const rehearsal = rehearse(check)
        check.answered(await outcomeOf(check, rehearsal, rehearsal.start(host, port)), 'createConnection()')
        check.times('getaddrinfo', 0)
        check.sameMembers(hostsOf(rehearsal), [host], 'where connectSock() connected to')
        check.same(rehearsal.attempts[0]?.info.address.port, port === null ? 0 : 80, 'the port')
        check.same(rehearsal.attempts[0]?.info.family, host.includes(':') ? 6 : 4, 'the family')
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
    clauseTest('successor.numeric-host-needs-no-lookup', `${host} and ${port} do`, async (check) => {
      const rehearsal = rehearse(check)
      await outcomeOf(check, rehearsal, rehearsal.start(host, port))
      check.times('getaddrinfo', 1)
    }),
  ),
  clauseTest('successor.numeric-host-needs-no-lookup', 'an empty port is none', async (check) => {
    const rehearsal = rehearse(check)
    check.answered(await outcomeOf(check, rehearsal, rehearsal.start('10.1.2.3', '')), 'createConnection()')
    check.times('getaddrinfo', 0)
    check.same(rehearsal.attempts[0]?.info.address.port, 0, 'the port')
  }),
  clauseTest('successor.numeric-host-needs-no-lookup', 'of the family that was asked for', async (check) => {
    for (const [host, family, lookups] of [
      ['10.1.2.3', 4, 0],
      ['10.1.2.3', 6, 1],
      ['fe80::1', 6, 1],
      ['fe80::1', 4, 2],
    ] as const) {
      const rehearsal = rehearse(check)
      await outcomeOf(check, rehearsal, rehearsal.start(host, 80, { family }))
      check.times('getaddrinfo', lookups)
    }
  }),
  clauseTest('successor.names-go-through-getaddrinfo', 'no host, and a port', async (check) => {
    const rehearsal = rehearse(check)
    check.answered(await outcomeOf(check, rehearsal, rehearsal.start(null, 80)), 'createConnection()')
    check.same(rehearsal.lookups[0]?.host, null, 'the host that getaddrinfo() got')
  }),
  clauseTest(
    'successor.name-without-addresses-is-an-error',
    'an empty list, with allErrors',
    async (check) => {
      const rehearsal = rehearse(check, { addresses: [] })
      const outcome = await outcomeOf(check, rehearsal, rehearsal.start('name', 80, { allErrors: true }))
      check.threw(outcome, 'OSError', 'createConnection() to a name without addresses')
    },
  ),
  clauseTest('successor.name-without-addresses-is-an-error', 'an empty list', async (check) => {
    const rehearsal = rehearse(check, { addresses: [] })
    const outcome = await outcomeOf(check, rehearsal, rehearsal.start())
    check.threw(outcome, 'OSError', 'createConnection() to a name without addresses')
  }),
  clauseTest('successor.local-address-is-resolved', 'with localAddr and without', async (check) => {
    const rehearsal = rehearse(check)
    const localAddr = { host: '127.0.0.9', port: 0 }
    await outcomeOf(check, rehearsal, rehearsal.start('10.0.0.1', 80, { localAddr }))
    await outcomeOf(check, rehearsal, rehearsal.start('10.0.0.1', 80))
    await outcomeOf(check, rehearsal, rehearsal.start('10.0.0.1', 80, { localAddr: { host: 'me', port: 0 } }))
    const [numeric, without, named] = rehearsal.attempts.map(({ localInfos }) => localInfos ?? null)
    check.sameMembers(numeric?.map((info) => info.address.host) ?? [], ['127.0.0.9'], 'the local addresses')
    check.same(without, null, 'the local addresses without localAddr')
    check.sameMembers(named?.map((info) => info.address.host) ?? [], ['10.0.0.1'], 'those of the name "me"')
  }),
  clauseTest('successor.addresses-are-tried-in-order', 'the second of three answers', async (check) => {
    const rehearsal = rehearse(check, {
      addresses: [...two, '10.0.0.3'],
      attempt: ({ connects }) =>
        function* (host) {
          if (host === '10.0.0.1') return yield* refuse(host)
          return connects(host)
        },
    })
    const outcome = await outcomeOf(check, rehearsal, rehearsal.start())
    check.answered(outcome, 'createConnection()')
    check.sameMembers(hostsOf(rehearsal), two, 'the addresses that were tried')
  }),
  clauseTest('successor.only-refusals-lead-on', 'a TypeError of connectSock()', async (check) => {
    const rehearsal = rehearse(check, {
      addresses: two,

      attempt: () =>
        function* () {
          throw new TypeError('meant by the check')
        },
    })
    const outcome = await outcomeOf(check, rehearsal, rehearsal.start())
    check.threw(outcome, 'TypeError', 'createConnection()', ['meant by the check'])
    check.sameMembers(hostsOf(rehearsal), ['10.0.0.1'], 'the addresses that were tried')
  }),
  clauseTest('successor.one-error-says-all', 'one address', async (check) => {
    const error = refusal('10.0.0.1')

    const rehearsal = rehearse(check, {
      attempt: () =>
        function* () {
          throw error
        },
    })
    const outcome = await outcomeOf(check, rehearsal, rehearsal.start())
    check.same(outcome.threw && outcome.error, error, 'what createConnection() throws')
  }),
  clauseTest('successor.one-error-says-all', 'two addresses that say the same', async (check) => {
    const errors = [refusal('everybody'), refusal('everybody')]

    const rehearsal = rehearse(check, {
      addresses: two,
      attempt: ({ attempts }) =>
        function* () {
          throw errors[attempts.length - 1]
        },
    })
    const outcome = await outcomeOf(check, rehearsal, rehearsal.start())
    check.same(outcome.threw && outcome.error, errors[0], 'what createConnection() throws')
  }),
  ...([null, 1000] as const).map((happyEyeballsDelay) =>
    clauseTest(
      'successor.one-error-says-all',
      `two addresses that say different things${happyEyeballsDelay === null ? '' : ', in a race'}`,
      async (check) => {
        const rehearsal = rehearse(check, { addresses: two, attempt: () => refuse })
        const outcome = await outcomeOf(check, rehearsal, rehearsal.start('name', 80, { happyEyeballsDelay }))
        check.threw(outcome, 'OSError', 'createConnection()', two)
        check.sameMembers(hostsOf(rehearsal), two, 'the addresses that were tried')
      },
    ),
  ),
  ...([null, 1000] as const).map((happyEyeballsDelay) =>
    clauseTest(
      'successor.all-errors-on-request',
      happyEyeballsDelay === null ? 'two addresses' : 'two addresses, in a race',
      async (check) => {
        const rehearsal = rehearse(check, { addresses: two, attempt: () => refuse })
        const options = { allErrors: true, happyEyeballsDelay }
        const outcome = await outcomeOf(check, rehearsal, rehearsal.start('name', 80, options))
        const { errors } = (outcome.threw ? outcome.error : {}) as { errors?: readonly Error[] }
        const said = errors?.map((error) => error.message) ?? []
        check.sameMembers(
          said,
          two.map((host) => refusal(host).message),
          'the errors in what is thrown',
        )
      },
    ),
  ),
  clauseTest('successor.protocol-is-made-once-connected', 'the second address answers', async (check) => {
    const rehearsal = rehearse(check, {
      addresses: two,
      attempt: ({ connects }) =>
        function* (host) {
          if (host === '10.0.0.1') return yield* refuse(host)
          check.note('connected')
          return connects(host)
        },
    })
    check.answered(await outcomeOf(check, rehearsal, rehearsal.start()), 'createConnection()')
    check.order('connected', 'factory')
    check.times('factory', 1)
  }),
  clauseTest('successor.protocol-is-made-once-connected', 'no address answers', async (check) => {
    const rehearsal = rehearse(check, { attempt: () => refuse })
    check.threw(await outcomeOf(check, rehearsal, rehearsal.start()), 'OSError', 'createConnection()')
    check.times('factory', 0)
  }),
  clauseTest('successor.transport-is-made-of-the-socket', 'one connection', async (check) => {
    const rehearsal = rehearse(check)
    check.answered(await outcomeOf(check, rehearsal, rehearsal.start()), 'createConnection()')
    const [made] = rehearsal.made
    check.same(rehearsal.made.length, 1, 'how often makeSocketTransport() was called')
    check.same(made?.sock, rehearsal.sockets.get('10.0.0.1'), 'the socket that it got')
    check.same(made?.protocol, rehearsal.protocol, 'the protocol that it got')
    check.same(check.api.isFuture(made?.waiter), true, 'isFuture() of the waiter that it got')
    check.same(made?.waiterDone, false, 'done() of the waiter')
    check.order('factory', 'makeSocketTransport')
  }),
  clauseTest(
    'successor.connection-waits-for-the-waiter',
    'a waiter that is set much later',
    async (check) => {
      const rehearsal = rehearse(check, { onMade: () => undefined })
      const task = rehearsal.start()
      await check.iterations(rehearsal.loop, 20)
      const early = task.done()
      rehearsal.waiter?.setResult(undefined)
      const outcome = await outcomeOf(check, rehearsal, task)
      const pair = check.answered(outcome, 'createConnection()') as [Transport, Protocol]
      check.same(rehearsal.made.length, 1, 'how often makeSocketTransport() was called')
      check.same(early, false, 'done() of createConnection() before the waiter is set')
      check.sameMembers(pair, [rehearsal.transport, rehearsal.protocol], 'what createConnection() gives')
    },
  ),
  clauseTest('successor.failed-waiter-closes-the-transport', 'an exception', async (check) => {
    const error = new Error('meant by the check')
    const rehearsal = rehearse(check, {
      onMade: ({ loop }, waiter) => loop.callSoon(() => waiter.setException(error)),
    })
    const outcome = await outcomeOf(check, rehearsal, rehearsal.start())
    check.same(outcome.threw && outcome.error, error, 'what createConnection() throws')
    check.times('transport closed', 1)
  }),
  clauseTest('successor.failed-waiter-closes-the-transport', 'a cancellation', async (check) => {
    const rehearsal = rehearse(check, { onMade: () => undefined })
    const task = rehearsal.start()
    await check.iterations(rehearsal.loop, 20)
    task.cancel()
    const outcome = await outcomeOf(check, rehearsal, task)
    check.threw(outcome, 'CancelledError', 'createConnection()')
    check.times('makeSocketTransport', 1)
    check.times('transport closed', 1)
  }),
  ...(['the protocol factory', 'makeSocketTransport()'] as const).map((thrower) =>
    clauseTest('successor.refused-socket-is-closed', `${thrower} throws`, async (check) => {
      const fail = (): never => {
        throw new RangeError('meant by the check')
      }
      const rehearsal = rehearse(
        check,
        thrower === 'the protocol factory' ? { factory: fail } : { onMade: fail },
      )
      const outcome = await outcomeOf(check, rehearsal, rehearsal.start())
      const error = outcome.threw ? (outcome.error as Error).message : 'nothing'
      check.same(error, 'meant by the check', 'what createConnection() throws')
      check.same(rehearsal.sockets.get('10.0.0.1')?.closed, true, 'closed of the socket that was opened')
      const sock = rehearsal.connects('given')
      await outcomeOf(check, rehearsal, rehearsal.start(null, null, { sock }))
      check.same(rehearsal.sockets.get('given')?.closed, false, 'closed of the socket that was given')
    }),
  ),
  clauseTest(
    'successor.cancelled-connect-ends-the-attempt',
    'the first of two addresses does not answer',
    async (check) => {
      const rehearsal = rehearse(check, { addresses: two, attempt: ({ waitsForEver }) => waitsForEver })
      const task = rehearsal.start()
      await check.iterations(rehearsal.loop)
      task.cancel()
      const outcome = await outcomeOf(check, rehearsal, task)
      await check.iterations(rehearsal.loop)
      check.threw(outcome, 'CancelledError', 'createConnection()')
      check.times('attempt at 10.0.0.1 ended', 1)
      check.sameMembers(hostsOf(rehearsal), ['10.0.0.1'], 'the addresses that were tried')
      check.times('factory', 0)
    },
  ),
]
