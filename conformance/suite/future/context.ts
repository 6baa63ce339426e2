import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { contextVariables } from '../support/context-variables.ts'

const hint = 'In addDoneCallback(), keep `options.context`, or else a copy of the current context.'

/** In which context a done callback runs. */
export const futureContextChecks: readonly Check[] = [
  check('future.callback-keeps-its-context', 'without the option', (t) => runIn(t, false), {
    hint,
  }),
  check('future.callback-keeps-its-context', 'with a context given', (t) => runIn(t, true), {
    hint,
  }),
]

async function runIn(t: CheckContext, given: boolean): Promise<void> {
  const loop = t.newEventLoop()
  const future = loop.createFuture()
  const Variable = contextVariables(t)
  const variable = new Variable<string>('place')
  const context = t.api.copyContext()
  context.run(() => variable.set('given'))
  const options = given ? { context } : {}
  const seen: unknown[] = []
  const look = (label: string, body?: () => void): (() => void) =>
    t.callback(label, () => {
      seen.push(variable.get('nothing'))
      variable.set(`written by ${label}`)
      body?.()
    })
  const early = look('early', () => {
    future.addDoneCallback(look('late'), options)
  })
  loop.callSoon(
    t.callback('adds', () => {
      variable.set('adding')
      future.addDoneCallback(early, options)
      variable.set('after adding')
    }),
  )
  loop.callSoon(
    t.callback('settles', () => {
      variable.set('settling')
      future.setResult('value')
    }),
  )
  await t.iterations(loop)
  t.order('adds', 'settles', 'early', 'late')
  const due = [given ? 'given' : 'adding', 'written by early']
  t.sameItems(seen, due, 'what the callbacks find in the variable')
  const left = given ? 'written by late' : 'given'
  t.same(context.get(variable), left, 'what the context holds afterwards')
}
