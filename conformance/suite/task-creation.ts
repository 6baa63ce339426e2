import type { AsyncioApi, Context, Coroutine, SettableFuture, Task } from '../../spec/index.ts'
import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { later } from './later.ts'
import { contextVariables } from './context-variables.ts'

const firstStep = {
  hint: 'The constructor of a task schedules its first step with callSoon() and runs nothing.',
}
const contexts = {
  hint: 'Pass the context of the task to every callSoon() and addDoneCallback() that leads to a step of it.',
}

/** `Task` of the candidate; null for one that keeps its class to itself. */
function taskClass(check: Check): AsyncioApi['Task'] {
  return (check.api as Partial<AsyncioApi>).Task ?? check.skipFor('taskClass')
}

function* nothing(): Coroutine<void> {
  yield
}

/** What a new task is: when it starts, what it is called, and where it runs. */
export const taskCreationTests: readonly ClauseTest[] = [
  clauseTest(
    'task.first-step-comes-later',
    'created before the run',
    async (check) => {
      const loop = check.newEventLoop()
      check.createTask(loop, 'worker', nothing)
      check.note('created')
      await check.iterations(loop)
      check.order('created', 'worker step 1')
    },
    firstStep,
  ),
  clauseTest(
    'task.first-step-comes-later',
    'created inside a callback',
    async (check) => {
      const loop = check.newEventLoop()
      const create = (): void => {
        check.createTask(loop, 'worker', nothing)
        check.note('created')
      }
      loop.callSoon(check.callback('create', create))
      await check.iterations(loop)
      check.order('create', 'created', 'worker step 1')
    },
    firstStep,
  ),
  clauseTest(
    'task.first-step-comes-later',
    'created inside the step of another task',
    async (check) => {
      const loop = check.newEventLoop()

      check.createTask(loop, 'parent', function* () {
        check.createTask(loop, 'child', nothing)
        check.note('created')
      })
      await check.iterations(loop)
      check.order('parent step 1', 'created', 'child step 1')
    },
    firstStep,
  ),
  clauseTest(
    'task.starts-in-turn',
    'three tasks created before the run',
    async (check) => {
      const loop = check.newEventLoop()
      for (const label of ['a', 'b', 'c']) check.createTask(loop, label, nothing)
      check.note('created')
      await check.iterations(loop)
      check.order('created', 'a step 1', 'b step 1', 'c step 1')
    },
    firstStep,
  ),
  clauseTest(
    'task.starts-in-turn',
    'two tasks among callbacks',
    async (check) => {
      const loop = check.newEventLoop()
      const create = (): void => {
        loop.callSoon(check.callback('before a'))
        check.createTask(loop, 'a', nothing)
        loop.callSoon(check.callback('between'))
        check.createTask(loop, 'b', nothing)
        loop.callSoon(check.callback('after b'))
        check.note('created')
      }
      loop.callSoon(check.callback('create', create))
      await check.iterations(loop)
      check.order('create', 'created', 'before a', 'a step 1', 'between', 'b step 1', 'after b')
    },
    firstStep,
  ),
  clauseTest('task.knows-its-coroutine-and-its-loop', 'pending, then done', async (check) => {
    const loop = check.newEventLoop()
    const coroutine = nothing()
    const task = loop.createTask(coroutine)
    check.same(task.getCoro(), coroutine, 'getCoro() of the pending task')
    check.same(task.getLoop(), loop, 'getLoop() of the pending task')
    await check.iterations(loop)
    check.same(task.getCoro(), coroutine, 'getCoro() of the task when it is done')
    check.same(task.getLoop(), loop, 'getLoop() of the task when it is done')
  }),
  clauseTest(
    'task.keeps-its-context',
    'a first step, a bare yield, a wake-up, and an error for a bad yield',
    async (check) => {
      const loop = check.newEventLoop()
      const Variable = contextVariables(check)
      const variable = new Variable<string>('variable')
      const context = check.api.copyContext()
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
      check.createTask(loop, 'task', body, { context })
      later(loop, () => future.setResult(null))
      await check.iterations(loop, 16)
      const due = ['given', 'from step 1', 'from step 2', 'from step 3']
      check.sameMembers(seen, due, 'what the four steps found in the variable')
      check.same(context.get(variable), 'from step 4', 'what the context holds in the end')
      check.same(variable.get('nothing'), 'nothing', 'what the variable is outside of the context')
    },
    contexts,
  ),
  clauseTest(
    'task.copies-the-context-at-creation',
    'set before, set after, and set by the task',
    async (check) => {
      const loop = check.newEventLoop()
      const Variable = contextVariables(check)
      const variable = new Variable<string>('variable')
      const creator = check.api.copyContext()
      const seen: string[] = []
      const body = function* (): Coroutine<void> {
        seen.push(variable.get('nothing'))
        variable.set('by the task')
        yield
        seen.push(variable.get('nothing'))
      }
      creator.run(() => {
        variable.set('before')
        check.createTask(loop, 'task', body)
        variable.set('after')
      })
      await check.iterations(loop)
      check.sameMembers(seen, ['before', 'by the task'], 'what the two steps found in the variable')
      check.same(creator.get(variable), 'after', 'what the context of the creator holds in the end')
    },
    { hint: 'Without a context, the constructor of the task copies the current one: not its first step.' },
  ),
  clauseTest('task.tells-its-context', 'a context given at creation', async (check) => {
    contextVariables(check)
    const loop = check.newEventLoop()
    const context: Context = check.api.copyContext()
    const task = check.createTask(loop, 'task', nothing, { context })
    check.same(task.getContext(), context, 'getContext() of the pending task')
    await check.iterations(loop)
    check.same(task.getContext(), context, 'getContext() of the task when it is done')
  }),
  ...(['setResult', 'setException'] as const).map((setter) =>
    clauseTest(
      'task.refuses-setters',
      setter,
      async (check) => {
        const loop = check.newEventLoop()
        const task = check.createTask(loop, 'task', function* () {
          yield
          return 'its own'
        })
        const open = task as Task<string> & Partial<SettableFuture>
        const refuse = check.attempt(() => open[setter]?.(new Error('from outside')))
        if (typeof open[setter] === 'function') check.threw(refuse, 'RuntimeError', `${setter}() of a task`)
        check.that(!task.done(), 'the task is pending still', `the task was done after ${setter}()`)
        await check.iterations(loop)
        check.same(task.result(), 'its own', 'the result of the task')
      },
      { hint: 'A task is a future whose setters are taken away: override both with one that throws.' },
    ),
  ),
  clauseTest('task.constructor-makes-a-task', 'with a loop and a name', async (check) => {
    const Task = taskClass(check)
    const loop = check.newEventLoop()
    const body = function* (): Coroutine<string> {
      yield
      return 'result'
    }
    const created: { task: Task | null } = { task: null }
    const coroutine = check.coroutine('task', body, () => created.task)
    const task = (created.task = new Task(coroutine, { loop, name: 'reader' }))
    check.note('constructed')
    check.same(task.getLoop(), loop, 'getLoop() of the task')
    check.same(task.getName(), 'reader', 'getName() of the task')
    await check.iterations(loop)
    check.order('constructed', 'task step 1', 'task step 2')
    check.same(task.result(), 'result', 'the result of the task')
  }),
  clauseTest(
    'task.failed-construction-leaves-nothing',
    'the loop is closed',
    async (check) => {
      const Task = taskClass(check)
      const loop = check.newEventLoop()
      // A task that is half made may tell the handler that it was collected.
      check.reports(loop)
      const task = new Task(nothing(), { loop })
      check.sameMembers(check.api.getTasks(loop), new Set([task]), 'getTasks() of the open loop')
      await check.iterations(loop)
      loop.close()
      const coroutine = nothing()
      const refused = check.attempt(() => new Task(coroutine, { loop }))
      coroutine.return()
      check.threw(refused, 'RuntimeError', 'new Task() on a closed loop')
      check.sameMembers(check.api.getTasks(loop), new Set(), 'getTasks() of the closed loop')
    },
    { hint: 'registerTask() comes last in the constructor, after the callSoon() that may throw.' },
  ),
]
