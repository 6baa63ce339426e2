import { SystemExit, type Coroutine, type EventLoop } from '../../../../spec/index.ts'
import { values, type Exercise } from './exercise.ts'

export const lifecycle: Exercise = {
  name: 'runs',
  targets: ['loop'],
  alone: async ({ api, loop, newEventLoop, tell, note, show, called }) => {
    const state = (what: string, of: EventLoop = loop): void => {
      tell(`${what} isRunning()`, () => of.isRunning())
      tell(`${what} isClosed()`, () => of.isClosed())
    }
    const attempt = async (what: string, run: () => Promise<unknown>): Promise<void> => {
      try {
        note(`${what}: ${show(await run())}`)
      } catch (error) {
        note(`${what} threw ${show(error)}`)
      }
    }
    function* giving(value: unknown): Coroutine<unknown> {
      note('a main runs')
      yield
      return value
    }
    state('new')
    for (const round of [1, 2, 3]) {
      loop.callSoon(() => {
        state('in a callback')
        tell('close() in a run', () => loop.close())
        tell('runForever() in a run', () => void loop.runForever())
        tell('stop()', () => loop.stop())
        loop.callSoon(() => note(`left over of round ${String(round)}`))
      })
      const run = loop.runForever()
      state('begun')
      await attempt('runForever()', () => run)
      state('ended')
    }
    for (const value of values)
      await attempt(`runUntilComplete(${show(value)})`, () => loop.runUntilComplete(giving(value)))
    await attempt('of one that throws', () =>
      loop.runUntilComplete(
        (function* (): Coroutine<void> {
          yield
          throw new Error('mine')
        })(),
      ),
    )
    const future = called('future', loop.createFuture())
    loop.callLater(1000, () => future.setResult('of the future'))
    await attempt('runUntilComplete(future)', () => loop.runUntilComplete(future))
    await attempt('of one that is done', () => loop.runUntilComplete(future))
    const cancelled = loop.createFuture()
    cancelled.cancel('why')
    await attempt('of one that is cancelled', () => loop.runUntilComplete(cancelled))
    const pending = loop.createFuture()
    loop.callLater(10, () => loop.stop())
    await attempt('of one that stays pending', () => loop.runUntilComplete(pending))
    for (const bad of [undefined, null, 0, '', 'text'])
      await attempt(`runUntilComplete(${show(bad)})`, () => loop.runUntilComplete(bad as never))
    await attempt('a stop before the run', async () => {
      loop.stop()
      loop.callSoon(() => note('one iteration'))
      await loop.runForever()
    })
    loop.callSoon(() => {
      throw new SystemExit('1')
    })
    await attempt('a fatal error', () => loop.runForever())
    state('after it')
    const other = newEventLoop()
    loop.callSoon(() => {
      tell('a loop inside of a turn', () => void other.runForever())
      loop.stop()
    })
    await attempt('runForever()', () => loop.runForever())
    // A stop from outside, while the loop sleeps.
    const sleeping = loop.runForever()
    await new Promise((resolve) => setTimeout(resolve, 5))
    state('asleep')
    loop.callSoonThreadsafe(() => note('from outside'))
    await new Promise((resolve) => setTimeout(resolve, 5))
    tell('runForever() between turns', () => void loop.runForever())
    tell('stop() from outside', () => loop.stop())
    await attempt('the sleeping run', () => sleeping)
    await attempt('a run of both', () => {
      other.callSoon(() => other.stop())
      return other.runForever()
    })
    let isOver = false
    const late = (): void => {
      if (isOver) note('it runs on a closed loop')
    }
    loop.callSoon(late)
    loop.callLater(10, late)
    loop.createTask(idle())
    function* idle(): Coroutine<void> {
      late()
      yield
      late()
    }
    for (const one of [loop, other]) {
      tell('close()', () => one.close())
      isOver = true
      tell('close() again', () => one.close())
      state('closed', one)
      tell('callSoon()', () => void one.callSoon(() => undefined))
      tell('callSoonThreadsafe()', () => void one.callSoonThreadsafe(() => undefined))
      tell('callLater()', () => void one.callLater(1, () => undefined))
      tell('callAt()', () => void one.callAt(1, () => undefined))
      tell('createTask()', () => void one.createTask(giving(1)))
      tell('runForever()', () => void one.runForever())
      tell('stop()', () => one.stop())
    }
    await new Promise((resolve) => setTimeout(resolve, 5))
    tell('the running loop', () => api.peekRunningLoop())
  },
}
