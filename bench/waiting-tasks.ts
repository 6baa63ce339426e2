/** Tasks that wait for a future that is never done: what each takes of the memory, and how long it takes to create and to cancel all. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { VirtualEventLoop, type BaseEventLoop } from '../reference/index.ts'
import type { Coroutine, Task } from '../spec/index.ts'

/** Figures for one task. */
interface WaitingFigures {
  readonly bytes: number
  readonly createUs: number
  readonly cancelUs: number
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

function* waitFor(loop: BaseEventLoop): Coroutine<void> {
  yield* loop.createFuture()
}

export async function measureWaitingTasks(count: number): Promise<WaitingFigures> {
  const loop = new VirtualEventLoop()
  const tasks: Task<void>[] = []
  const before = usedMemory()
  const createUs = await microseconds(loop, count, () => {
    for (let i = 0; i < count; i++) tasks.push(loop.createTask(waitFor(loop)))
  })
  const bytes = (usedMemory() - before) / count
  const cancelUs = await microseconds(loop, count, () => {
    for (const task of tasks) task.cancel()
  })
  loop.close()
  return { bytes, createUs, cancelUs }
}

function usedMemory(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

/** The processor time of the work and of the iterations that it leads to, divided by `count`. */
async function microseconds(loop: BaseEventLoop, count: number, work: () => void): Promise<number> {
  const started = process.cpuUsage()
  let iterations = 4
  const next = (): void => {
    if (--iterations === 0) loop.stop()
    else loop.callSoon(next)
  }
  loop.callSoon(work)
  loop.callSoon(next)
  await loop.runForever()
  const { user, system } = process.cpuUsage(started)
  return (user + system) / count
}
