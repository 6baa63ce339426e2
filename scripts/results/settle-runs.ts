import { conclusionOf } from '../../conformance/harness/build-report.ts'
import type { CheckResult, Report } from '../../spec/index.ts'

/** What a reader acts on. Whether a check is a consequence, or blocked, follows from these and from the deadlines of hangs. */
const roots: ReadonlySet<CheckResult['status']> = new Set([
  'fail',
  'hang',
  'crash',
  'inconclusive',
  'deviation',
])

/** From what speaks for the loop to what speaks against it. */
const severity: readonly CheckResult['status'][] = [
  'pass',
  'deviation',
  'skip',
  'untestable',
  'blocked',
  'consequence',
  'inconclusive',
  'fail',
  'hang',
  'crash',
]

/** Whether two runs come to the same root causes. */
export function agree(a: Report, b: Report): boolean {
  return rootsOf(a) === rootsOf(b)
}

/**
 * One report of several runs of the same loop: every check has the mildest of its results. What passes in one run is not held
 * against the loop, because a machine that paused can make a check fail, and cannot make it pass. A finding tells which clauses did not
 * come out the same.
 */
export function settle(runs: readonly [Report, ...Report[]]): Report {
  const rows = new Map<string, CheckResult>()
  const unsteady = new Set<string>()
  for (const { results } of runs)
    for (const row of results) {
      const key = keyOf(row)
      const known = rows.get(key)
      if (known !== undefined && roots.has(known.status) !== roots.has(row.status)) unsteady.add(row.clause)
      if (known === undefined || severity.indexOf(row.status) < severity.indexOf(known.status))
        rows.set(key, row)
    }
  const last = runs.at(-1) ?? runs[0]
  const results = withoutKeptCauses(
    last.results.map((row) => rows.get(keyOf(row)) ?? row),
    runs,
  )
  return {
    ...last,
    results,
    ...conclusionOf(results),
    findings: unsteady.size === 0 ? last.findings : [...last.findings, tell(unsteady, runs.length)],
  }
}

/** What follows from a clause that counts as kept follows from the cause that another run found, or is a failure of its own. */
function withoutKeptCauses(results: readonly CheckResult[], runs: readonly Report[]): CheckResult[] {
  const broken = new Set(results.filter(({ status }) => roots.has(status)).map(({ clause }) => clause))
  const isExplained = ({ consequenceOf }: CheckResult): boolean =>
    consequenceOf !== undefined && broken.has(consequenceOf)
  return results.map((row) => {
    const { consequenceOf, ...rest } = row
    if (consequenceOf === undefined || isExplained(row)) return row
    const others = runs.flatMap((run) => run.results.filter((other) => keyOf(other) === keyOf(row)))
    return others.find(isExplained) ?? { ...rest, status: 'fail' }
  })
}

/** `crashing`: the clauses whose checks fail alone as well. The other crashes are consequences of the first of them, if there is one. */
export function blameCrashes(report: Report, crashing: readonly string[]): Report {
  const [cause] = crashing
  if (cause === undefined) return report
  const results = report.results.map((row): CheckResult =>
    row.status === 'crash' && !crashing.includes(row.clause)
      ? { ...row, status: 'consequence', consequenceOf: cause }
      : row,
  )
  return { ...report, results, ...conclusionOf(results) }
}

function tell(unsteady: ReadonlySet<string>, runs: number): string {
  return `These clauses were kept in some of ${String(runs)} runs and not in others, and count as kept: ${[...unsteady].sort().join(', ')}.`
}

function rootsOf({ results }: Report): string {
  return results
    .filter(({ status }) => roots.has(status))
    .map(keyOf)
    .join('\n')
}

function keyOf({ clause, situation }: CheckResult): string {
  return `${clause} ${situation}`
}
