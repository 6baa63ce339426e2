import type {
  CheckResult,
  LevelSummary,
  MissingMethod,
  Report,
  Specification,
  Status,
  Verdict,
} from '../../spec/index.ts'
import { statuses, withoutMarks } from '../../spec/index.ts'
import type { AdapterFacts } from './adapter-facts.ts'
import { isDefectOf, whyNotApplicable } from './applies.ts'
import { asWord } from './as-word.ts'
import { keyOf, type Check } from './check.ts'
import { conditionWords, type Condition } from './condition.ts'
import { isNatural } from './lacks.ts'
import { judgeLedger, ledgerSituation } from './ledger-results.ts'
import { Requirements } from './requirements.ts'
import { rowInPython } from './row-in-python.ts'
import type { SettledCheck } from './settled-check.ts'
import { matchesFilter, type Filter } from './select-checks.ts'

export interface ReportInput {
  readonly specification: Specification
  readonly adapter: AdapterFacts
  readonly entry: string
  /** The command that judges the candidate again. By default it is npx with the entry. */
  readonly rerun?: string
  readonly candidateHash: string
  readonly suite: { readonly name: string; readonly version: string }
  readonly environment: Report['environment']
  readonly seed: number
  readonly durationMs: number
  readonly partial: boolean
  /** The report leaves out the rows that the filter does not ask for. */
  readonly filter?: Filter
  readonly findings: readonly string[]
  /** Every check of the suite. `settled` has those that were selected, by key. */
  readonly checks: readonly Check[]
  readonly settled: ReadonlyMap<string, SettledCheck>
}

/** Makes the report: one row for each check, in the order of the specification. */
export function buildReport(input: ReportInput): Report {
  const results = rows(input)
  const { specification } = input
  return {
    suite: { ...input.suite, spec: specification.version, hash: specification.hash },
    candidate: {
      name: input.adapter.name,
      version: input.adapter.version ?? null,
      profiles: ['core', ...(input.adapter.profiles ?? []).filter((profile) => profile !== 'core')],
      entry: input.entry,
      hash: input.candidateHash,
    },
    environment: withInterpreter(input),
    ...(input.adapter.python === undefined ? {} : { dialect: 'python' as const }),
    seed: input.seed,
    partial: input.partial,
    ...conclusionOf(results),
    missing: missingMethods(input, results),
    deviations: deviationsOf(results),
    durationMs: input.durationMs,
    findings: [
      ...input.findings,
      ...results.flatMap(unneededDeviation),
      ...defectsOfPython(input, results),
      ...unrun(input),
    ].map(withoutMarks),
    results,
  }
}

/** Each method that the candidate does not have, and how many checks failed for want of it. */
function missingMethods(
  { adapter: { missing = [] } }: ReportInput,
  results: readonly CheckResult[],
): MissingMethod[] {
  return missing.map((method) => ({ method, checks: results.filter(({ lacks }) => lacks === method).length }))
}

/** What is published as a defect of this CPython, and which clauses of the claimed profiles were not judged because of it. */
function defectsOfPython(
  { specification, adapter: { python, profiles = [] } }: ReportInput,
  results: readonly CheckResult[],
): string[] {
  if (python === undefined) return []
  const claimed: readonly string[] = ['core', ...profiles]
  const skipped = new Set(
    results.flatMap(({ clause, profile, status }) =>
      status === 'skip' && claimed.includes(profile) ? [clause] : [],
    ),
  )
  return specification.clauses.flatMap((clause) =>
    skipped.has(clause.id) && isDefectOf(python, clause)
      ? [
          `CPython ${python.version} has a published defect, so ${clause.id} is not judged (${clause.defect}).`,
        ]
      : [],
  )
}

/** A loop in Python runs in an interpreter, beside the runtime of the checks. */
function withInterpreter({ environment, adapter: { python } }: ReportInput): Report['environment'] {
  if (python === undefined) return environment
  return { ...environment, runtime: `${environment.runtime}, ${python.implementation} ${python.version}` }
}

