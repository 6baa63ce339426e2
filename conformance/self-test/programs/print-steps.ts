import type { Name, Step } from './program.ts'
import { statementOf } from './statements/index.ts'
import { indent } from './text.ts'

/** The body of a callback or a coroutine: the lines of TypeScript that do what its statements say. */
export function printBody(body: readonly Step[], who: Name): string[] {
  return [...tokensOf(body), ...printSteps(body, who)]
}

function printSteps(body: readonly Step[], who: Name): string[] {
  return body.flatMap((step) => printStep(step, who))
}

function printStep(step: Step, who: Name): string[] {
  switch (step.do) {
    case 'yield':
      return ['yield', `note('${who} goes on')`]
    case 'await':
      return [`yield* wait('${who}', '${step.of}', ${step.of.startsWith('t') ? 'tasks.' : ''}${step.of})`]
    case 'return':
      return [`return ${String(step.value)}`]
    case 'try':
      return printTry(step, who)
    default:
      return statementOf(step).print(step, who, printBody)
  }
}

function printTry(step: Extract<Step, { do: 'try' }>, who: Name): string[] {
  const lines = ['try {', ...indent(printSteps(step.body, who))]
  if (step.caught !== null) {
    const { body, rethrow } = step.caught
    lines.push('} catch (error) {', `  note(\`${who} caught \${describe(error)}\`)`)
    lines.push(...indent(printSteps(body, who)))
    if (rethrow) lines.push('  throw error')
  }
  if (step.finally !== null)
    lines.push('} finally {', `  note('${who} cleans up')`, ...indent(printSteps(step.finally, who)))
  return [...lines, '}']
}

/** The tokens of the context variables that the body sets; the tasks in it have their own. */
function tokensOf(body: readonly Step[]): string[] {
  const text = JSON.stringify(body, (_key, value: unknown) => (isTask(value) ? null : value))
  return /"do":"(set|reset)"/.test(text) ? ['const tokens: Tokens = {}'] : []
}

function isTask(value: unknown): boolean {
  return (value as { do?: unknown } | null)?.do === 'createTask'
}
