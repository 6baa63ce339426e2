import { VirtualEventLoop } from '../../../dist/reference/index.js'

let asked = 0

export default {
  // It can be read once.
  get name() {
    if (++asked > 2) throw new Error('The name cannot be read.')
    return 'name'
  },
  newEventLoop: () => new VirtualEventLoop(),
}
