import type { Name, Step } from './program.ts'
import { statementOf } from './statements/index.ts'
import { printAwaitable } from './statements/statement.ts'
import { isWaiting, printWaiting } from './statements/waiting.ts'
import { indent } from './text.ts'
import { printValue } from './values.ts'

/** The body of a callback or a coroutine: the lines of TypeScript that do what its statements say. */
export function printBody(body: readonly Step[], who: Name): string[] {
  return body.flatMap((step) => printStep(step, who))
}

function printStep(step: Step, who: Name): string[] {
  switch (step.do) {
    case 'yield':
      return ['yield', `note('${who} goes on')`]
    case 'await':
      return [`yield* wait('${who}', '${step.of}', ${printAwaitable(step.of)})`]
    case 'return':
      return [`return ${printValue(step.value)}`]
    case 'try':
      return printTry(step, who)
    default:
      if (isWaiting(step)) return printWaiting(step, who, printBody)
      return statementOf(step).print(step, who, printBody)
  }
}

function printTry(step: Extract<Step, { do: 'try' }>, who: Name): string[] {
  const lines = ['try {', ...indent(printBody(step.body, who))]
  if (step.caught !== null) {
    const { body, rethrow } = step.caught
    lines.push('} catch (error) {', `  note(\`${who} caught \${describe(error)}\`)`)
    lines.push(...indent(printBody(body, who)))
    if (rethrow) lines.push('  throw error')
  }
  if (step.finally !== null)
    lines.push('} finally {', `  note('${who} cleans up')`, ...indent(printBody(step.finally, who)))
  return [...lines, '}']
}
