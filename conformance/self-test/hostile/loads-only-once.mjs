import { existsSync, writeFileSync } from 'node:fs'
import { hostileLoop } from './hostile-loop.mjs'

const lock = process.env.LOOP_CONFORMANCE_LOCK
if (existsSync(lock)) throw new Error('somebody holds the lock')
writeFileSync(lock, '')

export default hostileLoop('loads only once', () => process.exit(6))
