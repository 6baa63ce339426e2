import { hostileLoop } from './hostile-loop.mjs'

export default hostileLoop('blocks in Atomics.wait', function waitForEver() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
})
