import { afterEach, expect, it, vi } from 'vitest'
import { isCancelledError, type Coroutine, type EventLoop, type RegisteredTask } from '../spec/index.ts'
import { currentTask, enterTask, getTasks, leaveTask, registerTask, unregisterTask } from './registry.ts'
import { state } from './shared-state.ts'
import { VirtualEventLoop } from './virtual-event-loop.ts'

/** A task of another implementation, with only what the registry needs. */
class ForeignTask implements RegisteredTask {
  finished = false
  loop: EventLoop | null

  constructor(loop: EventLoop | null) {
    this.loop = loop
  }

  done(): boolean {
    return this.finished
  }

  getLoop(): EventLoop {
    if (this.loop === null) throw new Error('not yet')
    return this.loop
  }
}

function* idle(): Generator<undefined, void, void> {
  yield
}

/** By identity and in order: the matchers of the test runner would iterate a future, which awaits it. */
function expectTasks(loop: EventLoop, expected: readonly unknown[], list = getTasks): void {
  const found = [...list(loop)]
  expect(found.map((task) => expected.indexOf(task))).toEqual(expected.map((_, index) => index))
}

afterEach(() => {
  state.unplacedTasks = null
})

it('lists its own and foreign tasks together, in the order of registration', () => {
  const loop = new VirtualEventLoop()
  const foreign = new ForeignTask(loop)
  const before = loop.createTask(idle())
  registerTask(foreign)
  const after = loop.createTask(idle())
  expectTasks(loop, [before, foreign, after])
  unregisterTask(foreign)
  expectTasks(loop, [before, after])
})

it('accepts frozen tasks', () => {
  const loop = new VirtualEventLoop()
  const task = Object.freeze({ done: () => false, getLoop: () => loop })
  registerTask(task)
  registerTask(task)
  expectTasks(loop, [task])
  unregisterTask(task)
  expect(getTasks(loop).size).toBe(0)
})

it('lists a task that can name its loop only after its registration', () => {
  const loop = new VirtualEventLoop()
  const task = new ForeignTask(null)
  registerTask(task)
  task.loop = loop
  expectTasks(loop, [task])
  expect(getTasks(new VirtualEventLoop()).size).toBe(0)
  unregisterTask(task)
  expect(getTasks(loop).size).toBe(0)
})

it('drops tasks that are done and were never unregistered', () => {
  const loop = new VirtualEventLoop()
  for (let index = 0; index < 1000; index++) {
    const task = new ForeignTask(loop)
    registerTask(task)
    task.finished = true
  }
  expect(getTasks(loop).size).toBe(0)
  expect(state.tasks.get(loop)?.size).toBeLessThan(130)
  expect(state.tasks.get(loop)?.foreign.size).toBeLessThan(130)
})

it('does not sweep a live task', () => {
  const loop = new VirtualEventLoop()
  const tasks = Array.from({ length: 500 }, () => new ForeignTask(loop))
  for (const task of tasks) registerTask(task)
  expectTasks(loop, tasks)
})

it('keeps the current tasks of two loops apart', () => {
  const [one, other] = [new VirtualEventLoop(), new VirtualEventLoop()]
  const [first, second] = [new ForeignTask(one), new ForeignTask(other)]
  enterTask(one, first)
  enterTask(other, second)
  expect([currentTask(one), currentTask(other)]).toEqual([first, second])
  leaveTask(one, first)
  expect([currentTask(one), currentTask(other)]).toEqual([null, second])
  leaveTask(other, second)
})

it('is shared by two copies of the package, like the rest of the shared state', async () => {
  const loop = new VirtualEventLoop()
  const task = loop.createTask(idle())
  vi.resetModules()
  const copy = await import('./index.ts')
  expect(copy.VirtualEventLoop).not.toBe(VirtualEventLoop)
  expectTasks(loop, [task], copy.getTasks)
  const copiedLoop = new copy.VirtualEventLoop()
  const copiedTask = copiedLoop.createTask(idle())
  expectTasks(copiedLoop, [copiedTask])
  const foreign = new ForeignTask(loop)
  registerTask(foreign)
  expectTasks(loop, [task, foreign], copy.getTasks)
  unregisterTask(foreign)
  const mixed = new copy.Task(idle(), { loop })
  expectTasks(loop, [task, mixed])
  await loop.runUntilComplete(mixed)
  expect(getTasks(loop).size).toBe(0)
  const cancelled = new copy.Future({ loop })
  cancelled.cancel()
  function* wait(): Coroutine<unknown> {
    return yield* cancelled
  }
  const waiting = loop.createTask(wait())
  await expect(loop.runUntilComplete(waiting)).rejects.toSatisfy(isCancelledError)
  expect(waiting.cancelled()).toBe(true)
})
