import process from 'node:process'
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
 * Whether two reports say the same about the loop. Numbers in texts, the version of Node and the number of processors do not count,
 * and neither does which checks are consequences of a root cause: that can follow from the deadline of a check.
 */
export function saysTheSame(a: CommittedReport, b: CommittedReport): boolean {
  return essence(a) === essence(b)
}

function essence({
  environment,
  results,
  suite,
  candidate,
  verdict,
  missing,
  packages,
}: CommittedReport): string {
  const { platform, runtime } = environment
  const python = runtime.replace(/^node [\d.]+, /, '')
  return JSON.stringify([
    suite,
    candidate,
    verdict,
    missing,
    packages,
    platform,
    python,
    results.map(essenceOfRow),
  ])
}

function essenceOfRow({ message, expected, actual, trace, ...rest }: CommittedRow): unknown {
  const labels = trace?.map(({ label }) => label)
  return [rest, JSON.stringify([message, expected, actual, labels]).replaceAll(/\d+/g, '0')]
}
