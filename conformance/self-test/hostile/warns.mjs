import { hostileLoop } from './hostile-loop.mjs'

// Twice, and told once.
export default hostileLoop('warns', () => {
  setTimeout(() => undefined, Infinity)
  setTimeout(() => undefined, 2 ** 40)
})
