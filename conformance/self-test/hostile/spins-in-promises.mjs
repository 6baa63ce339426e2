import { hostileLoop } from './hostile-loop.mjs'

function then() {
  return Promise.resolve().then(then)
}

export default hostileLoop('spins in promises', then)
