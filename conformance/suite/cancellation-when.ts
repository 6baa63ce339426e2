/** When a cancellation may come, and what it finds there. */
import type { Coroutine, Task } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { awaits } from './awaits.ts'
import { isOver } from './is-over.ts'
import { later } from './later.ts'

const nextStep =
  'The step of your task: when a request is open, CancelledError is thrown in, whatever the step was scheduled for.'
const lastStep = 'The end of the step of your task: look whether a request came in meanwhile.'

export const cancellationWhenTests: readonly ClauseTest[] = [
  clauseTest(
    'cancellation.before-the-first-step-runs-nothing',
    'right after its creation, and from a callback',
    async (check) => {
      const loop = check.newEventLoop()
      const make = (): Task<void> =>
        check.createTask(loop, 'task', function* (): Coroutine<void> {
          check.note('the body ran')
          yield
        })
      const atOnce = make()
      const answers = [atOnce.cancel(), atOnce.done()]
      let fromCallback: Task<void> | null = null
      loop.callSoon(
        check.callback('cancel', () => {
          fromCallback = make()
          answers.push(fromCallback.cancel(), fromCallback.done())
        }),
      )
      check.createTask(loop, 'other', function* () {
        check.note('another ran')
      })
      await check.iterations(loop, 16)
      check.times('cancel', 1)
      check.times('another ran', 1)
      check.times('the body ran', 0)
      check.sameMembers(answers, [true, false, true, false], 'cancel() and done() of each of the two tasks')
      for (const task of [atOnce, fromCallback as Task<void> | null]) {
        if (task === null) continue
        isOver(check, task)
        check.that(task.cancelled(), 'the task is cancelled', 'cancelled() was false')
      }
    },
    { hint: nextStep },
  ),

  ...(['setResult', 'setException'] as const).map((way) =>
    clauseTest(
      'cancellation.comes-before-what-was-due',
      way === 'setResult' ? 'a result' : 'an error',
      async (check) => {
        const loop = check.newEventLoop()
        const future = loop.createFuture()
        const value = way === 'setResult' ? 'kept' : new Error('kept')
        const task = check.createTask(loop, 'task', () => meets(check, () => awaits(future)))
        let answer: unknown
        later(
          loop,
          check.callback('cancel', () => {
            future[way](value)
            answer = task.cancel()
          }),
        )
        await check.iterations(loop, 16)
        check.happened('cancel')
        check.same(answer, true, 'cancel() of the task')
        const kept = way === 'setResult' ? future.result() : future.exception()
        check.same(kept, value, 'what the future holds')
        isCancelled(check, task)
      },
      { hint: nextStep },
    ),
  ),
  clauseTest(
    'cancellation.comes-before-what-was-due',
    'a bare yield',
    (check) =>
      cancelledMeanwhile(check, function* () {
        yield
      }),
    { hint: nextStep },
  ),
  clauseTest(
    'cancellation.comes-before-what-was-due',
    'the error for a bad yield',
    (check) =>
      cancelledMeanwhile(check, function* () {
        yield 42 as never
      }),
    { hint: nextStep },
  ),

  clauseTest(
    'cancellation.of-oneself-comes-at-the-next-wait',
    'a future',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      const task = await cancelsItself(check, loop, () => awaits(future))
      check.same(future.cancelled(), true, 'cancelled() of the future')
      isCancelled(check, task)
    },
    {
      hint: 'When a request is open, a future that the coroutine awaits is cancelled as soon as it is yielded.',
    },
  ),
  clauseTest(
    'cancellation.of-oneself-comes-at-the-next-wait',
    'a task',
    async (check) => {
      const loop = check.newEventLoop()
      const inner = check.createTask(loop, 'inner', () => awaits(loop.createFuture()))
      const task = await cancelsItself(check, loop, () => awaits(inner))
      isOver(check, inner)
      check.same(inner.cancelled(), true, 'cancelled() of the awaited task')
      isCancelled(check, task)
    },
    {
      hint: 'When a request is open, a task that the coroutine awaits is cancelled as soon as it is yielded.',
    },
  ),
  clauseTest(
    'cancellation.of-oneself-comes-at-the-next-wait',
    'a bare yield',
    async (check) => {
      const loop = check.newEventLoop()
      const task = await cancelsItself(check, loop, function* () {
        yield
      })
      isCancelled(check, task)
    },
    { hint: nextStep },
  ),

  ...(['by itself', 'by what it calls, after a wait'] as const).map((situation) =>
    clauseTest(
      'cancellation.in-the-last-step-wins',
      situation,
      async (check) => {
        const loop = check.newEventLoop()
        const tasks: Task[] = []
        const task = check.createTask(loop, 'task', function* () {
          if (situation !== 'by itself') yield
          check.note(`cancel answered ${String(tasks[0]?.cancel())}`)
          return 'lost'
        })
        tasks.push(task)
        await check.iterations(loop)
        check.happened('cancel answered true')
        isOver(check, task)
        check.that(task.cancelled(), 'the task is cancelled', 'cancelled() was false')
        check.threw(
          check.attempt(() => task.result()),
          'CancelledError',
          'result() of the task',
        )
      },
      { hint: lastStep },
    ),
  ),
  clauseTest(
    'cancellation.error-of-the-last-step-wins',
    'an error, right after cancel()',
    async (check) => {
      const loop = check.newEventLoop()
      const error = new Error('meant by the check')
      const tasks: Task[] = []
      const task = check.createTask(loop, 'task', function* (): Coroutine<void> {
        check.note(`cancel answered ${String(tasks[0]?.cancel())}`)
        throw error
      })
      tasks.push(task)
      await check.iterations(loop)
      check.happened('cancel answered true')
      isOver(check, task)
      check.that(!task.cancelled(), 'the task has failed', 'cancelled() was true')
      check.same(task.exception(), error, 'the exception of the task')
    },
    { hint: lastStep },
  ),
  ...(['a result', 'an exception', 'cancelled'] as const).map((end) =>
    clauseTest(
      'cancellation.of-a-done-task-is-refused',
      `a task with ${end === 'cancelled' ? 'a cancellation' : end}, in its done callback and later`,
      async (check) => {
        const loop = check.newEventLoop()
        const error = new Error('meant by the check')
        const task = check.createTask(loop, 'task', function* () {
          yield
          if (end === 'an exception') throw error
          return 'kept'
        })
        if (end === 'cancelled') task.cancel()
        const answers: unknown[] = []
        task.addDoneCallback(check.callback('done callback', () => answers.push(task.cancel())))
        await check.iterations(loop)
        answers.push(task.cancel())
        await check.iterations(loop)
        check.times('done callback', 1)
        check.sameMembers(answers, [false, false], 'cancel() of a done task')
        check.same(task.cancelled(), end === 'cancelled', 'cancelled() of the task')
        if (end === 'a result') check.same(task.result(), 'kept', 'the result of the task')
        if (end === 'an exception') check.same(task.exception(), error, 'the exception of the task')
      },
      { hint: 'cancel() of your task: look first whether the task is done.' },
    ),
  ),
]

