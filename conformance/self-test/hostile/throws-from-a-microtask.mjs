import { hostileLoop } from './hostile-loop.mjs'

export default hostileLoop('throws from a microtask', () => {
  queueMicrotask(() => {
    throw new Error('nobody catches')
  })
})
