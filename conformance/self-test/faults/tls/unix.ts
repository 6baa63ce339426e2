import { NodeEventLoop } from '../../../../reference/node.ts'
import type { Coroutine, Server } from '../../../../spec/index.ts'
import { fault } from '../../fault.ts'
import { tlsProfiles as profiles } from '../support/tls-loops.ts'

export const servesPathsInPlainText = fault('tls.encrypts-at-a-path', 'serves-paths-in-plain-text', {
  says: 'what the protocol received',
  loop: class extends NodeEventLoop {
    override createUnixServer(
      ...[factory, path, options]: Parameters<NodeEventLoop['createUnixServer']>
    ): Coroutine<Server> {
      return super.createUnixServer(factory, path, { ...options, ssl: null })
    }
  },
  profiles: [...profiles, 'unix'],
})
