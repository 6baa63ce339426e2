import type { Coroutine, Task } from '../../../../spec/index.ts'
import { tellAll, watch } from './futures.ts'
import { values, type Exercise } from './exercise.ts'

export const tasks: Exercise = {
  name: 'tasks',
  targets: ['task', 'loop', 'group'],
  act: (x) => {
    const { api, loop, note, tell, called, show, go, atTheEnd } = x
    const variable = new api.ContextVar<number>('v')
    function* returning(value: unknown): Coroutine<unknown> {
      note(`a step, variable ${show(variable.get(0))}`)
      yield
      note(`a second step, current ${show(api.currentTask(loop) !== null)}`)
      return value
    }
    function* failing(error: unknown): Coroutine<unknown> {
      yield
      throw error
    }
    const follow = (what: string, task: Task): Task => {
      called('task', task)
      tell(`${what} getLoop()`, () => task.getLoop() === loop)
      tell(`${what} cancelling()`, () => task.cancelling())
      watch(x, what, task)
      atTheEnd(() => {
        tellAll(x, what, task)
        tell(`${what} cancelling() in the end`, () => task.cancelling())
      })
      return task
    }
    for (const value of values) follow(`returns ${show(value)}`, loop.createTask(returning(value)))
    for (const error of [new Error('mine'), 0, '', 'text', false])
      follow(`throws ${show(error)}`, loop.createTask(failing(error)))
    const coroutine = returning('kept')
    const kept = follow('kept', loop.createTask(coroutine))
    tell('getCoro()', () => kept.getCoro() === coroutine)
    const context = api.copyContext()
    context.run(() => variable.set(1))
    const inContext = follow('in a context', loop.createTask(returning(1), { context, name: 'given' }))
    tell('getContext()', () => inContext.getContext() === context)
    tell('getName()', () => inContext.getName())
    const token = variable.set(9)
    follow('with a value around', loop.createTask(returning(2), { context: undefined, name: undefined }))
    variable.reset(token)
    for (const name of ['', 0, false, 'a name']) {
      const task = loop.createTask(returning(0), { name })
      tell(`the name ${show(name)}`, () => task.getName())
      tell('setName()', () => task.setName(`${show(name)} renamed`))
      tell('getName() then', () => task.getName())
    }
    const first = loop.createTask(returning(0))
    const second = loop.createTask(returning(0))
    tell('default names differ', () => first.getName() !== second.getName())
    tell('setResult()', () => (first as unknown as { setResult(value: unknown): void }).setResult(1))
    const forEver = loop.createFuture()
    function* waiting(): Coroutine<unknown> {
      try {
        return yield* forEver
      } catch (error) {
        note(`caught ${show(error)}`)
        throw error
      }
    }
    for (const message of [undefined, 'why', '', null, 0]) {
      const task = follow(`cancelled with ${show(message)}`, loop.createTask(waitingFor(message)))
      tell('cancel() before its first step', () => task.cancel(message))
      tell('cancelling()', () => task.cancelling())
    }
    function* waitingFor(what: unknown): Coroutine<unknown> {
      note(`waits ${show(what)}`)
      return yield* forEver
    }
    const stubborn = follow(
      'stubborn',
      loop.createTask(
        (function* (): Coroutine<unknown> {
          const future = loop.createFuture()
          try {
            yield* future
          } catch (error) {
            note(`stubborn caught ${show(error)}`)
          }
          tell('uncancel()', () => stubborn.uncancel())
          tell('uncancel() again', () => stubborn.uncancel())
          yield
          return 'went on'
        })(),
      ),
    )
    const plain = follow('plain', loop.createTask(waiting()))
    loop.callLater(100, () => {
      for (const task of [stubborn, plain]) {
        tell('cancel()', () => task.cancel('now'))
        tell('cancel() twice', () => task.cancel('twice'))
        tell('cancelling()', () => task.cancelling())
      }
    })
    loop.callLater(200, () => {
      tell('cancel() of one that is done', () => plain.cancel())
      tell('removeDoneCallback()', () => plain.removeDoneCallback(() => undefined))
    })
    go('awaits tasks', function* () {
      const inner = loop.createTask(returning('inner'))
      note(`got ${show(yield* inner)}`)
      try {
        yield* loop.createTask(failing(new Error('of inner')))
      } catch (error) {
        note(`caught ${show(error)}`)
      }
      return yield* returning('the end')
    })
  },
}
