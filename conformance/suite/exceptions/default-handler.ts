/** `defaultExceptionHandler` as a successor overrides it: who calls it, with what, and what becomes of its own errors. */
import { KeyboardInterrupt, SystemExit, type EventLoop, type ExceptionContext } from '../../../spec/index.ts'
import { check, type CheckContext, type Check } from '../../harness/index.ts'
import { later } from '../support/turns.ts'

const handlers: Record<string, (loop: EventLoop) => void> = {
  'null for a handler': (loop) => loop.setExceptionHandler(null),
  'a handler that throws': (loop) =>
    loop.setExceptionHandler(() => {
      throw new Error('of the handler')
    }),
}

/** A loop with a default handler made by the check, and the contexts that it received. */
function loopHearing(t: CheckContext, answer: () => void = () => undefined) {
  const loop = t.newEventLoop()
  const heard: ExceptionContext[] = []
  loop.defaultExceptionHandler = (context) => {
    t.note('default handler')
    heard.push(context)
    answer()
  }
  return { loop, heard }
}

/** Throws in a callback, and stops the loop, so that the run ends whatever becomes of the error. */
function failAndStop(loop: EventLoop, error: unknown): void {
  loop.callSoon(() => {
    loop.stop()
    throw error
  })
}

export const exceptionsDefaultHandlerChecks: readonly Check[] = [
  check(
    'exceptions.default-handler-is-asked-without-another',
    'a handler, and null in its place',
    async (t) => {
      const { loop, heard } = loopHearing(t)
      const error = new Error('of the callback')
      loop.setExceptionHandler(() => t.note('handler'))
      loop.callExceptionHandler({ message: 'while there is a handler' })
      loop.setExceptionHandler(null)
      loop.callExceptionHandler({ message: 'of a library', detail: 'only the library knows' })
      failAndStop(loop, error)
      await loop.runForever()
      t.times('handler', 1)
      t.times('default handler', 2)
      t.same(heard[0]?.detail, 'only the library knows', '`detail` of the first context')
      t.same(heard[1]?.exception, error, '`exception` of the second context')
    },
    { hint: 'Call this.defaultExceptionHandler(), so that a subclass can override it.' },
  ),
  check(
    'exceptions.default-handler-hears-of-a-broken-one',
    'a handler that throws',
    (t) => {
      const { loop, heard } = loopHearing(t)
      const error = new Error('of the handler')
      loop.setExceptionHandler(() => {
        throw error
      })
      loop.callExceptionHandler({ message: 'of a library', detail: 'only the library knows' })
      t.times('default handler', 1)
      const [context] = heard
      t.same(context?.exception, error, '`exception` of the context')
      const first = context?.context as ExceptionContext | undefined
      t.same(first?.detail, 'only the library knows', '`detail` in `context` of the context')
      const message = context?.message
      t.that(
        typeof message === 'string' && message !== '',
        '`message` of the context is a text',
        `\`message\` of the context was ${JSON.stringify(message)}`,
      )
    },
    {
      hint: 'Call the default handler with a new context. Put the context of the failed handler into its `context` field.',
    },
  ),
  ...Object.entries(handlers).flatMap(([situation, setHandler]) => [
    check(
      'exceptions.broken-default-handler-is-contained',
      situation,
      async (t) => {
        const { loop } = loopHearing(t, () => {
          throw new Error('of the default handler, expected in the log')
        })
        setHandler(loop)
        const call = t.attempt(() => loop.callExceptionHandler({ message: 'of a library' }))
        // First, so that the run ends whatever becomes of the error.
        later(loop, () => loop.stop())
        loop.callSoon(() => {
          throw new Error('of the callback')
        })
        loop.callSoon(t.callback('next'))
        const run = await t.attemptAsync(() => loop.runForever())
        t.returned(call, 'callExceptionHandler() with a default handler that throws')
        t.returned(run, 'a run with a default handler that throws')
        t.times('next', 1)
        t.times('default handler', 2)
      },
      { hint: 'Catch what the default handler throws, and log it.' },
    ),
    ...Object.entries({ SystemExit, KeyboardInterrupt }).map(([kind, FatalError]) =>
      check(
        'exceptions.broken-default-handler-is-contained',
        `${kind}, ${situation}`,
        async (t) => {
          const fatal = new FatalError('of the default handler')
          const { loop } = loopHearing(t, () => {
            throw fatal
          })
          setHandler(loop)
          const call = t.attempt(() => loop.callExceptionHandler({ message: 'of a library' }))
          failAndStop(loop, new Error('of the callback'))
          const run = await t.attemptAsync(() => loop.runForever())
          t.times('default handler', 2)
          for (const [what, attempt] of Object.entries({ 'the run': run, 'callExceptionHandler()': call }))
            t.that(
              attempt.threw && attempt.error === fatal,
              `${what} throws what the default handler threw`,
              attempt.threw ? `${what} threw ${String(attempt.error)}` : `${what} did not throw`,
            )
        },
        { hint: 'Rethrow SystemExit and KeyboardInterrupt wherever you catch errors of handlers.' },
      ),
    ),
  ]),
]
