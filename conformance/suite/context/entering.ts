/** Entering contexts, copying them, and looking into them from outside. */
import { check, type Attempt, type CheckContext, type Check } from '../../harness/index.ts'
import { contextVariables, variableCheck } from '../support/context-variables.ts'

const leave = 'In run() of your Context, enter, call, and leave in a `finally` block.'
const once = 'In run() of your Context, set a flag while it is entered. Throw if it is set already.'

export const contextEnteringChecks: readonly Check[] = [
  variableCheck(
    'context.run-answers-and-leaves',
    'a value and an error',
    (t, Variable) => {
      const variable = new Variable<string>('variable')
      variable.set('around')
      const context = t.api.copyContext()
      const [answer, error] = [{}, new Error('meant by the check')]
      const found = t.attempt(() => context.run(() => answer))
      const seen = [variable.get('nothing')]
      const thrown = t.attempt(() =>
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
        t.same(t.returned(found, 'run()'), answer, 'what run() returns')
        t.that(thrown.threw, 'run() throws what the function throws', 'run() did not throw')
        t.same(thrown.threw && thrown.error, error, 'what run() throws')
        t.sameItems(seen, ['around', 'around', 'inside'], 'the variable after each run(), and in the context')
      }
    },
    leave,
  ),
  variableCheck(
    'context.is-entered-once-at-a-time',
    'inside of itself, inside of another one, and one after the other',
    (t) => {
      const [context, other] = [t.api.copyContext(), t.api.copyContext()]
      const calls: string[] = []
      const enter = (label: string): void => void calls.push(label)
      const [directly, through] = context.run(() => [
        t.attempt(() => context.run(() => enter('directly'))),
        t.attempt(() => other.run(() => context.run(() => enter('through another one')))),
      ])
      const afterwards = t.attempt(() => context.run(() => enter('afterwards')))
      return () => {
        if (directly === undefined || through === undefined) return
        t.threw(directly, 'RuntimeError', 'run() inside of the same context')
        t.threw(through, 'RuntimeError', 'run() inside of another context inside of the same one')
        t.returned(afterwards, 'run() of a context that was left')
        t.sameItems(calls, ['afterwards'], 'the functions that were called')
      }
    },
    once,
  ),
  check(
    'context.is-entered-once-at-a-time',
    'the one that a callback runs in',
    async (t) => {
      contextVariables(t)
      const loop = t.newEventLoop()
      const context = t.api.copyContext()
      const outcomes: Attempt<void>[] = []
      const enter = (): void => {
        outcomes.push(t.attempt(() => context.run(() => t.note('inside'))))
      }
      loop.callSoon(enter, [], { context })
      await t.iterations(loop)
      enter()
      const [during, afterwards] = outcomes as [Attempt<void>, Attempt<void>]
      t.threw(during, 'RuntimeError', 'run() of the context of the callback that is running')
      t.returned(afterwards, 'run() after the callback')
      t.times('inside', 1)
    },
    { hint: once },
  ),
  variableCheck(
    'context.copy-is-apart',
    'copyContext() and copy()',
    (t, Variable) => {
      const variable = new Variable<string>('variable')
      const look = (): string => variable.get('nothing')
      variable.set('before')
      const copied = t.api.copyContext()
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
        t.sameItems(seen, due, 'what is found in the variable')
      }
    },
    'A copy shares the values with the original until one of them sets something.',
  ),
  variableCheck(
    'context.tells-its-values',
    'set there, set elsewhere, and a default',
    (t, Variable) => {
      const there = new Variable<string>('there')
      const elsewhere = new Variable<string>('elsewhere', { defaultValue: 'default' })
      const context = t.api.copyContext()
      context.run(() => there.set('value'))
      elsewhere.set('of the code around')
      const has = [context.has(there), context.has(elsewhere)]
      const [value, missing] = [context.get(there), context.get(elsewhere)]
      const inside = insideOf(t, context, () => context.has(there))
      return () => {
        t.sameItems(has, [true, false], 'has() of the variable set there, and of the one set elsewhere')
        t.same(value, 'value', 'get() of the variable set there')
        t.same(missing ?? null, null, 'get() of the variable set elsewhere')
        t.same(inside, true, 'has() of the variable set there, asked inside')
      }
    },
    'get() and has() of your Context look at its own values, and at nothing else.',
  ),
]

function insideOf<T>(
  t: CheckContext,
  context: ReturnType<CheckContext['api']['copyContext']>,
  look: () => T,
): T | undefined {
  const attempt = t.attempt(() => context.run(look))
  return attempt.threw ? undefined : attempt.value
}
