/** Names and addresses: `getaddrinfo` and `getnameinfo`. */
import {
  isOsError,
  type AddressInfo,
  type AddressOptions,
  type Coroutine,
  type NetworkEventLoop,
  type Port,
} from '../../../spec/index.ts'
import { check, oneOf, type Attempt, type Check, type CheckContext } from '../../harness/index.ts'
import { threwOsError } from '../support/real-server.ts'
import { pairOf } from '../support/pairs.ts'

type Hook = 'getaddrinfo' | 'getnameinfo'

/** Runs one call of the hook. A successor may leave it out; then the check is skipped. */
async function runHook<T>(
  t: CheckContext,
  hook: Hook,
  call: (loop: NetworkEventLoop) => Coroutine<T>,
): Promise<Attempt<T>> {
  const loop = t.newEventLoop() as NetworkEventLoop
  if (typeof loop[hook] !== 'function') t.skipWithout(hook)
  t.waitingFor = `${hook}() to return`
  const attempt = await t.attemptAsync(() => loop.runUntilComplete(call(loop)))
  if (attempt.threw && String(attempt.error).includes(`does not define the hook ${hook}`)) t.skipWithout(hook)
  return attempt
}

function lookUp(
  t: CheckContext,
  host: string,
  port: Port,
  options: AddressOptions = {},
): Promise<Attempt<readonly AddressInfo[]>> {
  return runHook(t, 'getaddrinfo', (loop) => loop.getaddrinfo(host, port, options))
}

const numeric = oneOf<readonly [host: string, family: 4 | 6]>(
  ['is 127.0.0.1', () => ['127.0.0.1', 4]],
  ['is ::1', () => ['::1', 6]],
  ['is 192.0.2.7', () => ['192.0.2.7', 4]],
  ['is 2001:db8::7', () => ['2001:db8::7', 6]],
)
const ports = oneOf<Port>(['is 80', () => 80], ['is a text of digits', () => '8080'], ['is null', () => null])
const types = oneOf<'stream' | 'datagram'>(
  ['is a stream', () => 'stream'],
  ['is a datagram', () => 'datagram'],
)
export const transportsNamesChecks: readonly Check[] = [
  check('transports.numeric-address-is-its-own-answer', 'of either family', async (t) => {
    const [host, family] = t.draw('the host', numeric)
    const port = t.draw('the port', ports)
    const type = t.draw('the type', types)
    const narrow = t.draw('the family', oneOf(['is not given', () => false], ['is given', () => true]))
    const attempt = await lookUp(t, host, port, { type, family: narrow ? family : 0 })
    const infos = t.returned(attempt, 'getaddrinfo()')
    t.same(infos.length, 1, 'how many addresses getaddrinfo() returned')
    const [info] = infos
    t.sameItems(
      [info?.address.host, info?.address.port, info?.family, info?.type],
      [host, Number(port ?? 0), family, type],
      'host, port, family and type',
    )
  }),
  check('transports.numeric-address-is-its-own-answer', 'of the other family', async (t) => {
    const [host, family] = t.draw('the host', numeric)
    const attempt = await lookUp(t, host, 80, { family: family === 4 ? 6 : 4 })
    threwOsError(t, attempt, 'getaddrinfo()')
  }),
  check('transports.family-narrows-the-addresses', 'localhost, IPv4 only', async (t) => {
    const all = await lookUp(t, 'localhost', 80)
    if (all.threw && isOsError(all.error)) t.skipWithout('localhost')
    const families = new Set(t.returned(all, 'getaddrinfo()').map(({ family }) => family))
    if (!families.has(4)) t.skipWithout('localhost')
    const narrow = t.returned(await lookUp(t, 'localhost', 80, { family: 4 }), 'getaddrinfo() with a family')
    t.sameItems(new Set(narrow.map(({ family }) => family)), new Set([4]), 'the families of the addresses')
  }),
  check('transports.service-is-a-port-or-an-error', 'http', async (t) => {
    const attempt = await lookUp(t, '127.0.0.1', 'http')
    if (attempt.threw) threwOsError(t, attempt, 'getaddrinfo() of a service')
    else t.sameItems(new Set(attempt.value.map(({ address }) => address.port)), new Set([80]), 'the ports')
  }),
  check('transports.service-is-a-port-or-an-error', 'a service that does not exist', async (t) => {
    const attempt = await lookUp(t, '127.0.0.1', 'no-such-service')
    threwOsError(t, attempt, 'getaddrinfo() of a service that does not exist')
  }),
  check('transports.getnameinfo-names-an-address', 'as numbers', async (t) => {
    const [host] = t.draw('the host', numeric)
    const numbers = { numericHost: true, numericService: true }
    const attempt = await runHook(t, 'getnameinfo', (loop) => loop.getnameinfo({ host, port: 80 }, numbers))
    t.sameItems(t.returned(attempt, 'getnameinfo()'), [host, '80'], 'host and service')
  }),
  check('transports.getnameinfo-names-an-address', 'with the name of the service', async (t) => {
    const address = { host: '127.0.0.1', port: 80 }
    const attempt = await runHook(t, 'getnameinfo', (loop) =>
      loop.getnameinfo(address, { numericHost: true }),
    )
    const [host, service] = pairOf(
      t,
      t.returned(attempt, 'getnameinfo()'),
      'getnameinfo()',
      'a host and a service',
    )
    t.sameItems([host, typeof service], ['127.0.0.1', 'string'], 'the host and the type of the service')
  }),
  check('transports.getnameinfo-names-an-address', 'of a host that is not numeric', async (t) => {
    const attempt = await runHook(t, 'getnameinfo', (loop) =>
      loop.getnameinfo({ host: 'name.example', port: 80 }, { numericHost: true, numericService: true }),
    )
    threwOsError(t, attempt, 'getnameinfo()')
  }),
]
