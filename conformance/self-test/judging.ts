/** What the tests that judge hundreds of loops use, in one piece: see `bundled.ts`. */
export { runInProcess } from '../harness/index.ts'
export { suite } from '../suite/index.ts'
export { captureNodeHost } from '../supervisor/node-host.ts'
export { faults } from './faults/index.ts'
export { judgeFault } from './judge-fault.ts'
export { legalLoops } from './legal/index.ts'
