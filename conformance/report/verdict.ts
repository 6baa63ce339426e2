import type { CheckResult, LevelSummary, Report } from '../../spec/index.ts'
import { deviationsOf, hasFailed, mostDeviations } from '../harness/index.ts'
import { count } from './words.ts'

export interface VerdictWords {
  readonly mark: '✓' | '✗'
  /** Such as "conforms". */
  readonly words: string
  /** The reason, such as "every MUST is kept". */
  readonly why: string
}

/** The verdict in words. `roots`: the number of MUST clauses that are root causes. */
export function verdictOf(report: Report, roots: number): VerdictWords {
  if (!mustsAreKept(report)) {
    return {
      mark: '✗',
      words: 'does not conform',
      why: `${causesOf(report, roots)}${report.partial ? ', in the checks that ran' : ''}`,
    }
  }
  if (report.partial) {
    const run = report.results.filter(isJudged).length
    const why = `${count(run, 'check')} ran; the verdict needs the whole suite`
    return { mark: '✓', words: 'passes', why }
  }
  if (report.verdict === 'conformant-with-deviations')
    return {
      mark: '✓',
      words: 'conforms, with deviations',
      why: `${declared(report)}; every other MUST is kept`,
    }
  return { mark: '✓', words: 'conforms', why: 'every MUST is kept' }
}

/** Why the loop does not conform. */
function causesOf(report: Report, roots: number): string {
  if (roots > 0) return `${count(roots, 'root cause')} to fix`
  return deviationsOf(report.results).must > mostDeviations
    ? `${declared(report)}, and at most ${String(mostDeviations)} may be`
    : 'a MUST could not be judged'
}

/** "3 MUST are declared deviations" */
function declared({ results }: Report): string {
  const { must } = deviationsOf(results)
  return `${String(must)} MUST ${must === 1 ? 'is a declared deviation' : 'are declared deviations'}`
}

/** Whether every MUST that ran is kept. For a whole report this is its verdict. */
export function mustsAreKept(report: Report): boolean {
  if (!report.partial) return report.verdict !== 'non-conformant'
  const { fail, hang, crash, consequence, blocked, inconclusive } = report.summary.must
  return fail + hang + crash + consequence + blocked + inconclusive === 0
}

export interface AreaScore {
  readonly area: string
  /** ✗: a MUST failed. !: another level failed. ✓: every judged check passed. –: none of these. */
  readonly mark: '✗' | '!' | '✓' | '–'
  /** `12` if all 12 judged checks passed, else `9/12`. */
  readonly score: string
}

/** The areas of the report, in its order, without those that have no judged check. */
export function areaScores({ results }: Report): AreaScore[] {
  const byArea = new Map<string, CheckResult[]>()
  for (const row of results) {
    const area = row.clause.slice(0, row.clause.indexOf('.'))
    byArea.set(area, [...(byArea.get(area) ?? []), row])
  }
  const claimed = [...byArea].filter(([, rows]) => rows.some(isJudged))
  return claimed.map(([area, rows]) => {
    const passed = rows.filter((row) => row.status === 'pass').length
    const judged = rows.filter(isJudged).length
    return {
      area,
      mark: markOf(rows.filter(isJudged)),
      score: passed === judged ? String(judged) : `${String(passed)}/${String(judged)}`,
    }
  })
}

function markOf(judged: readonly CheckResult[]): AreaScore['mark'] {
  const failed = judged.filter(hasFailed)
  if (failed.length > 0) return failed.some(({ level }) => level === 'MUST') ? '✗' : '!'
  return judged.every(({ status }) => status === 'pass') ? '✓' : '–'
}

function isJudged({ status }: CheckResult): boolean {
  return status !== 'skip' && status !== 'untestable'
}

const words: Record<keyof LevelSummary, string> = {
  pass: 'passed',
  fail: 'failed',
  hang: 'hung',
  crash: 'crashed',
  consequence: 'consequences',
  blocked: 'blocked',
  inconclusive: 'inconclusive',
  deviation: 'deviating',
  untestable: 'untestable',
  skip: 'skipped',
}

/** The number of checks by status, for each level that has any: "3 passed · 1 failed". */
export function tallies({ summary }: Report): [level: string, tally: string][] {
  return (['must', 'should', 'may'] as const).flatMap((level): [string, string][] => {
    const parts = Object.entries(words).flatMap(([status, word]) => {
      const number = summary[level][status as keyof LevelSummary]
      const isOne = number === 1 && status === 'consequence'
      return number === 0 ? [] : [`${String(number)} ${isOne ? 'consequence' : word}`]
    })
    return parts.length === 0 ? [] : [[level.toUpperCase(), parts.join(' · ')]]
  })
}
