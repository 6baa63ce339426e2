/** The exception handler: set, asked for, called, and broken. */
import { CancelledError } from '../../spec/index.ts'
import type { Context, Coroutine, EventLoop, ExceptionHandler } from '../../spec/index.ts'
import { clauseTest, type Attempt, type Check, type ClauseTest } from '../harness/index.ts'
import { contextVariables } from './context-variables.ts'

/** Schedules a callback that throws. */
function failSoon(loop: EventLoop, error: unknown = new Error('of the callback')): void {
  loop.callSoon(() => {
    throw error
  })
}

function handlerNoting(check: Check, label: string): ExceptionHandler {
  return () => {
    check.note(label)
  }
}

const setting: readonly ClauseTest[] = [
  clauseTest(
    'exceptions.set-handler-takes-the-place',
    'a second and a third handler',
    async (check) => {
      const loop = check.newEventLoop()
      loop.setExceptionHandler(handlerNoting(check, 'first'))
      loop.setExceptionHandler(handlerNoting(check, 'second'))
      failSoon(loop)
      await check.iterations(loop)
      loop.callSoon(() => {
        loop.setExceptionHandler(handlerNoting(check, 'third'))
        throw new Error('of the callback that set the third handler')
      })
      await check.iterations(loop)
      check.times('first', 0)
      check.times('second', 1)
      check.times('third', 1)
    },
    { hint: 'There is one handler. Look which at the time of the error.' },
  ),
  clauseTest(
    'exceptions.set-handler-takes-the-place',
    'null, and a handler again',
    async (check) => {
      const loop = check.newEventLoop()
      const handler = handlerNoting(check, 'handler')
      loop.setExceptionHandler(handler)
      loop.setExceptionHandler(null)
      failSoon(loop, new Error('This one is expected in the log: it goes to the default handler.'))
      loop.callSoon(check.callback('next'))
      await check.iterations(loop)
      check.times('next', 1)
      check.times('handler', 0)
      loop.setExceptionHandler(handler)
      failSoon(loop)
      await check.iterations(loop)
      check.times('handler', 1)
    },
    { hint: 'null takes the handler away; the default one logs.' },
  ),
  clauseTest(
    'exceptions.get-handler-answers-what-was-set',
    'two handlers and null',
    async (check) => {
      const loop = check.newEventLoop()
      const [first, second] = [handlerNoting(check, 'first'), handlerNoting(check, 'second')]
      for (const handler of [first, null, second]) {
        loop.setExceptionHandler(handler)
        check.same(loop.getExceptionHandler(), handler, 'what getExceptionHandler() answers')
      }
      failSoon(loop)
      await check.iterations(loop)
      check.same(loop.getExceptionHandler(), second, 'what getExceptionHandler() answers after an error')
      check.times('second', 1)
    },
    { hint: 'Keep the function as it is; wrap it where it is called.' },
  ),
  ...Object.entries({ 'a number': 1, 'a string': 'handler', 'an object': {}, 'a list': [] }).map(
    ([what, value]) =>
      clauseTest(
        'exceptions.handler-must-be-a-function',
        what,
        async (check) => {
          const loop = check.newEventLoop()
          const handler = handlerNoting(check, 'handler')
          loop.setExceptionHandler(handler)
          const attempt = check.attempt(() => loop.setExceptionHandler(value as unknown as ExceptionHandler))
          const kept = loop.getExceptionHandler()
          failSoon(loop)
          await check.iterations(loop)
          check.threw(attempt, 'TypeError', `setExceptionHandler(${what})`)
          check.same(kept, handler, 'the handler afterwards')
          check.times('handler', 1)
        },
        { hint: 'Look at the argument before anything is changed.' },
      ),
  ),
]

