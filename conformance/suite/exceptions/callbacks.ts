import { CancelledError, type EventLoop, type ExceptionContext } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { stopAfter } from '../support/turns.ts'

const guard = 'Catch what a callback throws, and pass it to callExceptionHandler().'

export const exceptionsCallbacksChecks: readonly Check[] = [
  check(
    'exceptions.callback-error-is-reported',
    'a callback that throws',
    async (t) => {
      const loop = t.newEventLoop()
      const heard: { loop: EventLoop; context: ExceptionContext }[] = []
      loop.setExceptionHandler((from, context) => heard.push({ loop: from, context }))
      const error = new Error('of the callback')
      // It stops the loop itself, so that the run ends whatever becomes of the error.
      const fail = t.callback('failing', () => {
        loop.stop()
        throw error
      })
      loop.callSoon(fail)
      await loop.runForever()
      t.times('failing', 1)
      t.same(heard.length, 1, 'the number of calls of the exception handler')
      const [given] = heard
      t.same(given?.loop, loop, 'the first argument of the exception handler')
      t.same(typeof given?.context, 'object', 'the type of the second argument of the exception handler')
      t.same(given?.context.exception, error, '`exception` of the context')
    },
    { hint: `${guard} Call the handler with the loop and the context.` },
  ),
  check(
    'exceptions.callback-error-is-reported',
    'a callback that throws, in debug mode',
    async (t) => {
      const loop = t.newEventLoop()
      const reports = t.reports(loop)
      loop.setDebug(true)
      const error = new Error('of the callback')
      loop.callSoon(() => {
        loop.stop()
        throw error
      })
      await loop.runForever()
      t.same(reports.length, 1, 'the number of calls of the exception handler')
      t.same(reports[0]?.exception, error, '`exception` of the context')
    },
    { hint: `${guard} Do so in debug mode too.` },
  ),
  check(
    'exceptions.callback-error-is-reported',
    'one error thrown by two callbacks',
    async (t) => {
      const loop = t.newEventLoop()
      const error = new Error('of both callbacks')
      for (let run = 0; run < 2; run++) {
        loop.callSoon(() => {
          loop.stop()
          throw error
        })
        await loop.runForever()
      }
      const reports = t.reports(loop)
      t.same(reports.length, 2, 'the number of calls of the exception handler')
      for (const report of reports) t.same(report.exception, error, '`exception` of the context')
    },
    { hint: `${guard} Do so each time, even for the same error.` },
  ),
  check(
    'exceptions.failing-callback-leaves-the-others',
    'callbacks before and after it, in one iteration',
    async (t) => {
      const loop = t.newEventLoop()
      loop.callSoon(
        t.callback('before', () => {
          loop.callSoon(t.callback('later'))
        }),
      )
      loop.callSoon(
        t.callback('failing', () => {
          loop.stop()
          throw new Error('of the callback')
        }),
      )
      loop.callSoon(t.callback('after'))
      await loop.runForever()
      await t.iterations(loop)
      t.reports(loop)
      t.order('before', 'failing', 'after', 'later')
      t.times('after', 1)
      t.times('failing', 1)
    },
    { hint: 'Catch errors around each callback, not around the whole batch.' },
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
    check(
      'exceptions.every-kind-of-callback-is-reported',
      what,
      async (t) => {
        const loop = t.newEventLoop()
        const error = new Error(`of ${what}`)
        const fail = t.callback('failing', () => {
          throw error
        })
        schedule(loop, fail)
        stopAfter(loop, 10)
        await loop.runForever()
        const reports = t.reports(loop)
        t.times('failing', 1)
        t.same(reports.length, 1, `the number of errors reported of ${what}`)
        t.same(reports[0]?.exception, error, '`exception` of the context')
      },
      { hint: `${guard} Use the same code for every kind of callback.` },
    ),
  ),
  check(
    'exceptions.cancelled-error-of-a-callback-is-reported',
    'a callback that throws CancelledError',
    (t) => isReported(t, new CancelledError('of the callback')),
    {
      hint: 'Handle CancelledError specially only in the step of a task. In a callback it is an ordinary error.',
    },
  ),
  ...[undefined, null, 0, 'a string', Object.freeze({ any: 'object' })].map((thrown) =>
    check(
      'exceptions.whatever-is-thrown-is-reported',
      `throw ${typeof thrown === 'object' && thrown !== null ? 'an object' : String(thrown)}`,
      (t) => isReported(t, thrown),
      {
        hint: 'Do not test the thrown value. Any value that a callback throws is an error, `undefined` included.',
      },
    ),
  ),
  check(
    'exceptions.report-says-what-failed',
    'a callback that throws',
    async (t) => {
      const loop = t.newEventLoop()
      const handle = loop.callSoon(() => {
        loop.stop()
        throw new Error('of the callback')
      })
      await loop.runForever()
      const [report] = t.reports(loop)
      t.same(report?.handle, handle, '`handle` of the context')
      const message = report?.message
      t.that(
        typeof message === 'string' && message !== '',
        '`message` of the context is a text',
        `\`message\` of the context was ${JSON.stringify(message)}`,
      )
    },
    { hint: 'Call callExceptionHandler() with a `message`, the `exception` and the `handle`.' },
  ),
]

/** A callback throws: the exception handler receives what was thrown, once, and the next callback runs. */
async function isReported(t: CheckContext, thrown: unknown): Promise<void> {
  const loop = t.newEventLoop()
  loop.callSoon(() => {
    throw thrown
  })
  loop.callSoon(t.callback('next'))
  await t.iterations(loop)
  const reports = t.reports(loop)
  t.happened('next')
  t.same(reports.length, 1, 'the number of errors reported')
  t.same(reports[0]?.exception, thrown, '`exception` of the context')
}
