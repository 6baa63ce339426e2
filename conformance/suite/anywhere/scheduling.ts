import { errorKind, type ExceptionHandler } from '../../../spec/index.ts'
import type { Check } from '../../harness/index.ts'
import { anywhere, halfAThousand, inTurn, thousandfold, timersAnywhere } from '../support/anywhere.ts'
import { contextVariables } from '../support/context-variables.ts'

const longMs = 3_600_000

export const schedulingAnywhereChecks: readonly Check[] = [
  ...(['callSoon', 'callSoonThreadsafe'] as const).map((name) =>
    anywhere(
      'scheduling.each-call-runs-once',
      `${name}()`,
      'false true false · a 1 · b 2',
      ({ loop }) => {
        const ran: string[] = []
        const run = (what: string, more: number): void => void ran.push(`${what} ${String(more)}`)
        const first = loop[name](run, ['a', 1])
        const cancelled = loop[name](run, ['cancelled', 0])
        loop[name](run, ['b', 2])
        const before = cancelled.cancelled()
        cancelled.cancel()
        cancelled.cancel()
        const words = [before, cancelled.cancelled(), first.cancelled()].join(' ')
        return () => [words, ...ran].join(' · ')
      },
      halfAThousand,
    ),
  ),
  ...(['callSoon', 'callSoonThreadsafe'] as const).map((name) =>
    anywhere(
      'scheduling.given-context-is-used-as-it-is',
      `${name}() in a context`,
      'given around',
      ({ loop, t }) => {
        const variable = new (contextVariables(t))('anywhere', { defaultValue: 'unset' })
        const context = t.api.copyContext()
        context.run(() => variable.set('given'))
        const seen: string[] = []
        loop[name](() => seen.push(variable.get()), [], { context })
        const token = variable.set('around')
        loop[name](() => seen.push(variable.get()))
        variable.reset(token)
        return () => seen.join(' ')
      },
    ),
  ),
  ...(['callAt', 'callLater'] as const).map((name) =>
    thousandfold(
      'handles.cancelled-timer-never-runs',
      `${name}() and cancel()`,
      'false true true · nothing',
      ({ loop }) => {
        let ran = 'nothing'
        const now = loop.time()
        const delay = name === 'callAt' ? now + longMs : longMs
        const timer = loop[name](delay, (what: string) => void (ran = what), ['it ran'])
        const due = timer.when()
        const before = timer.cancelled()
        timer.cancel()
        timer.cancel()
        // A loop may round deadlines to its clock.
        const isDue = Math.abs(due - now - longMs) < 1000
        const words = [before, timer.cancelled(), isDue].join(' ')
        return () => `${words} · ${ran}`
      },
    ),
  ),
  timersAnywhere(
    'scheduling.timers-run-their-callbacks',
    'timers that are due',
    'false true · a 1 · b 2',
    ({ loop }) => {
      const ran: string[] = []
      const run = (what: string, more: number): void => void ran.push(`${what} ${String(more)}`)
      loop.callLater(0, run, ['a', 1])
      const cancelled = loop.callLater(0, run, ['cancelled', 0])
      loop.callAt(loop.time(), run, ['b', 2])
      const before = cancelled.cancelled()
      cancelled.cancel()
      const words = [before, cancelled.cancelled()].join(' ')
      // The order of equal deadlines is free.
      return () => [words, ...ran.sort()].join(' · ')
    },
  ),
  timersAnywhere(
    'scheduling.given-context-is-used-as-it-is',
    'timers in a context',
    'later given · now given',
    ({ loop, t }) => {
      const variable = new (contextVariables(t))('anywhere', { defaultValue: 'unset' })
      const context = t.api.copyContext()
      context.run(() => variable.set('given'))
      const seen: string[] = []
      const see = (what: string): void => void seen.push(`${what} ${variable.get()}`)
      loop.callLater(0, see, ['later'], { context })
      loop.callAt(loop.time(), see, ['now'], { context })
      return () => seen.sort().join(' · ')
    },
  ),
  anywhere(
    'handles.get-context-answers-the-context',
    'getContext() of handles',
    'true true',
    ({ loop, t }) => {
      contextVariables(t)
      const context = t.api.copyContext()
      const handle = loop.callSoon(() => undefined, [], { context })
      const timer = loop.callLater(longMs, () => undefined, [], { context })
      const words = [handle.getContext() === context, timer.getContext() === context].join(' ')
      timer.cancel()
      return () => words
    },
  ),
  thousandfold('scheduling.debug-mode-is-set-and-told', 'getDebug()', 'boolean true false', ({ loop }) => {
    const given = loop.getDebug()
    const words: unknown[] = [typeof given]
    for (const debug of [true, false]) {
      loop.setDebug(debug)
      words.push(loop.getDebug())
    }
    loop.setDebug(given)
    return () => words.join(' ')
  }),
  thousandfold('timers.clock-never-goes-back', 'time()', 'true true', ({ loop }) => {
    const first = loop.time()
    const second = loop.time()
    const words = String(Number.isFinite(first) && second >= first)
    return () => `${words} ${String(loop.time() >= second)}`
  }),
  thousandfold(
    'lifecycle.is-running-during-a-run',
    'isRunning() and isClosed()',
    ({ inRun }) => `${String(inRun)} false`,
    ({ loop }) => {
      const words = `${String(loop.isRunning())} ${String(loop.isClosed())}`
      return () => words
    },
  ),
  anywhere('lifecycle.close-is-refused-while-running', 'close() in a run', 'threw RuntimeError', (scene) =>
    inTurn(scene, () => {
      const { loop, t } = scene
      const refused = t.attempt(() => loop.close())
      return refused.threw ? `threw ${String(errorKind(refused.error))}` : 'closed'
    }),
  ),
  thousandfold(
    'exceptions.get-handler-answers-what-was-set',
    'the exception handler',
    'true of the check true',
    ({ loop }) => {
      const given = loop.getExceptionHandler()
      let heard = 'nothing'
      const own: ExceptionHandler = (_loop, { message }) => void (heard = String(message))
      loop.setExceptionHandler(own)
      const isSet = loop.getExceptionHandler() === own
      loop.callExceptionHandler({ message: 'of the check' })
      loop.setExceptionHandler(given)
      const words = [isSet, heard, loop.getExceptionHandler() === given].join(' ')
      return () => words
    },
  ),
  thousandfold(
    'factories.get-task-factory-answers-the-factory',
    'the task factory',
    'true true',
    ({ loop, t }) => {
      const given = loop.getTaskFactory()
      const own = (): never => t.fail({ message: 'The factory was called.' })
      loop.setTaskFactory(own)
      const isSet = loop.getTaskFactory() === own
      loop.setTaskFactory(given)
      const words = [isSet, loop.getTaskFactory() === given].join(' ')
      return () => words
    },
  ),
  thousandfold('policy.set-loop-is-the-current-one', 'the policy', 'true true true', ({ loop, t, inRun }) => {
    const { getEventLoop, getEventLoopPolicy, setEventLoop, setEventLoopPolicy } = t.api
    const policy = getEventLoopPolicy()
    setEventLoop(loop)
    const words = [getEventLoop() === loop, getEventLoopPolicy() === policy]
    const own = { getEventLoop: () => loop, setEventLoop: () => undefined, newEventLoop: () => loop }
    setEventLoopPolicy(own)
    words.push(getEventLoopPolicy() === own && (inRun || getEventLoop() === loop))
    setEventLoopPolicy(policy)
    setEventLoop(null)
    return () => words.join(' ')
  }),
  thousandfold(
    'context.token-restores-the-value',
    'a context variable',
    'unset set true given unset',
    ({ t }) => {
      const variable = new (contextVariables(t))('anywhere', { defaultValue: 'unset' })
      const before = variable.get()
      const token = variable.set('set')
      const within = variable.get()
      const context = t.api.copyContext()
      const copy = context.copy()
      const given = context.run(() => {
        variable.set('given')
        return variable.get()
      })
      const isApart =
        copy.get(variable) === 'set' && context.get(variable) === 'given' && context.has(variable)
      variable.reset(token)
      const words = [before, within, isApart, given, variable.get()].join(' ')
      return () => words
    },
  ),
]
