import type { Coroutine, RegisteredTask } from '../../../../spec/index.ts'
import type { Exercise } from './exercise.ts'

export const registry: Exercise = {
  name: 'the registry',
  targets: ['module'],
  act: ({ api, loop, newEventLoop, tell, note, show, called, atTheEnd }) => {
    const other = newEventLoop()
    const makeTask = (name: string, of = loop): RegisteredTask =>
      called(name, { done: () => false, getLoop: () => of })
    const here = [makeTask('a'), makeTask('b'), makeTask('c')]
    const there = makeTask('elsewhere', other)
    const list = (): void => {
      tell('listed here', () => here.map((task) => api.getTasks(loop).has(task)))
      tell('listed there', () => api.getTasks(other).has(there))
      tell('not mixed', () => api.getTasks(other).has(here[0] as RegisteredTask))
      tell('listed by default', () => here.map((task) => api.getTasks().has(task)))
      tell('listed with null', () => here.map((task) => api.getTasks(null).has(task)))
      tell('a new set', () => api.getTasks(loop) !== api.getTasks(loop))
    }
    for (const [register, unregister] of [
      [api.registerTask, api.unregisterTask],
      [api.registerEagerTask, api.unregisterEagerTask],
    ] as const) {
      for (const task of [...here, ...here, there]) tell('register', () => register(task))
      list()
      tell('unregister', () => unregister(here[1] as RegisteredTask))
      tell('unregister again', () => unregister(here[1] as RegisteredTask))
      list()
      for (const task of [...here, there]) tell('unregister', () => unregister(task))
      list()
    }
    // The current task of another loop, because this one may be in a step.
    const [a = there, b = there] = here
    const current = (): void => void tell('currentTask()', () => api.currentTask(other))
    current()
    tell('enterTask()', () => api.enterTask(other, a))
    current()
    tell('enterTask() again', () => api.enterTask(other, a))
    tell('enterTask() of another', () => api.enterTask(other, b))
    current()
    tell('leaveTask() of another', () => api.leaveTask(other, b))
    current()
    tell('swapCurrentTask()', () => api.swapCurrentTask(other, b))
    current()
    tell('swapCurrentTask(null)', () => api.swapCurrentTask(other, null))
    current()
    tell('leaveTask() of none', () => api.leaveTask(other, a))
    tell('enterTask()', () => api.enterTask(other, b))
    tell('leaveTask()', () => api.leaveTask(other, b))
    current()
    atTheEnd(() => other.close())
    const whoIsIt = (what: string): void => {
      tell(`${what} peekRunningLoop()`, () => api.peekRunningLoop() === loop)
      tell(`${what} getRunningLoop()`, () => api.getRunningLoop() === loop)
      tell(`${what} getEventLoop()`, () => api.getEventLoop() === loop)
    }
    whoIsIt('here')
    loop.callSoon(whoIsIt, ['in a callback'])
    const task = loop.createTask(
      (function* (): Coroutine<void> {
        whoIsIt('in a step')
        tell('currentTask() in a step', () => api.currentTask() === task)
        tell('currentTask(null)', () => api.currentTask(null) === task)
        tell('currentTask(undefined)', () => api.currentTask(undefined) === task)
        tell('currentTask(loop)', () => api.currentTask(loop) === task)
        yield
        tell('currentTask() in the next step', () => api.currentTask() === task)
        tell('listed in a step', () => api.getTasks().has(task))
        yield
      })(),
    )
    tell('listed at once', () => api.getTasks(loop).has(task))
    loop.callSoon(() => note(`nobody is current in a callback: ${show(api.currentTask() === null)}`))
    task.addDoneCallback(() => void tell('listed when done', () => api.getTasks(loop).has(task)))
  },
}

export const runningLoop: Exercise = {
  name: 'the running loop and the policy',
  targets: ['module'],
  alone: async ({ api, loop, newEventLoop, tell, show, note }) => {
    const ask = (what: string): void => {
      tell(`${what} peekRunningLoop()`, () => api.peekRunningLoop())
      tell(`${what} getRunningLoop()`, () => api.getRunningLoop())
      tell(`${what} getEventLoop()`, () => api.getEventLoop())
    }
    ask('outside')
    tell('setRunningLoop()', () => api.setRunningLoop(loop))
    ask('set')
    tell('setRunningLoop(null)', () => api.setRunningLoop(null))
    ask('unset')
    tell('setEventLoop()', () => api.setEventLoop(loop))
    ask('with a loop of the policy')
    for (const bad of [0, '', false, undefined, {}])
      tell(`setEventLoop(${show(bad)})`, () => api.setEventLoop(bad as unknown as null))
    const other = newEventLoop()
    tell('setEventLoop() of another', () => api.setEventLoop(other))
    ask('with another')
    loop.callSoon(ask, ['in a callback'])
    loop.callSoon(() => loop.stop())
    await loop.runForever()
    tell('setEventLoop(null)', () => api.setEventLoop(null))
    ask('without')
    const made = tell('newEventLoop()', () => api.newEventLoop())
    tell('it is new', () => made !== api.newEventLoop() && made?.isClosed())
    const policy = api.getEventLoopPolicy()
    tell('the policy is the same', () => policy === api.getEventLoopPolicy())
    const own = {
      getEventLoop: () => other,
      setEventLoop: (value: unknown) => note(`setEventLoop of the policy: ${show(value)}`),
      newEventLoop: () => other,
    }
    for (const round of [1, 2, 3]) {
      note(`round ${String(round)}`)
      tell('setEventLoopPolicy()', () => api.setEventLoopPolicy(own))
      tell('it is set', () => api.getEventLoopPolicy() === own)
      tell('getEventLoop()', () => api.getEventLoop() === other)
      tell('newEventLoop()', () => api.newEventLoop() === other)
      tell('setEventLoop(null)', () => api.setEventLoop(null))
      for (const bad of [0, '', false, undefined])
        tell(`setEventLoopPolicy(${show(bad)})`, () => api.setEventLoopPolicy(bad as unknown as null))
      tell('setEventLoopPolicy(null)', () => api.setEventLoopPolicy(null))
      tell('it is not set', () => api.getEventLoopPolicy() === own)
      ask('in the end')
    }
    api.setEventLoopPolicy(policy)
    api.setEventLoop(null)
    other.close()
  },
}
