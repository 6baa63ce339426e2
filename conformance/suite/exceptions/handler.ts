/** The exception handler: set, asked for, called, and broken. */
import {
  CancelledError,
  type Context,
  type Coroutine,
  type EventLoop,
  type ExceptionContext,
  type ExceptionHandler,
} from '../../../spec/index.ts'
import { check, type Attempt, type CheckContext, type Check } from '../../harness/index.ts'
import { contextVariables } from '../support/context-variables.ts'

/** Schedules a callback that throws. */
function failSoon(loop: EventLoop, error: unknown = new Error('of the callback')): void {
  loop.callSoon(() => {
    throw error
  })
}

function handlerNoting(t: CheckContext, label: string): ExceptionHandler {
  return () => {
    t.note(label)
  }
}

const setting: readonly Check[] = [
  check(
    'exceptions.set-handler-takes-the-place',
    'a second and a third handler',
    async (t) => {
      const loop = t.newEventLoop()
      loop.setExceptionHandler(handlerNoting(t, 'first'))
      loop.setExceptionHandler(handlerNoting(t, 'second'))
      failSoon(loop)
      await t.iterations(loop)
      loop.callSoon(() => {
        loop.setExceptionHandler(handlerNoting(t, 'third'))
        throw new Error('of the callback that set the third handler')
      })
      await t.iterations(loop)
      t.times('first', 0)
      t.times('second', 1)
      t.times('third', 1)
    },
    { hint: 'Keep one handler, and read it when the error happens.' },
  ),
  check(
    'exceptions.set-handler-takes-the-place',
    'null, and a handler again',
    async (t) => {
      const loop = t.newEventLoop()
      const handler = handlerNoting(t, 'handler')
      loop.setExceptionHandler(handler)
      loop.setExceptionHandler(null)
      failSoon(loop, new Error('This one is expected in the log: it goes to the default handler.'))
      loop.callSoon(t.callback('next'))
      await t.iterations(loop)
      t.times('next', 1)
      t.times('handler', 0)
      loop.setExceptionHandler(handler)
      failSoon(loop)
      await t.iterations(loop)
      t.times('handler', 1)
    },
    { hint: 'On setExceptionHandler(null), remove the handler, so that the default handler is called.' },
  ),
  check(
    'exceptions.get-handler-answers-what-was-set',
    'two handlers and null',
    async (t) => {
      const loop = t.newEventLoop()
      const [first, second] = [handlerNoting(t, 'first'), handlerNoting(t, 'second')]
      for (const handler of [first, null, second]) {
        loop.setExceptionHandler(handler)
        t.same(loop.getExceptionHandler(), handler, 'what getExceptionHandler() returns')
      }
      failSoon(loop)
      await t.iterations(loop)
      t.same(loop.getExceptionHandler(), second, 'what getExceptionHandler() returns after an error')
      t.times('second', 1)
    },
    { hint: 'Store the function itself. If you need a wrapper, make it at the call.' },
  ),
  ...Object.entries({ 'a number': 1, 'a string': 'handler', 'an object': {}, 'a list': [] }).map(
    ([what, value]) =>
      check(
        'exceptions.handler-must-be-a-function',
        what,
        async (t) => {
          const loop = t.newEventLoop()
          const handler = handlerNoting(t, 'handler')
          loop.setExceptionHandler(handler)
          const attempt = t.attempt(() => loop.setExceptionHandler(value as unknown as ExceptionHandler))
          const kept = loop.getExceptionHandler()
          failSoon(loop)
          await t.iterations(loop)
          t.threw(attempt, 'TypeError', `setExceptionHandler(${what})`)
          t.same(kept, handler, 'the handler afterwards')
          t.times('handler', 1)
        },
        { hint: 'Check the argument before you change anything.' },
      ),
  ),
]

