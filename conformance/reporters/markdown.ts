import { relativeTo } from '../harness/index.ts'
import type { CheckResult, Report } from '../../spec/index.ts'
import {
  declaredDeviations,
  failuresOf,
  happened,
  howOften,
  waitingClauses,
  type Failure,
} from './failures.ts'
import { count, duration } from './words.ts'
import { code, escapeMarkdown as text, fenced } from './markdown-escape.ts'
import { painter } from './paint.ts'
import { traceLines } from './pretty-trace.ts'
import type { ReportContext } from './reporter.ts'
import { areaScores, tallies, verdictOf } from './verdict.ts'

/** A step summary of GitHub may have a mebibyte; so many clauses are told in full, and the rest is named. */
const toldInFull = 40

/** For the summary of a step in continuous integration: the verdict, a table by area, and the root causes first. */
export function markdown(report: Report, context: ReportContext): string {
  const failures = failuresOf(report, context)
  const musts = failures.filter(({ clause }) => clause.level === 'MUST')
  const roots = musts.filter(({ isRoot }) => isRoot)
  const consequences = musts.filter(({ isRoot }) => !isRoot)
  const shoulds = failures.filter(({ clause }) => clause.level !== 'MUST')
  const blocks = [
    heading(report, roots.length),
    areaTable(report),
    ...told('Root causes', roots, context),
    named('Failed too, though what they require fails already', consequences),
    list(
      'Blocked, and judged once these are repaired',
      waitingClauses(report).map(([id, clauses]) => `${count(clauses, 'clause')} by ${code(id)}`),
    ),
    list(
      'Undecided',
      report.results
        .filter((row) => row.status === 'inconclusive')
        .map((row) => `${code(row.clause)} ${text(row.message ?? '')}`),
    ),
    ...told('Recommended, and not done', shoulds, context),
    list('Deviations, as declared', declaredDeviations(report).map(deviationLine)),
    list('Noticed beside the checks', report.findings.map(text)),
    footer(report),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function heading(report: Report, roots: number): string {
  const { candidate, suite } = report
  const { mark, words, why } = verdictOf(report, roots)
  const name = candidate.version === null ? candidate.name : `${candidate.name} ${candidate.version}`
  const claims = `${candidate.profiles.join(', ')} · contract ${text(suite.spec)}`
  return `## ${mark} ${text(name)} ${words}\n\n${why.charAt(0).toUpperCase()}${why.slice(1)}. ${claims}`
}

function areaTable(report: Report): string {
  const rows = areaScores(report).map(({ area, mark, score }) => `| ${mark} | ${area} | ${score} |`)
  return ['| | area | passed |', '| --- | --- | ---: |', ...rows].join('\n')
}

function told(title: string, failures: readonly Failure[], context: ReportContext): string[] {
  if (failures.length === 0) return []
  return [
    `### ${title}`,
    ...failures.slice(0, toldInFull).map((failure) => failureBlock(failure, context)),
    named('And these', failures.slice(toldInFull)),
  ]
}

function failureBlock({ clause, rows }: Failure, context: ReportContext): string {
  const [first, ...others] = rows
  const line = (label: string, value: string | undefined): string[] =>
    value === undefined || value === '' ? [] : [`- **${label}** ${value}`]
  const shown = (value: string | undefined): string | undefined =>
    value === undefined ? undefined : text(value)
  const lookAt = [
    first.at === undefined ? undefined : code(relativeTo(context.folder, first.at)),
    shown(first.hint),
  ].filter((part) => part !== undefined)
  return [
    `#### ${code(clause.id)} ${clause.level}${first.status === 'fail' ? '' : ` · ${first.status}`}`,
    clause.text,
    [
      ...line('checked', shown(first.situation)),
      ...line('due', shown(first.expected)),
      ...line('happened', shown(happened(first))),
      ...line('how often', howOften(first)),
      ...line('look at', lookAt.join('<br>')),
      ...line('again', first.rerun === undefined ? undefined : code(first.rerun)),
    ].join('\n'),
    details('trace', fenced(traceLines(first, painter(false), 100).join('\n'))),
    details(
      `also in ${count(others.length, 'situation')}`,
      others.map((row) => `- ${text(row.situation)}: ${text(happened(row) ?? row.status)}`).join('\n'),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** Folded away; nothing when there is nothing inside. The empty lines let Markdown be read inside of HTML. */
function details(summary: string, body: string): string {
  return body === '' ? '' : `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `### ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}`
}

function named(title: string, failures: readonly Failure[]): string {
  return list(
    title,
    failures.map(({ clause, rows: [{ message }] }) => `${code(clause.id)} ${text(message ?? '')}`),
  )
}

function deviationLine({ clause, level, deviation }: CheckResult): string {
  const issue = deviation?.issue === undefined ? '' : ` (${text(deviation.issue)})`
  return `${code(clause)} ${level}: ${text(deviation?.reason ?? '')}${issue}`
}

function footer(report: Report): string {
  const { seed, durationMs, environment } = report
  const lines = tallies(report).map(([level, tally]) => `**${level}** ${tally}`)
  const run = `seed ${String(seed)} · ${duration(durationMs)} · ${text(environment.runtime)}`
  return [...lines, run].join('<br>\n')
}
