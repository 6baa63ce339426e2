import { hostileLoop } from './hostile-loop.mjs'

export default hostileLoop('rejects', () => {
  void Promise.reject(new Error('nobody listens'))
})
