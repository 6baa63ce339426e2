// The reference's own loop as a candidate, from what the build made of it.
import { NodeEventLoop } from '../../../dist/reference/node.js'

export default {
  name: 'NodeEventLoop',
  profiles: ['host', 'timers-real', 'base-hooks', 'net', 'net-real', 'eager', 'debug', 'gc'],
  newEventLoop: () => new NodeEventLoop(),
}
