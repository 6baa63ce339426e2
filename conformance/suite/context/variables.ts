import type { Check } from '../../harness/index.ts'
import { variableCheck } from '../support/context-variables.ts'

const get =
  'In get() of your ContextVar, check whether the context has the variable, not whether the value is truthy.'

export const contextVariablesChecks: readonly Check[] = [
  variableCheck(
    'context.unset-variable-gives-its-default',
    'with and without a default, a fallback, and a value',
    (t, Variable) => {
      const withDefault = new Variable<string>('with default', { defaultValue: 'default' })
      const without = new Variable<string>('without')
      const unset = t.attempt(() => without.get())
      const returned = [without.get('fallback'), withDefault.get(), withDefault.get('fallback')]
      withDefault.set('value')
      without.set('value')
      returned.push(without.get(), without.get('fallback'), withDefault.get(), withDefault.get('fallback'))
      return () => {
        t.threw(unset, 'LookupError', 'get() of a variable without value and default')
        const due = ['fallback', 'default', 'fallback', 'value', 'value', 'value', 'value']
        t.sameItems(returned, due, 'what get() returns')
      }
    },
    get,
  ),
  variableCheck(
    'context.unset-variable-gives-its-default',
    'a default of undefined or null, and a fallback of null',
    (t, Variable) => {
      const nothing = new Variable<unknown>('nothing', { defaultValue: null })
      const plain = new Variable<unknown>('plain')
      const returned = [nothing.get(), nothing.get('fallback'), plain.get(null)]
      return () => t.sameItems(returned, [null, 'fallback', null], 'what get() returns')
    },
    get,
  ),
  variableCheck(
    'context.any-value-counts-as-set',
    'undefined, null, false, zero, an empty text',
    (t, Variable) => {
      const values = [undefined, null, false, 0, '']
      const returned = values.map((value) => {
        const variable = new Variable<unknown>('variable', { defaultValue: 'default' })
        variable.set(value)
        return [variable.get(), variable.get('fallback')]
      })
      return () => {
        for (const [index, value] of values.entries())
          t.sameItems(
            returned[index] ?? [],
            [value, value],
            `get() of a variable that was set to ${String(value)}`,
          )
      }
    },
    get,
  ),
  variableCheck(
    'context.set-stays-in-its-context',
    'two contexts, the code around them, and a variable of the same name',
    (t, Variable) => {
      const variable = new Variable<string>('user')
      const namesake = new Variable<string>('user')
      const [first, second] = [t.api.copyContext(), t.api.copyContext()]
      const look = (): string => variable.get('nobody')
      first.run(() => variable.set('of the first'))
      const seen = [look(), second.run(look)]
      second.run(() => variable.set('of the second'))
      variable.set('of the code around')
      seen.push(first.run(look), second.run(look), look(), namesake.get('nobody'))
      return () => {
        const due = ['nobody', 'nobody', 'of the first', 'of the second', 'of the code around', 'nobody']
        t.sameItems(seen, due, 'what is found in the variable')
      }
    },
    'set() changes the current context alone, and get() looks there.',
  ),
]
