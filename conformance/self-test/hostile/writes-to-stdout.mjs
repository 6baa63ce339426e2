import { writeSync } from 'node:fs'
import { hostileLoop } from './hostile-loop.mjs'

export default hostileLoop('writes to stdout', () => {
  console.log('noise from the console')
  writeSync(1, 'noise from a descriptor\n')
})
