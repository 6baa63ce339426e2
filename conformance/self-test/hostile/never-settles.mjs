import { hostileLoop } from './hostile-loop.mjs'

export default hostileLoop('never settles', (loop) => {
  loop.stop = () => undefined
  loop.select = () => undefined
})
