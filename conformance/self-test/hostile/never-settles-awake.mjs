import { hostileLoop } from './hostile-loop.mjs'

export default hostileLoop('never settles and keeps the thread awake', (loop) => {
  loop.stop = () => undefined
  setInterval(() => undefined, 5)
})
