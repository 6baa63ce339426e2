import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { CheckResult, Clause, Report } from '../../spec/index.ts'
import { didYouMean } from '../candidate/suggest.ts'
import type { VerdictWords } from '../report/verdict.ts'
import { count } from '../report/words.ts'
import { UsageError } from './errors.ts'
import { readText } from './read-text.ts'

/** A clause that is known to fail for now. */
export interface Expected {
  readonly clause: string
  readonly reason: string
}

const example = '[{ "clause": "scheduling.callbacks-run-in-order", "reason": "our issue 12" }]'

/**
 * Reads the expected failures: a list of clauses, each with a reason. Throws UsageError if the file is not such a list, if a
 * clause does not exist or is there twice, and if a reason is empty.
 */
export function readBaseline(file: string, clauses: ReadonlyMap<string, Clause>): Expected[] {
  const entries = entriesOf(file)
  for (const [index, { clause, reason }] of entries.entries()) {
    if (!clauses.has(clause))
      throw new UsageError(
        `${file} lists the unknown clause ${clause}. ${didYouMean(clause, [...clauses.keys()])}`.trimEnd(),
      )
    if (reason.trim() === '')
      throw new UsageError(
        `${file} gives no reason for ${clause}.\nExpected: a sentence for reviewers in its "reason" field`,
      )
    if (entries.findIndex((other) => other.clause === clause) !== index)
      throw new UsageError(`${file} lists ${clause} twice.\nExpected: one line for each clause`)
  }
  return entries
}

function entriesOf(file: string): Expected[] {
  if (!existsSync(file))
    throw new UsageError(
      `The baseline ${file} does not exist.\nExpected: ${example}\nTo write it with the clauses that fail now: --write-baseline ${file}`,
    )
  let found: unknown
  try {
    found = JSON.parse(readText(file))
  } catch (error) {
    throw new UsageError(
      `The baseline ${file} cannot be read: ${(error as Error).message}\nExpected: ${example}`,
    )
  }
  if (Array.isArray(found) && found.every(isExpected)) return found
  throw new UsageError(`The baseline ${file} is not a list of clauses with reasons.\nExpected: ${example}`)
}

function isExpected(value: unknown): value is Expected {
  const { clause, reason, ...more } = (value ?? {}) as Record<string, unknown>
  return typeof clause === 'string' && typeof reason === 'string' && Object.keys(more).length === 0
}

/** The failures of a report, compared with the expected ones. */
export interface Comparison {
  /** MUST clauses that are not kept and not listed, without those that a listed clause explains. */
  readonly unexpected: readonly string[]
  /** Listed clauses that are kept. */
  readonly kept: readonly string[]
  readonly asExpected: readonly string[]
}

/** A clause that was not judged, for example because of a filter, is ignored. */
export function compareWithBaseline(report: Report, expected: readonly Expected[]): Comparison {
  const known = new Set(expected.map(({ clause }) => clause))
  const broken = clausesOf(report, isBroken)
  const failing = clausesOf(report, (row) => isBroken(row) || row.status === 'consequence')
  const judged = clausesOf(report, ({ status }) => status === 'pass' || status === 'deviation')
  const musts = clausesOf(report, ({ level }) => level === 'MUST')
  // A consequence of a MUST is told with it.
  const untold = clausesOf(
    report,
    ({ status, consequenceOf = '', blockedBy = '' }) =>
      (status === 'blocked' && !known.has(blockedBy)) ||
      (status === 'consequence' && !musts.has(consequenceOf)),
  )
  return {
    unexpected: [...new Set([...broken, ...untold])].filter(
      (clause) => musts.has(clause) && !known.has(clause),
    ),
    kept: [...known].filter((clause) => judged.has(clause) && !failing.has(clause)),
    asExpected: [...known].filter((clause) => failing.has(clause)),
  }
}

function isBroken({ status }: CheckResult): boolean {
  return status === 'fail' || status === 'hang' || status === 'crash' || status === 'inconclusive'
}

function clausesOf({ results }: Report, wanted: (row: CheckResult) => boolean): Set<string> {
  return new Set(results.filter(wanted).map(({ clause }) => clause))
}

export function holds({ unexpected, kept }: Comparison): boolean {
  return unexpected.length === 0 && kept.length === 0
}

/** The comparison in sentences, for the findings of the report. */
export function describeComparison(file: string, comparison: Comparison): string[] {
  const { unexpected, kept, asExpected } = comparison
  return [
    `Baseline ${file}: ${count(asExpected.length, 'expected failure')}, ` +
      `${count(unexpected.length, 'unexpected failure')}, ${count(kept.length, 'listed clause')} kept.`,
    ...unexpected.map((clause) => `Not kept, and not in the baseline: ${clause}.`),
    ...kept.map((clause) => `Kept, but in the baseline: ${clause}. Remove its line.`),
  ]
}

/** The last line of the report, which agrees with the exit code. */
export function concludeFrom({ unexpected, kept, asExpected }: Comparison): VerdictWords {
  const mark = unexpected.length + kept.length === 0 ? '✓' : '✗'
  if (mark === '✓')
    return { mark, words: 'baseline holds', why: count(asExpected.length, 'expected failure') }
  const remove = kept.length === 0 ? [] : [`remove ${count(kept.length, 'line')}`]
  if (unexpected.length === 0) return { mark, words: 'baseline is out of date', why: remove.join() }
  const why = [count(unexpected.length, 'unexpected failure'), ...remove].join(', ')
  return { mark, words: 'baseline does not hold', why }
}

/**
 * Writes a baseline of what fails now, and returns a sentence about it. Existing reasons are kept. A clause that requires a
 * failing one gets that as its reason. The other reasons are left empty for the author.
 */
export function writeBaseline(file: string, report: Report, clauses: ReadonlyMap<string, Clause>): string {
  const reasons = new Map(
    existsSync(file) ? entriesOf(file).map(({ clause, reason }) => [clause, reason]) : [],
  )
  const failing = clausesOf(report, (row) => row.level === 'MUST' && isBroken(row))
  const reasonOf = (clause: string): string => {
    const required = clauses.get(clause)?.requires.find((id) => failing.has(id))
    return reasons.get(clause) ?? (required === undefined ? '' : `It requires ${required}, which fails.`)
  }
  const entries = [...failing].map((clause) => ({ clause, reason: reasonOf(clause) }))
  write(path.resolve(file), `${JSON.stringify(entries, null, 2)}\n`)
  const open = entries.filter(({ reason }) => reason === '').length
  const missing =
    open === 0 ? '' : ` Fill in the reason of ${String(open)} of them: --baseline needs every reason.`
  return `Wrote ${file} with ${count(entries.length, 'expected failure')}.${missing}`
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw new UsageError(`The baseline cannot be written to ${file}: ${(error as Error).message}`)
  }
}
