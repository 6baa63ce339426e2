/** When a cancellation may come, and what it finds there. */
import type { Coroutine, Task } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { awaits, isCancelled, isOver } from '../support/tasks.ts'
import { later } from '../support/turns.ts'

const nextStep =
  'If a request is open when a step begins, throw CancelledError into the coroutine, whatever the step was scheduled for.'
const lastStep = 'At the end of a step, check whether a request came in during the step.'

export const cancellationWhenChecks: readonly Check[] = [
  check(
    'cancellation.before-the-first-step-runs-nothing',
    'right after its creation, and from a callback',
    async (t) => {
      const loop = t.newEventLoop()
      const make = (): Task<void> =>
        t.createTask(loop, 'task', function* (): Coroutine<void> {
          t.note('the body ran')
          yield
        })
      const atOnce = make()
      const returned = [atOnce.cancel(), atOnce.done()]
      let fromCallback: Task<void> | null = null
      loop.callSoon(
        t.callback('cancel', () => {
          fromCallback = make()
          returned.push(fromCallback.cancel(), fromCallback.done())
        }),
      )
      t.createTask(loop, 'other', function* () {
        t.note('another ran')
      })
      await t.iterations(loop, 16)
      t.times('cancel', 1)
      t.times('another ran', 1)
      t.times('the body ran', 0)
      t.sameItems(returned, [true, false, true, false], 'cancel() and done() of each of the two tasks')
      for (const task of [atOnce, fromCallback as Task<void> | null]) {
        if (task === null) continue
        isCancelled(t, task)
      }
    },
    { hint: nextStep, unless: ['eager'] },
  ),

  ...(['setResult', 'setException'] as const).map((way) =>
    check(
      'cancellation.comes-before-what-was-due',
      way === 'setResult' ? 'a result' : 'an error',
      async (t) => {
        const loop = t.newEventLoop()
        const future = loop.createFuture()
        const value = way === 'setResult' ? 'kept' : new Error('kept')
        const task = t.createTask(loop, 'task', () => meets(t, () => awaits(future)))
        let answer: unknown
        later(
          loop,
          t.callback('cancel', () => {
            future[way](value)
            answer = task.cancel()
          }),
        )
        await t.iterations(loop, 16)
        t.happened('cancel')
        t.same(answer, true, 'cancel() of the task')
        const kept = way === 'setResult' ? future.result() : future.exception()
        t.same(kept, value, 'what the future holds')
        metOneCancellation(t, task)
      },
      { hint: nextStep },
    ),
  ),
  check(
    'cancellation.comes-before-what-was-due',
    'a bare yield',
    (t) =>
      cancelledMeanwhile(t, function* () {
        yield
      }),
    { hint: nextStep },
  ),
  check(
    'cancellation.comes-before-what-was-due',
    'the error for a bad yield',
    (t) =>
      cancelledMeanwhile(t, function* () {
        yield 42 as never
      }),
    { hint: nextStep },
  ),

  check(
    'cancellation.of-oneself-comes-at-the-next-wait',
    'a future',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const task = await cancelsItself(t, loop, () => awaits(future))
      t.same(future.cancelled(), true, 'cancelled() of the future')
      metOneCancellation(t, task)
    },
    {
      hint: 'If a request is open when the coroutine yields a future, cancel that future at once.',
    },
  ),
  check(
    'cancellation.of-oneself-comes-at-the-next-wait',
    'a task',
    async (t) => {
      const loop = t.newEventLoop()
      const inner = t.createTask(loop, 'inner', () => awaits(loop.createFuture()))
      const task = await cancelsItself(t, loop, () => awaits(inner))
      isOver(t, inner)
      t.same(inner.cancelled(), true, 'cancelled() of the awaited task')
      metOneCancellation(t, task)
    },
    {
      hint: 'If a request is open when the coroutine yields a task, cancel that task at once.',
    },
  ),
  check(
    'cancellation.of-oneself-comes-at-the-next-wait',
    'a bare yield',
    async (t) => {
      const loop = t.newEventLoop()
      const task = await cancelsItself(t, loop, function* () {
        yield
      })
      metOneCancellation(t, task)
    },
    { hint: nextStep },
  ),

  ...(['by itself', 'by what it calls, after a wait'] as const).map((situation) =>
    check(
      'cancellation.in-the-last-step-wins',
      situation,
      async (t) => {
        const loop = t.newEventLoop()
        const tasks: Task[] = []
        const task = t.createTask(loop, 'task', function* () {
          if (situation !== 'by itself') yield
          t.note(`cancel() returned ${String(tasks[0]?.cancel())}`)
          return 'lost'
        })
        tasks.push(task)
        await t.iterations(loop)
        t.happened('cancel() returned true')
        isCancelled(t, task)
        t.threw(
          t.attempt(() => task.result()),
          'CancelledError',
          'result() of the task',
        )
      },
      { hint: lastStep },
    ),
  ),
  check(
    'cancellation.error-of-the-last-step-wins',
    'an error, right after cancel()',
    async (t) => {
      const loop = t.newEventLoop()
      const error = new Error('meant by the check')
      const tasks: Task[] = []
      const task = t.createTask(loop, 'task', function* (): Coroutine<void> {
        t.note(`cancel() returned ${String(tasks[0]?.cancel())}`)
        throw error
      })
      tasks.push(task)
      await t.iterations(loop)
      t.happened('cancel() returned true')
      isOver(t, task)
      t.that(!task.cancelled(), 'the task has failed', 'cancelled() was true')
      t.same(task.exception(), error, 'the exception of the task')
    },
    { hint: lastStep },
  ),
  ...(['a result', 'an exception', 'cancelled'] as const).map((end) =>
    check(
      'cancellation.of-a-done-task-is-refused',
      `a task with ${end === 'cancelled' ? 'a cancellation' : end}, in its done callback and later`,
      async (t) => {
        const loop = t.newEventLoop()
        const error = new Error('meant by the check')
        const task = t.createTask(loop, 'task', function* () {
          yield
          if (end === 'an exception') throw error
          return 'kept'
        })
        if (end === 'cancelled') task.cancel()
        const returned: unknown[] = []
        task.addDoneCallback(t.callback('done callback', () => returned.push(task.cancel())))
        await t.iterations(loop)
        returned.push(task.cancel())
        await t.iterations(loop)
        t.times('done callback', 1)
        t.sameItems(returned, [false, false], 'cancel() of a done task')
        t.same(task.cancelled(), end === 'cancelled', 'cancelled() of the task')
        if (end === 'a result') t.same(task.result(), 'kept', 'the result of the task')
        if (end === 'an exception') t.same(task.exception(), error, 'the exception of the task')
      },
      { hint: 'In cancel() of your task, check done() first.' },
    ),
  ),
]

