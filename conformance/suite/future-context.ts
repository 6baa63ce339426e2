import { clauseTest, type Check, type ClauseTest } from '../harness/index.ts'
import { contextVariables } from './context-variables.ts'

const hint = 'addDoneCallback() of your future: it keeps `options.context`, or else a copy made at the call.'

/** In which context a done callback runs. */
export const futureContextTests: readonly ClauseTest[] = [
  clauseTest('future.callback-keeps-its-context', 'without the option', (check) => runIn(check, false), {
    hint,
  }),
  clauseTest('future.callback-keeps-its-context', 'with a context given', (check) => runIn(check, true), {
    hint,
  }),
]

async function runIn(check: Check, given: boolean): Promise<void> {
  const loop = check.newEventLoop()
  const future = loop.createFuture()
  const Variable = contextVariables(check)
  const variable = new Variable<string>('place')
  const context = check.api.copyContext()
  context.run(() => variable.set('given'))
  const options = given ? { context } : {}
  const seen: unknown[] = []
  const look = (label: string, body?: () => void): (() => void) =>
    check.callback(label, () => {
      seen.push(variable.get('nothing'))
      variable.set(`written by ${label}`)
      body?.()
    })
  const early = look('early', () => {
    future.addDoneCallback(look('late'), options)
  })
  loop.callSoon(
    check.callback('adds', () => {
      variable.set('adding')
      future.addDoneCallback(early, options)
      variable.set('after adding')
    }),
  )
  loop.callSoon(
    check.callback('settles', () => {
      variable.set('settling')
      future.setResult('value')
    }),
  )
  await check.iterations(loop)
  check.order('adds', 'settles', 'early', 'late')
  const due = [given ? 'given' : 'adding', 'written by early']
  check.sameMembers(seen, due, 'what the callbacks find in the variable')
  const left = given ? 'written by late' : 'given'
  check.same(context.get(variable), left, 'what the context holds afterwards')
}
