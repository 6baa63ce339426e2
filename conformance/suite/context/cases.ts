/** Contexts with any value, and with any number of variables and of contexts inside of each other. */
import type { Context } from '../../../spec/index.ts'
import type { Check } from '../../harness/index.ts'
import { variableCheck } from '../support/context-variables.ts'
import { labels, sizes } from '../support/sizes.ts'
import { values } from '../support/values.ts'

export const contextCasesChecks: readonly Check[] = [
  variableCheck(
    'context.any-value-counts-as-set',
    'any value',
    (t, Variable) => {
      const value = t.draw('the value', values)
      const variable = new Variable<unknown>('variable', { defaultValue: 'default' })
      variable.set(value)
      const returned = [variable.get(), variable.get('fallback')]
      return () => t.sameItems(returned, [value, value], 'get() of a variable that was set')
    },
    'In get() of your ContextVar, ask the context whether it has the variable. Ignore the value.',
  ),
  variableCheck(
    'context.tells-its-values',
    'any value, and a variable that is not set',
    (t, Variable) => {
      const value = t.draw('the value', values)
      const [variable, other] = [new Variable<unknown>('variable'), new Variable<unknown>('other')]
      const context = t.api.copyContext()
      context.run(() => variable.set(value))
      const [has, hasOther, got] = [context.has(variable), context.has(other), context.get(variable)]
      return () => {
        t.sameItems([has, hasOther], [true, false], 'has() of the variable that is set, and of the other')
        t.same(got, value, 'get() of the variable that is set')
      }
    },
    'has() of your Context looks for the variable. Ignore the value.',
  ),
  variableCheck(
    'context.token-restores-the-value',
    'any value before, and any number of values in between',
    (t, Variable) => {
      const value = t.draw('the value before', values)
      const count = t.draw('values', sizes({ from: 1 }))
      const variable = new Variable<unknown>('variable')
      const first = variable.set(value)
      const tokens = labels(count).map((text) => variable.set(text))
      const seen = tokens.reverse().map((token) => {
        variable.reset(token)
        return variable.get('nothing')
      })
      variable.reset(first)
      const atLast = variable.get('nothing')
      return () => {
        const due = [...labels(count - 1).reverse(), value]
        t.sameItems(seen, due, 'the value after each reset()')
        t.same(atLast, 'nothing', 'get(fallback) when the first value was taken back')
      }
    },
    'In set(), store the previous value in the token, and whether there was one.',
  ),
  variableCheck(
    'context.copy-is-apart',
    'copies of a context with any number of variables',
    (t, Variable) => {
      const count = t.draw('variables', sizes({ from: 0 }))
      const variables = labels(count).map((name) => new Variable<string>(name))
      for (const variable of variables) variable.set('before')
      const added = new Variable<string>('added')
      const look = (): string[] => [added, ...variables].map((variable) => variable.get('nothing'))
      const [one, other] = [t.api.copyContext(), t.api.copyContext()]
      const third = one.copy()
      one.run(() => added.set('in the first copy'))
      third.run(() => added.set('in the copy of the copy'))
      const seen = [look(), one.run(look), other.run(look), third.run(look)]
      return () => {
        const before = variables.map(() => 'before')
        const due = ['nothing', 'in the first copy', 'nothing', 'in the copy of the copy']
        for (const [index, found] of seen.entries())
          t.sameItems(
            found,
            [due[index], ...before],
            'the variable that is set in copies, and the variables set before',
          )
      }
    },
    'A copy shares the values with the original until one of them sets something, even if there are no values.',
  ),
  variableCheck(
    'context.run-answers-and-leaves',
    'contexts inside of each other',
    (t, Variable) => {
      const depth = t.draw('contexts', sizes({ from: 1 }))
      const variable = new Variable<number>('variable')
      const seen: number[] = []
      const contexts = labels(depth).map(() => t.api.copyContext())
      const enter = (level: number, [context, ...inner]: readonly Context[]): void => {
        variable.set(level)
        context?.run(() => enter(level + 1, inner))
        seen.push(variable.get(-1))
      }
      enter(0, contexts)
      return () => {
        const due = Array.from({ length: depth + 1 }, (_item, index) => depth - index)
        t.sameItems(seen, due, 'the value in each context, after the run inside of it')
      }
    },
    'In run() of your Context, store the context that was current before in a variable of this call.',
  ),
]
