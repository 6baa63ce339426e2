/** Whole runs and the ends of loops, in any life of a loop and often. */
import { errorKind, type ClauseId, type Coroutine, type EventLoop } from '../../../spec/index.ts'
import { check, type Check, type CheckContext } from '../../harness/index.ts'
import { begin, lives, type Life } from '../support/lives.ts'

/** More than a counter of a hundred holds. */
const often = 110

interface RunScene {
  readonly t: CheckContext
  readonly loop: EventLoop
  /** Makes the life of the loop true again. */
  readonly relive: () => void
}

/** A check of something that is awaited, again and again on the same loop, and that comes to the same words each time. */
function again(
  clause: ClauseId,
  what: string,
  expected: string,
  act: (scene: RunScene) => Promise<string>,
): Check {
  return check(
    clause,
    `${what}, again and again`,
    async (t) => {
      const [life, usual] = t.draw('on a loop', lives)
      const { loop, before, after } = await begin(t, simple(life))
      for (let count = 0; count < (life === 'worn' ? often : usual); count++) {
        t.waitingFor = `${what} to end`
        const ended = await t.attemptAsync(() => act({ t, loop, relive: before }))
        const words = ended.threw ? `threw ${errorKind(ended.error) ?? 'an error'}` : ended.value
        if (words !== expected) t.same(words, expected, `${what}, number ${String(count + 1)},`)
      }
      await after()
    },
    { comesLast: true },
  )
}

/** A stop before a run ends it, so that nothing would be left to see. */
function simple(life: Life): Life {
  return life === 'stopping' ? 'new' : life
}

function* giving(value: string, relive: () => void): Coroutine<string> {
  relive()
  yield
  return value
}

export const runsAnywhereChecks: readonly Check[] = [
  again(
    'lifecycle.run-forever-ends-at-stop',
    'runForever() and stop()',
    'false true 1 false false',
    async ({ loop, relive }) => {
      const words: unknown[] = [loop.isRunning()]
      let ran = 0
      loop.callSoon(() => {
        relive()
        ran++
        words.push(loop.isRunning())
        loop.stop()
      })
      await loop.runForever()
      return [...words, ran, loop.isRunning(), loop.isClosed()].join(' ')
    },
  ),
  again(
    'lifecycle.run-until-complete-drives-a-coroutine',
    'runUntilComplete()',
    'a result · set · false false',
    async ({ loop, relive }) => {
      const future = loop.createFuture<string>()
      loop.callSoon(() => future.setResult('set'))
      const results = [
        await loop.runUntilComplete(giving('a result', relive)),
        await loop.runUntilComplete(future),
      ]
      return [...results, `${String(loop.isRunning())} ${String(loop.isClosed())}`].join(' · ')
    },
  ),
  again('runner.run-gives-what-main-gives', 'run()', 'a result true', async ({ t, relive }) => {
    const loop = t.newEventLoop()
    const result = await t.api.run(giving('a result', relive), { loopFactory: () => loop })
    const isClosed = loop.isClosed()
    t.forget(loop)
    return `${result} ${String(isClosed)}`
  }),
  again('runner.runs-share-a-loop', 'a runner', 'first true second true true', async ({ t, relive }) => {
    const loop = t.newEventLoop()
    const runner = new t.api.Runner({ loopFactory: () => loop })
    const words = [
      await runner.run(giving('first', relive)),
      runner.getLoop() === loop,
      await runner.run(giving('second', relive)),
      runner.getLoop() === loop,
    ]
    await runner.close()
    words.push(loop.isClosed())
    t.forget(loop)
    return words.join(' ')
  }),
  again('policy.new-loop-is-new', 'newEventLoop() of the module', 'true false', ({ t }) => {
    const [first, second] = [t.api.newEventLoop(), t.api.newEventLoop()]
    const words = `${String(first !== second)} ${String(first.isClosed())}`
    first.close()
    second.close()
    return Promise.resolve(words)
  }),
  check(
    'lifecycle.close-is-idempotent',
    'loops of any life, again and again',
    async (t) => {
      const [life, usual] = t.draw('on a loop', lives)
      // Tasks that wait would be destroyed while they are pending.
      const isPlain = life === 'crowded' || life === 'worn'
      const { loop, before, after } = await begin(t, isPlain ? 'new' : life)
      before()
      const words: string[] = []
      for (let count = 0; count < (life === 'worn' ? often : usual); count++) {
        const one = count === 0 ? loop : t.newEventLoop()
        const seen = [one.isClosed()]
        one.close()
        one.close()
        words.push([...seen, one.isClosed(), one.isRunning()].join(' '))
        t.forget(one)
      }
      await after()
      const wrong = words.findIndex((one) => one !== 'false true false')
      if (wrong >= 0)
        t.same(words[wrong], 'false true false', `isClosed() before and after, number ${String(wrong + 1)},`)
    },
    { comesLast: true },
  ),
]
