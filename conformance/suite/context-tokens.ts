/** What takes a set() back. */
import type { ClauseTest } from '../harness/index.ts'
import { variableTest } from './variable-test.ts'

const restore = 'set() keeps in its token what the variable had before, and whether it had anything.'
const refuse = 'reset() of your ContextVar: look at the token before anything is changed.'

export const contextTokenTests: readonly ClauseTest[] = [
  variableTest(
    'context.token-restores-the-value',
    'of three values, from the last to none at all',
    (check, Variable) => {
      const variable = new Variable<string>('variable', { defaultValue: 'default' })
      const tokens = ['first', 'second', 'third'].map((value) => variable.set(value))
      const seen = tokens.reverse().map((token) => {
        variable.reset(token)
        return variable.get()
      })
      const fallback = variable.get('fallback')
      return () => {
        check.sameMembers(seen, ['second', 'first', 'default'], 'the value after each reset()')
        check.same(fallback, 'fallback', 'get(fallback) when the first value was taken back')
      }
    },
    restore,
  ),
  variableTest(
    'context.token-restores-the-value',
    'the first of two, and then the second',
    (check, Variable) => {
      const variable = new Variable<string>('variable')
      const [first, second] = [variable.set('first'), variable.set('second')]
      variable.reset(first)
      const seen = [variable.get('nothing')]
      variable.reset(second)
      seen.push(variable.get('nothing'))
      return () => check.sameMembers(seen, ['nothing', 'first'], 'the value after each reset()')
    },
    restore,
  ),
  variableTest(
    'context.token-is-good-once',
    'used twice',
    (check, Variable) => {
      const variable = new Variable<string>('variable')
      const token = variable.set('first')
      variable.reset(token)
      variable.set('second')
      const attempt = check.attempt(() => variable.reset(token))
      const value = variable.get('nothing')
      return () => {
        check.threw(attempt, 'RuntimeError', 'reset() with a token that was used')
        check.same(value, 'second', 'the value afterwards')
      }
    },
    refuse,
  ),
  variableTest(
    'context.token-is-good-once',
    'used, and used again in another context and for another variable',
    (check, Variable) => {
      const [variable, other] = [new Variable<string>('variable'), new Variable<string>('other')]
      const token = variable.set('first')
      variable.reset(token)
      const attempts = {
        'reset() in a copy of the context': check.attempt(() =>
          check.api.copyContext().run(() => variable.reset(token)),
        ),
        'reset() of another variable': check.attempt(() => other.reset(token)),
      }
      return () => {
        for (const [call, attempt] of Object.entries(attempts))
          check.threw(attempt, 'RuntimeError', `${call} with a token that was used`)
      }
    },
    refuse,
  ),
  variableTest(
    'context.token-is-good-once',
    'of another variable, and of another context',
    (check, Variable) => {
      const [variable, other] = [new Variable<string>('variable'), new Variable<string>('other')]
      const foreign = other.set('of the other')
      const elsewhere = check.api.copyContext().run(() => variable.set('elsewhere'))
      variable.set('kept')
      const attempts = {
        'reset() with a token of another variable': check.attempt(() => variable.reset(foreign)),
        'reset() with a token of another context': check.attempt(() => variable.reset(elsewhere)),
      }
      const values = [variable.get('nothing'), other.get('nothing')]
      return () => {
        for (const [call, attempt] of Object.entries(attempts)) check.threw(attempt, 'ValueError', call)
        check.sameMembers(values, ['kept', 'of the other'], 'the values of both variables afterwards')
      }
    },
    refuse,
  ),
]
