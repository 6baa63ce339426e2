import type { Report } from '../../spec/index.ts'
import { labelled } from './layout.ts'
import type { Paint } from './paint.ts'
import { areaScores, tallies, verdictOf, type AreaScore } from './verdict.ts'
import { duration } from './words.ts'

/** One cell an area, so that it shows at a glance where the trouble is. */
export function areaTable(report: Report, paint: Paint, width: number): string[] {
  const cells = areaScores(report).map((score) => cell(score, paint))
  const columns = Math.max(1, Math.min(3, Math.floor((width - 2) / cellWidth)))
  const height = Math.ceil(cells.length / columns)
  return Array.from({ length: height }, (_unused, row) => {
    const line = Array.from({ length: columns }, (_none, column) => cells[column * height + row] ?? '')
    return `  ${line.join('')}`.trimEnd()
  })
}

const cellWidth = 26

const styles = { '✗': 'red', '!': 'yellow', '✓': 'green', '–': 'dim' } as const

function cell({ area, mark, score }: AreaScore, paint: Paint): string {
  return `${paint(styles[mark], mark)} ${area.padEnd(14)} ${paint('dim', score.padStart(6))}  `
}

/** The last words: the verdict, what it rests on, and how to have the same run again. */
export function closing(report: Report, roots: number, width: number, paint: Paint): string[] {
  const { seed, durationMs, environment } = report
  return [
    verdictLine(report, roots, paint),
    ...tallies(report).flatMap(([level, tally]) => labelled(level, tally, { indent: 2, width, paint })),
    paint('dim', `  seed ${String(seed)} · ${duration(durationMs)} · ${environment.runtime}`),
  ]
}

function verdictLine(report: Report, roots: number, paint: Paint): string {
  const { mark, words, why } = verdictOf(report, roots)
  const style = mark === '✗' ? 'red' : report.verdict === 'conformant-with-deviations' ? 'yellow' : 'green'
  return `${paint(['bold', style], `${mark} ${words}`)}  ${why}`
}
