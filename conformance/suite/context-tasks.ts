/** What becomes of variables when callbacks and tasks take turns. */
import type { Coroutine, EventLoop } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { isOver } from './is-over.ts'
import { later } from './later.ts'
import { contextVariables } from './context-variables.ts'

export const contextTasksTests: readonly ClauseTest[] = [
  clauseTest(
    'context.interleaved-tasks-do-not-mix',
    'five tasks of one callback, each with a child',
    async (check) => {
      const loop = check.newEventLoop()
      const Variable = contextVariables(check)
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
        check.note(`${name} is over`)
        if (++over === 2 * names.length) later(loop, () => loop.stop())
      }
      const parent = function* (name: string): Coroutine<void> {
        variable.set(name)
        const child = check.createTask(loop, `child of ${name}`, () => work(`child of ${name}`))
        yield* work(name)
        yield* child
      }
      loop.callSoon(() => {
        for (const name of names) check.createTask(loop, name, () => parent(name))
      })
      loop.callLater(2, () => shared.setResult(null))
      check.waitingFor = 'all tasks to be over'
      await loop.runForever()
      for (const name of names) {
        check.happened(`${name} is over`)
        check.happened(`child of ${name} is over`)
      }
      check.same(mixed[0], undefined, 'the first task that found the value of another')
    },
    { hint: 'Enter the context of the task around each step, and restore the one before after each step.' },
  ),
  clauseTest(
    'context.run-leaves-no-trace',
    'set around the run, in a callback, and in a task',
    async (check) => {
      const loop = check.newEventLoop()
      const Variable = contextVariables(check)
      const variable = new Variable<string>('setting')
      const outside = new Set<unknown>()
      variable.set('outside')
      const change = (value: string) => (): void => void variable.set(value)
      loop.callSoon(check.callback('callback', change('by a callback')))
      const task = check.createTask(loop, 'task', function* () {
        change('by a task')()
        yield
        change('by a task, later')()
      })
      const last = check.callback('last', () => {
        change('by the last callback')()
        loop.stop()
      })
      later(loop, last, 6)
      await loop.runForever()
      const look = (): void => void outside.add(variable.get('nothing'))
      look()
      loop.callSoon(check.callback('next run', look))
      await check.iterations(loop)
      check.order('callback', 'last', 'next run')
      isOver(check, task)
      check.sameMembers(
        [...outside],
        ['outside'],
        'what is found outside of the run, and by what is scheduled there',
      )
    },
    { hint: 'When a callback has run, the context that was current before is current again.' },
  ),
]

/** Waits for a timer of a millisecond. */
function* timer(loop: EventLoop): Coroutine<void> {
  const future = loop.createFuture()
  loop.callLater(1, () => future.done() || future.setResult(null))
  yield* future
}
