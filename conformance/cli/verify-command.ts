import { paragraph } from '../reporters/layout.ts'
import type { Paint } from '../reporters/paint.ts'
import type { Point } from '../report/verify.ts'
import { describeReport } from './describe-report.ts'
import { exitCode } from './exit-code.ts'
import { holdReport, judgeAgain, type ReportRequest } from './hold-report.ts'
import { standardPage, write } from './terminal.ts'

/** So many problems of one point are shown: after that more of them say nothing new. */
const shownProblems = 5

/** Says whether a report is whole, unchanged, and about the suite and the candidate that are here. */
export async function verifyCommand(request: ReportRequest): Promise<number> {
  const held = await holdReport(request)
  const { paint, width } = standardPage()
  const holds = held.points.every(({ problems }) => problems.length === 0)
  const end = holds
    ? [
        `${paint(['bold', 'green'], '✓ holds')}  Nothing was run: what proves a report is to run the suite again.`,
      ]
    : [`${paint(['bold', 'red'], '✗ does not hold')}  A new one:`, `  ${judgeAgain(held, request)}`]
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

/** One line, and beneath it what is wrong. */
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
