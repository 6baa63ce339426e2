/** Entering contexts, copying them, and looking into them from outside. */
import { clauseTest, type Attempt, type Check, type ClauseTest } from '../harness/index.ts'
import { contextVariables } from './context-variables.ts'
import { variableTest } from './variable-test.ts'

const leave = 'run() of your Context: enter, call, and leave in a finally block.'
const once = 'run() of your Context: note that it is entered, and refuse a second time until it is left.'

export const contextEnteringTests: readonly ClauseTest[] = [
  variableTest(
    'context.run-answers-and-leaves',
    'a value and an error',
    (check, Variable) => {
      const variable = new Variable<string>('variable')
      variable.set('around')
      const context = check.api.copyContext()
      const [answer, error] = [{}, new Error('meant by the check')]
      const found = check.attempt(() => context.run(() => answer))
      const seen = [variable.get('nothing')]
      const thrown = check.attempt(() =>
        context.run(() => {
          variable.set('inside')
          throw error
        }),
      )
      seen.push(
        variable.get('nothing'),
        context.run(() => variable.get('nothing')),
      )
      return () => {
        check.same(check.answered(found, 'run()'), answer, 'what run() answers')
        check.that(thrown.threw, 'run() throws what the function throws', 'run() threw nothing')
        check.same(thrown.threw && thrown.error, error, 'what run() throws')
        check.sameMembers(
          seen,
          ['around', 'around', 'inside'],
          'the variable after each run(), and in the context',
        )
      }
    },
    leave,
  ),
  variableTest(
    'context.is-entered-once-at-a-time',
    'inside of itself, inside of another one, and one after the other',
    (check) => {
      const [context, other] = [check.api.copyContext(), check.api.copyContext()]
      const calls: string[] = []
      const enter = (label: string): void => void calls.push(label)
      const [directly, through] = context.run(() => [
        check.attempt(() => context.run(() => enter('directly'))),
        check.attempt(() => other.run(() => context.run(() => enter('through another one')))),
      ])
      const afterwards = check.attempt(() => context.run(() => enter('afterwards')))
      return () => {
        if (directly === undefined || through === undefined) return
        check.threw(directly, 'RuntimeError', 'run() inside of the same context')
        check.threw(through, 'RuntimeError', 'run() inside of another context inside of the same one')
        check.answered(afterwards, 'run() of a context that was left')
        check.sameMembers(calls, ['afterwards'], 'the functions that were called')
      }
    },
    once,
  ),
  clauseTest(
    'context.is-entered-once-at-a-time',
    'the one that a callback runs in',
    async (check) => {
      contextVariables(check)
      const loop = check.newEventLoop()
      const context = check.api.copyContext()
      const outcomes: Attempt<void>[] = []
      const enter = (): void => {
        outcomes.push(check.attempt(() => context.run(() => check.note('inside'))))
      }
      loop.callSoon(enter, [], { context })
      await check.iterations(loop)
      enter()
      const [during, afterwards] = outcomes as [Attempt<void>, Attempt<void>]
      check.threw(during, 'RuntimeError', 'run() of the context of the callback that is running')
      check.answered(afterwards, 'run() after the callback')
      check.times('inside', 1)
    },
    { hint: once },
  ),
  variableTest(
    'context.copy-is-apart',
    'copyContext() and copy()',
    (check, Variable) => {
      const variable = new Variable<string>('variable')
      const look = (): string => variable.get('nothing')
      variable.set('before')
      const copied = check.api.copyContext()
      const again = copied.copy()
      const seen = [copied.run(look), again.run(look)]
      variable.set('after')
      copied.run(() => variable.set('in the copy'))
      seen.push(look(), copied.run(look), again.run(look))
      again.run(() => variable.set('in the copy of the copy'))
      seen.push(look(), copied.run(look), again.run(look))
      return () => {
        const due = [
          'before',
          'before',
          'after',
          'in the copy',
          'before',
          'after',
          'in the copy',
          'in the copy of the copy',
        ]
        check.sameMembers(seen, due, 'what is found in the variable')
      }
    },
    'A copy shares the values with the original until one of them sets something.',
  ),
  variableTest(
    'context.tells-its-values',
    'set there, set elsewhere, and a default',
    (check, Variable) => {
      const there = new Variable<string>('there')
      const elsewhere = new Variable<string>('elsewhere', { defaultValue: 'default' })
      const context = check.api.copyContext()
      context.run(() => there.set('value'))
      elsewhere.set('of the code around')
      const has = [context.has(there), context.has(elsewhere)]
      const [value, missing] = [context.get(there), context.get(elsewhere)]
      const inside = insideOf(check, context, () => context.has(there))
      return () => {
        check.sameMembers(has, [true, false], 'has() of the variable set there, and of the one set elsewhere')
        check.same(value, 'value', 'get() of the variable set there')
        check.same(missing ?? null, null, 'get() of the variable set elsewhere')
        check.same(inside, true, 'has() of the variable set there, asked inside')
      }
    },
    'get() and has() of your Context look at its own values, and at nothing else.',
  ),
]

function insideOf<T>(
  check: Check,
  context: ReturnType<Check['api']['copyContext']>,
  look: () => T,
): T | undefined {
  const attempt = check.attempt(() => context.run(look))
  return attempt.threw ? undefined : attempt.value
}
