import type { AsyncioApi, Context, Coroutine, SettableFuture, Task } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { later } from '../support/turns.ts'
import { contextVariables } from '../support/context-variables.ts'

const firstStep = {
  hint: 'In the constructor of a task, schedule the first step with callSoon(), and run nothing.',
}
const contexts = {
  hint: 'Pass the context of the task to every callSoon() and addDoneCallback() that leads to one of its steps.',
}

/** `Task` of the candidate; null for one that keeps its class to itself. */
function taskClass(t: CheckContext): AsyncioApi['Task'] {
  return (t.api as Partial<AsyncioApi>).Task ?? t.skipWithout('taskClass')
}

function* nothing(): Coroutine<void> {
  yield
}

/** What a new task is: when it starts, what it is called, and where it runs. */
export const taskCreationChecks: readonly Check[] = [
  check(
    'task.first-step-comes-later',
    'created before the run',
    async (t) => {
      const loop = t.newEventLoop()
      t.createTask(loop, 'worker', nothing)
      t.note('created')
      await t.iterations(loop)
      t.order('created', 'worker step 1')
    },
    firstStep,
  ),
  check(
    'task.first-step-comes-later',
    'created inside a callback',
    async (t) => {
      const loop = t.newEventLoop()
      const create = (): void => {
        t.createTask(loop, 'worker', nothing)
        t.note('created')
      }
      loop.callSoon(t.callback('create', create))
      await t.iterations(loop)
      t.order('create', 'created', 'worker step 1')
    },
    { ...firstStep, unless: ['eager'] },
  ),
  check(
    'task.first-step-comes-later',
    'created inside the step of another task',
    async (t) => {
      const loop = t.newEventLoop()

      t.createTask(loop, 'parent', function* () {
        t.createTask(loop, 'child', nothing)
        t.note('created')
      })
      await t.iterations(loop)
      t.order('parent step 1', 'created', 'child step 1')
    },
    { ...firstStep, unless: ['eager'] },
  ),
  check(
    'task.starts-in-turn',
    'three tasks created before the run',
    async (t) => {
      const loop = t.newEventLoop()
      for (const label of ['a', 'b', 'c']) t.createTask(loop, label, nothing)
      t.note('created')
      await t.iterations(loop)
      t.order('created', 'a step 1', 'b step 1', 'c step 1')
    },
    firstStep,
  ),
  check(
    'task.starts-in-turn',
    'two tasks among callbacks',
    async (t) => {
      const loop = t.newEventLoop()
      const create = (): void => {
        loop.callSoon(t.callback('before a'))
        t.createTask(loop, 'a', nothing)
        loop.callSoon(t.callback('between'))
        t.createTask(loop, 'b', nothing)
        loop.callSoon(t.callback('after b'))
        t.note('created')
      }
      loop.callSoon(t.callback('create', create))
      await t.iterations(loop)
      t.order('create', 'created', 'before a', 'a step 1', 'between', 'b step 1', 'after b')
    },
    { ...firstStep, unless: ['eager'] },
  ),
  check('task.knows-its-coroutine-and-its-loop', 'pending, then done', async (t) => {
    const loop = t.newEventLoop()
    const coroutine = nothing()
    const task = loop.createTask(coroutine)
    t.same(task.getCoro(), coroutine, 'getCoro() of the pending task')
    t.same(task.getLoop(), loop, 'getLoop() of the pending task')
    await t.iterations(loop)
    t.same(task.getCoro(), coroutine, 'getCoro() of the task when it is done')
    t.same(task.getLoop(), loop, 'getLoop() of the task when it is done')
  }),
  check(
    'task.keeps-its-context',
    'a first step, a bare yield, a wake-up, and an error for a bad yield',
    async (t) => {
      const loop = t.newEventLoop()
      const Variable = contextVariables(t)
      const variable = new Variable<string>('variable')
      const context = t.api.copyContext()
      context.run(() => variable.set('given'))
      const future = loop.createFuture()
      const seen: string[] = []
      const exchange = (value: string): void => {
        seen.push(variable.get('nothing'))
        variable.set(value)
      }
      const body = function* (): Coroutine<void> {
        exchange('from step 1')
        yield
        exchange('from step 2')
        yield* future
        exchange('from step 3')
        try {
          yield 42 as never
        } catch {
          exchange('from step 4')
        }
      }
      t.createTask(loop, 'task', body, { context })
      later(loop, () => future.setResult(null))
      await t.iterations(loop, 16)
      const due = ['given', 'from step 1', 'from step 2', 'from step 3']
      t.sameItems(seen, due, 'what the four steps found in the variable')
      t.same(context.get(variable), 'from step 4', 'what the context holds in the end')
      t.same(variable.get('nothing'), 'nothing', 'what the variable is outside of the context')
    },
    contexts,
  ),
  check(
    'task.copies-the-context-at-creation',
    'set before, set after, and set by the task',
    async (t) => {
      const loop = t.newEventLoop()
      const Variable = contextVariables(t)
      const variable = new Variable<string>('variable')
      const creator = t.api.copyContext()
      const seen: string[] = []
      const body = function* (): Coroutine<void> {
        seen.push(variable.get('nothing'))
        variable.set('by the task')
        yield
        seen.push(variable.get('nothing'))
      }
      creator.run(() => {
        variable.set('before')
        t.createTask(loop, 'task', body)
        variable.set('after')
      })
      await t.iterations(loop)
      t.sameItems(seen, ['before', 'by the task'], 'what the two steps found in the variable')
      t.same(creator.get(variable), 'after', 'what the context of the creator holds in the end')
    },
    {
      hint: 'Without a context, copy the current one in the constructor of the task, not in its first step.',
    },
  ),
  check('task.tells-its-context', 'a context given at creation', async (t) => {
    contextVariables(t)
    const loop = t.newEventLoop()
    const context: Context = t.api.copyContext()
    t.that(t.api.copyContext() !== context, 'each copy is a context of its own', 'two copies are one context')
    const task = t.createTask(loop, 'task', nothing, { context })
    t.same(task.getContext(), context, 'getContext() of the pending task')
    await t.iterations(loop)
    t.same(task.getContext(), context, 'getContext() of the task when it is done')
  }),
  ...(['setResult', 'setException'] as const).map((setter) =>
    check(
      'task.refuses-setters',
      setter,
      async (t) => {
        const loop = t.newEventLoop()
        const task = t.createTask(loop, 'task', function* () {
          yield
          return 'its own'
        })
        const open = task as Task<string> & Partial<SettableFuture>
        const refuse = t.attempt(() => open[setter]?.(new Error('from outside')))
        if (typeof open[setter] === 'function') t.threw(refuse, 'RuntimeError', `${setter}() of a task`)
        t.that(!task.done(), 'the task is still pending', `the task was done after ${setter}()`)
        await t.iterations(loop)
        t.same(task.result(), 'its own', 'the result of the task')
      },
      { hint: 'Override setResult() and setException() of your task, so that they throw.' },
    ),
  ),
  check('task.constructor-makes-a-task', 'with a loop and a name', async (t) => {
    const Task = taskClass(t)
    const loop = t.newEventLoop()
    const body = function* (): Coroutine<string> {
      yield
      return 'result'
    }
    const created: { task: Task | null } = { task: null }
    const coroutine = t.coroutine('task', body, () => created.task)
    const task = (created.task = new Task(coroutine, { loop, name: 'reader' }))
    t.note('constructed')
    t.same(task.getLoop(), loop, 'getLoop() of the task')
    t.same(task.getName(), 'reader', 'getName() of the task')
    await t.iterations(loop)
    t.order('constructed', 'task step 1', 'task step 2')
    t.same(task.result(), 'result', 'the result of the task')
  }),
  check(
    'task.failed-construction-leaves-nothing',
    'the loop is closed',
    async (t) => {
      const Task = taskClass(t)
      const loop = t.newEventLoop()
      // A task that is half made may tell the handler that it was collected.
      t.reports(loop)
      const task = new Task(nothing(), { loop })
      t.sameItems(t.api.getTasks(loop), new Set([task]), 'getTasks() of the open loop')
      await t.iterations(loop)
      loop.close()
      const coroutine = nothing()
      const refused = t.attempt(() => new Task(coroutine, { loop }))
      coroutine.return()
      t.threw(refused, 'RuntimeError', 'new Task() on a closed loop')
      t.sameItems(t.api.getTasks(loop), new Set(), 'getTasks() of the closed loop')
    },
    { hint: 'Call registerTask() last in the constructor, after callSoon(), which may throw.' },
  ),
]
