import type { Action, Name, Step, Thrown } from './program.ts'

/** The lines of TypeScript that do what a statement says. `who` is the callback or the task that it belongs to. */
export function printStep(step: Step, who: Name): string[] {
  switch (step.do) {
    case 'yield':
      return ['yield', `note('${who} goes on')`]
    case 'await':
      return [`yield* wait('${who}', '${step.of}', ${reference(step.of)})`]
    case 'return':
      return [`return ${step.value}`]
    case 'try':
      return printTry(step, who)
    default:
      return printAction(step, who)
  }
}

export function printSteps(body: readonly Step[], who: Name): string[] {
  return [...tokensOf(body), ...body.flatMap((step) => printStep(step, who))]
}

function printTry(step: Extract<Step, { do: 'try' }>, who: Name): string[] {
  const lines = ['try {', ...indent(step.body.flatMap((inner) => printStep(inner, who)))]
  if (step.caught !== null) {
    const { body, rethrow } = step.caught
    lines.push('} catch (error) {', `  note(\`${who} caught \${describe(error)}\`)`)
    lines.push(...indent(body.flatMap((inner) => printStep(inner, who))))
    if (rethrow) lines.push('  throw error')
  }
  if (step.finally !== null) {
    lines.push('} finally {', `  note('${who} cleans up')`)
    lines.push(...indent(step.finally.flatMap((inner) => printStep(inner, who))))
  }
  return [...lines, '}']
}

function printAction(action: Action, who: Name): string[] {
  switch (action.do) {
    case 'setResult':
      return [
        `quietly('setResult of ${action.future}', () => ${action.future}.setResult(${String(action.value)}))`,
      ]
    case 'setException':
      return [
        `quietly('setException of ${action.future}', () => ${action.future}.setException(${thrown(action.error)}))`,
      ]
    case 'throw':
      return [`throw ${thrown(action.error)}`]
    case 'stop':
      return ['loop.stop()']
    case 'createTask':
      return printTask(action)
    case 'getTasks':
      return ["tell('getTasks', () => [...api.getTasks()].map(nameOf).sort().join())"]
    case 'currentTask':
      return ["tell('currentTask', () => nameOf(api.currentTask()))"]
    case 'runningLoop':
      return ["tell('runningLoop', () => api.getRunningLoop() === loop)"]
    case 'callSoon':
    case 'callSoonThreadsafe':
    case 'callLater':
    case 'callAt':
      return printSchedule(action)
    case 'cancelCall':
      return [`cancelCall('${action.call}')`]
    case 'copyContext':
      return [`contexts.${action.context} = api.copyContext()`]
    case 'set':
      return [`tokens.${action.variable} = ${action.variable}.set(${String(action.value)})`]
    case 'reset':
      return [`reset(${action.variable}, tokens)`]
    case 'get':
      return [`note(\`${who} finds \${${action.variable}.get()}\`)`]
    case 'cancelling':
    case 'uncancel':
    case 'getName':
      return telling(action.task, `${action.do} of ${action.task}`, `${action.do}()`)
    case 'setName':
      return [`${reference(action.task)}?.setName(${quote(action.name)})`]
    default:
      return printOnAwaitable(action)
  }
}

function printOnAwaitable(
  action: Extract<Action, { do: 'cancel' | 'addDone' | 'removeDone' | 'state' | 'result' | 'exception' }>,
): string[] {
  const what = `${action.do} of ${action.of}`
  switch (action.do) {
    case 'cancel':
      return telling(action.of, what, `cancel(${action.message === null ? '' : quote(action.message)})`)
    case 'addDone': {
      const args = [action.callback, ...contextArgument(action.context)].join(', ')
      const line = guarded(action.of, (future) => `${future}.addDoneCallback(${args})`)
      return action.twice ? [line, line] : [line]
    }
    case 'removeDone':
      return telling(action.of, what, `removeDoneCallback(${action.callback})`)
    case 'state':
      return [guarded(action.of, (it) => `note(\`${what}: \${${it}.done()} \${${it}.cancelled()}\`)`)]
    case 'result':
      return [guarded(action.of, (it) => `tell('${what}', () => ${it}.result(), ${it})`)]
    case 'exception':
      return [guarded(action.of, (it) => `tell('${what}', () => describeOrNone(${it}.exception()), ${it})`)]
  }
}

function printSchedule(
  action: Extract<Action, { do: 'callSoon' | 'callSoonThreadsafe' | 'callLater' | 'callAt' }>,
): string[] {
  const { call, delay } = action
  const rest = [action.callback, `['${call}']`, ...contextArgument(action.context)].join(', ')
  if (action.do === 'callSoon' || action.do === 'callSoonThreadsafe')
    return [`calls.${call} = loop.${action.do}(${rest})`]
  const when = action.do === 'callLater' ? 'delay' : 'now + delay'
  return [
    `calls.${call} = timer('${call}', ${String(delay)}, (now, delay) => loop.${action.do}(${when}, ${rest}))`,
  ]
}

function printTask({ task, body, context }: Extract<Action, { do: 'createTask' }>): string[] {
  const ends = ['return', 'throw'].includes(body.at(-1)?.do ?? '')
  return [
    `addTask('${task}', function* () {`,
    `  begin('${task} begins')`,
    ...indent(printSteps(body, task)),
    ...(ends ? [] : ["  return 'the end'"]),
    `}${['', ...contextArgument(context)].join(', ')})`,
  ]
}

/** The tokens of the context variables that a callback or a coroutine sets. */
function tokensOf(body: readonly Step[]): string[] {
  // Tasks have tokens of their own.
  const text = JSON.stringify(body, (_key, value: unknown) => (isTask(value) ? null : value))
  return /"do":"(set|reset)"/.test(text) ? ['const tokens: Tokens = {}'] : []
}

function isTask(value: unknown): boolean {
  return (value as { do?: unknown } | null)?.do === 'createTask'
}

function telling(name: Name, what: string, call: string): string[] {
  return [guarded(name, (it) => `tell('${what}', () => ${it}.${call})`)]
}

/** A task may not have been made yet. */
function guarded(name: Name, line: (it: string) => string): string {
  return name.startsWith('t') ? `withTask('${name}', (task) => ${line('task')})` : line(name)
}

function reference(name: Name): string {
  return name.startsWith('t') ? `tasks.${name}` : name
}

function contextArgument(name: Name | null): string[] {
  return name === null ? [] : [`inContext('${name}')`]
}

function thrown({ sort, name }: Thrown): string {
  if (sort === 'CancelledError') return 'new CancelledError()'
  return sort === 'Message' ? `new CancelledError('${name}')` : `known(new ${sort}('${name}'))`
}

export function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

export function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`)
}
