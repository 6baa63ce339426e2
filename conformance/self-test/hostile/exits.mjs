import { hostileLoop } from './hostile-loop.mjs'

export default hostileLoop('exits', () => process.exit(3))
