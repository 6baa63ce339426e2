import { execSync } from 'node:child_process'
import { hostileLoop } from './hostile-loop.mjs'

export default hostileLoop('blocks in a child process', () =>
  execSync(`exec sleep ${process.env.LOOP_CONFORMANCE_NAP ?? '31'}`),
)
