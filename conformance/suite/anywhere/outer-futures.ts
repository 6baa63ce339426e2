/** The futures that gather(), shield() and createTask() return: what can be asked of them, and what they do. */
import type { Coroutine, EventLoop, Future } from '../../../spec/index.ts'
import type { Check } from '../../harness/index.ts'
import { anywhere, anywhereWith, type Scene } from '../support/anywhere.ts'
import { contextVariables } from '../support/context-variables.ts'

function settled(loop: EventLoop, value: string): Future<string> {
  const future = loop.createFuture<string>()
  future.setResult(value)
  return future
}

function* awaiting(future: Future<string>): Coroutine<string> {
  return yield* future
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

/** More than a counter or a table of a thousand entries holds. */
const manyQuestions = 1100

const told = (result: string): string => `true false false true ${result} null 0 · called`

/** Questions to a future that is done. */
function askDone({ loop }: Scene, future: Future): () => string {
  let called = 'not called'
  const never = (): void => void (called = 'removed and called')
  const words: unknown[] = [future.done(), future.cancelled(), future.cancel(), future.getLoop() === loop]
  words.push(future.result(), String(future.exception()), future.removeDoneCallback(never))
  future.addDoneCallback(() => void (called = 'called'))
  return () => `${words.join(' ')} · ${called}`
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

export const outerFuturesAnywhereChecks: readonly Check[] = [
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
  anywhereWith(
    'waiting.gather-gives-all-results-in-order',
    'what a done gather() tells',
    told('a'),
    async (t, loop) => {
      const outer = t.api.gather([settled(loop, 'a')], { loop })
      await t.iterations(loop)
      return outer
    },
    askDone,
    manyQuestions,
  ),
  anywhereWith(
    'waiting.shield-follows-its-awaitable',
    'what a done shield() tells',
    told('a'),
    async (t, loop) => {
      const inner = loop.createFuture<string>()
      const outer = t.api.shield(inner)
      inner.setResult('a')
      await t.iterations(loop)
      return outer
    },
    askDone,
    manyQuestions,
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
]
