import type { HooksReport, OverrideRow, RefusedCall } from '../bridge/hooks.ts'
import { plainText } from '../report/plain-text.ts'
import { count } from '../report/words.ts'
import { labelled, paragraph, wrap } from './layout.ts'
import type { Paint } from './paint.ts'

interface Look {
  readonly width: number
  readonly paint: Paint
}

/** What `loop-conformance hooks` prints. The loop may have named its methods as it likes, so that the text is made plain. */
export function prettyHooks(report: HooksReport, { width, paint }: Look): string {
  const look = { width, paint }
  const of = (part: (row: OverrideRow) => boolean): OverrideRow[] => report.overrides.filter(part)
  const breaking = of(({ breaks }) => breaks.length > 0)
  const unsure = of(({ breaks, unsure: found }) => breaks.length === 0 && found.length > 0)
  const unseen = of(({ signature }) => signature === null)
  const fine = of((row) => ![breaking, unsure, unseen].some((rows) => rows.includes(row)))
  const blocks = [
    header(report, look),
    ...breaking.map((row) => rowLines(row, row.breaks, report, look)),
    ...unsure.map((row) => rowLines(row, row.unsure, report, look)),
    unseenLines(unseen, look),
    fineLines(fine, look),
    noteLines(report, look),
    verdict(report, breaking, unseen.length > 0, look),
  ]
  const text = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return plainTextIn(`${text.join('\n\n')}\n`, paint)
}

/** Control characters of the candidate must not reach the terminal. Those of the colours are ours. */
function plainTextIn(text: string, paint: Paint): string {
  return paint('bold', 'x') === 'x' ? plainText(text) : text
}

function header({ loop, python, from, to, bases }: HooksReport, { width, paint }: Look): string[] {
  const versions = from === to ? `CPython ${to}` : `CPython ${from} to ${to}`
  const base = bases.includes('BaseEventLoop')
    ? ''
    : ' It does not extend BaseEventLoop, so asyncio calls its public methods and few others.'
  return [
    paint('bold', loop) + paint('dim', `  CPython ${python}`),
    ...wrap(`Every override is held against what asyncio passes in ${versions}.${base}`, width),
  ]
}

function rowLines(
  row: OverrideRow,
  calls: readonly RefusedCall[],
  { to, from }: HooksReport,
  { width, paint }: Look,
): string[] {
  const [first] = calls
  if (first === undefined) return []
  const breaks = row.breaks.length > 0
  const verb = breaks ? 'breaks' : 'may break'
  const line = (label: string, text: string | null | undefined): string[] =>
    text === null || text === undefined ? [] : labelled(label, text, { indent: 4, width, paint })
  return [
    `${paint(breaks ? 'red' : 'yellow', breaks ? '✗' : '?')} ${paint('bold', `${row.class}.${row.method}`)} ${verb} ${when(first, from, to)}`,
    ...calls.flatMap((call) => [
      ...line(
        'passed',
        `${row.method}(${shown(call.args)})${call === first ? '' : `, ${when(call, from, to)}`}`,
      ),
      ...line('by', callers(call.by)),
      ...line('error', call.why),
    ]),
    ...line('takes', row.signature === null ? null : `${row.method}${row.signature}`),
    ...(breaks ? [] : line('note', doubt[row.kind === 'server' ? 'server' : 'decorator'])),
    ...line('at', row.place),
    ...line('for', row.for),
    ...line('write', row.write ?? 'Take what is passed, or **kwargs for what may come.'),
  ]
}

/** `from CPython 3.15 on`, `in CPython 3.11 to 3.12`, `in CPython 3.13` if that is the only version that was asked for. */
function when({ since, until }: RefusedCall, from: string, to: string): string {
  if (until === null && from !== to) return `from CPython ${since} on`
  return until === null || since === until ? `in CPython ${since}` : `in CPython ${since} to ${until}`
}

/** `fd, callback, context=` as a call: `fd, callback, context=…`. */
function shown(args: string): string {
  return args.replaceAll(/=(?=,|$)/g, '=…').replace('**kwargs', 'name=…, context=…, eager_start=…')
}

/** Why a break is not certain. */
const doubt = {
  decorator: 'Its decorator takes that. Whether it passes it on is not known.',
  server: "It does not extend asyncio's Server. Whether asyncio's transports get it is not known.",
}

const mostCallers = 3

function callers(by: readonly string[]): string {
  const names = by.map((caller) => caller.replace(/^\w+\.(?=\w+\.)/, ''))
  const rest = names.length - mostCallers
  return names.slice(0, mostCallers).join(', ') + (rest > 0 ? ` and ${String(rest)} more` : '')
}

function unseenLines(rows: readonly OverrideRow[], { width, paint }: Look): string[] {
  if (rows.length === 0) return []
  const what =
    rows.length === 1 ? '1 method does not tell its' : `${String(rows.length)} methods do not tell their`
  const text = `${what} arguments, as compiled ones do. Not held: ${methods(rows)}.`
  return beside(paint('yellow', '?'), text, width)
}

function fineLines(rows: readonly OverrideRow[], { width, paint }: Look): string[] {
  if (rows.length === 0) return []
  return beside(
    paint('green', '✓'),
    `${count(rows.length, 'override')} ${rows.length === 1 ? 'takes' : 'take'} what is passed: ${methods(rows)}.`,
    width,
  )
}

function noteLines({ notes }: HooksReport, { width, paint }: Look): string[] {
  return notes.flatMap(({ method, parameter, since }) => {
    const text = `${method}() does not take ${parameter}, which a program can pass${since === null ? '' : ` since CPython ${since}`}.`
    return beside(paint('yellow', '·'), text, width)
  })
}

function beside(mark: string, text: string, width: number): string[] {
  const [first = '', ...rest] = paragraph(text, 2, width)
  return [`${mark} ${first.trimStart()}`, ...rest]
}

function methods(rows: readonly OverrideRow[]): string {
  return rows.map((row) => (row.kind === 'loop' ? row.method : `${row.class}.${row.method}`)).join(', ')
}

function verdict(
  { bindsUpTo, from, to }: HooksReport,
  breaking: readonly OverrideRow[],
  isPartial: boolean,
  { width, paint }: Look,
): string[] {
  const paintAll = (text: string, style: 'green' | 'red'): string[] =>
    wrap(text, width).map((line) => paint(style, line))
  const nothing = isPartial ? 'Nothing that was seen breaks' : 'Nothing breaks'
  if (breaking.length === 0) return paintAll(`${nothing} up to CPython ${to}.`, 'green')
  const broken = `${count(breaking.length, 'override')} ${breaking.length === 1 ? 'breaks' : 'break'}.`
  return paintAll(
    bindsUpTo === null
      ? `${broken} CPython ${from} does already.`
      : `${broken} ${nothing} up to CPython ${bindsUpTo}.`,
    'red',
  )
}
