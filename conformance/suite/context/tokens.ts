/** What takes a set() back. */
import type { Check } from '../../harness/index.ts'
import { variableCheck } from '../support/context-variables.ts'

const restore = 'In set(), store the previous value in the token, and whether there was one.'
const refuse = 'In reset() of your ContextVar, check the token before you change anything.'

export const contextTokensChecks: readonly Check[] = [
  variableCheck(
    'context.token-restores-the-value',
    'of three values, from the last to none at all',
    (t, Variable) => {
      const variable = new Variable<string>('variable', { defaultValue: 'default' })
      const tokens = ['first', 'second', 'third'].map((value) => variable.set(value))
      const seen = tokens.reverse().map((token) => {
        variable.reset(token)
        return variable.get()
      })
      const fallback = variable.get('fallback')
      return () => {
        t.sameItems(seen, ['second', 'first', 'default'], 'the value after each reset()')
        t.same(fallback, 'fallback', 'get(fallback) when the first value was taken back')
      }
    },
    restore,
  ),
  variableCheck(
    'context.token-restores-the-value',
    'the first of two, and then the second',
    (t, Variable) => {
      const variable = new Variable<string>('variable')
      const [first, second] = [variable.set('first'), variable.set('second')]
      variable.reset(first)
      const seen = [variable.get('nothing')]
      variable.reset(second)
      seen.push(variable.get('nothing'))
      return () => t.sameItems(seen, ['nothing', 'first'], 'the value after each reset()')
    },
    restore,
  ),
  variableCheck(
    'context.token-is-good-once',
    'used twice',
    (t, Variable) => {
      const variable = new Variable<string>('variable')
      const token = variable.set('first')
      variable.reset(token)
      variable.set('second')
      const attempt = t.attempt(() => variable.reset(token))
      const value = variable.get('nothing')
      return () => {
        t.threw(attempt, 'RuntimeError', 'reset() with a token that was used')
        t.same(value, 'second', 'the value afterwards')
      }
    },
    refuse,
  ),
  variableCheck(
    'context.token-is-good-once',
    'used, and used again in another context and for another variable',
    (t, Variable) => {
      const [variable, other] = [new Variable<string>('variable'), new Variable<string>('other')]
      const token = variable.set('first')
      variable.reset(token)
      const attempts = {
        'reset() in a copy of the context': t.attempt(() =>
          t.api.copyContext().run(() => variable.reset(token)),
        ),
        'reset() of another variable': t.attempt(() => other.reset(token)),
      }
      return () => {
        for (const [call, attempt] of Object.entries(attempts))
          t.threw(attempt, 'RuntimeError', `${call} with a token that was used`)
      }
    },
    refuse,
  ),
  variableCheck(
    'context.token-is-good-once',
    'of another variable, and of another context',
    (t, Variable) => {
      const [variable, other] = [new Variable<string>('variable'), new Variable<string>('other')]
      const foreign = other.set('of the other')
      const elsewhere = t.api.copyContext().run(() => variable.set('elsewhere'))
      variable.set('kept')
      const attempts = {
        'reset() with a token of another variable': t.attempt(() => variable.reset(foreign)),
        'reset() with a token of another context': t.attempt(() => variable.reset(elsewhere)),
      }
      const values = [variable.get('nothing'), other.get('nothing')]
      return () => {
        for (const [call, attempt] of Object.entries(attempts)) t.threw(attempt, 'ValueError', call)
        t.sameItems(values, ['kept', 'of the other'], 'the values of both variables afterwards')
      }
    },
    refuse,
  ),
]
