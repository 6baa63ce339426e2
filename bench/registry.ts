/** The registry does not slow down with the number of tasks: getTasks is linear in its result, the rest is constant. */
import { enterTask, getTasks, leaveTask, VirtualEventLoop, type Coroutine } from '../reference/index.ts'

function* idle(): Coroutine<void> {
  yield
}

interface RegistryFigures {
  readonly tasks: number
  /** Nanoseconds of `getTasks` per listed task. */
  readonly listNs: number
  /** Nanoseconds of one `enterTask` and one `leaveTask`. */
  readonly enterLeaveNs: number
}

export function measureRegistry(tasks: number): RegistryFigures {
  const loop = new VirtualEventLoop()
  const first = loop.createTask(idle())
  for (let i = 1; i < tasks; i++) loop.createTask(idle())
  const rounds = Math.max(1, Math.round(1_000_000 / tasks))
  const listNs = nanoseconds(rounds * tasks, () => {
    for (let i = 0; i < rounds; i++) getTasks(loop)
  })
  const switches = 1_000_000
  const enterLeaveNs = nanoseconds(switches, () => {
    for (let i = 0; i < switches; i++) {
      enterTask(loop, first)
      leaveTask(loop, first)
    }
  })
  loop.close()
  return { tasks, listNs, enterLeaveNs }
}

function nanoseconds(count: number, work: () => void): number {
  const started = performance.now()
  work()
  return ((performance.now() - started) * 1e6) / count
}
