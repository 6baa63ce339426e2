import type { Coroutine, EventLoop, Future, TaskOptions } from '../../../spec/index.ts'
import type { Check } from '../../harness/index.ts'
import { anywhere, inTurn, type Scene } from '../support/anywhere.ts'
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

function* awaiting(future: Future<string>): Coroutine<string> {
  return yield* future
}

function* giving(value: string): Coroutine<string> {
  return value
}

/** What can be asked of a future that a function returned. `settle` makes it done. */
function asFuture(loop: EventLoop, future: Future, settle: () => void): () => string {
  const ran: string[] = []
  const removed = (): void => void ran.push('removed')
  const words = [future.done(), future.getLoop() === loop]
  future.addDoneCallback((done) => ran.push(done === future ? 'a' : 'another future'))
  future.addDoneCallback(removed)
  future.addDoneCallback(() => ran.push('b'))
  future.addDoneCallback(removed)
  const counts = [future.removeDoneCallback(removed), future.removeDoneCallback(removed)]
  settle()
  return () => {
    const end = [future.done(), future.cancelled(), future.exception(), future.result()].map(String).join(' ')
    return [words.join(' '), counts.join(' '), end, ran.join(' ')].join(' · ')
  }
}

function cancelled(future: Future): () => string {
  const words = [future.cancel()]
  return () => [...words, future.done(), future.cancelled(), future.cancel()].join(' ')
}

/** Done callbacks in a context that is given, and in a copy of the one around. */
function contextsOf({ t, loop }: Scene, derive: (inner: Future<string>) => Future): () => string {
  const variable = new (contextVariables(t))('anywhere', { defaultValue: 'unset' })
  const context = t.api.copyContext()
  context.run(() => variable.set('given'))
  const inner = loop.createFuture<string>()
  const outer = derive(inner)
  const seen: string[] = []
  outer.addDoneCallback(() => seen.push(variable.get()), { context })
  const token = variable.set('around')
  outer.addDoneCallback(() => seen.push(variable.get()))
  variable.reset(token)
  inner.setResult('done')
  return () => seen.join(' ')
}

export const waitingAnywhereChecks: readonly Check[] = [
  anywhere(
    'future.callback-keeps-its-context',
    'contexts of done callbacks of a task',
    'given around',
    (scene) => contextsOf(scene, (inner) => scene.loop.createTask(awaiting(inner))),
  ),
  anywhere(
    'waiting.gather-gives-all-results-in-order',
    'contexts of done callbacks of gather()',
    'given around',
    (scene) => contextsOf(scene, (inner) => scene.t.api.gather([inner], { loop: scene.loop })),
  ),
  anywhere(
    'waiting.shield-follows-its-awaitable',
    'contexts of done callbacks of shield()',
    'given around',
    (scene) => contextsOf(scene, (inner) => scene.t.api.shield(inner)),
  ),
  anywhere(
    'waiting.gather-gives-all-results-in-order',
    'the future of gather()',
    'false true · 2 0 · true false null a,b · a b',
    ({ loop, t }) => {
      const [one, two] = [loop.createFuture<string>(), loop.createFuture<string>()]
      return asFuture(loop, t.api.gather([one, two], { loop }), () => {
        two.setResult('b')
        one.setResult('a')
      })
    },
  ),
  anywhere(
    'waiting.gather-cancel-reaches-the-children',
    'cancel() of gather()',
    'true true true',
    ({ loop, t }) => {
      const child = loop.createFuture()
      const outer = t.api.gather([child], { loop })
      const isAsked = outer.cancel()
      return () => [isAsked, outer.done(), child.cancelled()].join(' ')
    },
  ),
  anywhere(
    'waiting.gather-keeps-exceptions-as-results',
    'gather() with returnExceptions',
    'a,meant',
    ({ loop, t }) => {
      const failing = loop.createFuture<string>()
      failing.setException(new Error('meant'))
      const outer = t.api.gather([settled(loop, 'a'), failing], { loop, returnExceptions: true })
      return () =>
        outer
          .result()
          .map((one) => (one instanceof Error ? one.message : String(one)))
          .join()
    },
  ),
  anywhere(
    'waiting.gather-throws-the-first-exception',
    'gather() of one that fails',
    'true true',
    ({ loop, t }) => {
      const failing = loop.createFuture<string>()
      const error = new Error('meant')
      failing.setException(error)
      const outer = t.api.gather([loop.createFuture<string>(), failing], { loop })
      outer.addDoneCallback((done) => {
        done.exception()
      })
      return () => [outer.done(), outer.exception() === error].join(' ')
    },
  ),
  anywhere(
    'waiting.shield-follows-its-awaitable',
    'the future of shield()',
    'false true · 2 0 · true false null a · a b',
    ({ loop, t }) => {
      const inner = loop.createFuture<string>()
      return asFuture(loop, t.api.shield(inner), () => inner.setResult('a'))
    },
  ),
  anywhere(
    'waiting.shield-takes-the-cancellation',
    'cancel() of shield()',
    'true true true false · false',
    ({ loop, t }) => {
      const inner = loop.createFuture()
      const tell = cancelled(t.api.shield(inner))
      return () => `${tell()} · ${String(inner.done())}`
    },
  ),
  anywhere('waiting.sleep-of-nothing-lets-others-run', 'sleep(0)', 'a result', (scene) =>
    outcomeOf(scene, scene.t.api.sleep(0, 'a result')),
  ),
  anywhere('waiting.wait-tells-done-from-pending', 'wait()', 'true false 1 1', (scene) => {
    const { loop, t } = scene
    const [done, pending] = [settled(loop, 'a'), loop.createFuture<string>()]
    const coro = t.api.wait([done, pending], { returnWhen: 'FIRST_COMPLETED', timeout: longMs })
    const looking = function* (): Coroutine<string> {
      const [first, second] = yield* coro
      return [first.has(done), first.has(pending), first.size, second.size].join(' ')
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
  anywhere('waiting.as-completed-gives-the-next-that-is-done', 'asCompleted()', 'a b', (scene) => {
    const { loop, t } = scene
    const futures = [settled(loop, 'a'), settled(loop, 'b')]
    return outcomeOf(
      scene,
      (function* (): Coroutine<string> {
        const results: string[] = []
        for (const next of t.api.asCompleted(futures)) results.push(yield* next)
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
