import type { ReportedProgram } from '../../spec/index.ts'
import { helpersFor } from './print-helpers.ts'
import { printBody } from './print-steps.ts'
import { namesOf, type Action, type Name, type Program } from './program.ts'
import { indent, quote } from './text.ts'
import { usesTimers } from './timeline.ts'

/** A module of its own that does what the program does on any loop, and shows where that differs from the trace. */
export function printProgram(program: Program, trace: readonly string[]): ReportedProgram {
  const variables = ['v0', 'v1'].filter((name) => isSet(program, name))
  const body = [...definitions(program, variables, trace), ...ending(program, trace)]
  const helpers = helpersFor([...body, 'seen'], usesTimers(JSON.stringify(program)))
  const lines = [
    'export async function program(loop: EventLoop, api: AsyncioApi): Promise<string[]> {',
    ...indent([...helpers, '', ...body, 'return seen']),
    '}',
    '',
    '/** What happens on asyncio. */',
    'const expected = [',
    ...indent(trace.map((what) => `${quote(what)},`)),
    ']',
    '',
    '// Put the loop here that is in question, and the module functions that belong to it.',
    'const seen = await program(new VirtualEventLoop(), asyncioApi)',
    'for (let line = 0; line < Math.max(seen.length, expected.length); line++)',
    '  if (seen[line] === expected[line]) console.log(`  ${seen[line]}`)',
    "  else console.log(`! ${seen[line] ?? 'nothing'}, expected: ${expected[line] ?? 'nothing'}`)",
  ]
  return {
    language: 'typescript',
    text: [...importsOf(lines), '', ...lines, ''].join('\n'),
    statements: body.join('\n'),
  }
}

const values = ['CancelledError', 'errorKind', 'SystemExit', 'ValueError']
const types = [
  'AsyncioApi',
  'Context',
  'ContextVar',
  'Coroutine',
  'EventLoop',
  'ExceptionGroup',
  'Future',
  'Handle',
  'ReturnWhen',
  'SettableFuture',
  'Task',
  'TaskGroup',
  'TaskOptions',
  'Timeout',
  'TimerHandle',
  'Token',
]

/** What the lines need to import. */
function importsOf(lines: readonly string[]): string[] {
  const text = lines.join('\n')
  const used = (names: readonly string[]): string =>
    names.filter((name) => new RegExp(`\\b${name}\\b`).test(text)).join(', ')
  return [
    "import { asyncioApi, VirtualEventLoop } from 'loop-conformance/reference'",
    `import { ${used(values)} } from 'loop-conformance/spec'`,
    `import type { ${used(types)} } from 'loop-conformance/spec'`,
  ]
}

function definitions(program: Program, variables: readonly string[], trace: readonly string[]): string[] {
  const callbacks = reachableCallbacks(program)
  const text = JSON.stringify([program.main, ...callbacks.values()])
  const named = namesOf('f', program.futures).map((name) => `names.set(${name}, '${name}')`)
  const values = variables.map((name) => ` \${${name}.get()}`).join('')
  const begin = values === '' ? 'note' : `(what: string) => note(\`\${what}${values}\`)`
  return [
    ...namesOf('f', program.futures).map((name) => `const ${name} = loop.createFuture()`),
    ...handler(program, trace),
    ...(program.eager ? ['loop.setTaskFactory(api.eagerTaskFactory)'] : []),
    ...(text.includes('"createTask"') ? [`const begin = ${begin}`] : []),
    ...(callbacks.size > 0 || text.includes('"do":"wait"') ? named : []),
    ...(callbacks.size > 0 ? beginCallback(values) : []),
    ...[...callbacks].flatMap(([name, body]) => printCallback(name, body)),
    'const main = () => {',
    ...indent(printBody(program.main, 'main')),
    '}',
  ]
}

/** The callbacks that `main` mentions, and those that these callbacks mention. */
function reachableCallbacks({ main, callbacks }: Program): Map<Name, readonly Action[]> {
  const reached = new Map<Name, readonly Action[]>()
  let text = JSON.stringify(main)
  // A callback schedules only later callbacks. It may remove any.
  for (const _round of callbacks) {
    for (const [index, body] of callbacks.entries()) {
      const name = `c${String(index)}`
      if (reached.has(name) || !text.includes(`"callback":"${name}"`)) continue
      reached.set(name, body)
      text += JSON.stringify(body)
    }
  }
  return reached
}

/** A program with shields notes every report, because its check may fail on a loop that reports too much. */
function handler({ main, callbacks, shieldReports }: Program, trace: readonly string[]): string[] {
  const shields = shieldReports && JSON.stringify([main, callbacks]).includes('"shield"')
  if (!shields && !trace.some((what) => what.startsWith('handler heard'))) return []
  const more = shields ? " || context.message?.endsWith('shielded future')" : ''
  return [
    'loop.setExceptionHandler((_loop, context) => {',
    `  if ('handle' in context || 'told' in context${more}) heard(context)`,
    '})',
  ]
}

function beginCallback(values: string): string[] {
  return [
    'const beginCallback = (name: string, cause: unknown, more: readonly unknown[]) => {',
    '  ran.add(cause)',
    "  const known = typeof cause === 'string' ? cause : (names.get(cause) ?? 'something else')",
    `  note([name, 'for', known, ...more].join(' ')${values === '' ? '' : ` + \`${values}\``})`,
    '}',
  ]
}

function printCallback(name: Name, body: readonly Action[]): string[] {
  return [
    `const ${name} = (cause: unknown, ...more: unknown[]) => {`,
    `  beginCallback('${name}', cause, more)`,
    ...indent(printBody(body, name)),
    '}',
  ]
}

function ending(program: Program, trace: readonly string[]): string[] {
  const futures = namesOf('f', program.futures)
  const waits = trace.some((what) => what.startsWith('cancelling t'))
  const tasks = JSON.stringify(program).includes('"createTask"')
  const derived = /"do":"(gather|shield)"/.test(JSON.stringify(program))
  return [
    `await untilIdle(main${program.until === null ? '' : `, ${program.until}`})`,
    ...(waits ? cancelling : []),
    ...futures.map((name) => `settled('${name}', ${name})`),
    ...(tasks ? ['for (const [name, task] of everyTask) settled(name, task)'] : []),
    ...(derived ? ['for (const [name, future] of Object.entries(derived)) settled(name, future)'] : []),
  ]
}

const cancelling = [
  'for (let round = 0; round < 2; round++) {',
  '  const pending = everyTask.filter(([, task]) => !task.done())',
  '  if (pending.length === 0) break',
  '  await untilIdle(() => {',
  '    for (const [name, task] of pending) tell(`cancelling ${name}`, () => task.cancel())',
  '  })',
  '}',
]

function isSet(program: Program, variable: string): boolean {
  return JSON.stringify(program).includes(`"set","variable":"${variable}"`)
}
