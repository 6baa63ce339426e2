import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { CheckResult, Clause, Report } from '../../spec/index.ts'
import { didYouMean } from '../candidate/suggest.ts'
import { count } from '../report/words.ts'
import { UsageError } from './usage-error.ts'

/** A clause that is known to fail for now. */
export interface Expected {
  readonly clause: string
  readonly reason: string
}

const example = '[{ "clause": "scheduling.callbacks-run-in-order", "reason": "our issue 12" }]'

/**
 * Reads the failures that are expected: a list of a clause and a reason each. Throws UsageError for a file that is none,
 * for a clause that does not exist, and for one without a reason, since that is what a reviewer reads.
 */
export function readBaseline(file: string, clauses: ReadonlyMap<string, Clause>): Expected[] {
  const entries = entriesOf(file)
  for (const [index, { clause, reason }] of entries.entries()) {
    if (!clauses.has(clause))
      throw new UsageError(
        `${file} expects the clause ${clause} to fail, and there is none. ${didYouMean(clause, [...clauses.keys()])}`.trimEnd(),
      )
    if (reason.trim() === '')
      throw new UsageError(
        `${file} expects ${clause} to fail without a reason.\nExpected: a sentence for whoever reviews it, in "reason".`,
      )
    if (entries.findIndex((other) => other.clause === clause) !== index)
      throw new UsageError(`${file} names ${clause} twice.`)
  }
  return entries
}

function entriesOf(file: string): Expected[] {
  if (!existsSync(file))
    throw new UsageError(
      `There is no baseline ${file}.\nExpected: ${example}\nWritten by: --write-baseline ${file}, for what fails now.`,
    )
  let found: unknown
  try {
    found = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UsageError(
      `The baseline ${file} cannot be read: ${(error as Error).message}\nExpected: ${example}`,
    )
  }
  if (Array.isArray(found) && found.every(isExpected)) return found
  throw new UsageError(`The baseline ${file} is no list of clauses with reasons.\nExpected: ${example}`)
}

function isExpected(value: unknown): value is Expected {
  const { clause, reason, ...more } = (value ?? {}) as Record<string, unknown>
  return typeof clause === 'string' && typeof reason === 'string' && Object.keys(more).length === 0
}

/** What a report comes to, held against what was expected to fail. */
export interface Comparison {
  /** MUST clauses that are not kept, unexpectedly; those that only wait for an expected one are not among them. */
  readonly unexpected: readonly string[]
  /** Expected failures that did not happen. */
  readonly kept: readonly string[]
  readonly asExpected: readonly string[]
}

/** A clause that was not judged, such as one that a filter leaves out, says nothing. */
export function compareWithBaseline(report: Report, expected: readonly Expected[]): Comparison {
  const known = new Set(expected.map(({ clause }) => clause))
  const broken = clausesOf(report, isBroken)
  const judged = clausesOf(report, ({ status }) => status === 'pass' || status === 'deviation')
  const waiting = clausesOf(
    report,
    ({ status, blockedBy }) => status === 'blocked' && !known.has(blockedBy ?? ''),
  )
  const musts = clausesOf(report, ({ level }) => level === 'MUST')
  return {
    unexpected: [...new Set([...broken, ...waiting])].filter(
      (clause) => musts.has(clause) && !known.has(clause),
    ),
    kept: [...known].filter((clause) => judged.has(clause) && !broken.has(clause)),
    asExpected: [...known].filter((clause) => broken.has(clause)),
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

/** For the report: how it compares, and what to do. */
export function describeComparison(file: string, comparison: Comparison): string[] {
  const { unexpected, kept, asExpected } = comparison
  return [
    `The baseline ${file} ${holds(comparison) ? 'holds' : 'does not hold'}: ${String(asExpected.length)} failed as expected, ` +
      `${String(unexpected.length)} unexpectedly, and ${String(kept.length)} did not fail.`,
    ...unexpected.map((clause) => `Not in the baseline, and not kept: ${clause}.`),
    ...kept.map((clause) => `In the baseline, and kept now: ${clause}. Take it out.`),
  ]
}

/**
 * Writes a baseline of what fails now. Reasons that are there already stay; a clause whose requirement fails has that for a
 * reason; the others are left to whoever reviews it.
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
  const missing = open === 0 ? '' : `; ${String(open)} of them without a reason, which each of them needs`
  return `The baseline ${file} now expects ${count(entries.length, 'failure')}${missing}.`
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw new UsageError(`The baseline cannot be written to ${file}: ${(error as Error).message}`)
  }
}
