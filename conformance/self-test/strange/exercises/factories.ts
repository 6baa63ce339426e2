import type { Coroutine, TaskFactory } from '../../../../spec/index.ts'
import { values, type Exercise } from './exercise.ts'
import { watch } from './futures.ts'

export const factories: Exercise = {
  name: 'factories',
  targets: ['module', 'loop'],
  act: (x) => {
    const { api, loop, newEventLoop, tell, note, show, called, atTheEnd } = x
    function* body(what: string): Coroutine<string> {
      note(`${what} begins`)
      yield
      note(`${what} ends`)
      return what
    }
    const before = loop.getTaskFactory()
    const factory: TaskFactory = (owner, coro, options) => {
      note(`the factory is called with ${Object.keys(options).sort().join()}`)
      return new api.Task(coro, { ...options, loop: owner })
    }
    for (const given of [factory, null, factory]) {
      tell('setTaskFactory()', () => loop.setTaskFactory(given))
      tell('getTaskFactory()', () => loop.getTaskFactory() === given)
      const task = tell('createTask()', () => called('made', loop.createTask(body('made'), { name: 'n' })))
      tell('its name', () => task?.getName())
    }
    for (const bad of [undefined, 0, '', false, 'text', {}])
      tell(`setTaskFactory(${show(bad)})`, () => loop.setTaskFactory(bad as unknown as null))
    tell('getTaskFactory() then', () => loop.getTaskFactory() === factory)
    loop.setTaskFactory(before)
    for (const name of ['mine', '', 0, undefined, null]) {
      const task = tell('createTask() of the module', () =>
        called('of the module', api.createTask(body('module'), { name })),
      )
      if (name !== undefined && name !== null) tell('its name', () => task?.getName())
    }
    const variable = new api.ContextVar<number>('v')
    const context = api.copyContext()
    context.run(() => variable.set(1))
    tell('createTask() with a context', () => called('task', api.createTask(reading(), { context })))
    const token = variable.set(2)
    tell('createTask() with a value around', () => called('task', api.createTask(reading())))
    variable.reset(token)
    for (const eagerStart of [true, false, undefined]) {
      tell('an eager task', () => called('eager', api.createTask(body('eager'), { eagerStart })))
      tell('of the loop', () =>
        called('eager', loop.createTask(body('eager of the loop'), { eagerStart, name: 'e' })),
      )
      tell('of the eager factory', () => {
        const task = api.eagerTaskFactory(loop, body('of the factory'), { eagerStart, name: 'given' })
        called('eager', task)
        watch(x, 'eager', task)
      })
    }
    tell('eagerTaskFactory() without options', () => void api.eagerTaskFactory(loop, body('no options'), {}))
    tell('eagerTaskFactory() in a context', () => void api.eagerTaskFactory(loop, reading(), { context }))
    function* reading(): Coroutine<void> {
      note(`variable ${show(variable.get(0))}`)
      yield
      note(`variable then ${show(variable.get(0))}`)
    }
    const future = called('future', loop.createFuture())
    tell('ensureFuture(future)', () => api.ensureFuture(future) === future)
    tell('ensureFuture() with its loop', () => api.ensureFuture(future, { loop }) === future)
    const other = newEventLoop()
    tell('ensureFuture() with another loop', () => api.ensureFuture(future, { loop: other }) === future)
    atTheEnd(() => other.close())
    tell('ensureFuture(coroutine)', () => {
      const task = api.ensureFuture(body('ensured'), { loop })
      watch(x, 'ensured', task)
      tell('getLoop()', () => task.getLoop() === loop)
      atTheEnd(() => tell('result()', () => task.result()))
    })
    tell('ensureFuture() without a loop', () => {
      const task = api.ensureFuture(body('without a loop'))
      atTheEnd(() => tell('result()', () => task.result()))
    })
    for (const value of [...values, {}, []]) {
      tell(`ensureFuture(${show(value)})`, () => api.ensureFuture(value as Coroutine<unknown>, { loop }))
      tell(`isFuture(${show(value)})`, () => api.isFuture(value))
      tell(`isCoroutine(${show(value)})`, () => api.isCoroutine(value))
    }
    const coroutine = body('never run')
    tell('isFuture(future)', () => api.isFuture(future))
    tell('isFuture(protocol)', () => api.isFuture({ futureBlocking: false }))
    tell('isFuture(null protocol)', () => api.isFuture({ futureBlocking: null }))
    tell('isFuture(coroutine)', () => api.isFuture(coroutine))
    tell('isCoroutine(coroutine)', () => api.isCoroutine(coroutine))
    tell('isCoroutine(future)', () => api.isCoroutine(future))
    tell('isCoroutine(function)', () => api.isCoroutine(body))
    tell('createTask() of a value', () => loop.createTask(7 as never))
  },
}
