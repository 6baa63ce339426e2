import type { ReportedProgram } from '../../spec/index.ts'
import { expressionOf } from './print-python-calls.ts'
import type { Action, Name, Program, Step } from './program.ts'
import { programRunSource } from './python-sources.generated.ts'

/** A file of plain asyncio that runs the program on asyncio's own loop and on another one, and prints where they differ. */
export function printPython(program: Program): ReportedProgram {
  const text = JSON.stringify(program)
  const variables = ['v0', 'v1'].filter((name) => text.includes(`"set","variable":"${name}"`))
  const facts = [
    'loop',
    String(program.futures),
    `[${variables.map((name) => JSON.stringify(name)).join(', ')}]`,
    bool(program.shieldReports),
    bool(program.eager),
  ]
  const callbacks = program.callbacks.flatMap((body, index) => printCallback(`c${String(index)}`, body, text))
  const statements = [
    ...callbacks,
    'def main():',
    ...indented(printBody(program.main, 'main')),
    '',
    `return run.run(main${program.until === null ? '' : `, "${program.until}"`})`,
  ]
  const lines = ['def program(loop):', ...indented([`run = Run(${facts.join(', ')})`, '', ...statements])]
  return {
    language: 'python',
    text: `${programRunSource}\n\n${lines.join('\n')}\n\n\n${ending}`,
    statements: statements.slice(0, -2).join('\n'),
  }
}

/** Runs both, in the printed file. */
const ending = `if __name__ == "__main__":
    import importlib
    import sys

    # The loop that is in question: python this_file.py uvloop:new_event_loop
    module, _, name = sys.argv[1].partition(":")
    new_loop = getattr(importlib.import_module(module), name or "new_event_loop")
    expected = program(asyncio.SelectorEventLoop())
    actual = program(new_loop())
    for line in range(max(len(expected), len(actual))):
        one, other = ((trace[line : line + 1] or ["nothing"])[0] for trace in (expected, actual))
        print("  " + one if one == other else "! %s, on asyncio: %s" % (other, one))
`

function printCallback(name: Name, body: readonly Action[], text: string): string[] {
  if (!text.includes(`"callback":"${name}"`)) return []
  return [
    `def ${name}():`,
    ...indented(printBody(body, name)),
    '',
    `run.add_callback("${name}", ${name})`,
    '',
  ]
}

/** The statements of a body. A body without any needs one in Python. */
function printBody(body: readonly Step[], who: Name): string[] {
  return body.length === 0 ? ['pass'] : body.flatMap((step) => printStep(step, who))
}

function printStep(step: Step, who: Name): string[] {
  switch (step.do) {
    case 'return':
      return [`return ${JSON.stringify(step.value)}`]
    case 'try':
      return printTry(step, who)
    case 'createTask':
      return [
        `async def ${step.task}():`,
        ...indented(printBody(step.body, step.task)),
        expressionOf(step, who),
      ]
    case 'runIn':
      return ['def body():', ...indented(printBody(step.body, who)), expressionOf(step, who)]
    case 'timeout':
    case 'taskGroup':
    case 'waitForCoroutine':
      return ['async def body():', ...indented(printBody(step.body, who)), `await ${expressionOf(step, who)}`]
    case 'awaitDerived':
      return [
        expressionOf(step.derive, who),
        `if "${step.derive.future}" in run.derived:`,
        `    await run.wait_on("${who}", "${step.derive.future}")`,
      ]
    case 'yield':
    case 'await':
    case 'sleep':
    case 'wait':
    case 'waitFor':
      return [`await ${expressionOf(step, who)}`]
    default:
      return [expressionOf(step, who)]
  }
}

function printTry(step: Extract<Step, { do: 'try' }>, who: Name): string[] {
  const lines = ['try:', ...indented(printBody(step.body, who))]
  if (step.caught !== null) {
    const { body, rethrow } = step.caught
    lines.push('except ERRORS as error:', `    run.note("${who} caught " + run.describe(error))`)
    lines.push(...indented([...printBody(body, who), ...(rethrow ? ['raise'] : [])]))
  }
  if (step.finally !== null)
    lines.push('finally:', `    run.note("${who} cleans up")`, ...indented(printBody(step.finally, who)))
  return lines
}

function bool(value: boolean): string {
  return value ? 'True' : 'False'
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `    ${line}`))
}
