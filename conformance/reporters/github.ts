import path from 'node:path'
import type { Report } from '../../spec/index.ts'
import { shorten } from '../harness/index.ts'
import { failuresOf, type Failure } from '../report/failures.ts'
import { inOrder, labelsOf } from '../report/labels.ts'
import { readable } from '../report/readable.ts'
import type { ReportContext } from './reporter.ts'
import { verdictOf } from '../report/verdict.ts'

/** In characters. An annotation is read at a glance. */
const longest = 2000

/**
 * Workflow commands of GitHub Actions, which become annotations: an error for each MUST that is not kept, a warning for
 * each SHOULD, the MUST first, because only the first ten of a step are shown. Consequences have none. They name the line of
 * the candidate if it is known, relative to the repository.
 */
export function github(given: Report, context: ReportContext): string {
  const { report, specification } = readable(given, context.specification)
  const failures = failuresOf(report, specification)
  const isMust = ({ clause }: Failure): boolean => clause.level === 'MUST'
  const musts = failures.filter(isMust)
  const inOrder = [...musts, ...failures.filter((one) => !isMust(one))]
  const { mark, words, why } = context.conclusion ?? verdictOf(report, musts.length)
  const verdict = command(
    mark === '✓' ? 'notice' : 'error',
    { title: 'loop-conformance' },
    `${shorten(report.candidate.name, longest)}: ${words}, ${why}`,
  )
  const lines = [...inOrder.map((failure) => annotation(failure, context)), verdict]
  return lines.map((line) => `${line}\n`).join('')
}

function annotation({ clause, rows }: Failure, context: ReportContext): string {
  const [first, ...others] = rows
  const lines = inOrder({
    ...labelsOf(first),
    // GitHub shows the annotation at its location.
    location: undefined,
    'also in': others.map((row) => row.situation).join('; '),
  })
  const location = rows.map(({ at }) => locationOf(at, context)).find((found) => found !== null)
  return command(
    clause.level === 'MUST' ? 'error' : 'warning',
    { ...location, title: `${clause.id} (${clause.level})` },
    lines.map(([label, text]) => `${label}: ${shorten(text, longest)}`).join('\n'),
  )
}

/** Null for a location outside the repository, which GitHub cannot show. */
function locationOf(
  at: string | undefined,
  { folder, repository = folder }: ReportContext,
): Record<string, string> | null {
  const [, file, line, col] = /^(.+?)(?::(\d+))?(?::(\d+))?$/s.exec(at ?? '') ?? []
  if (file === undefined) return null
  const relative = path.relative(repository, path.resolve(folder, file))
  if (relative.startsWith('..') || path.isAbsolute(relative)) return null
  return {
    file: relative.replaceAll(path.sep, '/'),
    ...(line === undefined ? {} : { line }),
    ...(col === undefined ? {} : { col }),
  }
}

function command(name: string, properties: Record<string, string>, message: string): string {
  const list = Object.entries(properties).map(
    ([key, value]) => `${key}=${escapeProperty(shorten(value, longest))}`,
  )
  return `::${name} ${list.join(',')}::${escapeData(message)}`
}

/** As GitHub's toolkit does it. Other control characters are replaced. */
function escapeData(text: string): string {
  return text
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, '\ufffd')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
