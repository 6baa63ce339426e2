/** Tasks of any number of steps, that return or throw anything. */
import type { Coroutine, EventLoop, Task } from '../../../spec/index.ts'
import { check, oneOf, type Check, type CheckContext } from '../../harness/index.ts'
import { fixed, sizes } from '../support/sizes.ts'
import { eagerLoop, finishTask, isOver } from '../support/tasks.ts'
import { errors, values } from '../support/values.ts'

const stepCounts = sizes({ to: 9 })

/** A coroutine with a number of bare yields, and then this end. */
function* steps<T>(count: number, end: () => T): Coroutine<T> {
  for (let step = 0; step < count; step++) yield
  return end()
}

export const taskCasesChecks: readonly Check[] = [
  check(
    'task.keeps-what-it-returns',
    'any value, after any number of steps',
    async (t) => {
      const loop = t.newEventLoop()
      const value = t.draw('the result', values)
      const count = t.draw('yields', stepCounts)
      const task = t.createTask(loop, 'task', () => steps(count, () => value))
      await t.iterations(loop, count + 4)
      isOver(t, task)
      t.same(task.result(), value, 'the result of the task')
      t.same(task.exception(), null, 'the exception of the task')
    },
    { hint: 'Store what the coroutine returned, unchanged. A promise would adopt a thenable.' },
  ),
  check(
    'task.keeps-its-exception',
    'any error, after any number of steps',
    async (t) => {
      const loop = t.newEventLoop()
      const error = t.draw('the error', errors)
      const count = t.draw('yields', stepCounts)
      const fail = (): never => {
        throw error
      }
      const task = t.createTask(loop, 'task', () => steps(count, fail))
      await t.iterations(loop, count + 4)
      isOver(t, task)
      t.same(task.exception(), error, 'the exception of the task')
    },
    { hint: 'Keep whatever the coroutine throws, by its identity. Its name says nothing.' },
  ),
  check(
    'task.bare-yield-lets-others-run',
    'more than a thousand times',
    async (t) => {
      const loop = t.newEventLoop()
      const count = t.draw('yields', fixed(1100, 40))
      const begun = t.host.now()
      const main = function* (): Coroutine<string> {
        // A loop may take a turn of the host for each step. A slow one takes fewer steps.
        for (let step = 0; step < count && t.host.now() - begun < 300; step++) yield
        return 'the end'
      }
      t.same(await loop.runUntilComplete(main()), 'the end', 'the result of the task')
    },
    { hint: 'A task may have any number of steps.' },
  ),
  check(
    'task.throws-the-error-of-the-future',
    'any error',
    async (t) => {
      const error = t.draw('the error', errors)
      let caught: unknown = null
      await finishTask(t, function* (loop) {
        const future = loop.createFuture()
        loop.callSoon(() => future.setException(error))
        try {
          yield* future
        } catch (found) {
          caught = found
        }
      })
      t.same(caught, error, 'what the await threw')
    },
    { hint: 'Throw the error of the future into the coroutine, unchanged.' },
  ),
  check(
    'task.eager-start-takes-the-first-step-at-once',
    'in a step of a task, with any first step',
    async (t) => {
      const loop = eagerLoop(t)
      const does = t.draw('the first step', firstSteps)
      const seen: unknown[] = []
      const creator: Task = t.createTask(loop, 'creator', function* () {
        loop.createTask(does(t, loop))
        seen.push(t.api.currentTask(loop))
        yield
        seen.push(t.api.currentTask(loop))
      })
      await t.iterations(loop)
      await t.iterations(loop)
      isOver(t, creator)
      t.sameItems(
        seen,
        [creator, creator],
        'the current task in the creator, after the eager start and later',
      )
    },
    { hint: 'Restore the current task after the eager step, whatever the step did.' },
  ),
]

const firstSteps = oneOf<(t: CheckContext, loop: EventLoop) => Coroutine<void>>(
  [
    'returns',
    () =>
      function* () {
        return undefined
      },
  ],
  [
    'stops the loop',
    () =>
      function* (_t, loop) {
        loop.stop()
      },
  ],
  [
    'stops the loop and waits',
    () =>
      function* (_t, loop) {
        loop.stop()
        yield
      },
  ],
  [
    'is caught failing',
    () =>
      function* (t) {
        t.attempt(() => {
          throw new Error('meant by the check')
        })
        yield
      },
  ],
)
