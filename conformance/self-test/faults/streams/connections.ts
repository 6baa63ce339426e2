import { startServer, VirtualEventLoop } from '../../../../reference/index.ts'
import type { Coroutine, StreamSocket, StreamWriter } from '../../../../spec/index.ts'
import type { Arguments } from '../../signatures.ts'
import { fault } from '../../fault.ts'

const profiles = ['streams'] as const

export const receivesBackwards = fault('streams.opens-a-connection', 'receives-backwards', {
  says: "what was read: 'gnop'",
  loop: class extends VirtualEventLoop {
    override *connectSock(...args: Arguments<'connectSock'>): Coroutine<StreamSocket> {
      const sock = yield* super.connectSock(...args)
      const receive = sock.receive.bind(sock)
      sock.receive = (size) => receive(size)?.reverse() ?? null
      return sock
    }
  },
  profiles,
})

export const writesToTheFirstClient = fault('streams.serves-each-connection', 'writes-to-the-first-client', {
  says: 'what the peers received',
  api: {
    startServer: (clientConnected, ...rest) => {
      let first: StreamWriter | null = null
      return startServer((reader, writer) => clientConnected(reader, (first ??= writer)), ...rest)
    },
  },
  profiles,
})
