// The reference's own loop as a candidate, from what the build made of it.
import { VirtualEventLoop } from '../../../dist/reference/index.js'

export default {
  name: 'VirtualEventLoop',
  profiles: ['host', 'base-hooks', 'net', 'eager', 'debug', 'gc'],
  newEventLoop: () => new VirtualEventLoop(),
}
