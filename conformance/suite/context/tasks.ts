/** What becomes of variables when callbacks and tasks take turns. */
import type { Coroutine, EventLoop } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { isOver } from '../support/tasks.ts'
import { later } from '../support/turns.ts'
import { contextVariables } from '../support/context-variables.ts'

export const contextTasksChecks: readonly Check[] = [
  check(
    'context.interleaved-tasks-do-not-mix',
    'five tasks of one callback, each with a child',
    async (t) => {
      const loop = t.newEventLoop()
      const Variable = contextVariables(t)
      const variable = new Variable<string>('request')
      const mixed: string[] = []
      const names = ['a', 'b', 'c', 'd', 'e']
      let over = 0
      const shared = loop.createFuture()
      const work = function* (name: string): Coroutine<void> {
        variable.set(name)
        const look = (place: string): void => {
          const found = variable.get('nothing')
          if (found !== name) mixed.push(`${name} found ${found} ${place}`)
        }
        yield
        look('after a bare yield')
        yield* shared
        look('after a future')
        yield* timer(loop)
        look('after a timer')
        t.note(`${name} is over`)
        if (++over === 2 * names.length) later(loop, () => loop.stop())
      }
      const parent = function* (name: string): Coroutine<void> {
        variable.set(name)
        const child = t.createTask(loop, `child of ${name}`, () => work(`child of ${name}`))
        yield* work(name)
        yield* child
      }
      loop.callSoon(() => {
        for (const name of names) t.createTask(loop, name, () => parent(name))
      })
      loop.callLater(2, () => shared.setResult(null))
      t.waitingFor = 'all tasks to end'
      await loop.runForever()
      for (const name of names) {
        t.happened(`${name} is over`)
        t.happened(`child of ${name} is over`)
      }
      t.same(mixed[0], undefined, 'the first task that found the value of another')
    },
    { hint: 'Enter the context of the task before each step, and restore the previous context after it.' },
  ),
  check(
    'context.run-leaves-no-trace',
    'set around the run, in a callback, and in a task',
    async (t) => {
      const loop = t.newEventLoop()
      const Variable = contextVariables(t)
      const variable = new Variable<string>('setting')
      const outside = new Set<unknown>()
      const token = variable.set('outside')
      const change = (value: string) => (): void => void variable.set(value)
      loop.callSoon(t.callback('callback', change('by a callback')))
      const task = t.createTask(loop, 'task', function* () {
        change('by a task')()
        yield
        change('by a task, later')()
      })
      const last = t.callback('last', () => {
        change('by the last callback')()
        loop.stop()
      })
      later(loop, last, 6)
      await loop.runForever()
      const look = (): void => void outside.add(variable.get('nothing'))
      look()
      loop.callSoon(t.callback('next run', look))
      await t.iterations(loop)
      // What is left in the context outside of all runs would be there in the checks that follow.
      t.attempt(() => variable.reset(token))
      t.order('callback', 'last', 'next run')
      isOver(t, task)
      t.sameItems(
        [...outside],
        ['outside'],
        'what is found outside of the run, and by what is scheduled there',
      )
    },
    { hint: 'Restore the previous context after each callback.' },
  ),
]

/** Waits for a timer of a millisecond. */
function* timer(loop: EventLoop): Coroutine<void> {
  const future = loop.createFuture()
  loop.callLater(1, () => future.done() || future.setResult(null))
  yield* future
}
