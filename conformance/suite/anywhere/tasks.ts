import type { Coroutine } from '../../../spec/index.ts'
import type { Check } from '../../harness/index.ts'
import { anywhere, cancelled, halfAThousand } from '../support/anywhere.ts'
import { contextVariables } from '../support/context-variables.ts'

function* giving(value: string): Coroutine<string> {
  yield
  return value
}

export const tasksAnywhereChecks: readonly Check[] = [
  anywhere(
    'task.keeps-what-it-returns',
    'a task that returns',
    'false true · true false null a result · called 1',
    ({ loop }) => {
      const task = loop.createTask(giving('a result'))
      let called = ''
      const removed = (): void => void (called = 'removed')
      task.addDoneCallback((done) => (called += done === task ? 'called' : 'called with another'))
      task.addDoneCallback(removed)
      const count = task.removeDoneCallback(removed)
      const words = `${String(task.done())} ${String(task.getLoop() === loop)}`
      return () => {
        const end = [task.done(), task.cancelled(), task.exception(), task.result()].map(String).join(' ')
        return `${words} · ${end} · ${called} ${String(count)}`
      }
    },
    halfAThousand,
  ),
  anywhere('task.keeps-its-exception', 'a task that throws', 'true false true', ({ loop, t }) => {
    const error = new Error('meant by the check')
    const task = loop.createTask(
      (function* (): Coroutine<string> {
        yield
        throw error
      })(),
    )
    // Inside of the run it is retrieved in time.
    task.addDoneCallback((done) => {
      done.exception()
    })
    return () => {
      const thrown = t.attempt(() => task.result())
      return [task.exception() === error, task.cancelled(), thrown.threw && thrown.error === error].join(' ')
    }
  }),
  anywhere(
    'factories.task-has-the-given-name',
    'the name of a task',
    'given renamed · renamed',
    ({ loop }) => {
      const task = loop.createTask(giving('named'), { name: 'given' })
      const before = task.getName()
      task.setName('renamed')
      const words = `${before} ${task.getName()}`
      return () => `${words} · ${task.getName()}`
    },
  ),
  anywhere('task.knows-its-coroutine-and-its-loop', 'getCoro() and getLoop()', 'true true', ({ loop }) => {
    const coro = giving('known')
    const task = loop.createTask(coro)
    const words = `${String(task.getCoro() === coro)} ${String(task.getLoop() === loop)}`
    return () => words
  }),
  anywhere('factories.task-runs-in-the-given-context', 'the context of a task', 'given', ({ loop, t }) => {
    const variable = new (contextVariables(t))('anywhere', { defaultValue: 'unset' })
    const context = t.api.copyContext()
    context.run(() => variable.set('given'))
    let seen = ''
    const task = loop.createTask(
      (function* (): Coroutine<void> {
        yield
        seen = variable.get()
      })(),
      { context },
    )
    return () => `${task.done() ? '' : 'pending '}${seen}`
  }),
  anywhere('task.tells-its-context', 'getContext() of a task', 'true', ({ loop, t }) => {
    contextVariables(t)
    const context = t.api.copyContext()
    const task = loop.createTask(giving('told'), { context })
    const words = String(task.getContext() === context)
    return () => words
  }),
  anywhere(
    'cancellation.each-request-counts',
    'requests to cancel a task',
    'true true 2 1 0 0 · gone on',
    ({ loop }) => {
      const gate = loop.createFuture()
      const task = loop.createTask(
        (function* (): Coroutine<string> {
          for (let count = 0; count < 2; count++)
            try {
              yield* gate
            } catch {
              // It goes on, as code does that takes a request back.
            }
          return 'gone on'
        })(),
      )
      const asked: unknown[] = []
      const ask = (): void => {
        asked.push(task.cancel(), task.cancel(), task.cancelling(), task.uncancel(), task.uncancel())
        asked.push(task.cancelling())
      }
      // Before its first step a cancelled task would run nothing.
      loop.callSoon(() => loop.callSoon(ask))
      return () => `${asked.join(' ')} · ${task.done() ? task.result() : 'pending'}`
    },
  ),
  anywhere(
    'cancellation.reaches-the-awaited-future',
    'a task that is cancelled',
    'true true true',
    ({ loop }) => {
      const future = loop.createFuture()
      const task = loop.createTask(
        (function* (): Coroutine<unknown> {
          return yield* future
        })(),
      )
      const asked: boolean[] = []
      loop.callSoon(() => loop.callSoon(() => asked.push(task.cancel())))
      return () => [asked[0], task.cancelled(), future.cancelled()].join(' ')
    },
  ),
  anywhere(
    'cancellation.message-reaches-the-coroutine',
    'a task that is cancelled with a message',
    'CancelledError why · true',
    ({ loop, t }) => {
      let caught = 'nothing'
      const task = loop.createTask(
        (function* (): Coroutine<unknown> {
          try {
            return yield* loop.createFuture()
          } catch (error) {
            caught = cancelled(t, () => {
              throw error
            })
            throw error
          }
        })(),
      )
      loop.callSoon(() => loop.callSoon(() => task.cancel('why')))
      return () => `${caught} · ${String(task.cancelled())}`
    },
  ),
  anywhere('task-registry.created-task-is-listed', 'getTasks()', 'true · false', ({ loop, t }) => {
    const task = loop.createTask(giving('listed'))
    const before = t.api.getTasks(loop).has(task)
    return () => `${String(before)} · ${String(t.api.getTasks(loop).has(task))}`
  }),
  anywhere(
    'factories.create-task-makes-a-task',
    'ensureFuture() and createTask()',
    'true true true false true · ensured',
    ({ loop, t }) => {
      const { ensureFuture, isFuture, isCoroutine } = t.api
      const coro = giving('ensured')
      const isIt = isCoroutine(coro)
      const task = ensureFuture(coro, { loop })
      const words = [
        isIt,
        isFuture(task),
        ensureFuture(task) === task,
        isFuture('text'),
        task.getLoop() === loop,
      ]
      return () => `${words.join(' ')} · ${task.done() ? task.result() : 'pending'}`
    },
  ),
]
