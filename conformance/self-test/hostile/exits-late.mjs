import { hostileLoop } from './hostile-loop.mjs'

export default hostileLoop('exits late', () => {
  setTimeout(() => process.exit(5), 50)
})
