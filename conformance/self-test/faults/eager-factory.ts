import { asyncioApi as real, Task, VirtualEventLoop } from '../../../reference/index.ts'
import type { LoopAdapter, TaskFactory } from '../../../spec/index.ts'
import { faultyLoop } from '../fault.ts'

/** The reference with another `eagerTaskFactory`. */
export function withEagerFactory(name: string, eagerTaskFactory: TaskFactory): LoopAdapter {
  return faultyLoop(name, () => new VirtualEventLoop(), {
    profiles: ['host', 'eager'],
    api: { eagerTaskFactory },
  })
}

/** The reference whose eager tasks are of a class with a defect. */
export function withEagerTask(name: string, FaultyTask: typeof Task): LoopAdapter {
  return withEagerFactory(
    name,
    (loop, coro, { eagerStart = true, ...options }) => new FaultyTask(coro, { ...options, eagerStart, loop }),
  )
}

/** A factory that lets a task begin where the reference would not: as if its loop were the running one. */
export function alsoWhere(mistaken: (...args: Parameters<TaskFactory>) => boolean): TaskFactory {
  return (...args) => {
    if (!mistaken(...args)) return real.eagerTaskFactory(...args)
    const running = real.peekRunningLoop()
    real.setRunningLoop(args[0])
    try {
      return real.eagerTaskFactory(...args)
    } finally {
      real.setRunningLoop(running)
    }
  }
}
