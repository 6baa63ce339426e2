import type { Coroutine } from '../../../../spec/index.ts'
import { values, type Exercise } from './exercise.ts'

export const runners: Exercise = {
  name: 'runners',
  targets: ['runner', 'module'],
  alone: async ({ api, newEventLoop, note, show, tell, called }) => {
    const attempt = async (what: string, run: () => Promise<unknown>): Promise<void> => {
      try {
        note(`${what}: ${show(await run())}`)
      } catch (error) {
        note(`${what} threw ${show(error)}`)
      }
    }
    const variable = new api.ContextVar<number>('v')
    function* main(value: unknown): Coroutine<unknown> {
      const left = api.createTask(leftOver())
      note(`variable ${show(variable.get(0))}, pending ${show(left.done())}`)
      variable.set(variable.get(0) + 1)
      yield* api.sleep(10)
      return value
    }
    function* leftOver(): Coroutine<void> {
      try {
        yield* api.sleep(100_000)
      } finally {
        note('the task that was left is ended')
        yield
        note('it has cleaned up')
      }
    }
    function* failing(): Coroutine<void> {
      yield
      throw new Error('mine')
    }
    for (const value of values) {
      await attempt('run()', () => api.run(main(value), { loopFactory: newEventLoop }))
      await attempt('run() of a failure', () => api.run(failing(), { loopFactory: newEventLoop }))
    }
    for (const debug of [true, false, undefined, null])
      await attempt(`run() with debug ${show(debug)}`, () =>
        api.run(
          (function* (): Coroutine<unknown> {
            yield
            return api.getRunningLoop().getDebug()
          })(),
          { debug, loopFactory: newEventLoop },
        ),
      )
    await attempt('run() with the policy', () => api.run(main('p')))
    await attempt('run() without options', () => api.run(main('p'), {}))
    for (const bad of [undefined, null, 0, 'text'])
      await attempt(`run(${show(bad)})`, () => api.run(bad as never, { loopFactory: newEventLoop }))
    await attempt('run() inside of a run', () =>
      api.run(
        (function* (): Coroutine<unknown> {
          yield
          tell('run()', () => void api.run(7 as never))
          return 'outer'
        })(),
        { loopFactory: newEventLoop },
      ),
    )
    for (const round of [1, 2, 3]) {
      const runner = new api.Runner(
        round === 2 ? { debug: true, loopFactory: newEventLoop } : { loopFactory: newEventLoop },
      )
      const loop = tell('getLoop() is a loop', () => called('loop', runner.getLoop()))
      tell('getLoop() is the same', () => runner.getLoop() === loop)
      for (const value of values) await attempt('runner.run()', () => runner.run(main(value)))
      await attempt('a failure', () => runner.run(failing()))
      const context = api.copyContext()
      context.run(() => variable.set(100))
      await attempt('in a context', () => runner.run(main('c'), { context }))
      tell('what the context has', () => context.get(variable))
      await attempt('without a context', () => runner.run(main('d'), { context: undefined }))
      await attempt('a value', () => runner.run(0 as never))
      tell('is open', () => loop?.isClosed())
      await attempt('close()', () => runner.close())
      await attempt('close() again', () => runner.close())
      tell('is closed', () => loop?.isClosed())
      tell('getLoop() then', () => runner.getLoop())
      await attempt('run() then', async () => {
        const last = main('late')
        try {
          await runner.run(last)
        } finally {
          last.return(undefined)
        }
      })
    }
    const unused = new api.Runner({ loopFactory: newEventLoop })
    await attempt('close() of an unused one', () => unused.close())
  },
}
