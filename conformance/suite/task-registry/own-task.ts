/** A task of another author's class on the loop, and two loops at the same time. */
import type { Coroutine, EventLoop } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { OwnTask } from '../support/own-task.ts'

/** Notes in each step whether the one who looks is current and listed. */
function looks(t: CheckContext): {
  look(task: () => unknown, where: string): void
  judge(atLeast: number): void
} {
  const { api } = t
  let count = 0
  const wrong: string[] = []
  return {
    look(task, where) {
      count++
      if (api.currentTask() !== task()) wrong.push(`${where} did not see itself as the current task`)
      if (!([...api.getTasks()] as unknown[]).includes(task()))
        wrong.push(`${where} did not see itself in the list`)
    },
    judge(atLeast) {
      const [first = ''] = wrong
      t.that(wrong.length === 0, 'every step sees its own task, current and listed', first)
      t.that(
        count >= atLeast,
        `the tasks take ${String(atLeast)} steps`,
        `the tasks took only ${String(count)} steps`,
      )
    },
  }
}

export const taskRegistryOwnTaskChecks: readonly Check[] = [
  check(
    'task-registry.own-task-takes-part',
    'a run waits for it',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const { look, judge } = looks(t)
      const own = new OwnTask<string>(
        api,
        loop,
        (function* (): Coroutine<string> {
          look(() => own, 'the first step')
          yield
          look(() => own, 'the second step')
          const value = yield* future
          look(() => own, 'the third step')
          return String(value)
        })(),
      )
      loop.callSoon(() => loop.callSoon(() => loop.callSoon(() => future.setResult('result'))))
      t.waitingFor = 'the run of the own task to end'
      const ended = await t.attemptAsync(() => loop.runUntilComplete(own))
      t.same(t.returned(ended, 'runUntilComplete() of the own task'), 'result', 'its result')
      judge(3)
      t.sameItems(api.getTasks(loop), new Set(), 'getTasks() after the run')
    },
    { hint: 'In runUntilComplete(), accept every object that follows the future protocol.' },
  ),

  check(
    'task-registry.own-task-takes-part',
    'it awaits a task of the loop and is awaited by another',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const { look, judge } = looks(t)
      const awaited = loop.createTask(
        (function* (): Coroutine<string> {
          look(() => awaited, 'the awaited task')
          yield
          return 'from the loop'
        })(),
      )
      const own = new OwnTask<string>(
        api,
        loop,
        (function* (): Coroutine<string> {
          look(() => own, 'the own task')
          const value = yield* awaited
          look(() => own, 'the own task, woken')
          return `${value}, through the own task`
        })(),
      )
      const awaiting = loop.createTask(
        (function* (): Coroutine<string> {
          look(() => awaiting, 'the awaiting task')
          const value = yield* own
          look(() => awaiting, 'the awaiting task, woken')
          return value
        })(),
      )
      t.waitingFor = 'the run of the awaiting task to end'
      const result = await loop.runUntilComplete(awaiting)
      t.same(result, 'from the loop, through the own task', 'what came through both')
      judge(5)
    },
    { hint: 'In a step of a task, await every object that follows the future protocol.' },
  ),

  check(
    'task-registry.own-task-takes-part',
    'it takes turns with tasks of the loop',
    async (t) => {
      const { api } = t
      const loop = t.newEventLoop()
      const { look, judge } = looks(t)
      const tasks: unknown[] = []
      for (const label of ['a', 'b', 'c', 'd']) {
        const place = tasks.length
        const body = function* (): Coroutine<void> {
          for (let step = 0; step < 3; step++) {
            look(() => tasks[place], `task ${label}`)
            yield
          }
        }
        tasks.push(place % 2 === 0 ? new OwnTask(api, loop, body()) : loop.createTask(body()))
      }
      t.sameItems(api.getTasks(loop), new Set(tasks), 'getTasks() with tasks of two classes')
      await t.iterations(loop, 12)
      judge(12)
      t.sameItems(api.getTasks(loop), new Set(), 'getTasks() after the run')
    },
    {
      hint: 'Call enterTask() right before each step, and leaveTask() right after it.',
    },
  ),

  check(
    'task-registry.interleaved-loops-keep-their-own-current-task',
    'two loops whose tasks wait for the host by turns',
    async (t) => {
      const { api, host } = t
      const loops = [t.newEventLoop(), t.newEventLoop()] as const
      const wrong: string[] = []
      const runOne = (loop: EventLoop, other: EventLoop, name: string): Promise<void> => {
        const body = function* (): Coroutine<void> {
          for (let step = 1; step <= 4; step++) {
            t.note(`${name} step ${String(step)}`)
            if (api.currentTask() !== task) wrong.push(`a task of the ${name} loop did not see itself`)
            if (api.currentTask(other) !== null)
              wrong.push(`the ${name} loop saw a task current on the other`)
            if (!api.getTasks().has(task) || api.getTasks().size !== 1)
              wrong.push(`the list of the ${name} loop was not its own task alone`)
            yield* api.ensureFuture(host.turn())
          }
        }
        const task = loop.createTask(body())
        return loop.runUntilComplete(task)
      }
      const [first, second] = loops
      t.waitingFor = 'both runs to end'
      await Promise.all([runOne(first, second, 'first'), runOne(second, first, 'second')])
      t.order('first step 1', 'second step 4')
      t.order('second step 1', 'first step 4')
      const [problem = ''] = wrong
      t.that(wrong.length === 0, 'each loop sees only its own task', problem)
    },
    {
      hint: 'Keep current tasks and lists for each loop, and call setRunningLoop() for each turn.',
    },
  ),
]
