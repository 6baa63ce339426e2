/** What the tests that judge hundreds of loops use, in one piece: see `bundled.ts`. */
export { runInProcess } from '../harness/index.ts'
export { suite } from '../suite/index.ts'
export { faults } from './faults/index.ts'
export { legalLoops } from './legal/index.ts'
