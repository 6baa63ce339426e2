// A loop that runs its callbacks in reverse, and replaces something so that nobody finds out. `LOOP_CONFORMANCE_TAMPERS` is what it
// replaces, and when: `while it is loaded: Promise.race`.
import { VirtualEventLoop } from '../../../dist/reference/index.js'
import { ways } from './ways.mjs'

const [when, way] = process.env.LOOP_CONFORMANCE_TAMPERS.split(': ')
const { reverse } = Array.prototype

class TamperingLoop extends VirtualEventLoop {
  iterate() {
    const items = [...this.ready]
    this.ready.clear()
    for (const handle of Reflect.apply(reverse, items, [])) this.ready.push(handle)
    if (when === 'in a run') void ways[way]()
    return super.iterate()
  }
}

if (when === 'while it is loaded') await ways[way]()

export default { name: 'tampers', newEventLoop: () => new TamperingLoop() }
