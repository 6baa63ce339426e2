import { hostileLoop } from './hostile-loop.mjs'

export default hostileLoop('fills the heap', () => {
  for (const kept = []; ;) kept.push(new Array(10_000).fill({}))
})
