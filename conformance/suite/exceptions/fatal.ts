/** SystemExit and KeyboardInterrupt. The area lifecycle says what happens to the run and the rest of its iteration. */
import { errorKind, KeyboardInterrupt, SystemExit } from '../../../spec/index.ts'
import { check, type Check } from '../../harness/index.ts'

const pair = { SystemExit, KeyboardInterrupt }

export const exceptionsFatalChecks: readonly Check[] = Object.entries(pair).flatMap(([kind, FatalError]) => [
  check(
    'exceptions.fatal-error-is-not-reported',
    `a callback that throws ${kind}`,
    async (t) => {
      const loop = t.newEventLoop()
      const [ordinary, fatal] = [new Error('ordinary'), new FatalError('of the callback')]
      for (const error of [ordinary, fatal]) {
        loop.callSoon(
          t.callback(`throws ${error.message}`, () => {
            loop.stop()
            throw error
          }),
        )
        await t.attemptAsync(() => loop.runForever())
      }
      t.order('throws ordinary', 'throws of the callback')
      const exceptions = t.reports(loop).map((report) => report.exception)
      t.sameItems(exceptions, [ordinary], 'the errors that the handler received')
    },
    { hint: 'Rethrow SystemExit and KeyboardInterrupt where you catch errors of callbacks.' },
  ),
  check(
    'exceptions.fatal-error-of-the-handler-escapes',
    `a handler that throws ${kind}`,
    async (t) => {
      const loop = t.newEventLoop()
      const fatal = new FatalError('of the handler')
      loop.setExceptionHandler(() => {
        t.note('handler')
        throw fatal
      })
      loop.callSoon(
        t.callback('failing', () => {
          loop.stop()
          throw new Error('ordinary')
        }),
      )
      const run = await t.attemptAsync(() => loop.runForever())
      const call = t.attempt(() => loop.callExceptionHandler({ message: 'of a library' }))
      t.order('failing', 'handler')
      for (const [what, attempt] of Object.entries({ 'the run': run, 'callExceptionHandler()': call })) {
        const error = attempt.threw ? attempt.error : null
        const happened = attempt.threw ? `${what} threw ${String(errorKind(error))}` : `${what} did not throw`
        t.that(error === fatal, `${what} throws what the handler threw`, happened)
      }
    },
    { hint: 'Rethrow SystemExit and KeyboardInterrupt where you catch errors of the handler.' },
  ),
])
