import { wrap } from '../reporters/layout.ts'
import { calledAs, type CalledAs } from './called-as.ts'

type Row = readonly [term: string, meaning: string]

const introduction =
  'Tests whether an event loop keeps the contract of asyncio. The candidate is a file (.ts, .js, .mjs), a folder or an ' +
  'installed package. It exports an adapter { name, newEventLoop() }, a loop class or an event loop policy. Types are not ' +
  'checked. Loops in Python are named python:<module or file>[:<callable>], such as python:uvloop:new_event_loop; ' +
  'pyodide:<module> runs in this process.'

const introductionInPython =
  'Tests whether an event loop keeps the contract of asyncio. The candidate is <module or file>[:<callable>], such as ' +
  'uvloop:new_event_loop. The callable is a function that returns a new loop, a loop class or an event loop policy.'

const commands: readonly Row[] = [
  ['list [--profile names] [--grep text]', 'the clauses; --dialect python'],
  ['explain <clause> [--dialect python]', 'also explain <area>, <profile>, <name>'],
  ['init [folder] [--name name] [--force]', 'a new project with a loop that conforms'],
  ['verify <report.json> [candidate]', 'whether a report is whole and current'],
  ['badge <report.json> [candidate] [--output badge.svg] [--check]', ''],
  ['diff <from.json> <to.json>', 'how two reports differ'],
  ['hooks <loop in Python> [--to 3.15]', 'which overrides a CPython breaks'],
]

const options: readonly Row[] = [
  ['--grep <text>', 'only checks with the text in clause or situation'],
  ['--profile <names>', 'only checks of these profiles: core,host'],
  ['--claim <names>', 'also judge what these profiles ask: debug,net-real'],
  ['--checks', 'print the checks that apply, and run none'],
  ['--reporter <name[=file]>', 'pretty|json|junit|markdown|github|html|events'],
  ['--baseline <file>', 'exit 0 if exactly the clauses listed in <file> fail'],
  ['--write-baseline <file>', 'write such a file, with the clauses that fail now'],
  ['--bail', 'stop at the first root cause'],
  ['--seed <number>', 'decides order, cases and programs (default: 1)'],
  ['--timeout <ms>', 'deadline of one check, 0 for none (default: 1000)'],
  ['--explore <seconds>', 'then try other seeds: more programs, more cases'],
  ['--patient', 'continue, however many checks hang'],
  ['--jobs <number>', 'processes that run checks in parallel'],
  ['--in-process', 'run the checks in this process, for breakpoints'],
  ['--python <interpreter>', 'for loops in Python (default: python3)'],
  ['--write-programs <folder>', 'for loops in Python: failures as plain asyncio'],
  ['--help, --version', 'this page; the version of the kit'],
]

const exitCodes =
  'Exit code: 0 conforms, 1 does not conform, 2 the run was not possible, 3 an error of the kit itself, 130 interrupted ' +
  '(the report is partial).'

/** The help of every command, on one screen of 80 columns. */
export function help(width: number, { command, interpreter }: CalledAs = calledAs): string {
  const page = Math.min(width, 80)
  const isPython = interpreter !== null
  const name = isPython ? command : 'loop-conformance'
  const lines = [
    ...wrap(`Usage: ${name} [run] <candidate> [options]`, page),
    '',
    ...wrap(isPython ? introductionInPython : introduction, page),
    '',
    'Other commands:',
    // A new project of init is one of npm.
    ...table(isPython ? commands.filter(([term]) => !term.startsWith('init')) : commands, 41, page),
    '',
    'Options of run:',
    ...table(isPython ? options.map(inPython) : options, 28, page),
    '',
    ...wrap(exitCodes, page),
  ]
  return `${lines.join('\n')}\n`
}

/** An option as a command of Python has it. */
function inPython(row: Row): Row {
  return row[0].startsWith('--python') ? [row[0], 'another interpreter than the one that runs this'] : row
}

/** Two columns, or on a narrow page the meaning below the term. */
function table(rows: readonly Row[], column: number, page: number): string[] {
  const isNarrow = page < 72
  const indent = isNarrow ? 6 : column
  return rows.flatMap(([term, meaning]) => {
    const meanings = meaning === '' ? [] : wrap(meaning, page - indent)
    const below = meanings.map((line) => ' '.repeat(indent) + line)
    const [first, ...rest] = below
    if (isNarrow || first === undefined || term.length + 3 > column) return [`  ${term}`, ...below]
    return [`  ${term.padEnd(column - 2)}${first.trimStart()}`, ...rest]
  })
}
