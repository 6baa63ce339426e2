import { expect, it } from 'vitest'
import { VirtualEventLoop } from './virtual-event-loop.ts'

it('runs a timer whose deadline is so large that adding the resolution of the clock does not change it', async () => {
  const loop = new VirtualEventLoop()
  const ran: number[] = []
  loop.callAt(Number.MAX_SAFE_INTEGER, () => {
    ran.push(loop.time())
    loop.stop()
  })
  await loop.runForever()
  expect(ran).toEqual([Number.MAX_SAFE_INTEGER])
})
