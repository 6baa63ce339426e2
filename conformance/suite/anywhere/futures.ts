import type { Future } from '../../../spec/index.ts'
import type { Check } from '../../harness/index.ts'
import { anywhere, cancelled, halfAThousand, thousandfold } from '../support/anywhere.ts'
import { contextVariables } from '../support/context-variables.ts'

const state = (future: Future): string =>
  `${String(future.done())} ${String(future.cancelled())} ${future.done() && !future.cancelled() ? String(future.exception()) : '-'}`

export const futuresAnywhereChecks: readonly Check[] = [
  thousandfold(
    'future.keeps-its-result',
    'a future that gets a result',
    'false false - · true false null · a result · true · a result',
    ({ loop }) => {
      const future = loop.createFuture<string>()
      const before = state(future)
      future.setResult('a result')
      const words = [before, state(future), future.result(), String(future.getLoop() === loop)]
      return () => [...words, future.result()].join(' · ')
    },
  ),
  thousandfold(
    'future.keeps-its-exception',
    'a future that gets an exception',
    'true true false true',
    ({ loop, t }) => {
      const error = new Error('meant by the check')
      const future = loop.createFuture<string>()
      future.setException(error)
      const thrown = t.attempt(() => future.result())
      const words = [future.exception() === error, thrown.threw && thrown.error === error, future.cancelled()]
      return () => [...words, future.exception() === error].join(' ')
    },
  ),
  anywhere('future.pending-has-no-result', 'a pending future', 'true true false', ({ loop, t }) => {
    const future = loop.createFuture()
    const asked = [t.attempt(() => future.result()), t.attempt(() => future.exception())]
    return () => [...asked.map(({ threw }) => threw), future.done()].join(' ')
  }),
  thousandfold(
    'future.cancel-ends-it',
    'cancel() of a future',
    'true false true true · true true',
    ({ loop }) => {
      const future = loop.createFuture()
      const words = [future.cancel(), future.cancel(), future.done(), future.cancelled()].join(' ')
      return () => `${words} · ${String(future.done())} ${String(future.cancelled())}`
    },
  ),
  anywhere(
    'future.cancel-message-is-kept',
    'what a cancelled future throws',
    'CancelledError why · CancelledError why',
    ({ loop, t }) => {
      const future = loop.createFuture()
      future.cancel('why')
      const thrown = [cancelled(t, () => future.result()), cancelled(t, () => future.exception())]
      return () => thrown.join(' · ')
    },
  ),
  anywhere('future.settles-once', 'a future that is settled twice', 'true true first', ({ loop, t }) => {
    const future = loop.createFuture<string>()
    future.setResult('first')
    const late = [
      t.attempt(() => future.setResult('second')),
      t.attempt(() => future.setException(new Error('late'))),
    ]
    return () => [...late.map(({ threw }) => threw), future.result()].join(' ')
  }),
  anywhere(
    'future.callbacks-run-in-order',
    'done callbacks, of which one is removed',
    'nothing 2 0 · a b a late',
    ({ loop }) => {
      const future = loop.createFuture()
      const ran: string[] = []
      const twice = (done: Future): void => void ran.push(done === future ? 'a' : 'another future')
      const removed = (): void => void ran.push('removed')
      future.addDoneCallback(removed)
      future.addDoneCallback(twice)
      future.addDoneCallback(() => ran.push('b'))
      future.addDoneCallback(removed)
      future.addDoneCallback(twice)
      const counts = [future.removeDoneCallback(removed), future.removeDoneCallback(removed)]
      future.setResult('done')
      const inline = ran.length === 0 ? 'nothing' : ran.join(' ')
      future.addDoneCallback(() => ran.push('late'))
      return () => `${inline} ${counts.join(' ')} · ${ran.join(' ')}`
    },
    halfAThousand,
  ),
  anywhere(
    'future.callback-keeps-its-context',
    'a done callback in a context',
    'given around',
    ({ loop, t }) => {
      const variable = new (contextVariables(t))('anywhere', { defaultValue: 'unset' })
      const context = t.api.copyContext()
      context.run(() => variable.set('given'))
      const future = loop.createFuture()
      const seen: string[] = []
      const see = (): void => void seen.push(variable.get())
      future.addDoneCallback(see, { context })
      const token = variable.set('around')
      future.addDoneCallback(() => see())
      variable.reset(token)
      future.setResult('done')
      return () => seen.join(' ')
    },
  ),
]
