import { hostileLoop } from './hostile-loop.mjs'

export default hostileLoop('fills buffers', () => {
  for (const kept = []; ;) kept.push(Buffer.alloc(2 ** 24, 1))
})
