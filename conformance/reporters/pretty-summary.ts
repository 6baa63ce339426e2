import type { Report } from '../../spec/index.ts'
import { labelled, paragraph } from './layout.ts'
import type { Paint } from './paint.ts'
import { areaScores, tallies, type AreaScore, type VerdictWords } from '../report/verdict.ts'
import { duration } from '../report/words.ts'

/** One cell for each area, in up to three columns. */
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

/** The last lines: the verdict, the counts by level, and the seed. */
export function closing(report: Report, conclusion: VerdictWords, width: number, paint: Paint): string[] {
  const { seed, durationMs, environment } = report
  return [
    ...verdictLines(report, conclusion, width, paint),
    ...tallies(report).flatMap(([level, tally]) => labelled(level, tally, { indent: 2, width, paint })),
    paint('dim', `  seed ${String(seed)} · ${duration(durationMs)} · ${environment.runtime}`),
  ]
}

function verdictLines(
  report: Report,
  { mark, words, why }: VerdictWords,
  width: number,
  paint: Paint,
): string[] {
  const style = mark === '✗' ? 'red' : report.verdict === 'conformant-with-deviations' ? 'yellow' : 'green'
  const head = paint(['bold', style], `${mark} ${words}`)
  const fits = mark.length + words.length + why.length + 3 <= width
  return fits ? [`${head}  ${why}`] : [head, ...paragraph(why, 2, width)]
}
