import { clauseTest, type ClauseTest } from '../harness/index.ts'

export const exceptionsTests: readonly ClauseTest[] = [
  clauseTest(
    'exceptions.callback-error-is-reported',
    'a callback that throws',
    async (check) => {
      const loop = check.newEventLoop()
      const error = new Error('of the callback')
      const fail = check.callback('failing', () => {
        throw error
      })
      loop.callSoon(fail)
      await check.iterations(loop)
      check.times('failing', 1)
      const reports = check.reports(loop)
      check.same(reports.length, 1, 'the number of calls of the exception handler')
      check.same(reports[0]?.exception, error, '`exception` of the report')
    },
    { hint: 'Where the loop calls a callback: catch what it throws, and give it to callExceptionHandler().' },
  ),
]
