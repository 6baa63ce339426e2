import { expect, it } from 'vitest'
import { captureNodeHost } from './supervisor/node-host.ts'
import { runtimeOf } from './runtime.ts'
import { whySupervisionFails } from './supervisor/index.ts'

const versions = { node: '22.0.0' }

it.each([
  [{ process: { versions } }, 'node 22.0.0'],
  [{ process: { versions: { ...versions, bun: '1.2.3' } }, Bun: { version: '1.2.3' } }, 'bun 1.2.3'],
  [{ process: { versions }, Bun: { version: '1.2.3' } }, 'bun 1.2.3'],
  [{ process: { versions: { ...versions, deno: '2.4.0' } } }, 'deno 2.4.0'],
  [{ process: { versions }, Deno: { version: { deno: '2.4.0' } } }, 'deno 2.4.0'],
  [{ navigator: { userAgent: 'Firefox/143.0' } }, 'Firefox/143.0'],
  [{}, 'unknown'],
])('names the runtime: %j', (globals, words) => {
  expect(runtimeOf(globals).words).toBe(words)
})

it('says at once that Deno cannot supervise', () => {
  expect(whySupervisionFails(runtimeOf({ Deno: { version: { deno: '2.4.0' } } }))).toMatch(/--in-process/)
  expect(whySupervisionFails(runtimeOf({ process: { versions } }))).toBeNull()
})

it('does not ask a host for what it does not have', () => {
  const { getActiveResourcesInfo } = process
  const bun = runtimeOf({ Bun: { version: '1.2.3' } })
  try {
    process.getActiveResourcesInfo = () => []
    expect(captureNodeHost(bun).keepingAlive).toBeUndefined()
    expect(captureNodeHost(bun).gc).toBeUndefined()
  } finally {
    process.getActiveResourcesInfo = getActiveResourcesInfo
  }
  expect(captureNodeHost().keepingAlive).toBeDefined()
  expect(captureNodeHost().gc).toBeDefined()
})
