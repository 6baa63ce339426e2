import { hostileLoop } from './hostile-loop.mjs'

export default hostileLoop('spins', function spinForEver() {
  for (;;);
})