const calling: readonly ClauseTest[] = [
  clauseTest(
    'exceptions.context-is-passed-on',
    'keys of a library, and none at all',
    async (check) => {
      const loop = check.newEventLoop()
      const found: { loop: EventLoop; keys: string[]; detail: unknown; message: unknown }[] = []
      loop.setExceptionHandler((from, context) => {
        const { detail, message } = context
        found.push({ loop: from, keys: Object.keys(context).sort(), detail, message })
      })
      loop.callExceptionHandler({ message: 'of a library', detail: 'only the library knows' })
      loop.callSoon(() => loop.callExceptionHandler({}))
      await check.iterations(loop)
      const [first, second] = found
      check.same(found.length, 2, 'the number of calls of the handler')
      check.same(first?.loop, loop, 'the loop that the handler was given')
      check.sameMembers(first?.keys ?? [], ['detail', 'message'], 'the keys of the context')
      check.same(first?.detail, 'only the library knows', 'the value under a key of the library')
      check.same(first?.message, 'of a library', '`message` of the context')
      check.sameMembers(second?.keys ?? [], [], 'the keys of an empty context')
    },
    { hint: 'Hand on the context as it came.' },
  ),
  clauseTest(
    'exceptions.handler-is-called-at-once',
    'before, during and after a run',
    async (check) => {
      const loop = check.newEventLoop()
      loop.setExceptionHandler(handlerNoting(check, 'handler'))
      const counts: number[] = []
      const report = (): void => {
        loop.callExceptionHandler({ message: 'of a library' })
        counts.push(check.trace.count('handler'))
      }
      report()
      loop.callSoon(report)
      await check.iterations(loop)
      report()
      check.sameMembers(counts, [1, 2, 3], 'how often the handler had been called when each report returned')
    },
    { hint: 'Call the handler where callExceptionHandler() is called; do not schedule it.' },
  ),
  clauseTest(
    'exceptions.handler-can-pass-the-context-on',
    'a handler that logs as ever',
    async (check) => {
      const loop = check.newEventLoop()
      const attempts: Attempt<void>[] = []
      loop.setExceptionHandler((_loop, context) => {
        check.note('handler')
        // A loop that comes back here must not do so for ever.
        if (attempts.length < 5) attempts.push(check.attempt(() => loop.defaultExceptionHandler(context)))
      })
      failSoon(loop, new Error('This one is expected in the log: its handler passes it on.'))
      loop.callSoon(check.callback('next'))
      await check.iterations(loop)
      check.happened('next')
      check.times('handler', 1)
      for (const attempt of attempts) check.answered(attempt, 'defaultExceptionHandler() in the handler')
    },
    { hint: 'defaultExceptionHandler() logs. callExceptionHandler() decides who is asked.' },
  ),
  clauseTest(
    'exceptions.default-handler-takes-any-context',
    'empty, strange and complete contexts',
    async (check) => {
      const loop = check.newEventLoop()
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
        check.callback('calls', () => {
          for (const context of contexts)
            attempts.push(check.attempt(() => loop.defaultExceptionHandler(context)))
        }),
      )
      check.note('scheduled')
      await check.iterations(loop)
      check.order('scheduled', 'calls')
      for (const [index, attempt] of attempts.entries())
        check.answered(attempt, `defaultExceptionHandler() with context ${String(index + 1)}`)
    },
    { hint: 'Take nothing for granted that the context may not have.' },
  ),
  ...Object.entries({
    'an error': () => new Error('of the handler, expected in the log'),
    CancelledError: () => new CancelledError('of the handler, expected in the log'),
  }).map(([what, makeError]) =>
    clauseTest(
      'exceptions.broken-handler-is-contained',
      `a handler that throws ${what}`,
      async (check) => {
        const loop = check.newEventLoop()
        loop.setExceptionHandler(() => {
          check.note('handler')
          throw makeError()
        })
        const attempt = check.attempt(() => loop.callExceptionHandler({ message: 'of a library' }))
        // The last one stops the loop, so that the run ends whatever becomes of the error.
        failSoon(loop)
        loop.callSoon(() => {
          loop.stop()
          throw new Error('of the second callback')
        })
        const run = await check.attemptAsync(() => loop.runForever())
        if (!run.threw) await check.iterations(loop)
        check.answered(attempt, 'callExceptionHandler() with a handler that throws')
        check.answered(run, 'a run with a handler that throws')
        check.times('handler', 3)
      },
      { hint: 'Guard the call of the handler, and give what it throws to the default one.' },
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

export const exceptionHandlerTests: readonly ClauseTest[] = [...setting, ...calling]

function contextTest(
  situation: string,
  fail: (loop: EventLoop, options: { context?: Context }) => void,
): ClauseTest {
  return clauseTest(
    'exceptions.handler-runs-in-the-context-of-the-failure',
    situation,
    async (check) => {
      const Variable = contextVariables(check)
      const loop = check.newEventLoop()
      const variable = new Variable<string>('request')
      const context = check.api.copyContext()
      context.run(() => variable.set('of the failure'))
      const seen: string[] = []
      loop.setExceptionHandler(() => seen.push(variable.get('nothing')))
      fail(loop, { context })
      await check.iterations(loop)
      check.sameMembers(seen, ['of the failure'], 'what the handler saw in the variable')
    },
    { hint: 'Enter the context of `task`, `future` or `handle` around the call of the handler.' },
  )
}
