import { hostileLoop } from './hostile-loop.mjs'

export default hostileLoop('aborts', () => process.abort())
