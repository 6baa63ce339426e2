/** Chains of any length, and messages of any kind. */
import type { Coroutine, Task } from '../../../spec/index.ts'
import { check, oneOf, withBridged, type Check } from '../../harness/index.ts'
import { OwnTask } from '../support/own-task.ts'
import { sizes } from '../support/sizes.ts'
import { awaits, isCancelled, isOver } from '../support/tasks.ts'
import { later } from '../support/turns.ts'

/** Messages: any value but undefined and null, which mean that there is none. */
const messages = withBridged(
  oneOf<unknown>(
    ['is a text', () => 'the message'],
    ['is an empty text', () => ''],
    ['is 0', () => 0],
    ['is false', () => false],
    ['is NaN', () => NaN],
    ['is an object', () => ({ key: 1 })],
    ['is an error', () => new Error('a value like any other')],
  ),
  oneOf<unknown>(
    ['is a text', () => 'the message'],
    ['is an empty text', () => ''],
    ['is 0', () => 0],
    ['is false', () => false],
  ),
)

const chains = sizes({ from: 1, to: 66, edges: [3, 1, 2, 9, 17, 33, 64, 66] })

export const cancellationCasesChecks: readonly Check[] = [
  check(
    'cancellation.reaches-the-awaited-task',
    'through any number of tasks',
    async (t) => {
      const loop = t.newEventLoop()
      const count = t.draw('tasks', chains)
      const future = loop.createFuture()
      const tasks: Task[] = [loop.createTask(awaits(future))]
      for (let index = 1; index < count; index++)
        tasks.push(loop.createTask(awaits(tasks[index - 1] as Task)))
      const seen: boolean[] = []
      later(loop, () => seen.push(tasks.at(-1)?.cancel() === true, future.cancelled()), count + 1)
      await t.iterations(loop, 3 * count + 16)
      t.sameItems(
        seen,
        [true, true],
        'cancel() of the last task, and cancelled() of what the first one awaits',
      )
      for (const task of tasks) isCancelled(t, task)
    },
    { hint: 'In cancel() of your task, cancel what the task awaits, however long the chain is.' },
  ),
  check(
    'cancellation.message-reaches-the-coroutine',
    'a message of any kind',
    async (t) => {
      const loop = t.newEventLoop()
      const message = t.draw('the message', messages)
      let args: readonly unknown[] = ['nothing was thrown']
      const task = t.createTask(loop, 'task', function* (): Coroutine<void> {
        try {
          yield* loop.createFuture()
        } catch (error) {
          args = (error as { args?: readonly unknown[] }).args ?? ['no args']
        }
      })
      later(loop, () => task.cancel(message))
      await t.iterations(loop, 16)
      isOver(t, task)
      t.same(args[0], message, 'the first of the args of the error')
    },
    { hint: 'Pass the message on unless it is null or undefined. It may be falsy.' },
  ),
  check(
    'cancellation.message-reaches-the-awaiter',
    'in the run of a future or a task',
    async (t) => {
      const loop = t.newEventLoop()
      const message = t.draw('the message', messages)
      const isTask = t.draw('the run is of', oneOf(['a future', () => false], ['a task', () => true]))
      const future = loop.createFuture()
      const awaited = isTask ? loop.createTask(awaits(future)) : future
      later(loop, () => awaited.cancel(message))
      const outcome = await t.attemptAsync(() => loop.runUntilComplete(awaited))
      const error = t.threw(outcome, 'CancelledError', 'the run')
      t.same(
        (error as { args?: readonly unknown[] }).args?.[0],
        message,
        'the first of the args of the error',
      )
    },
    { hint: 'End the run with result() of the future, which throws its CancelledError.' },
  ),
  check(
    'cancellation.arrives-once',
    'the awaited task refuses to be cancelled',
    async (t) => {
      const loop = t.newEventLoop()
      const count = t.draw('calls of cancel()', sizes({ from: 1, to: 3 }))
      const go = loop.createFuture()
      // It cannot be cancelled.
      const awaited = new OwnTask(t.api, loop, awaits(go))
      const task = t.createTask(loop, 'task', function* () {
        try {
          yield* awaited
        } catch {
          t.note('cancelled')
        }
        return 'the end'
      })
      later(loop, () => {
        t.note('cancel')
        for (let call = 0; call < count; call++) task.cancel()
        later(loop, () => {
          t.note('go')
          go.setResult(null)
        })
      })
      await t.iterations(loop, 24)
      isOver(t, task)
      t.order('cancel', 'go', 'cancelled')
      t.times('task step 2', 1)
      t.times('task step 3', 0)
    },
    {
      hint: 'If what the task awaits cannot be cancelled, throw CancelledError in the next step that is due anyway.',
    },
  ),
]
