import type { Coroutine, EventLoop, Future, TaskOptions } from '../../../spec/index.ts'
import type { Check } from '../../harness/index.ts'
import { anywhere, inTurn, timersAnywhere, type Scene } from '../support/anywhere.ts'
import { contextVariables } from '../support/context-variables.ts'

const longMs = 3_600_000

function settled(loop: EventLoop, value: string): Future<string> {
  const future = loop.createFuture<string>()
  future.setResult(value)
  return future
}

/** Runs the coroutine as a task, in which the life of the loop is true. Tells its result. */
function outcomeOf({ loop, relive }: Scene, coro: Coroutine<unknown>): () => string {
  const living = function* (): Coroutine<unknown> {
    relive()
    return yield* coro
  }
  const task = loop.createTask(living())
  return () => (task.done() ? String(task.result()) : 'pending')
}

function* giving(value: string): Coroutine<string> {
  return value
}

export const waitingAnywhereChecks: readonly Check[] = [
  timersAnywhere(
    'waiting.sleep-waits-and-gives-its-result',
    'sleep() of a millisecond',
    'a result',
    (scene) => outcomeOf(scene, scene.t.api.sleep(1, 'a result')),
  ),
  anywhere('waiting.sleep-of-nothing-lets-others-run', 'sleep(0)', 'a result', (scene) =>
    outcomeOf(scene, scene.t.api.sleep(0, 'a result')),
  ),
  anywhere('waiting.wait-tells-done-from-pending', 'wait()', 'true false 1 1 · 1 0', (scene) => {
    const { loop, t } = scene
    const [done, pending] = [settled(loop, 'a'), loop.createFuture<string>()]
    const coro = t.api.wait([done, pending], { returnWhen: 'FIRST_COMPLETED', timeout: longMs })
    const looking = function* (): Coroutine<string> {
      const [first, second] = yield* coro
      const [single, rest] = yield* t.api.wait([done])
      const sizes = [first.size, second.size].join(' ')
      return `${String(first.has(done))} ${String(first.has(pending))} ${sizes} · ${String(single.size)} ${String(rest.size)}`
    }
    return outcomeOf(scene, looking())
  }),
  anywhere('waiting.wait-for-gives-what-comes-in-time', 'waitFor()', 'a result b', (scene) => {
    const { loop, t } = scene
    const waits = [t.api.waitFor(settled(loop, 'a result'), longMs), t.api.waitFor(giving('b'), null)]
    const both = function* (): Coroutine<string> {
      const results: string[] = []
      for (const one of waits) results.push(yield* one)
      return results.join(' ')
    }
    return outcomeOf(scene, both())
  }),
  anywhere(
    'waiting.timeout-gives-what-the-body-gives',
    'timeout()',
    'true false true true true 1 a result',
    (scene) => {
      const { loop, t } = scene
      const { timeout } = t.api
      let bodies = 0
      return outcomeOf(
        scene,
        timeout(null, function* (limit) {
          bodies++
          const words: unknown[] = [limit.when() === null, limit.expired()]
          const when = loop.time() + longMs
          limit.reschedule(when)
          words.push(limit.when() === when)
          limit.reschedule(null)
          words.push(limit.when() === null)
          const inner = yield* timeout(longMs, (other) =>
            giving(String((other.when() ?? 0) >= when - longMs)),
          )
          yield
          return [...words, inner, bodies, 'a result'].join(' ')
        }),
      )
    },
  ),
  anywhere('waiting.timeout-at-ends-at-its-moment', 'timeoutAt()', 'true 1 a result', (scene) => {
    const { loop, t } = scene
    const when = loop.time() + longMs
    let bodies = 0
    return outcomeOf(
      scene,
      t.api.timeoutAt(when, (limit) =>
        giving(`${String(limit.when() === when)} ${String(++bodies)} a result`),
      ),
    )
  }),
  anywhere('waiting.group-waits-for-its-tasks', 'taskGroup()', 'true given,unset a b body', (scene) => {
    const { t } = scene
    const variable = new (contextVariables(t))('anywhere', { defaultValue: 'unset' })
    const context = t.api.copyContext()
    context.run(() => variable.set('given'))
    const ran: string[] = []
    return outcomeOf(
      scene,
      t.api.taskGroup(function* (group) {
        function* inner(what: string): Coroutine<string> {
          yield
          ran.push(variable.get())
          return what
        }
        const one = group.createTask(inner('a'), { name: 'given', context })
        const two = group.createTask(inner('b'))
        const isNamed = one.getName() === 'given'
        yield* two
        yield* one
        return [isNamed, ran.sort().join(), one.result(), two.result(), 'body'].join(' ')
      }),
    )
  }),
  anywhere('waiting.as-completed-gives-the-next-that-is-done', 'asCompleted()', 'a b c', (scene) => {
    const { loop, t } = scene
    const futures = [settled(loop, 'a'), settled(loop, 'b')]
    const single = [settled(loop, 'c')]
    return outcomeOf(
      scene,
      (function* (): Coroutine<string> {
        const results: string[] = []
        for (const next of t.api.asCompleted(futures)) results.push(yield* next)
        for (const next of t.api.asCompleted(single, { timeout: longMs })) results.push(yield* next)
        return results.sort().join(' ')
      })(),
    )
  }),
  anywhere(
    'factories.module-create-task-uses-the-running-loop',
    'createTask() of the module',
    'given true · a result',
    (scene) => makingTask(scene, giving('a result'), {}),
  ),
  anywhere(
    'factories.task-runs-in-the-given-context',
    'createTask() of the module in a context',
    'given true · a result',
    (scene) => {
      const { t } = scene
      const variable = new (contextVariables(t))('anywhere', { defaultValue: 'unset' })
      const context = t.api.copyContext()
      context.run(() => variable.set('a result'))
      const look = function* (): Coroutine<string> {
        return variable.get()
      }
      return makingTask(scene, look(), { context })
    },
  ),
]

/** The name and the loop of a task that the function of the module makes, and its result. */
function makingTask(scene: Scene, coro: Coroutine<string>, options: TaskOptions): () => string {
  const { loop, t } = scene
  const made: Future<string>[] = []
  // Outside of a run there is no running loop.
  const words = inTurn(scene, () => {
    const task = t.api.createTask(coro, { name: 'given', ...options })
    made.push(task)
    return `${task.getName()} ${String(task.getLoop() === loop)}`
  })
  return () => `${words()} · ${String(made[0]?.result())}`
}
