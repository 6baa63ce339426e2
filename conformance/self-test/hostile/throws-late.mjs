import { hostileLoop } from './hostile-loop.mjs'

// Late enough for the check to have ended on a busy machine, and before the next one has waited for 100 ms.
export default hostileLoop('throws late', () => {
  setTimeout(() => {
    throw new Error('much too late')
  }, 50)
})