/** Waits, and notes what it meets there; a cancellation is let out. */
function* meets(t: CheckContext, wait: () => Coroutine<unknown>): Coroutine<void> {
  try {
    yield* wait()
    t.note('went on')
  } catch (error) {
    t.note(`caught ${(error as Error).name}`)
    throw error
  }
}

/** The task met one CancelledError where it waits, and ended cancelled. */
function metOneCancellation(t: CheckContext, task: Task): void {
  isOver(t, task)
  t.times('went on', 0)
  t.times('caught CancelledError', 1)
  isCancelled(t, task)
}

/** Cancels a task in a callback between the step that waits and the next one. */
async function cancelledMeanwhile(t: CheckContext, wait: () => Coroutine<void>): Promise<void> {
  const loop = t.newEventLoop()
  const tasks: Task[] = []
  tasks.push(
    t.createTask(loop, 'task', () =>
      meets(t, () => {
        loop.callSoon(t.callback('cancel', () => tasks[0]?.cancel()))
        return wait()
      }),
    ),
  )
  await t.iterations(loop)
  t.happened('cancel')
  for (const task of tasks) metOneCancellation(t, task)
}

/** Runs a task that cancels itself, does something more, and waits. */
async function cancelsItself(
  t: CheckContext,
  loop: ReturnType<CheckContext['newEventLoop']>,
  wait: () => Coroutine<unknown>,
): Promise<Task> {
  const tasks: Task[] = []
  const task = t.createTask(loop, 'task', function* () {
    yield
    t.note(`cancel() returned ${String(tasks[0]?.cancel())}`)
    t.note('does something more')
    yield* meets(t, wait)
  })
  tasks.push(task)
  await t.iterations(loop, 16)
  t.order('cancel() returned true', 'does something more')
  return task
}
