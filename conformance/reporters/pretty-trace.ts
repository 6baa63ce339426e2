import type { CheckResult, TraceEvent, ViolatedEdge } from '../../spec/index.ts'
import type { Paint } from './paint.ts'

/** At most this many events of a trace are shown. The others are counted. */
const longest = 14

/**
 * What happened, one event a line, in order. Where two events came in the wrong order, a line in the margin joins them:
 *
 *     ╭─ b    too early
 *     │  x
 *     ╰─ a    expected before it
 */
export function traceLines(row: CheckResult, paint: Paint, width: number): string[] {
  const { trace = [], violatedEdge } = row
  if (trace.length === 0) return []
  const marks = violatedEdge === undefined ? null : findMarks(trace, violatedEdge)
  const shown = select(trace.length, marks)
  const labels = trace.map(label)
  const column = Math.min(Math.max(...shown.map((index) => labels[index]?.length ?? 0)), width - 26)
  const lines: string[] = []
  let previous = -1
  for (const index of shown) {
    if (index > previous + 1) {
      const between = marks !== null && previous >= marks.early && index <= (marks.late ?? -1)
      const more = `${between ? '│' : ' '}  ⋮ ${String(index - previous - 1)} more`
      lines.push(paint(between ? 'red' : 'dim', more.slice(0, 1)) + paint('dim', more.slice(1)))
    }
    previous = index
    lines.push(eventLine(labels[index] ?? '', index, marks, column, paint))
  }
  if (previous < trace.length - 1)
    lines.push(paint('dim', `   ⋮ ${String(trace.length - 1 - previous)} more`))
  if (marks !== null && marks.late === null && violatedEdge !== undefined)
    lines.push(paint('red', `╰─ "${violatedEdge.before}" was expected before it, and never happened`))
  return lines
}

interface Marks {
  /** The event that came too early, and the one expected before it, which is null if it never happened. */
  readonly early: number
  readonly late: number | null
}

function findMarks(trace: readonly TraceEvent[], edge: ViolatedEdge): Marks | null {
  const early = trace.findIndex((event) => event.label === edge.after)
  const late = trace.findLastIndex((event) => event.label === edge.before)
  return early === -1 ? null : { early, late: late === -1 ? null : late }
}

function label({ label: text, detail }: TraceEvent): string {
  const line = (detail === undefined ? text : `${text}: ${detail}`).replaceAll('\n', ' ')
  return line.length > 100 ? `${line.slice(0, 99)}…` : line
}

function eventLine(text: string, index: number, marks: Marks | null, column: number, paint: Paint): string {
  if (marks === null) return `   ${text}`
  const end = marks.late ?? Infinity
  if (index === marks.early) return paint('red', `╭─ ${text.padEnd(column)}  ◀ too early`)
  if (index === marks.late) return paint('red', `╰─ ${text.padEnd(column)}  ◀ expected before it`)
  if (index > marks.early && index < end) return `${paint('red', '│')}  ${text}`
  return `   ${text}`
}

/** The first and the last events. With two marked events: these and their neighbours. */
function select(length: number, marks: Marks | null): number[] {
  const all = Array.from({ length }, (_unused, index) => index)
  if (length <= longest) return all
  if (marks === null) return all.filter((index) => index < 5 || index >= length - (longest - 6))
  const near = (index: number, mark: number): boolean => Math.abs(index - mark) <= 2
  return all.filter((index) => near(index, marks.early) || near(index, marks.late ?? length))
}
