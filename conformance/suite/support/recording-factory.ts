import type { Coroutine, EventLoop, TaskFactory } from '../../../spec/index.ts'
import type { CheckContext } from '../../harness/index.ts'
import { OwnTask } from './own-task.ts'
import { inCallback } from './turns.ts'

/** A task factory that makes tasks of a class of its own and remembers what it was called with. */
export function recordingFactory(t: CheckContext): {
  factory: TaskFactory
  calls: { loop: unknown; coro: unknown; options: unknown; made: OwnTask }[]
} {
  const calls: { loop: unknown; coro: unknown; options: unknown; made: OwnTask }[] = []
  const factory = (loop: EventLoop, coro: Coroutine<unknown>, options: unknown): OwnTask => {
    const made = new OwnTask(t.api, loop, coro, { name: `made by the factory ${String(calls.length)}` })
    calls.push({ loop, coro, options, made })
    return made
  }
  return { factory, calls }
}

/** A task factory that passes on what it gets to `createTask` of the loop, as a tool does that only counts tasks. */
export function transparentFactory(): { factory: TaskFactory; calls: () => number } {
  let count = 0
  const factory: TaskFactory = (loop, coro, options) => {
    count++
    loop.setTaskFactory(null)
    try {
      return loop.createTask(coro, options)
    } finally {
      loop.setTaskFactory(factory)
    }
  }
  return { factory, calls: () => count }
}

/** A module function that makes a task asks the task factory of the running loop, and returns what the factory makes. */
export async function asksTheFactory(t: CheckContext, method: 'createTask' | 'ensureFuture'): Promise<void> {
  const loop = t.newEventLoop()
  const { factory, calls } = recordingFactory(t)
  loop.setTaskFactory(factory)
  const coroutine = (function* (): Coroutine<void> {
    yield
  })()
  const task: unknown = await inCallback(t, loop, () => t.api[method](coroutine))
  t.sameItems(
    calls.map((call) => call.coro),
    [coroutine],
    'the coroutines that the factory received',
  )
  t.same(task, calls[0]?.made, `what ${method}() returned`)
}
