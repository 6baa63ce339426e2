/** What a transport knows: its protocol, its addresses, its context, its server. */
import { socketPair, type SuccessorLoop, type Transport } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { bytes, connect, connectOver, RecordingProtocol } from './transports-connection.ts'
import { contextVariables } from './context-variables.ts'

export const transportsKnowledgeTests: readonly ClauseTest[] = [
  clauseTest('transports.protocol-can-be-replaced', 'between two pieces', async (check) => {
    const { transport, protocol, peer, settle } = await connect(check)
    peer.send(bytes('one'))
    await settle()
    const second = new RecordingProtocol(check, {}, 'second ')
    const protocols = [transport.getProtocol()]
    transport.setProtocol(second)
    protocols.push(transport.getProtocol())
    peer.send(bytes('two'))
    await settle()
    transport.close()
    await settle()
    check.sameMembers(protocols, [protocol, second], 'getProtocol() before and after')
    check.same(protocol.received, 'one', 'what the first protocol received')
    check.same(second.received, 'two', 'what the second protocol received')
    check.times('connectionLost', 0)
    check.times('second connectionLost', 1)
  }),
  clauseTest('transports.extra-info-tells-the-addresses', 'before and after the end', async (check) => {
    const { transport, sock, settle } = await connect(check)
    const look = (): unknown[] =>
      ['socket', 'sockname', 'peername', 'nonsense'].map((name) => transport.getExtraInfo(name))
    const before = look()
    const fallback = transport.getExtraInfo('nonsense', 5)
    transport.close()
    await settle()
    const due = [sock, sock.localAddress, sock.remoteAddress, null]
    check.sameMembers(before, due, 'socket, sockname, peername and what nobody knows')
    check.same(fallback, 5, 'the answer for what nobody knows, with a fallback')
    check.sameMembers(look(), due, 'the same after the end')
  }),
  ...(
    [
      ['transports.callbacks-run-in-the-context-of-the-connection', 'a variable that changes later'],
      ['transports.resumed-reading-keeps-the-context', 'resumed where the variable is another'],
    ] as const
  ).map(([clause, situation]) =>
    clauseTest(clause, situation, async (check) => {
      const Variable = contextVariables(check)
      const { copyContext } = check.api
      const loop = check.newEventLoop() as SuccessorLoop
      const variable = new Variable<string>('variable')
      const seen: unknown[] = []
      const look = (): void => void seen.push(variable.get('nothing'))
      const protocol = new RecordingProtocol(check, { connectionMade: look, dataReceived: look })
      const [sock, peer] = socketPair()
      const context = copyContext()
      context.run(() => variable.set('of the connection'))
      const task = context.run(() => loop.createTask(connectOver(loop, sock, () => protocol)))
      const [transport] = await loop.runUntilComplete(task)
      const other = copyContext()
      other.run(() => variable.set('of somebody else'))
      const inOther = async (fn: () => void): Promise<void> => {
        loop.callSoon(fn, [], { context: other })
        await check.iterations(loop)
      }
      if (clause.includes('resumed')) await inOther(() => transport.pauseReading())
      await inOther(() => void peer.send(bytes('1')))
      if (clause.includes('resumed')) await inOther(() => transport.resumeReading())
      await check.iterations(loop)
      const due = ['of the connection', 'of the connection']
      check.sameMembers(seen, due, 'the variable in connectionMade() and dataReceived()')
    }),
  ),
  clauseTest('transports.server-counts-the-transport', 'made with a server', async (check) => {
    const loop = check.newEventLoop() as SuccessorLoop
    if (typeof loop.makeSocketTransport !== 'function') check.skipFor('makeSocketTransport')
    const heard: unknown[] = []
    const server = {
      attach: (transport: Transport) => {
        check.note('attach')
        heard.push(transport)
      },
      detach: (transport: Transport) => {
        check.note('detach')
        heard.push(transport)
      },
    }
    const [sock] = socketPair()
    const waiter = loop.createFuture<undefined>()
    const protocol = new RecordingProtocol(check)
    const transport = loop.makeSocketTransport(sock, protocol, waiter, { server })
    const attached = check.trace.count('attach')
    await loop.runUntilComplete(waiter)
    transport.close()
    transport.abort()
    await check.iterations(loop)
    check.same(attached, 1, 'how often attach() was called when the transport was made')
    check.sameMembers(heard, [transport, transport], 'what attach() and detach() got')
    check.times('attach', 1)
    check.times('detach', 1)
  }),
]
