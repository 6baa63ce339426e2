import type { Coroutine } from '../../spec/index.ts'
import type { Attempt, Check } from '../harness/index.ts'

/** What begins by asking for the current task: it is started in a callback, where there is none, and in a task. */
export async function needsTask(
  check: Check,
  what: string,
  make: (body: () => Coroutine<void>) => Coroutine<unknown>,
): Promise<void> {
  const outcomes: Attempt<unknown>[] = []
  const loop = check.newEventLoop()
  const start = (): unknown =>
    make(function* () {
      check.note('the body runs')
      yield
    }).next()
  loop.callSoon(() => outcomes.push(check.attempt(start)))
  loop.createTask(
    (function* (): Coroutine<void> {
      outcomes.push(check.attempt(start))
      yield
    })(),
  )
  await check.iterations(loop)
  const [callback, task] = outcomes as [Attempt<unknown>, Attempt<unknown>]
  check.threw(callback, 'RuntimeError', `${what} in a callback`)
  check.answered(task, `${what} in a task`)
  check.times('the body runs', 1)
}
