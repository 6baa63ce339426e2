import { hostileLoop } from './hostile-loop.mjs'

export default hostileLoop('throws late', () => {
  setTimeout(() => {
    throw new Error('much too late')
  }, 10)
})