/** Waits, and notes what it meets there; a cancellation is let out. */
function* meets(check: Check, wait: () => Coroutine<unknown>): Coroutine<void> {
  try {
    yield* wait()
    check.note('went on')
  } catch (error) {
    check.note(`met ${(error as Error).name}`)
    throw error
  }
}

function isCancelled(check: Check, task: Task): void {
  isOver(check, task)
  check.times('went on', 0)
  check.times('met CancelledError', 1)
  check.that(task.cancelled(), 'the task is cancelled', 'cancelled() was false')
}

/** Cancels a task by a callback that stands between the step that waits and the next one. */
async function cancelledMeanwhile(check: Check, wait: () => Coroutine<void>): Promise<void> {
  const loop = check.newEventLoop()
  const tasks: Task[] = []
  tasks.push(
    check.createTask(loop, 'task', () =>
      meets(check, () => {
        loop.callSoon(check.callback('cancel', () => tasks[0]?.cancel()))
        return wait()
      }),
    ),
  )
  await check.iterations(loop)
  check.happened('cancel')
  for (const task of tasks) isCancelled(check, task)
}

/** Runs a task that cancels itself, does something more, and waits. */
async function cancelsItself(
  check: Check,
  loop: ReturnType<Check['newEventLoop']>,
  wait: () => Coroutine<unknown>,
): Promise<Task> {
  const tasks: Task[] = []
  const task = check.createTask(loop, 'task', function* () {
    yield
    check.note(`cancel answered ${String(tasks[0]?.cancel())}`)
    check.note('does something more')
    yield* meets(check, wait)
  })
  tasks.push(task)
  await check.iterations(loop, 16)
  check.order('cancel answered true', 'does something more')
  return task
}
