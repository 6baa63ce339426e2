import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, it, vi } from 'vitest'
import { NodeEventLoop } from './node-event-loop.ts'
import { VirtualEventLoop } from './virtual-event-loop.ts'

it('is woken by a callback of the host while it is idle', async () => {
  const loop = new NodeEventLoop()
  setTimeout(() => loop.callSoon(() => loop.stop()), 5)
  await loop.runForever()
  expect(loop.isRunning()).toBe(false)
})

it('is woken by an earlier timer than the one it sleeps for', async () => {
  const loop = new NodeEventLoop()
  loop.callLater(60_000, () => undefined)
  setTimeout(() => loop.callLater(1, () => loop.stop()), 5)
  await loop.runForever()
})

it('does not set a host timer with a delay that the host would cut to nothing', async () => {
  const asked = vi.spyOn(globalThis, 'setTimeout')
  const loop = new NodeEventLoop()
  const early = vi.fn()
  for (const delayMs of [2 ** 31, 1e15, Infinity]) loop.callLater(delayMs, early)
  setImmediate(() => setImmediate(() => loop.callSoon(() => loop.stop())))
  await loop.runForever()
  const delays = asked.mock.calls.map((call) => call[1] ?? 0)
  asked.mockRestore()
  expect(delays.length).toBeGreaterThan(0)
  expect(Math.max(...delays)).toBeLessThan(2 ** 31)
  expect(early).not.toHaveBeenCalled()
})

it('runs its turns in the asynchronous context of the run, not of the code that wakes it', async () => {
  const storage = new AsyncLocalStorage<string>()
  const loop = new NodeEventLoop()
  const seen: (string | undefined)[] = []
  const look = (): void => void seen.push(storage.getStore())
  const run = storage.run('the run', () => loop.runForever())
  setTimeout(() => {
    storage.run('the waker', () => {
      loop.callSoon(look)
      loop.callSoon(() => loop.stop())
    })
  }, 1)
  await run
  expect(seen).toEqual(['the run'])
})

it('gives the host turns beside tasks that never rest', async () => {
  const loop = new NodeEventLoop()
  let ended = false
  loop.createTask(
    (function* () {
      while (!ended) yield
    })(),
  )
  setTimeout(() => {
    ended = true
    loop.stop()
  }, 5)
  await loop.runForever()
  expect(ended).toBe(true)
})

class NodeLoopWithEvents extends NodeEventLoop {
  override processEvents(events: readonly unknown[]): void {
    if (events.length > 0) this.stop()
  }

  override turn(events?: readonly unknown[]): void {
    super.turn(events)
  }
}

class VirtualLoopWithEvents extends VirtualEventLoop {
  override processEvents(events: readonly unknown[]): void {
    if (events.length > 0) this.stop()
  }

  override turn(events?: readonly unknown[]): void {
    super.turn(events)
  }
}

it.each([
  ['NodeEventLoop', () => new NodeLoopWithEvents()],
  ['VirtualEventLoop', () => new VirtualLoopWithEvents()],
])('%s leaves no sleep behind when a source of events ends its run', async (_name, newEventLoop) => {
  const countSleeps = (): number =>
    process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length
  const loop = newEventLoop()
  const run = loop.runForever()
  await new Promise((resolve) => setTimeout(resolve, 5))
  const during = countSleeps()
  loop.turn(['an event'])
  await run
  expect(countSleeps()).toBe(during - 1)
})
