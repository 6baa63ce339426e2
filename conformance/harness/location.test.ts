import process from 'node:process'
import { expect, it } from 'vitest'
import { authorsFrame, isAuthors, locationOf, relativeTo, withoutColumn } from './location.ts'

const here = process.cwd()
const stackOf = (...frames: string[]): string =>
  ['Error: no', ...frames.map((frame) => `    at ${frame}`)].join('\n')

const suite = `Object.run (file://${here}/dist/conformance/suite/task/index.js:5:6)`

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
    'the line of the candidate rather than that of the bridge',
    [
      `Peer.call (file://${here}/dist/conformance/bridge/peer.js:1:2)`,
      'MyLoop.createTask (/project/my-loop.ts:3:4)',
      suite,
    ],
    '/project/my-loop.ts:3:4',
  ],
  [
    'nothing in the bridge, the command and what loads a candidate',
    [
      `Peer.call (file://${here}/dist/conformance/bridge/peer.js:1:2)`,
      `attempt (file://${here}/dist/conformance/candidate/set-up-candidate.js:1:2)`,
      `run (${here}/conformance/cli/run-command.ts:1:2)`,
    ],
    null,
  ],
  [
    'a folder of the candidate that has the name of one of ours',
    ['MyLoop.createTask (/project/dist/reference/loop.js:3:4)', suite],
    '/project/dist/reference/loop.js:3:4',
  ],
  [
    'the loop that it is built on, if the candidate only has it take its turn',
    [
      `MyLoop.notGiven (${here}/reference/base-event-loop.ts:1:2)`,
      `MyLoop.turn (${here}/reference/base-event-loop.ts:3:4)`,
      '/project/my-loop.ts:5:6',
      'process.processImmediate (node:internal/timers:485:21)',
    ],
    `${here}/reference/base-event-loop.ts:1:2`,
  ],
  [
    'a loop of the self-test',
    [`Late.callSoon (${here}/conformance/self-test/faults/handles.ts:3:4)`, suite],
    `${here}/conformance/self-test/faults/handles.ts:3:4`,
  ],
  [
    "a line of Python's own loop, if there is no other",
    ['call_soon (/usr/lib/python3.12/asyncio/base_events.py:800:1)', suite],
    '/usr/lib/python3.12/asyncio/base_events.py:800:1',
  ],
  [
    'a package of Python rather than the standard library',
    [
      'call_soon (/usr/lib/python3.12/asyncio/base_events.py:800:1)',
      'call_soon (/venv/lib/python3.12/site-packages/other/loop.py:8:1)',
    ],
    '/venv/lib/python3.12/site-packages/other/loop.py:8:1',
  ],
  ['a line without a name', ['file:///project/my-loop.ts:3:4', suite], '/project/my-loop.ts:3:4'],
  ['a path with spaces', ['f (/my project/loop.ts:3:4)', suite], '/my project/loop.ts:3:4'],
  ['an address with spaces', ['f (file:///my%20project/loop.ts:3:4)', suite], '/my project/loop.ts:3:4'],
  ['a folder with parentheses', ['f (/my (old) project/loop.ts:3:4)'], '/my (old) project/loop.ts:3:4'],
  ['a drive of Windows', ['f (file:///C:/project/loop.ts:3:4)', suite], 'C:\\project\\loop.ts:3:4'],
  ['an asynchronous call', ['async MyLoop.run (/project/loop.ts:3:4)', suite], '/project/loop.ts:3:4'],
  ['nothing in the suite and in Node', [suite, 'process.x (node:internal/timers:4:5)'], null],
])('finds %s', (_what, frames, expected) => {
  expect(locationOf(stackOf(...frames))).toBe(expected)
})

it('finds the line of a syntax error', () => {
  const stack =
    'file:///project/loop.mjs:3\nlet = 1\n^\n\nSyntaxError: no\n    at compileSourceTextModule (node:internal/x:1:2)'
  expect(locationOf(stack)).toBe('/project/loop.mjs:3')
})

it('takes no location from a message', () => {
  expect(locationOf('Error: /project/other.ts:1:2\n/project/other.ts:1:2')).toBeNull()
})

it('finds nothing if there is no stack', () => {
  expect(locationOf(undefined)).toBeNull()
})

it('takes frames from elsewhere', () => {
  const frames = [
    { at: '<loop_conformance_bridge>:1', functionName: 'serve' },
    { at: '/project/my_loop.py:3', functionName: 'run_forever' },
  ]
  expect(authorsFrame(frames)).toBe(frames[1])
  expect(frames.map(({ at }) => isAuthors(at))).toEqual([false, true])
})

it('prints a location relative to a folder', () => {
  expect(relativeTo('/project', '/project/src/loop.ts:3:4')).toBe('src/loop.ts:3:4')
  expect(relativeTo('/project', '/project-two/loop.ts:3:4')).toBe('/project-two/loop.ts:3:4')
  expect(relativeTo('/', '/loop.ts:3:4')).toBe('loop.ts:3:4')
})

it('leaves the column out', () => {
  expect(withoutColumn('loop.ts:12:3')).toBe('loop.ts:12')
  expect(withoutColumn('loop.ts:12')).toBe('loop.ts:12')
})
