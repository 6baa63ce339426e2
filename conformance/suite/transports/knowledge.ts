/** What a transport knows: its protocol, its addresses, its context, its server. */
import { socketPair, type SuccessorLoop, type Transport } from '../../../spec/index.ts'
import { check, oneOf, type Check } from '../../harness/index.ts'
import { bytes, connect, connectOver, RecordingProtocol } from '../support/connections.ts'
import { contextVariables } from '../support/context-variables.ts'
import { pairOf } from '../support/pairs.ts'

/** The names that asyncio has for transports of other kinds. */
const otherNames = ['sslcontext', 'ssl_object', 'cipher', 'compression', 'pipe', 'subprocess'].map(
  (name) => [`is ${name}`, () => name] as const,
)

export const transportsKnowledgeChecks: readonly Check[] = [
  check('transports.protocol-can-be-replaced', 'between two pieces', async (t) => {
    const { transport, protocol, peer, settle } = await connect(t)
    peer.send(bytes('one'))
    await settle()
    const second = new RecordingProtocol(t, {}, 'second ')
    const protocols = [transport.getProtocol()]
    transport.setProtocol(second)
    protocols.push(transport.getProtocol())
    peer.send(bytes('two'))
    await settle()
    transport.close()
    await settle()
    t.sameItems(protocols, [protocol, second], 'getProtocol() before and after')
    t.same(protocol.received, 'one', 'what the first protocol received')
    t.same(second.received, 'two', 'what the second protocol received')
    t.times('connectionLost', 0)
    t.times('second connectionLost', 1)
  }),
  check('transports.extra-info-tells-the-addresses', 'before and after the end', async (t) => {
    const { transport, sock, settle } = await connect(t)
    const look = (): unknown[] =>
      ['socket', 'sockname', 'peername', 'nonsense'].map((name) => transport.getExtraInfo(name))
    const before = look()
    const fallback = transport.getExtraInfo('nonsense', 5)
    transport.close()
    await settle()
    const due = [sock, sock.localAddress, sock.remoteAddress, null]
    t.sameItems(before, due, 'socket, sockname, peername and an unknown name')
    t.same(fallback, 5, 'the value for an unknown name, with a fallback')
    t.sameItems(look(), due, 'the same after the end')
  }),
  check('transports.extra-info-tells-the-addresses', 'after setProtocol()', async (t) => {
    const { transport, sock } = await connect(t)
    transport.setProtocol(new RecordingProtocol(t, {}, 'second '))
    const names = ['socket', 'sockname', 'peername', 'nonsense']
    const due = [sock, sock.localAddress, sock.remoteAddress, null]
    const known = names.map((name) => transport.getExtraInfo(name))
    t.sameItems(known, due, 'socket, sockname, peername and an unknown name after setProtocol()')
  }),
  check(
    'transports.extra-info-tells-the-addresses',
    'inside of the first and of the last call',
    async (t) => {
      const looks: unknown[][] = []
      const look = (transport: Transport): void => {
        const names = ['socket', 'sockname', 'peername', 'nonsense']
        looks.push(names.map((name) => transport.getExtraInfo(name)))
      }
      const connection = await connect(t, { behaviour: { connectionMade: look, connectionLost: look } })
      const { transport, sock, settle } = connection
      transport.close()
      await settle()
      const due = [sock, sock.localAddress, sock.remoteAddress, null]
      t.same(looks.length, 2, 'how often getExtraInfo() was asked')
      t.sameItems(looks[0] ?? [], due, 'socket, sockname, peername and an unknown name in connectionMade()')
      t.sameItems(looks[1] ?? [], due, 'the same in connectionLost()')
    },
  ),
  check('transports.extra-info-tells-the-addresses', 'of TLS, pipes and processes', async (t) => {
    const { transport } = await connect(t)
    const name = t.draw('the name', oneOf(['is peercert', () => 'peercert'], ...otherNames))
    const fallback = {}
    t.same(transport.getExtraInfo(name), null, `getExtraInfo("${name}")`)
    t.same(transport.getExtraInfo(name, fallback), fallback, `getExtraInfo("${name}") with a fallback`)
  }),
  ...(
    [
      ['transports.callbacks-run-in-the-context-of-the-connection', 'a variable that changes later'],
      ['transports.resumed-reading-keeps-the-context', 'resumed where the variable is another'],
    ] as const
  ).map(([clause, situation]) =>
    check(clause, situation, async (t) => {
      const Variable = contextVariables(t)
      const { copyContext } = t.api
      const loop = t.newEventLoop() as SuccessorLoop
      const variable = new Variable<string>('variable')
      const seen: unknown[] = []
      const look = (): void => void seen.push(variable.get('nothing'))
      const protocol = new RecordingProtocol(t, { connectionMade: look, dataReceived: look })
      const [sock, peer] = socketPair()
      const context = copyContext()
      context.run(() => variable.set('of the connection'))
      const task = context.run(() => loop.createTask(connectOver(loop, sock, () => protocol)))
      const [transport] = pairOf(t, await loop.runUntilComplete(task), 'createConnection()')
      const other = copyContext()
      other.run(() => variable.set('of another author'))
      const inOther = async (fn: () => void): Promise<void> => {
        loop.callSoon(fn, [], { context: other })
        await t.iterations(loop)
      }
      if (clause.includes('resumed')) await inOther(() => transport.pauseReading())
      await inOther(() => void peer.send(bytes('1')))
      if (clause.includes('resumed')) await inOther(() => transport.resumeReading())
      await t.iterations(loop)
      const due = ['of the connection', 'of the connection']
      t.sameItems(seen, due, 'the variable in connectionMade() and dataReceived()')
    }),
  ),
  check('transports.server-counts-the-transport', 'made with a server', async (t) => {
    const loop = t.newEventLoop() as SuccessorLoop
    if (typeof loop.makeSocketTransport !== 'function') t.skipWithout('makeSocketTransport')
    const heard: unknown[] = []
    const server = {
      attach: (transport: Transport) => {
        t.note('attach')
        heard.push(transport)
      },
      detach: (transport: Transport) => {
        t.note('detach')
        heard.push(transport)
      },
    }
    const [sock] = socketPair()
    const waiter = loop.createFuture<undefined>()
    const protocol = new RecordingProtocol(t)
    const transport = loop.makeSocketTransport(sock, protocol, waiter, { server })
    const attached = t.trace.count('attach')
    await loop.runUntilComplete(waiter)
    transport.close()
    transport.abort()
    await t.iterations(loop)
    t.same(attached, 1, 'how often attach() was called when the transport was made')
    t.sameItems(heard, [transport, transport], 'what attach() and detach() received')
    t.times('attach', 1)
    t.times('detach', 1)
  }),
]
