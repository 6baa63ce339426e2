/** A task factory that only passes on what it gets. */
import type { Coroutine } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'
import { contextVariables } from '../support/context-variables.ts'
import { OwnTask } from '../support/own-task.ts'
import { transparentFactory } from '../support/recording-factory.ts'

function* steps(): Coroutine<void> {
  yield
}

export const factoriesTransparentFactoryChecks: readonly Check[] = [
  check(
    'factories.name-passes-a-factory',
    'a factory that makes the task with createTask() of the loop',
    async (t) => {
      const loop = t.newEventLoop()
      const { factory, calls } = transparentFactory()
      loop.setTaskFactory(factory)
      const names = ['worker', ''].map((name) => loop.createTask(steps(), { name }).getName())
      t.same(calls(), 2, 'the number of calls of the factory')
      t.sameItems(names, ['worker', ''], 'the names of the tasks')
      await t.iterations(loop)
    },
    { hint: 'Pass the name to the task factory.' },
  ),

  check(
    'factories.context-passes-a-factory',
    'a factory that makes the task with createTask() of the loop',
    async (t) => {
      const Variable = contextVariables(t)
      const variable = new Variable<string>('variable', { defaultValue: 'unset' })
      const context = t.api.copyContext()
      context.run(() => variable.set('given'))
      const loop = t.newEventLoop()
      const { factory, calls } = transparentFactory()
      loop.setTaskFactory(factory)
      const seen: unknown[] = []
      const look = function* (): Coroutine<void> {
        seen.push(variable.get())
        yield
        seen.push(variable.get())
      }
      loop.createTask(look(), { context })
      await t.iterations(loop)
      loop.createTask(look())
      await t.iterations(loop)
      t.same(calls(), 2, 'the number of calls of the factory')
      t.sameItems(
        seen,
        ['given', 'given', 'unset', 'unset'],
        'the variable in both steps of the task with the context, and of the task without',
      )
    },
    { hint: 'Pass the context to the task factory.' },
  ),

  check(
    'factories.factory-makes-the-tasks',
    'the factory creates another task',
    async (t) => {
      const loop = t.newEventLoop()
      const calls: string[] = []
      const known = new Map<unknown, string>()
      const named = (name: string): Coroutine<void> => {
        const coroutine = steps()
        known.set(coroutine, name)
        return coroutine
      }
      loop.setTaskFactory((of, coro) => {
        const name = known.get(coro) ?? 'an unknown coroutine'
        calls.push(name)
        if (name === 'the task') of.createTask(named('the task of the factory'))
        return new OwnTask(t.api, of, coro)
      })
      const task = loop.createTask(named('the task'))
      await t.iterations(loop)
      t.sameItems(calls, ['the task', 'the task of the factory'], 'what the factory was called for')
      t.same(task.done(), true, 'done() of the task')
    },
    { hint: 'Call the task factory for every task, also while it runs.' },
  ),
]
