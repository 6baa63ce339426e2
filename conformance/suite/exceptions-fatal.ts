/** The fatal pair. What becomes of the run and of the rest of its iteration stands in the area of the run. */
import { errorKind, KeyboardInterrupt, SystemExit } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'

const pair = { SystemExit, KeyboardInterrupt }

export const fatalExceptionTests: readonly ClauseTest[] = Object.entries(pair).flatMap(
  ([kind, FatalError]) => [
    clauseTest(
      'exceptions.fatal-error-is-not-reported',
      `a callback that throws ${kind}`,
      async (check) => {
        const loop = check.newEventLoop()
        const [ordinary, fatal] = [new Error('ordinary'), new FatalError('of the callback')]
        for (const error of [ordinary, fatal]) {
          loop.callSoon(
            check.callback(`throws ${error.message}`, () => {
              loop.stop()
              throw error
            }),
          )
          await check.attemptAsync(() => loop.runForever())
        }
        check.order('throws ordinary', 'throws of the callback')
        const exceptions = check.reports(loop).map((report) => report.exception)
        check.sameMembers(exceptions, [ordinary], 'the errors that the handler heard of')
      },
      { hint: 'Let the fatal pair through where the errors of callbacks are caught.' },
    ),
    clauseTest(
      'exceptions.fatal-error-of-the-handler-escapes',
      `a handler that throws ${kind}`,
      async (check) => {
        const loop = check.newEventLoop()
        const fatal = new FatalError('of the handler')
        loop.setExceptionHandler(() => {
          check.note('handler')
          throw fatal
        })
        loop.callSoon(
          check.callback('failing', () => {
            loop.stop()
            throw new Error('ordinary')
          }),
        )
        const run = await check.attemptAsync(() => loop.runForever())
        const call = check.attempt(() => loop.callExceptionHandler({ message: 'of a library' }))
        check.order('failing', 'handler')
        for (const [what, attempt] of Object.entries({ 'the run': run, 'callExceptionHandler()': call })) {
          const error = attempt.threw ? attempt.error : null
          const happened = attempt.threw ? `it threw ${String(errorKind(error))}` : 'it threw nothing'
          check.that(error === fatal, `${what} throws what the handler threw`, happened)
        }
      },
      { hint: 'Where the errors of the handler are caught, let the fatal pair through.' },
    ),
  ],
)
