import type { AsyncioApi, EventLoop } from '../../../spec/index.ts'
import type { Check } from '../../harness/index.ts'
import { anywhere, thousandfold } from '../support/anywhere.ts'
import { contextVariables } from '../support/context-variables.ts'
import { minimalTask } from '../support/own-task.ts'

const longMs = 3_600_000

export const schedulingAnywhereChecks: readonly Check[] = [
  ...(['callSoon', 'callSoonThreadsafe'] as const).map((name) =>
    anywhere('scheduling.each-call-runs-once', `${name}()`, 'false true false · a 1 · b 2', ({ loop }) => {
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
    }),
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
  thousandfold(
    'running-loop.callbacks-see-their-loop',
    'the running loop',
    ({ inRun }) => `${String(inRun)} ${String(inRun)}`,
    ({ loop, t }) => {
      const running = t.attempt(() => t.api.getRunningLoop())
      const words = [t.api.peekRunningLoop() === loop, !running.threw && running.value === loop].join(' ')
      return () => words
    },
  ),
  thousandfold(
    'exceptions.get-handler-answers-what-was-set',
    'the exception handler',
    'true heard true',
    ({ loop }) => {
      const given = loop.getExceptionHandler()
      let heard = ''
      const own = (): void => void (heard = 'heard')
      loop.setExceptionHandler(own)
      const isSet = loop.getExceptionHandler() === own
      loop.callExceptionHandler({ message: 'The check calls the handler.' })
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
    'task-registry.registered-task-is-listed',
    'the registry',
    'true false',
    ({ loop, t: { api } }) => registering(loop, api, api.registerTask, api.unregisterTask),
  ),
  thousandfold(
    'task-registry.registered-eager-task-is-listed',
    'the registry of eager tasks',
    'true false',
    ({ loop, t: { api } }) => registering(loop, api, api.registerEagerTask, api.unregisterEagerTask),
  ),
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

function registering(
  loop: EventLoop,
  { getTasks }: AsyncioApi,
  register: AsyncioApi['registerTask'],
  unregister: AsyncioApi['unregisterTask'],
): () => string {
  const task = minimalTask(loop)
  register(task)
  const isListed = getTasks(loop).has(task)
  unregister(task)
  const words = `${String(isListed)} ${String(getTasks(loop).has(task))}`
  return () => words
}
