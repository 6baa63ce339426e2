import type { Coroutine, EventLoop, Task } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { later } from '../support/turns.ts'

const hint =
  'If the coroutine yields a value that cannot be awaited, throw a RuntimeError into the coroutine in the next step.'

/** A task that yields the value without a star and lets the error out. */
function yields(t: CheckContext, loop: EventLoop, value: unknown): Task<void> {
  return t.createTask(loop, 'task', function* (): Coroutine<void> {
    yield value as never
    t.note('past the yield')
  })
}

function isRefused(t: CheckContext, task: Task, what: string): void {
  t.times('past the yield', 0)
  t.that(task.done(), `${what} ends the task with RuntimeError`, 'the task was still pending')
  t.threw(
    t.attempt(() => task.result()),
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

/** What a coroutine may not yield, and which error it receives if it does. */
export const taskBadYieldsChecks: readonly Check[] = [
  check(
    'task.refuses-a-future-of-another-loop',
    'a pending future',
    async (t) => {
      const [loop, other] = [t.newEventLoop(), t.newEventLoop()]
      const [own, foreign] = [loop.createFuture(), other.createFuture()]
      const task = t.createTask(loop, 'task', function* (): Coroutine<void> {
        yield* own
        t.note('past its own')
        yield* foreign
        t.note('past the yield')
      })
      later(loop, () => own.setResult(null))
      await t.iterations(loop, 16)
      t.happened('past its own')
      isRefused(t, task, 'awaiting a future of another loop')
      t.that(!foreign.done(), 'the future stays pending', 'the future of the other loop was done')
      foreign.setResult(null)
      await t.iterations(other)
      t.times('task step 4', 0)
    },
    { hint },
  ),
  check(
    'task.refuses-a-future-of-another-loop',
    'a task',
    async (t) => {
      const [loop, other] = [t.newEventLoop(), t.newEventLoop()]
      const foreign = t.createTask(other, 'foreign', function* () {
        yield
      })
      const task = t.createTask(loop, 'task', function* (): Coroutine<void> {
        yield* foreign
        t.note('past the yield')
      })
      await t.iterations(loop)
      isRefused(t, task, 'awaiting a task of another loop')
      await t.iterations(other)
      t.happened('foreign step 2')
      t.times('past the yield', 0)
    },
    { hint },
  ),
  check(
    'task.refuses-to-await-itself',
    'in its first step',
    async (t) => {
      const loop = t.newEventLoop()
      const task: Task<void> = t.createTask(loop, 'task', function* (): Coroutine<void> {
        yield* task
        t.note('past the yield')
      })
      await t.iterations(loop)
      isRefused(t, task, 'a task that awaits itself')
    },
    { hint },
  ),
  ...(['pending', 'done'] as const).map((state) =>
    check(
      'task.refuses-a-future-without-star',
      `a ${state} future`,
      async (t) => {
        const loop = t.newEventLoop()
        const future = loop.createFuture()
        if (state === 'done') future.setResult(null)
        const task = yields(t, loop, future)
        await t.iterations(loop)
        isRefused(t, task, 'a future without the star')
        if (state === 'pending') future.setResult(null)
        await t.iterations(loop)
        t.times('task step 3', 0)
      },
      { hint },
    ),
  ),
  check(
    'task.refuses-a-future-without-star',
    'a future that another task awaits',
    async (t) => {
      const loop = t.newEventLoop()
      const future = loop.createFuture()
      const waiting = t.createTask(loop, 'waiting', function* (): Coroutine<void> {
        yield* future
      })
      const task = yields(t, loop, future)
      await t.iterations(loop)
      t.happened('waiting step 1')
      t.that(!waiting.done(), 'the task that awaits the future stays pending', 'that task was done')
      isRefused(t, task, 'a future without the star')
    },
    { hint: `${hint} A task that awaits a future resets \`futureBlocking\` at once.` },
  ),
  check(
    'task.refuses-a-generator-without-star',
    'a coroutine that would note when it runs',
    async (t) => {
      const loop = t.newEventLoop()
      const inner = function* (label: string): Coroutine<void> {
        t.note(label)
        yield
      }
      const forgotten = inner('run without the star')
      const task = t.createTask(loop, 'task', function* (): Coroutine<void> {
        yield* inner('run with the star')
        yield forgotten as never
        t.note('past the yield')
      })
      await t.iterations(loop)
      forgotten.return()
      t.happened('run with the star')
      isRefused(t, task, 'a coroutine without the star')
      t.times('run without the star', 0)
    },
    { hint },
  ),
  ...values.map(([situation, value]) =>
    check(
      'task.refuses-other-values',
      situation,
      async (t) => {
        const loop = t.newEventLoop()
        const task = yields(t, loop, value)
        await t.iterations(loop)
        isRefused(t, task, `a yield of ${situation}`)
      },
      { hint },
    ),
  ),
  check(
    'task.refuses-a-promise',
    'a promise with a value',
    async (t) => {
      const loop = t.newEventLoop()
      const task = yields(t, loop, Promise.resolve('value'))
      await t.iterations(loop)
      isRefused(t, task, 'a yield of a promise')
    },
    { hint },
  ),
  check(
    'task.bad-yield-can-be-caught',
    'three kinds in a row',
    async (t) => {
      const loop = t.newEventLoop()
      const inner = (function* (): Coroutine<void> {
        yield
      })()
      const future = loop.createFuture<string>()
      const errors: unknown[] = []
      const task = t.createTask(loop, 'task', function* (): Coroutine<string> {
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
      await t.iterations(loop, 24)
      inner.return()
      t.same(errors.length, 3, 'how many errors the coroutine caught')
      for (const error of errors) t.threw({ threw: true, error }, 'RuntimeError', 'the yield')
      t.that(task.done(), 'the coroutine continues and ends', 'the task was still pending')
      t.same(task.result(), 'went on', 'the result of the task')
    },
    { hint },
  ),
]
