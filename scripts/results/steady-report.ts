import process from 'node:process'
import type { CommittedReport, CommittedRow } from './committed-report.ts'

/** How the finding ends that tells how busy the machine was. */
const ofTheMachine = 'the machine is busy, or the loop is slow.'

/** The report without what is this machine's: a path begins at the library that it leads into, and how busy it was is left out. */
export function steadyReport(report: CommittedReport): CommittedReport {
  const findings = report.findings.filter((finding) => !finding.endsWith(ofTheMachine))
  const text = JSON.stringify({ ...report, findings })
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