function rows(input: ReportInput): CheckResult[] {
  const { byId } = input.specification
  const settled = [...input.settled.values()]
  const observed = input.checks.flatMap((check) => {
    const clause = byId.get(check.clause)
    if (clause === undefined) return []
    const row = {
      clause: clause.id,
      level: clause.level,
      profile: clause.profile,
      situation: check.situation,
    }
    const reason = whyNotApplicable(clause, input.adapter)
    if (reason !== null)
      return [{ ...row, status: 'skip' as const, durationMs: 0, message: `Not run: ${reason}.` }]
    const one = input.settled.get(keyOf(check))
    return one === undefined ? [] : [settledRow(one, row, input)]
  })
  // A declared deviation explains nothing.
  const checks = observed.map((row) => declare(row, input.adapter))
  const broken = brokenClauses(checks)
  const requirements = new Requirements(
    input.specification,
    settled.map(({ check }) => check),
  )
  const rootOf = (clause: string): string | null =>
    requirements.of(clause).flatMap((required) => broken.get(required) ?? [])[0] ?? null
  const causeOf = (clause: string): string | null => broken.get(clause) ?? rootOf(clause)
  const ledger =
    settled.length === 0 || input.partial
      ? []
      : judgeLedger(settled, byId, { rootOf, causeOf }, rerunOf(input))
  const all = [...checks, ...ledger.map((row) => declare(row, input.adapter))]
  const shown = [...explainLast(all, settled), ...untestable(input)]
    .filter((row) => matchesFilter(row, input.filter))
    .sort(bySpecification(input.specification))
  return input.adapter.python === undefined ? shown : shown.map(rowInPython)
}

/** What comes last is judged before the ledger is. A clause of the ledger that is not kept explains it, too. */
function explainLast(rows: readonly CheckResult[], settled: readonly SettledCheck[]): CheckResult[] {
  const root = rows.find(
    ({ situation, status }) => situation === ledgerSituation && status === 'fail',
  )?.clause
  const last = new Set(settled.flatMap(({ check }) => (check.comesLast ? [keyOf(check)] : [])))
  return rows.map((row) =>
    root !== undefined &&
    last.has(keyOf({ clause: row.clause as Check['clause'], situation: row.situation })) &&
    hasFailed(row)
      ? { ...row, status: 'consequence', consequenceOf: root }
      : row,
  )
}

/**
 * The row of a check as soon as it is settled. The report can have another one: what the check does under a condition, for example, is
 * found out later.
 */
export function rowOf(
  settled: SettledCheck,
  input: Omit<ReportInput, 'settled' | 'checks'>,
): CheckResult | null {
  const { check } = settled
  const one = { checks: [check], settled: new Map([[keyOf(check), settled]]), partial: true }
  const isIt = (row: CheckResult): boolean => row.clause === check.clause && row.situation === check.situation
  return rows({ ...input, ...one }).find(isIt) ?? null
}

type RowHead = Pick<CheckResult, 'clause' | 'level' | 'profile' | 'situation'>

function settledRow(one: SettledCheck, head: RowHead, input: ReportInput): CheckResult {
  if ('blockedBy' in one) return { ...head, status: 'blocked', durationMs: 0, blockedBy: one.blockedBy }
  const {
    ledger: _ledger,
    lack: _lack,
    late: _late,
    endedProcess: _ended,
    choices: _choices,
    seed: explored,
    condition,
    ...outcome
  } = one.outcome
  if (outcome.status === 'pass' || outcome.status === 'skip') return { ...head, ...outcome }
  // Another seed draws other cases and programs.
  const draws =
    outcome.case !== undefined || outcome.program !== undefined || (explored ?? condition) !== undefined
  const drawnBy = explored ?? input.seed
  const same = !draws || drawnBy === 1 ? '' : ` --seed ${String(drawnBy)}`
  const rerun = `${rerunOf(input)} --grep '${head.clause}'${same}`
  const { consequenceOf } = one
  if (condition !== undefined) return { ...head, ...outcome, ...onlyUnder(condition, outcome), rerun }
  if (consequenceOf === undefined) return { ...head, ...outcome, rerun }
  // Its root cause has a trace.
  const { trace: _trace, ...told } = outcome
  return { ...head, message: outcome.status, ...told, status: 'consequence', consequenceOf, rerun }
}

/** A failure that a check shows under a condition alone says so first. */
function onlyUnder(
  condition: Condition,
  { message = '' }: Partial<CheckResult>,
): Pick<CheckResult, 'condition' | 'message'> {
  const words = `only ${conditionWords[condition]}`
  return { condition: words, message: `O${words.slice(1)}: ${message}` }
}

function rerunOf({ entry, rerun = `npx loop-conformance ${asWord(entry)}` }: ReportInput): string {
  return rerun
}

/** A failure that is declared becomes a deviation. A pass keeps a deviation that was not needed. */
function declare(row: CheckResult, adapter: ReportInput['adapter']): CheckResult {
  const deviation = adapter.deviations?.find((one) => one.clause === row.clause)
  if (deviation === undefined) return row
  if (hasFailed(row) || row.status === 'consequence') {
    const { consequenceOf: _root, ...told } = row
    return { ...told, status: 'deviation', deviation }
  }
  return row.status === 'pass' ? { ...row, deviation } : row
}

