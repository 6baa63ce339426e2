import process from 'node:process'
import { expect, it } from 'vitest'
import { firstForeignLine } from './first-foreign-line.ts'

const here = process.cwd()
const stackOf = (...frames: string[]): string =>
  ['Error: no', ...frames.map((frame) => `    at ${frame}`)].join('\n')

const suite = `Object.run (file://${here}/dist/conformance/suite/task.js:5:6)`

it.each<[string, string[], string | null]>([
  [
    'the line of the candidate rather than that of the loop that it is built on',
    [
      'MyLoop.createFuture (/project/node_modules/loop-conformance/dist/reference/base-event-loop.js:1:2)',
      'MyLoop.createTask (/project/my-loop.ts:3:4)',
      suite,
    ],
    '/project/my-loop.ts:3:4',
  ],
  [
    'the same in a clone',
    [
      `MyLoop.createFuture (file://${here}/dist/reference/base-event-loop.js:1:2)`,
      `MyLoop.createTask (${here}/examples/broken/index.ts:3:4)`,
      suite,
    ],
    `${here}/examples/broken/index.ts:3:4`,
  ],
  [
    'a folder of the candidate that has the name of one of ours',
    ['MyLoop.createTask (/project/dist/reference/loop.js:3:4)', suite],
    '/project/dist/reference/loop.js:3:4',
  ],
  [
    'the loop that it is built on, where the candidate only has it take its turn',
    [
      `MyLoop.notGiven (${here}/reference/base-event-loop.ts:1:2)`,
      `MyLoop.turn (${here}/reference/base-event-loop.ts:3:4)`,
      '/project/my-loop.ts:5:6',
      'process.processImmediate (node:internal/timers:485:21)',
    ],
    `${here}/reference/base-event-loop.ts:1:2`,
  ],
  ['a line without a name', ['file:///project/my-loop.ts:3:4', suite], '/project/my-loop.ts:3:4'],
  ['a path with spaces', ['f (/my project/loop.ts:3:4)', suite], '/my project/loop.ts:3:4'],
  ['nothing in the suite and in Node', [suite, 'process.x (node:internal/timers:4:5)'], null],
])('finds %s', (_what, frames, due) => {
  expect(firstForeignLine(stackOf(...frames))).toBe(due)
})

it('finds nothing where there is no stack', () => {
  expect(firstForeignLine(undefined)).toBeNull()
})
