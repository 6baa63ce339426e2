import { CancelledError } from '../../spec/index.ts'
import type { EventLoop, ExceptionContext } from '../../spec/index.ts'
import { clauseTest, type ClauseTest } from '../harness/index.ts'
import { defaultHandlerTests } from './exceptions-default-handler.ts'
import { exceptionHandlerTests } from './exceptions-handler.ts'
import { fatalExceptionTests } from './exceptions-fatal.ts'
import { stopAfter } from './stop-after.ts'

const guard = 'Where the loop calls a callback: catch what it throws, and give it to callExceptionHandler().'

const callbackTests: readonly ClauseTest[] = [
  clauseTest(
    'exceptions.callback-error-is-reported',
    'a callback that throws',
    async (check) => {
      const loop = check.newEventLoop()
      const heard: { loop: EventLoop; context: ExceptionContext }[] = []
      loop.setExceptionHandler((from, context) => heard.push({ loop: from, context }))
      const error = new Error('of the callback')
      // It stops the loop itself, so that the run ends whatever becomes of the error.
      const fail = check.callback('failing', () => {
        loop.stop()
        throw error
      })
      loop.callSoon(fail)
      await loop.runForever()
      check.times('failing', 1)
      check.same(heard.length, 1, 'the number of calls of the exception handler')
      const [given] = heard
      check.same(given?.loop, loop, 'the first argument of the exception handler')
      check.same(typeof given?.context, 'object', 'the type of the second argument of the exception handler')
      check.same(given?.context.exception, error, '`exception` of the context')
    },
    { hint: `${guard} It calls the handler with the loop and the context.` },
  ),
  clauseTest(
    'exceptions.callback-error-is-reported',
    'one error thrown by two callbacks',
    async (check) => {
      const loop = check.newEventLoop()
      const error = new Error('of both callbacks')
      for (let run = 0; run < 2; run++) {
        loop.callSoon(() => {
          loop.stop()
          throw error
        })
        await loop.runForever()
      }
      const reports = check.reports(loop)
      check.same(reports.length, 2, 'the number of calls of the exception handler')
      for (const report of reports) check.same(report.exception, error, '`exception` of the context')
    },
    { hint: `${guard} Each time.` },
  ),
  clauseTest(
    'exceptions.failing-callback-leaves-the-others',
    'callbacks before and after it, in one iteration',
    async (check) => {
      const loop = check.newEventLoop()
      loop.callSoon(
        check.callback('before', () => {
          loop.callSoon(check.callback('later'))
        }),
      )
      loop.callSoon(
        check.callback('failing', () => {
          loop.stop()
          throw new Error('of the callback')
        }),
      )
      loop.callSoon(check.callback('after'))
      await loop.runForever()
      await check.iterations(loop)
      check.reports(loop)
      check.order('before', 'failing', 'after', 'later')
      check.times('after', 1)
      check.times('failing', 1)
    },
    { hint: 'Guard each callback on its own, not the whole batch.' },
  ),
  ...Object.entries<(loop: EventLoop, fail: () => void) => void>({
    'a timer': (loop, fail) => {
      loop.callLater(0, fail)
    },
    'a done callback': (loop, fail) => {
      const future = loop.createFuture()
      future.addDoneCallback(fail)
      loop.callSoon(() => future.setResult(null))
    },
    'a callback of callSoonThreadsafe()': (loop, fail) => {
      loop.callSoonThreadsafe(fail)
    },
  }).map(([what, schedule]) =>
    clauseTest(
      'exceptions.every-kind-of-callback-is-reported',
      what,
      async (check) => {
        const loop = check.newEventLoop()
        const error = new Error(`of ${what}`)
        const fail = check.callback('failing', () => {
          throw error
        })
        schedule(loop, fail)
        stopAfter(loop, 10)
        await loop.runForever()
        const reports = check.reports(loop)
        check.times('failing', 1)
        check.same(reports.length, 1, `the number of errors reported of ${what}`)
        check.same(reports[0]?.exception, error, '`exception` of the context')
      },
      { hint: `${guard} One place serves all kinds of callbacks.` },
    ),
  ),
  clauseTest(
    'exceptions.cancelled-error-of-a-callback-is-reported',
    'a callback that throws CancelledError',
    async (check) => {
      const loop = check.newEventLoop()
      const error = new CancelledError('of the callback')
      loop.callSoon(() => {
        throw error
      })
      loop.callSoon(check.callback('next'))
      await check.iterations(loop)
      const reports = check.reports(loop)
      check.happened('next')
      check.same(reports.length, 1, 'the number of errors reported')
      check.same(reports[0]?.exception, error, '`exception` of the context')
    },
    { hint: 'Only the step of a task takes a CancelledError for anything else than an error.' },
  ),
  ...[undefined, null, 0, 'a string', Object.freeze({ any: 'object' })].map((thrown) =>
    clauseTest(
      'exceptions.whatever-is-thrown-is-reported',
      `throw ${typeof thrown === 'object' && thrown !== null ? 'an object' : String(thrown)}`,
      async (check) => {
        const loop = check.newEventLoop()
        loop.callSoon(() => {
          throw thrown
        })
        loop.callSoon(check.callback('next'))
        await check.iterations(loop)
        const reports = check.reports(loop)
        check.happened('next')
        check.same(reports.length, 1, 'the number of errors reported')
        check.same(reports[0]?.exception, thrown, '`exception` of the context')
      },
      { hint: 'Do not ask what was thrown whether there was an error: that the callback threw says so.' },
    ),
  ),
  clauseTest(
    'exceptions.report-says-what-failed',
    'a callback that throws',
    async (check) => {
      const loop = check.newEventLoop()
      const handle = loop.callSoon(() => {
        loop.stop()
        throw new Error('of the callback')
      })
      await loop.runForever()
      const [report] = check.reports(loop)
      check.same(report?.handle, handle, '`handle` of the context')
      const message = report?.message
      check.that(
        typeof message === 'string' && message !== '',
        '`message` of the context says something',
        `it was ${JSON.stringify(message)}`,
      )
    },
    { hint: 'Give callExceptionHandler() a `message` and the `handle` beside the `exception`.' },
  ),
]

export const exceptionsTests: readonly ClauseTest[] = [
  ...callbackTests,
  ...exceptionHandlerTests,
  ...defaultHandlerTests,
  ...fatalExceptionTests,
]
