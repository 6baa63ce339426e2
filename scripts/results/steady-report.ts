import process from 'node:process'
import type { CheckResult, Report } from '../../spec/index.ts'

/**
 * The report as it is committed: without what measures the machine and not the loop. Durations are 0, and paths begin at
 * the library that they lead into.
 */
export function steadyReport(report: Report): Report {
  const results = report.results.map((row) => ({ ...row, durationMs: 0 }))
  return JSON.parse(withoutPaths(JSON.stringify({ ...report, durationMs: 0, results }))) as Report
}

function withoutPaths(text: string): string {
  return text
    .replaceAll(/(?<= --python )[^\s"']*\//g, '')
    .replaceAll(/[^\s"'(]*\/(?:site|dist)-packages\//g, '')
    .replaceAll(/[^\s"'(]*\/lib\/python3\.\d+\//g, '')
    .replaceAll(`${process.cwd()}/`, '')
}

/** Whether two reports say the same of the loop: figures in texts, the version of Node and the processors do not count. */
export function saysTheSame(a: Report, b: Report): boolean {
  return essence(a) === essence(b)
}

function essence({ environment, results, integrity, ...rest }: Report): string {
  const { platform, runtime } = environment
  const python = runtime.replace(/^node [\d.]+, /, '')
  return JSON.stringify([rest, platform, python, integrity !== undefined, results.map(essenceOfRow)])
}

function essenceOfRow({ message, expected, actual, trace, ...rest }: CheckResult): unknown {
  const labels = trace?.map(({ label }) => label)
  return [rest, JSON.stringify([message, expected, actual, labels]).replaceAll(/\d+/g, '0')]
}

/** Whether two runs came to the same verdict on every check. */
export function agree(a: Report, b: Report): boolean {
  const verdicts = ({ results }: Report): string =>
    results.map((row) => `${row.clause} ${row.situation} ${row.status}`).join('\n')
  return verdicts(a) === verdicts(b)
}

/** One line for each check, so that a change of one is a change of a line. */
export function printReport({ results, ...head }: Report): string {
  const rows = results.map((row) => `    ${JSON.stringify(row)}`).join(',\n')
  const text = JSON.stringify({ ...head, results: [] }, null, 2)
  return `${text.replace(/"results": \[\]/, () => `"results": [\n${rows}\n  ]`)}\n`
}
