/**
 * The reference loop on Node. Importing this module makes `NodeEventLoop` the loop that `newEventLoop()` returns; package.json
 * lists it as the module that has side effects. A loop for Node with a scheduler of its own can take what `NodeEventLoop` makes
 * its connections with: `lookUp` for `getaddrinfo`, `connectNodeSocket` for `connectSock`, `bindNodeSocket` for `bindSock`, and `NodeSocket` for a connected
 * socket of Node's.
 */
import { asyncioApi } from './asyncio-api.ts'
import { NodeEventLoop } from './node-event-loop.ts'
import { setDefaultLoop } from './policy.ts'
import { offerApi } from './shared-state.ts'

export * from './index.ts'
export { connectNodeSocket } from './node-connect.ts'
export { lookUp, nameOf } from './node-names.ts'
export { bindNodeSocket, NodeListeningSocket } from './node-listening-socket.ts'
export { NodeDatagramSocket, openNodeDatagramSocket } from './node-datagram-socket.ts'
export { bindNodePath, connectNodePath } from './node-unix-socket.ts'
export { nodeHandshake } from './node-tls.ts'
export { NodeSocket } from './node-socket.ts'
export { NodeEventLoop }

// Named, so that a bundle that keeps this module keeps the module functions too.
offerApi(asyncioApi)
setDefaultLoop(() => new NodeEventLoop())
