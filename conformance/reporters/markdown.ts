import type { CheckResult, Report } from '../../spec/index.ts'
import {
  actualOf,
  blockedBy,
  consequencesOf,
  declaredDeviations,
  failuresOf,
  type Failure,
} from '../report/failures.ts'
import { inOrder, labelsOf, type Label } from '../report/labels.ts'
import { missingWords } from '../report/missing.ts'
import { readable } from '../report/readable.ts'
import { count, duration } from '../report/words.ts'
import { code, escapeMarkdown as text, fenced } from './markdown-escape.ts'
import { painter } from './paint.ts'
import { traceLines } from './pretty-trace.ts'
import type { ReportContext } from './reporter.ts'
import { areaScores, tallies, verdictOf } from '../report/verdict.ts'

/** A step summary of GitHub holds at most one mebibyte, so further failures are listed by id and message. */
const toldInFull = 40

/** For the summary of a step in continuous integration: the verdict, a table by area, and the root causes first. */
export function markdown(given: Report, context: ReportContext): string {
  const { report, specification } = readable(given, context.specification)
  const failures = failuresOf(report, specification)
  const roots = failures.filter(({ clause }) => clause.level === 'MUST')
  const shoulds = failures.filter(({ clause }) => clause.level !== 'MUST')
  const blocks = [
    heading(report, roots.length),
    conclusionLine(context),
    missingList(report),
    areaTable(report),
    ...told('Root causes', roots, context),
    list('Consequences of these', byRoot(consequencesOf(report), 'of')),
    list('Not judged, because of these', byRoot(blockedBy(report), 'by')),
    list(
      'Inconclusive',
      report.results
        .filter((row) => row.status === 'inconclusive')
        .map((row) => `${code(row.clause)} ${text(row.message ?? '')}`),
    ),
    ...told('Recommended (SHOULD or MAY), and not kept', shoulds, context),
    list('Declared deviations', declaredDeviations(report).map(deviationLine)),
    list('Findings', report.findings.map(text)),
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

function conclusionLine({ conclusion }: ReportContext): string {
  return conclusion === undefined
    ? ''
    : `**${conclusion.mark} ${text(conclusion.words)}** ${text(conclusion.why)}`
}

/** What is not implemented comes first: it explains more than anything that was observed. */
function missingList(report: Report): string {
  const words = missingWords(report)
  if (words === null) return ''
  const needed = words.needed.map(([method, said]) => `${code(method)} ${said}`)
  return list(words.title, [...needed, ...(words.others === '' ? [] : [text(words.others)])])
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
    named('More', failures.slice(toldInFull)),
  ]
}

function failureBlock({ clause, rows }: Failure, context: ReportContext): string {
  const [first, ...others] = rows
  const lines = inOrder(labelsOf(first, context.folder))
  const isCode = (label: Label): boolean => label === 'location' || label === 'rerun'
  return [
    `#### ${code(clause.id)} ${clause.level}${first.status === 'fail' ? '' : ` · ${first.status}`}`,
    clause.text,
    lines.map(([label, said]) => `- **${label}** ${isCode(label) ? code(said) : text(said)}`).join('\n'),
    details('program', fenced(first.program?.text ?? '')),
    details('trace', fenced(traceLines(first, painter(false), 100).join('\n'))),
    details(
      `also in ${count(others.length, 'situation')}`,
      others.map((row) => `- ${text(row.situation)}: ${text(actualOf(row) ?? row.status)}`).join('\n'),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** A folded block; empty if the body is empty. The empty lines are needed for Markdown inside HTML. */
function details(summary: string, body: string): string {
  return body === '' ? '' : `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `### ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}`
}

function byRoot(roots: ReadonlyMap<string, ReadonlyMap<string, unknown>>, word: 'of' | 'by'): string[] {
  return [...roots].map(([root, clauses]) => `${count(clauses.size, 'clause')} ${word} ${code(root)}`)
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
