import { expect, it } from 'vitest'
import { VirtualEventLoop } from '../../reference/index.ts'
import type { AsyncioApi, LoopAdapter } from '../../spec/index.ts'
import { runInProcess } from '../harness/index.ts'
import { suite } from '../suite/index.ts'

/** A loop with its own module functions may have no context variables. */
const adapter: LoopAdapter = {
  name: 'without-context-variables',
  profiles: ['host', 'base-hooks', 'net', 'eager'],
  newEventLoop: () => new VirtualEventLoop(),
  api: { ContextVar: undefined, copyContext: undefined } as unknown as Partial<AsyncioApi>,
}

it('checks of what a loop does not have are skipped', async () => {
  const { results, verdict } = await runInProcess(adapter, { suite })
  const ofContexts = results.filter((row) => row.clause.startsWith('context.'))
  expect(ofContexts.length).toBeGreaterThan(10)
  expect(ofContexts.filter((row) => row.status !== 'skip').map((row) => row.clause)).toEqual([])
  expect(new Set(ofContexts.map((row) => row.message))).toEqual(
    new Set(['Not run: the loop has no context variables.']),
  )
  expect(results.filter((row) => ['fail', 'hang', 'crash'].includes(row.status))).toEqual([])
  expect(verdict).toBe('conformant')
})
