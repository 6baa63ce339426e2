import type { CheckResult, Report } from '../../spec/index.ts'
import { inOrder, labelsOf } from '../report/labels.ts'
import { readable } from '../report/readable.ts'
import type { ReportContext } from './reporter.ts'

/**
 * For continuous integration: one test suite for each area, one test case for each check. Only what changes the verdict
 * fails the build. A SHOULD that is not kept, a declared deviation, a consequence and a blocked check are skipped, each
 * with its reason.
 */
export function junit(given: Report, { specification }: Pick<ReportContext, 'specification'>): string {
  const { report } = readable(given, specification)
  const areas = [...new Set(report.results.map(areaOf))]
  const suites = areas.map((area) =>
    testSuite(
      area,
      report.results.filter((row) => areaOf(row) === area),
    ),
  )
  const attributes = `name="${escape(report.candidate.name)}" ${totals(report.results)}`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${attributes}>\n${suites.join('')}</testsuites>\n`
}

function areaOf({ clause }: CheckResult): string {
  return clause.slice(0, clause.indexOf('.'))
}

function testSuite(area: string, rows: readonly CheckResult[]): string {
  return `  <testsuite name="${area}" ${totals(rows)}>\n${rows.map(testCase).join('')}  </testsuite>\n`
}

type Kind = 'failure' | 'error' | 'skipped' | null

function kindOf({ status, level }: CheckResult): Kind {
  if (status === 'pass') return null
  if (level !== 'MUST') return 'skipped'
  if (status === 'fail') return 'failure'
  return status === 'hang' || status === 'crash' || status === 'inconclusive' ? 'error' : 'skipped'
}

function totals(rows: readonly CheckResult[]): string {
  const counted = (kind: Kind): string => String(rows.filter((row) => kindOf(row) === kind).length)
  const ms = rows.reduce((sum, row) => sum + row.durationMs, 0)
  return (
    `tests="${String(rows.length)}" failures="${counted('failure')}" errors="${counted('error')}" ` +
    `skipped="${counted('skipped')}" time="${seconds(ms)}"`
  )
}

function testCase(row: CheckResult): string {
  const head = `    <testcase classname="${escape(row.clause)}" name="${escape(row.situation)}" time="${seconds(row.durationMs)}"`
  const kind = kindOf(row)
  if (kind === null) return `${head}/>\n`
  const message = `message="${escape(reason(row))}"`
  if (kind === 'skipped') return `${head}>\n      <skipped ${message}/>\n    </testcase>\n`
  const body = escape(evidence(row))
  return `${head}>\n      <${kind} type="${row.status}" ${message}>${body}</${kind}>\n    </testcase>\n`
}

function reason(row: CheckResult): string {
  if (row.status === 'consequence') return `consequence of ${row.consequenceOf ?? ''}: ${row.message ?? ''}`
  if (row.status === 'blocked') return `blocked by ${row.blockedBy ?? ''}`
  if (row.status === 'skip') return row.message ?? `the profile ${row.profile} is not claimed`
  if (row.status === 'deviation') return `declared deviation: ${row.deviation?.reason ?? ''}`
  return `${row.level}: ${row.message ?? row.status}`
}

function evidence(row: CheckResult): string {
  const trace = (row.trace ?? []).map(
    ({ label, detail }) => `  ${label}${detail === undefined ? '' : `: ${detail}`}`,
  )
  const lines = inOrder({
    ...labelsOf(row),
    // The name of the test case.
    situation: undefined,
    // The message is an attribute.
    actual: row.actual,
    trace: trace.length === 0 ? undefined : `\n${trace.join('\n')}`,
  })
  return lines.map(([label, text]) => `${label}: ${text}`).join('\n')
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3)
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** XML 1.0 cannot contain most control characters. They are replaced by U+FFFD. */
function escape(text: string): string {
  return text
    .replaceAll(/[&<>"]/g, (character) => entities[character] ?? '')
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
}
