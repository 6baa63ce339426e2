/** Errors of any kind, from any kind of callback, and reports about anything. */
import type { Callback, EventLoop } from '../../../spec/index.ts'
import { check, oneOf, type Check } from '../../harness/index.ts'
import { pass } from '../support/turns.ts'
import { errors } from '../support/values.ts'

const kinds = oneOf<(loop: EventLoop, callback: Callback) => unknown>(
  ['callSoon()', () => (loop, callback) => loop.callSoon(callback)],
  ['callLater()', () => (loop, callback) => loop.callLater(0, callback)],
  ['callAt()', () => (loop, callback) => loop.callAt(loop.time(), callback)],
  ['callSoonThreadsafe()', () => (loop, callback) => loop.callSoonThreadsafe(callback)],
  [
    'addDoneCallback()',
    () => (loop, callback) => {
      const future = loop.createFuture()
      future.addDoneCallback(callback)
      future.setResult('done')
    },
  ],
)

/** Values that are hard to print. */
const strange = oneOf<unknown>(
  ['is an object', () => ({ key: 1 })],
  ['contains itself', circular],
  ['throws when it is printed', () => ({ toString: refuse, toJSON: refuse })],
  ['has no prototype', () => Object.create(null) as unknown],
  ['has a getter that throws', () => Object.defineProperty({}, 'key', { get: refuse, enumerable: true })],
  ['is undefined', () => undefined],
)

function circular(): unknown {
  const list: unknown[] = []
  list.push(list)
  return list
}

function refuse(): never {
  throw new Error('expected in the log: a value that cannot be printed')
}

export const exceptionsCasesChecks: readonly Check[] = [
  check(
    'exceptions.every-kind-of-callback-is-reported',
    'any error, thrown by any kind of callback',
    async (t) => {
      const loop = t.newEventLoop()
      const error = t.draw('the error', errors)
      const schedule = t.draw('scheduled with', kinds)
      schedule(
        loop,
        t.callback('throws', () => {
          throw error
        }),
      )
      await pass(t, loop, 1)
      t.times('throws', 1)
      const received = t.reports(loop).map((report) => report.exception)
      t.sameItems(received, [error], 'the errors that the handler received')
    },
    { hint: 'Pass what a callback throws to callExceptionHandler(), unchanged.' },
  ),
  check(
    'exceptions.handler-is-called-at-once',
    'called again by the handler itself',
    async (t) => {
      const loop = t.newEventLoop()
      const inRun = t.draw('called', oneOf(['in a callback', () => true], ['outside of a run', () => false]))
      loop.setExceptionHandler((_loop, { message }) => {
        t.note(`begins: ${String(message)}`)
        if (message === 'first') loop.callExceptionHandler({ message: 'second' })
        t.note(`ends: ${String(message)}`)
      })
      const report = (): void => loop.callExceptionHandler({ message: 'first' })
      if (inRun) loop.callSoon(report)
      else report()
      await t.iterations(loop)
      t.order('begins: first', 'begins: second', 'ends: second', 'ends: first')
      for (const message of ['first', 'second']) t.times(`begins: ${message}`, 1)
    },
    { hint: 'Call the handler for every report, also for one that comes while it runs.' },
  ),
  check(
    'exceptions.set-handler-takes-the-place',
    'of one loop, while another loop has another handler',
    async (t) => {
      const loops = [t.newEventLoop(), t.newEventLoop()]
      for (const [index, loop] of loops.entries())
        loop.setExceptionHandler(() => t.note(`handler ${String(index)}`))
      for (const [index, loop] of loops.entries()) {
        t.note(`run ${String(index)}`)
        loop.callSoon(() => {
          throw new Error('of the callback')
        })
        await t.iterations(loop)
      }
      t.order('run 0', 'handler 0', 'run 1', 'handler 1')
      for (const index of ['0', '1']) t.times(`handler ${index}`, 1)
    },
    { hint: 'Keep the handler in the loop, not in its class.' },
  ),
  check(
    'exceptions.default-handler-takes-any-context',
    'values that are hard to print',
    async (t) => {
      const loop = t.newEventLoop()
      const value = t.draw('a value', strange)
      const context = { message: 'expected in the log', library: value }
      const call = t.attempt(() => loop.defaultExceptionHandler(context))
      loop.callSoon(t.callback('next'))
      await t.iterations(loop)
      t.returned(call, 'defaultExceptionHandler()')
      t.times('next', 1)
    },
    { hint: 'Catch what printing a value throws.' },
  ),
  check(
    'exceptions.handler-is-called-at-once',
    'and asks whether the loop runs',
    async (t) => {
      const loop = t.newEventLoop()
      const seen: boolean[] = []
      loop.setExceptionHandler(() => seen.push(loop.isRunning()))
      const report = (): void => loop.callExceptionHandler({ message: 'of a library' })
      report()
      seen.push(loop.isRunning())
      loop.callSoon(report)
      await t.iterations(loop)
      report()
      seen.push(loop.isRunning())
      t.sameItems(
        seen,
        [false, false, true, false, false],
        'isRunning() in a handler called before a run, after that, in a handler called in a run, in one called after the run, and after that',
      )
    },
    { hint: 'Calling the exception handler does not begin a run, and does not end one.' },
  ),
]
