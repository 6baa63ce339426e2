import type { CheckResult, ReportedProgram } from '../../spec/index.ts'
import type { LoopExpression } from './loop-expression.ts'
import type { Trial } from './trials.ts'

/** Modules that a program imports if it uses them. */
const modules = ['asyncio', 'contextvars', 'gc', 'importlib', 'sys', 'threading']

/** Prints the whole file: it runs on the candidate, and on asyncio if its first argument is `asyncio`. */
export function printFile(statements: string, loop: LoopExpression, heading = ''): string {
  const factory = `new_event_loop = asyncio.new_event_loop if "asyncio" in sys.argv else ${loop.factory}`
  const [imports, own] = [loop.imports.filter(isImport), loop.imports.filter((line) => !isImport(line))]
  const body = [...own, ...imports, '', factory].join('\n')
  const used = modules.filter((name) => new RegExp(`\\b${name}\\.`).test(`${body}\n${statements}`))
  const head = [...used.map((name) => `import ${name}`), '', body].join('\n')
  return `${heading === '' ? '' : `${heading}\n\n`}${head}\n\n\n${statements}\n`
}

const isImport = (line: string): boolean => line.startsWith('import ')

/** The program for a report, with what it printed on both. */
export function reportedProgram(
  row: CheckResult,
  statements: string,
  loop: LoopExpression,
  { asyncio, candidate }: Trial,
): ReportedProgram {
  const heading = [
    `"""${row.clause}: ${row.situation.replaceAll('"""', "'''").replaceAll('\\', '\\\\')}`,
    '',
    'asyncio prints:',
    ...printed(asyncio),
    '',
    `${loop.name} prints:`,
    ...printed(candidate),
    '',
    `Run this file with Python for ${loop.name}, and with the argument asyncio for asyncio's own loop.`,
    '"""',
  ]
  return {
    language: 'python',
    text: printFile(statements, loop, heading.join('\n')),
    statements,
    onAsyncio: asyncio,
    onCandidate: candidate,
  }
}

function printed(lines: readonly string[]): string[] {
  return lines.length === 0 ? ['    (nothing)'] : lines.map((line) => `    ${line.replaceAll('\\', '\\\\')}`)
}
