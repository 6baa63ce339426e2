import type { Coroutine, EventLoop, Task } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { later } from './later.ts'

const hint =
  'Look at what the step of your task does with the yielded value: what cannot be waited for is answered by a step that ' +
  'throws a RuntimeError into the coroutine.'

/** A task that yields the value without a star and lets the error out. */
function yields(check: Check, loop: EventLoop, value: unknown): Task<void> {
  return check.createTask(loop, 'task', function* (): Coroutine<void> {
    yield value as never
    check.note('past the yield')
  })
}

function isRefused(check: Check, task: Task, what: string): void {
  check.times('past the yield', 0)
  check.that(task.done(), `${what} ends the task with RuntimeError`, 'the task was still pending')
  check.threw(
    check.attempt(() => task.result()),
    'RuntimeError',
    what,
  )
}

const values: readonly (readonly [string, unknown])[] = [
  ['a number', 42],
  ['zero', 0],
  ['false', false],
  ['an empty text', ''],
  ['a text', 'text'],
  ['an object', {}],
  ['a list', []],
]

/** What a coroutine may not yield, and what it hears when it does. */
export const taskBadYieldsTests: readonly ClauseTest[] = [
  clauseTest(
    'task.refuses-a-future-of-another-loop',
    'a pending future',
    async (check) => {
      const [loop, other] = [check.newEventLoop(), check.newEventLoop()]
      const [own, foreign] = [loop.createFuture(), other.createFuture()]
      const task = check.createTask(loop, 'task', function* (): Coroutine<void> {
        yield* own
        check.note('past its own')
        yield* foreign
        check.note('past the yield')
      })
      later(loop, () => own.setResult(null))
      await check.iterations(loop, 16)
      check.happened('past its own')
      isRefused(check, task, 'awaiting a future of another loop')
      check.that(!foreign.done(), 'the future is left alone', 'the future of the other loop was done')
      foreign.setResult(null)
      await check.iterations(other)
      check.times('task step 4', 0)
    },
    { hint },
  ),
  clauseTest(
    'task.refuses-a-future-of-another-loop',
    'a task',
    async (check) => {
      const [loop, other] = [check.newEventLoop(), check.newEventLoop()]
      const foreign = check.createTask(other, 'foreign', function* () {
        yield
      })
      const task = check.createTask(loop, 'task', function* (): Coroutine<void> {
        yield* foreign
        check.note('past the yield')
      })
      await check.iterations(loop)
      isRefused(check, task, 'awaiting a task of another loop')
      await check.iterations(other)
      check.happened('foreign step 2')
      check.times('past the yield', 0)
    },
    { hint },
  ),
  clauseTest(
    'task.refuses-to-await-itself',
    'in its first step',
    async (check) => {
      const loop = check.newEventLoop()
      const task: Task<void> = check.createTask(loop, 'task', function* (): Coroutine<void> {
        yield* task
        check.note('past the yield')
      })
      await check.iterations(loop)
      isRefused(check, task, 'a task that awaits itself')
    },
    { hint },
  ),
  ...(['pending', 'done'] as const).map((state) =>
    clauseTest(
      'task.refuses-a-future-without-star',
      `a ${state} future`,
      async (check) => {
        const loop = check.newEventLoop()
        const future = loop.createFuture()
        if (state === 'done') future.setResult(null)
        const task = yields(check, loop, future)
        await check.iterations(loop)
        isRefused(check, task, 'a future without the star')
        if (state === 'pending') future.setResult(null)
        await check.iterations(loop)
        check.times('task step 3', 0)
      },
      { hint },
    ),
  ),
  clauseTest(
    'task.refuses-a-future-without-star',
    'a future that another task awaits',
    async (check) => {
      const loop = check.newEventLoop()
      const future = loop.createFuture()
      const waiting = check.createTask(loop, 'waiting', function* (): Coroutine<void> {
        yield* future
      })
      const task = yields(check, loop, future)
      await check.iterations(loop)
      check.happened('waiting step 1')
      check.that(!waiting.done(), 'the task that awaits the future goes on waiting', 'it was done')
      isRefused(check, task, 'a future without the star')
    },
    { hint: `${hint} The task that awaits a future takes \`futureBlocking\` back at once.` },
  ),
  clauseTest(
    'task.refuses-a-generator-without-star',
    'a coroutine that would note when it runs',
    async (check) => {
      const loop = check.newEventLoop()
      const inner = function* (label: string): Coroutine<void> {
        check.note(label)
        yield
      }
      const forgotten = inner('run without the star')
      const task = check.createTask(loop, 'task', function* (): Coroutine<void> {
        yield* inner('run with the star')
        yield forgotten as never
        check.note('past the yield')
      })
      await check.iterations(loop)
      forgotten.return()
      check.happened('run with the star')
      isRefused(check, task, 'a coroutine without the star')
      check.times('run without the star', 0)
    },
    { hint },
  ),
  ...values.map(([situation, value]) =>
    clauseTest(
      'task.refuses-other-values',
      situation,
      async (check) => {
        const loop = check.newEventLoop()
        const task = yields(check, loop, value)
        await check.iterations(loop)
        isRefused(check, task, `a yield of ${situation}`)
      },
      { hint },
    ),
  ),
  clauseTest(
    'task.refuses-a-promise',
    'a promise with a value',
    async (check) => {
      const loop = check.newEventLoop()
      const task = yields(check, loop, Promise.resolve('value'))
      await check.iterations(loop)
      isRefused(check, task, 'a yield of a promise')
    },
    { hint },
  ),
  clauseTest(
    'task.bad-yield-can-be-caught',
    'three kinds in a row',
    async (check) => {
      const loop = check.newEventLoop()
      const inner = (function* (): Coroutine<void> {
        yield
      })()
      const future = loop.createFuture<string>()
      const errors: unknown[] = []
      const task = check.createTask(loop, 'task', function* (): Coroutine<string> {
        for (const value of [42, inner, future]) {
          try {
            yield value as never
          } catch (error) {
            errors.push(error)
          }
        }
        yield
        return yield* future
      })
      later(loop, () => future.setResult('went on'), 8)
      await check.iterations(loop, 24)
      inner.return()
      check.same(errors.length, 3, 'how many errors the coroutine caught')
      for (const error of errors) check.threw({ threw: true, error }, 'RuntimeError', 'the yield')
      check.that(task.done(), 'the coroutine goes on and ends', 'the task was still pending')
      check.same(task.result(), 'went on', 'the result of the task')
    },
    { hint },
  ),
]
