import { VirtualEventLoop } from '../../../../reference/index.ts'
import { fault } from '../../fault.ts'

const allLoops: VirtualEventLoop[] = []

/** Keeps a list of all loops that were ever made, as tornado did. */
export const keepsAListOfItsLoops = fault('lifecycle.closed-loop-is-released', 'keeps-a-list-of-its-loops', {
  says: 'a closed loop to be collected',
  loop: class extends VirtualEventLoop {
    constructor() {
      super()
      allLoops.push(this)
    }
  },
  profiles: ['gc'],
})
