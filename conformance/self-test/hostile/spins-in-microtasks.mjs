import { hostileLoop } from './hostile-loop.mjs'

function hop() {
  queueMicrotask(hop)
}

export default hostileLoop('spins in microtasks', hop)
