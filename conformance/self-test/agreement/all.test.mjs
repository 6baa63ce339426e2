// The suite as tests of vitest, on every loop of this folder. `agreement.test.ts` runs this file in a vitest of its own.
import { conformanceTests } from 'loop-conformance/vitest'

for (const name of process.env.LOOPS.split(',')) {
  const { default: adapter } = await import(`./${name}.mjs`)
  conformanceTests(adapter)
}
