import { hostileLoop } from './hostile-loop.mjs'

export default hostileLoop('really exits', () => process.reallyExit(4))
