/** `defaultExceptionHandler` as a hook: who calls it, and what becomes of what it throws. */
import { SystemExit, type ExceptionContext } from '../../spec/index.ts'
import { clauseTest, type Attempt, type ClauseTest } from '../harness/index.ts'
import { newSuccessor } from './successor-loop.ts'

export const successorExceptionTests: readonly ClauseTest[] = [
  clauseTest(
    'successor.default-handler-hears-what-is-left',
    'without a handler, and behind one that throws',
    async (check) => {
      const loop = newSuccessor(check)
      const heard: ExceptionContext[] = []
      loop.defaultExceptionHandler = (context) => void heard.push(context)
      const [error, own] = [new Error('of a callback'), new Error('of the handler')]
      const contexts: ExceptionContext[] = []
      const fail = (): never => {
        throw error
      }
      loop.setExceptionHandler(null)
      loop.callSoon(fail)
      await check.iterations(loop)
      loop.setExceptionHandler((_loop, context) => {
        contexts.push(context)
        throw own
      })
      loop.callSoon(fail)
      await check.iterations(loop)
      loop.setExceptionHandler((_loop, context) => void contexts.push(context))
      loop.callSoon(fail)
      await check.iterations(loop)
      const [first, second] = heard
      check.same(heard.length, 2, 'how often defaultExceptionHandler() was called')
      check.same(first?.exception, error, '`exception` of its first context')
      check.same(second?.exception, own, '`exception` of its second context')
      check.same(second?.context, contexts[0], '`context` of its second context')
      check.same(contexts.length, 2, 'how often a handler was called')
    },
    { hint: 'callExceptionHandler() asks the handler that was set, else this.defaultExceptionHandler().' },
  ),
  clauseTest(
    'successor.broken-default-handler-is-contained',
    'an error, without a handler and behind one that throws',
    async (check) => {
      const loop = newSuccessor(check)
      const call = (): void => loop.callExceptionHandler({ message: 'of a library' })
      loop.defaultExceptionHandler = () => {
        check.note('default handler')
        throw new Error('of the default handler, expected in the log')
      }
      loop.setExceptionHandler(null)
      const alone = check.attempt(call)
      loop.setExceptionHandler(() => {
        throw new Error('of the handler')
      })
      const behind = check.attempt(call)
      loop.callSoon(() => {
        throw new Error('of a callback')
      })
      loop.callSoon(check.callback('next'))
      await check.iterations(loop)
      check.answered(alone, 'callExceptionHandler() without a handler')
      check.answered(behind, 'callExceptionHandler() with a handler that throws')
      check.times('default handler', 3)
      check.times('next', 1)
    },
    { hint: 'Nothing is left that could be told: log it.' },
  ),
  clauseTest(
    'successor.broken-default-handler-is-contained',
    'one of the fatal pair is not, and leaves the run',
    async (check) => {
      const loop = newSuccessor(check)
      const fatal = new SystemExit('of the default handler')
      loop.defaultExceptionHandler = () => {
        throw fatal
      }
      loop.setExceptionHandler(null)
      const call: Attempt<void> = check.attempt(() => loop.callExceptionHandler({ message: 'of a library' }))
      loop.callSoon(() => {
        throw new Error('of a callback')
      })
      const run = await check.attemptAsync(() => loop.runForever())
      check.same(call.threw ? call.error : null, fatal, 'what callExceptionHandler() threw')
      check.same(run.threw ? run.error : null, fatal, 'what the run rejected with')
    },
    { hint: 'A program that wants to end at the first error says so in this method.' },
  ),
]