const calling: readonly Check[] = [
  check(
    'exceptions.context-is-passed-on',
    'keys of a library, and no keys',
    async (t) => {
      const loop = t.newEventLoop()
      const found: { loop: EventLoop; context: ExceptionContext }[] = []
      loop.setExceptionHandler((from, context) => found.push({ loop: from, context }))
      loop.callExceptionHandler({ message: 'of a library', detail: 'only the library knows' })
      loop.callSoon(() => loop.callExceptionHandler({}))
      await t.iterations(loop)
      const [first, second] = found
      t.same(found.length, 2, 'the number of calls of the handler')
      t.same(first?.loop, loop, 'the loop that the handler was given')
      // A loop may add keys of its own.
      t.same(first?.context.detail, 'only the library knows', 'the value under a key of the library')
      t.same(first?.context.message, 'of a library', '`message` of the context')
      t.same(second?.loop, loop, 'the loop that the handler was given with an empty context')
      t.same(typeof second?.context, 'object', 'the type of an empty context')
    },
    { hint: 'Pass everything in the context to the handler.' },
  ),
  check(
    'exceptions.handler-is-called-at-once',
    'before, during and after a run',
    async (t) => {
      const loop = t.newEventLoop()
      loop.setExceptionHandler(handlerNoting(t, 'handler'))
      const counts: number[] = []
      const report = (): void => {
        loop.callExceptionHandler({ message: 'of a library' })
        counts.push(t.trace.count('handler'))
      }
      report()
      loop.callSoon(report)
      await t.iterations(loop)
      report()
      t.sameItems(counts, [1, 2, 3], 'how often the handler had been called when each report returned')
    },
    { hint: 'Call the handler inside callExceptionHandler(). Do not schedule it.' },
  ),
  check(
    'exceptions.handler-can-pass-the-context-on',
    'a handler that logs as ever',
    async (t) => {
      const loop = t.newEventLoop()
      const attempts: Attempt<void>[] = []
      loop.setExceptionHandler((_loop, context) => {
        t.note('handler')
        // If a loop calls this again, it must not go on forever.
        if (attempts.length < 5) attempts.push(t.attempt(() => loop.defaultExceptionHandler(context)))
      })
      failSoon(loop, new Error('This one is expected in the log: its handler passes it on.'))
      loop.callSoon(t.callback('next'))
      await t.iterations(loop)
      t.happened('next')
      t.times('handler', 1)
      for (const attempt of attempts) t.returned(attempt, 'defaultExceptionHandler() in the handler')
    },
    { hint: 'In defaultExceptionHandler(), only log. callExceptionHandler() chooses the handler.' },
  ),
  check(
    'exceptions.default-handler-takes-any-context',
    'empty, strange and complete contexts',
    async (t) => {
      const loop = t.newEventLoop()
      const contexts: Record<string, unknown>[] = [
        {},
        { message: 'This line is expected in the log.' },
        { exception: null },
        { strange: Symbol.iterator.description, none: null, list: [1, 2] },
        {
          message: 'And so is this one.',
          exception: new Error('expected in the log'),
          future: loop.createFuture(),
        },
      ]
      const attempts: Attempt<void>[] = []
      loop.callSoon(
        t.callback('calls', () => {
          for (const context of contexts)
            attempts.push(t.attempt(() => loop.defaultExceptionHandler(context)))
        }),
      )
      t.note('scheduled')
      await t.iterations(loop)
      t.order('scheduled', 'calls')
      for (const [index, attempt] of attempts.entries())
        t.returned(attempt, `defaultExceptionHandler() with context ${String(index + 1)}`)
    },
    { hint: 'Do not assume that the context has any field.' },
  ),
  ...Object.entries({
    'an error': () => new Error('of the handler, expected in the log'),
    CancelledError: () => new CancelledError('of the handler, expected in the log'),
  }).map(([what, makeError]) =>
    check(
      'exceptions.broken-handler-is-contained',
      `a handler that throws ${what}`,
      async (t) => {
        const loop = t.newEventLoop()
        loop.setExceptionHandler(() => {
          t.note('handler')
          throw makeError()
        })
        const attempt = t.attempt(() => loop.callExceptionHandler({ message: 'of a library' }))
        // The last one stops the loop, so that the run ends whatever becomes of the error.
        failSoon(loop)
        loop.callSoon(() => {
          loop.stop()
          throw new Error('of the second callback')
        })
        const run = await t.attemptAsync(() => loop.runForever())
        if (!run.threw) await t.iterations(loop)
        t.returned(attempt, 'callExceptionHandler() with a handler that throws')
        t.returned(run, 'a run with a handler that throws')
        t.times('handler', 3)
      },
      { hint: 'Catch what the handler throws, and pass it to the default handler.' },
    ),
  ),
  contextTest('a callback with a context of its own', (loop, options) => {
    loop.callSoon(
      () => {
        throw new Error('of the callback')
      },
      [],
      options,
    )
  }),
  contextTest('a task that a report names', (loop, options) => {
    const coroutine = function* (): Coroutine<void> {
      yield
    }
    const task = loop.createTask(coroutine(), options)
    loop.callSoon(() => loop.callExceptionHandler({ message: 'of a library', task }))
  }),
]

export const exceptionsHandlerChecks: readonly Check[] = [...setting, ...calling]

function contextTest(
  situation: string,
  fail: (loop: EventLoop, options: { context?: Context }) => void,
): Check {
  return check(
    'exceptions.handler-runs-in-the-context-of-the-failure',
    situation,
    async (t) => {
      const Variable = contextVariables(t)
      const loop = t.newEventLoop()
      const variable = new Variable<string>('request')
      const context = t.api.copyContext()
      context.run(() => variable.set('of the failure'))
      const seen: string[] = []
      loop.setExceptionHandler(() => seen.push(variable.get('nothing')))
      fail(loop, { context })
      await t.iterations(loop)
      t.sameItems(seen, ['of the failure'], 'what the handler saw in the variable')
    },
    { hint: 'Enter the context of `task`, `future` or `handle` around the call of the handler.' },
  )
}
