import { paragraph } from '../../reporters/layout.ts'
import type { Paint } from '../../reporters/paint.ts'
import type { Point } from '../../report/verify.ts'
import { describeReport } from '../reports.ts'
import { exitCode } from '../errors.ts'
import { examineReport, rerunCommand, type ReportRequest } from '../reports.ts'
import { standardPage, write } from '../terminal.ts'

/** At most this many problems of one point are shown. */
const shownProblems = 5

/** Prints whether a report is whole, unchanged, and about the installed suite and the present candidate. */
export async function verifyCommand(request: ReportRequest): Promise<number> {
  const held = await examineReport(request)
  const { paint, width } = standardPage()
  const holds = held.points.every(({ problems }) => problems.length === 0)
  const end = holds
    ? [`${paint(['bold', 'green'], '✓ valid')}  Nothing was run. Only a new run proves the verdict.`]
    : [`${paint(['bold', 'red'], '✗ not valid')}  Write a new report:`, `  ${rerunCommand(held, request)}`]
  const lines = [
    `${paint('bold', request.file)}  ${describeReport(held.report)}`,
    '',
    ...held.points.flatMap((point) => pointLines(point, paint, width)),
    '',
    ...end,
  ]
  await write(process.stdout, `${lines.join('\n')}\n`)
  return holds ? exitCode.conforms : exitCode.doesNotConform
}

/** One line, with the problems below it. */
export function pointLines({ name, words, problems }: Point, paint: Paint, width: number): string[] {
  const label = name.padEnd(9)
  const [first] = problems
  if (first === undefined) return [`  ${paint('green', '✓')} ${label}  ${words}`]
  const more = problems.length - shownProblems
  const shown = problems.slice(0, shownProblems).flatMap((problem) => paragraph(problem, 15, width))
  const lines = more > 0 ? [...shown, `${' '.repeat(15)}and ${String(more)} more`] : shown
  return lines.map((line, index) =>
    index === 0 ? `  ${paint('red', '✗')} ${label}  ${line.trimStart()}` : line,
  )
}
