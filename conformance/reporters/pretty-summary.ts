import type { CheckResult, LevelSummary, Report } from '../../spec/index.ts'
import { count, duration, labelled } from './layout.ts'
import type { Paint } from './paint.ts'

/** One cell an area, so that it shows at a glance where the trouble is. */
export function areaTable(report: Report, paint: Paint, width: number): string[] {
  const byArea = new Map<string, CheckResult[]>()
  for (const row of report.results) {
    const area = row.clause.slice(0, row.clause.indexOf('.'))
    byArea.set(area, [...(byArea.get(area) ?? []), row])
  }
  const cells = [...byArea].map(([area, rows]) => cell(area, rows, paint))
  const columns = Math.max(1, Math.min(3, Math.floor((width - 2) / cellWidth)))
  const height = Math.ceil(cells.length / columns)
  return Array.from({ length: height }, (_unused, row) => {
    const line = Array.from({ length: columns }, (_none, column) => cells[column * height + row] ?? '')
    return `  ${line.join('')}`.trimEnd()
  })
}

function isJudged({ status }: CheckResult): boolean {
  return status !== 'skip' && status !== 'untestable'
}

const cellWidth = 26

function cell(area: string, rows: readonly CheckResult[], paint: Paint): string {
  const passed = rows.filter((row) => row.status === 'pass').length
  const judged = rows.filter(isJudged).length
  const failed = rows.some((row) => ['fail', 'hang', 'crash'].includes(row.status))
  const [mark, style] = failed
    ? (['✗', 'red'] as const)
    : passed === judged && judged > 0
      ? (['✓', 'green'] as const)
      : (['–', 'dim'] as const)
  const score = passed === judged ? String(judged) : `${String(passed)}/${String(judged)}`
  return `${paint(style, mark)} ${area.padEnd(14)} ${paint('dim', score.padStart(6))}  `
}

/** The last words: the verdict, what it rests on, and how to have the same run again. */
export function closing(report: Report, roots: number, width: number, paint: Paint): string[] {
  const { summary, seed, durationMs, environment } = report
  const levels = (['must', 'should', 'may'] as const).filter((level) => total(summary[level]) > 0)
  return [
    verdictLine(report, roots, paint),
    ...levels.flatMap((level) =>
      labelled(level.toUpperCase(), tally(summary[level]), { indent: 2, width, paint }),
    ),
    paint('dim', `  seed ${String(seed)} · ${duration(durationMs)} · ${environment.runtime}`),
  ]
}

function verdictLine(report: Report, roots: number, paint: Paint): string {
  if (!mustsAreKept(report)) {
    const causes = roots === 0 ? 'a MUST could not be judged' : `${count(roots, 'root cause')} to repair`
    return `${paint(['bold', 'red'], '✗ does not conform')}  ${causes}${report.partial ? ', of what was run' : ''}`
  }
  if (report.partial) {
    const run = report.results.filter(isJudged).length
    const chosen = `of what was run, ${count(run, 'check')}; the verdict needs the whole suite`
    return `${paint(['bold', 'green'], '✓ kept')}  ${chosen}`
  }
  if (report.verdict === 'conformant-with-deviations')
    return `${paint(['bold', 'yellow'], '✓ conforms, with deviations')}  every other MUST is kept`
  return `${paint(['bold', 'green'], '✓ conforms')}  every MUST is kept`
}

/** No MUST of what was run is broken or undecided. For a whole report that is its verdict. */
export function mustsAreKept(report: Report): boolean {
  if (!report.partial) return report.verdict !== 'non-conformant'
  const { fail, hang, crash, blocked, inconclusive } = report.summary.must
  return fail + hang + crash + blocked + inconclusive === 0
}

const words: Record<keyof LevelSummary, string> = {
  pass: 'passed',
  fail: 'failed',
  hang: 'hung',
  crash: 'crashed',
  blocked: 'blocked',
  inconclusive: 'undecided',
  deviation: 'declared',
  untestable: 'untestable',
  skip: 'skipped',
}

function tally(summary: LevelSummary): string {
  const parts = Object.entries(words).map(([status, word]) => {
    const number = summary[status as keyof LevelSummary]
    return number === 0 ? '' : `${String(number)} ${word}`
  })
  return parts.filter((part) => part !== '').join(' · ')
}

function total(summary: LevelSummary): number {
  return Object.values(summary).reduce((sum, number) => sum + number, 0)
}
