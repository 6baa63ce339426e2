// Runs a TypeScript file of this repository: `node scripts/run-ts.mjs <file> [arguments]`.
import { runTs } from './load-ts.mjs'

const [file, ...rest] = process.argv.slice(2)
process.argv.splice(1, process.argv.length - 1, file, ...rest)
await runTs(file)
