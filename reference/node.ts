/** The reference loop on Node. Importing it makes `NodeEventLoop` what `newEventLoop()` gives. */
import { NodeEventLoop } from './node-event-loop.ts'
import { setDefaultLoop } from './policy.ts'

export * from './index.ts'
export { NodeEventLoop }

setDefaultLoop(() => new NodeEventLoop())
