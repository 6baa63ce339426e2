import process from 'node:process'
import type { Report } from '../../spec/index.ts'
import type { CommittedReport, CommittedRow } from './committed-report.ts'

/** The report without the paths of this machine: a path begins at the library that it leads into. */
export function steadyReport(report: CommittedReport): CommittedReport {
  const text = JSON.stringify(report)
    .replaceAll(/(?<= --python )[^\s"']*\//g, '')
    .replaceAll(/[^\s"'(]*\/(?:site|dist)-packages\//g, '')
    .replaceAll(/[^\s"'(]*\/lib\/python3\.\d+\//g, '')
    .replaceAll(`${process.cwd()}/`, '')
  return JSON.parse(text) as CommittedReport
}

/**
 * Whether two reports say the same about the loop. Numbers in texts, the version of Node and the number of processors do
 * not count.
 */
export function saysTheSame(a: CommittedReport, b: CommittedReport): boolean {
  return essence(a) === essence(b)
}

function essence({ environment, results, ...rest }: CommittedReport): string {
  const { platform, runtime } = environment
  const python = runtime.replace(/^node [\d.]+, /, '')
  return JSON.stringify([rest, platform, python, results.map(essenceOfRow)])
}

function essenceOfRow({ message, expected, actual, trace, ...rest }: CommittedRow): unknown {
  const labels = trace?.map(({ label }) => label)
  return [rest, JSON.stringify([message, expected, actual, labels]).replaceAll(/\d+/g, '0')]
}

/** Whether every check has the same status in two runs. */
export function agree(a: Report, b: Report): boolean {
  const verdicts = ({ results }: Report): string =>
    results.map((row) => `${row.clause} ${row.situation} ${row.status}`).join('\n')
  return verdicts(a) === verdicts(b)
}
