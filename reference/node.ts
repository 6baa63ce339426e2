/**
 * The reference loop on Node. Importing it makes `NodeEventLoop` what `newEventLoop()` gives. For a loop in Node with a
 * scheduler of its own, what `NodeEventLoop` makes its connections of stands here too: `lookUp` for `getaddrinfo`,
 * `connectNodeSocket` for `connectSock`, and `NodeSocket` for a socket of Node's that is connected already.
 */
import { NodeEventLoop } from './node-event-loop.ts'
import { setDefaultLoop } from './policy.ts'

export * from './index.ts'
export { connectNodeSocket, lookUp } from './node-connect.ts'
export { NodeSocket } from './node-socket.ts'
export { NodeEventLoop }

setDefaultLoop(() => new NodeEventLoop())