function unneededDeviation(row: CheckResult, _index: number, all: readonly CheckResult[]): string[] {
  if (row.deviation === undefined) return []
  const same = all.filter((other) => other.clause === row.clause)
  if (same[0] !== row || same.some((other) => other.status !== 'pass')) return []
  return [`The deviation from ${row.clause} is declared and not needed: every check of it passed.`]
}

/** One finding for each reason for which checks were skipped, because the claim of the candidate was not tried there. */
function unrun({ settled }: ReportInput): string[] {
  const checks = new Map<string, string[]>()
  for (const one of settled.values()) {
    if (!('outcome' in one) || one.outcome.status !== 'skip' || isNatural(one.outcome.lack)) continue
    const { message = 'Not run.' } = one.outcome
    checks.set(message, [...(checks.get(message) ?? []), keyOf(one.check)])
  }
  return [...checks].map(([message, [first = '', ...others]]) =>
    others.length === 0 ? `${first}. ${message}` : `${String(others.length + 1)} checks. ${message}`,
  )
}

/** The situation of the rows of untestable clauses. */
export const untestableSituation = 'not observable'

function untestable({ specification }: ReportInput): CheckResult[] {
  return specification.clauses
    .filter((clause) => clause.untestable !== undefined)
    .map(({ id, level, profile, untestable: reason }) => {
      const head = { clause: id, level, profile, situation: untestableSituation }
      return {
        ...head,
        status: 'untestable',
        durationMs: 0,
        ...(reason === undefined ? {} : { message: reason }),
      }
    })
}

const brokenStatuses: ReadonlySet<Status> = new Set<Status>([
  'fail',
  'hang',
  'crash',
  'consequence',
  'blocked',
  'inconclusive',
])

/** The clauses that are not kept, each with its root cause. */
function brokenClauses(results: readonly CheckResult[]): Map<string, string> {
  const broken = new Map<string, string>()
  for (const row of results) {
    const { clause, status, consequenceOf, blockedBy } = row
    if (brokenStatuses.has(status) && (hasFailed(row) || !broken.has(clause)))
      broken.set(clause, consequenceOf ?? blockedBy ?? clause)
  }
  return broken
}

/** Whether the check of a row failed, and no other clause explains it. */
export function hasFailed({ status }: Pick<CheckResult, 'status'>): boolean {
  return status === 'fail' || status === 'hang' || status === 'crash'
}

/** The verdict and the summary, which follow from the rows. */
export function conclusionOf(results: readonly CheckResult[]): Pick<Report, 'verdict' | 'summary'> {
  return {
    verdict: verdictOf(results),
    summary: {
      must: summarize(results, 'MUST'),
      should: summarize(results, 'SHOULD'),
      may: summarize(results, 'MAY'),
    },
  }
}

function verdictOf(results: readonly CheckResult[]): Verdict {
  const must = results.filter((row) => row.level === 'MUST')
  if (must.some((row) => brokenStatuses.has(row.status))) return 'non-conformant'
  if (!must.some((row) => row.status === 'pass')) return 'non-conformant'
  const { must: deviating } = deviationsOf(results)
  if (deviating > mostDeviations) return 'non-conformant'
  return deviating > 0 ? 'conformant-with-deviations' : 'conformant'
}

/** A loop that declares more MUST than these keeps another contract than asyncio's, whatever its reasons are. */
export const mostDeviations = 10

/** How many of the MUST clauses that were judged deviate, as the candidate declares. */
export function deviationsOf(results: readonly CheckResult[]): Required<Report>['deviations'] {
  const judged = results.filter(({ level, status }) => level === 'MUST' && !unjudged.has(status))
  const deviating = judged.filter(({ status }) => status === 'deviation')
  const number = (rows: readonly CheckResult[]): number => new Set(rows.map(({ clause }) => clause)).size
  return { must: number(deviating), of: number(judged) }
}

const unjudged: ReadonlySet<Status> = new Set<Status>(['skip', 'untestable'])

function summarize(results: readonly CheckResult[], level: string): LevelSummary {
  const summary = Object.fromEntries(statuses.map((status) => [status, 0])) as LevelSummary
  for (const row of results) if (row.level === level) summary[row.status]++
  return summary
}

function bySpecification({ clauses }: Specification): (a: CheckResult, b: CheckResult) => number {
  const position = new Map(clauses.map((clause, index) => [clause.id, index]))
  const place = (row: CheckResult): number =>
    (position.get(row.clause) ?? 0) + (row.situation === ledgerSituation ? 0.5 : 0)
  return (a, b) => place(a) - place(b)
}

/** The root causes: the clauses that fail although every clause they require, near or far, is kept. */
export function rootCauses({ results }: Pick<Report, 'results'>): string[] {
  return [...new Set(results.filter(hasFailed).map((row) => row.clause))]
}
