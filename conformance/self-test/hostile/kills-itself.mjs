import { hostileLoop } from './hostile-loop.mjs'

export default hostileLoop('kills itself', () => process.kill(process.pid, 'SIGKILL'))
