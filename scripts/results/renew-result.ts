import { specification } from '../../spec/index.ts'
import { failingClauses, reduceReport, standingsOf, type CommittedReport } from './committed-report.ts'
import { nameOfRun, readResult, writeResult } from './committed-results.ts'
import { explainedDeviations } from './deviations.ts'
import { environmentFor } from './environments.ts'
import { judgeLoop } from './judge-loop.ts'
import type { PlannedRun } from './planned-runs.ts'
import { printsTwoThings, programsOf, writePrograms } from './programs.ts'
import { saysTheSame, steadyReport } from './steady-report.ts'

/** What came of one row. */
export interface Renewed {
  readonly planned: PlannedRun
  readonly isWritten: boolean
  /** For the log: the verdict, and what is new. */
  readonly words: string
  /** What somebody has to do: words that are missing, a program that shows nothing, a loop that cannot be judged. */
  readonly problems: readonly string[]
}

/** Judges one version of a loop on one interpreter, and writes its report if it says something new. */
export async function renewResult(planned: PlannedRun): Promise<Renewed> {
  try {
    return await renew(planned)
  } catch (error) {
    // A loop that cannot be judged costs its own row.
    const [problem = ''] = (error as Error).message.split('\n\n')
    return { planned, isWritten: false, words: 'FAILED', problems: [`it was not judged. ${problem}`] }
  }
}

async function renew(planned: PlannedRun): Promise<Renewed> {
  const { record, run } = planned
  const environment = await environmentFor(planned)
  const whole = await judgeLoop(planned, environment)
  const version = run.version ?? whole.candidate.version ?? 'unknown'
  const reduced = reduceReport(whole)
  const report = steadyReport({
    ...reduced,
    candidate: { ...reduced.candidate, version },
    ...(environment.packages.length === 0 ? {} : { packages: environment.packages }),
  })
  const name = nameOfRun(version, report, run.pyodide !== undefined)
  const before = readResult(record, name)?.report ?? null
  const isWritten = before === null || !saysTheSame(before, report)
  if (isWritten) writeResult(record, name, report)
  const failing = failingClauses(report)
  const written = run.pyodide === undefined ? await writePrograms(planned, environment, failing) : []
  const counted = `${report.verdict}, clauses not kept: ${String(failing.length)}`
  const made = written.length === 0 ? '' : `, programs written: ${String(written.length)}`
  return {
    planned,
    isWritten,
    words: `${counted}${isWritten ? `, ${changes(before, report)}` : ''}${made}`,
    problems: [...withoutWords(record.name, failing), ...(await withoutProof(planned, environment, failing))],
  }
}

/** The clauses that are kept now and were not, and the other way round. */
function changes(before: CommittedReport | null, after: CommittedReport): string {
  if (before === null) return 'new'
  const [old, now] = [standingsOf(before), standingsOf(after)]
  const changed = [...now].filter(([clause, standing]) => (old.get(clause) ?? standing) !== standing)
  if (changed.length === 0) return 'other words'
  const lines = changed.map(
    ([clause, standing]) => `${clause} was ${old.get(clause) ?? ''} and is ${standing}`,
  )
  return `changed: ${lines.slice(0, 8).join('; ')}${lines.length > 8 ? '; …' : ''}`
}

function withoutWords(loop: string, failing: readonly string[]): string[] {
  const explained = new Set(explainedDeviations(loop).map(({ clause }) => clause))
  return failing
    .filter((clause) => !explained.has(clause))
    .map((clause) => `${clause} is not kept, and loops/${loop}/deviations.md has no words for it.`)
}

/** A deviation of the newest version is believed for its program: it is run again on both loops. */
async function withoutProof(
  planned: PlannedRun,
  environment: Awaited<ReturnType<typeof environmentFor>>,
  failing: readonly string[],
): Promise<string[]> {
  if (planned.run !== planned.record.runs[0]) return []
  const { name } = planned.record
  const shown = programsOf(name)
  const problems = failing
    .filter((clause) => !shown.includes(clause) && specification.byId.get(clause)?.level === 'MUST')
    .map((clause) => `${clause} has no program. Write loops/${name}/programs/${clause}.py by hand.`)
  for (const clause of shown)
    if (failing.includes(clause) && !(await printsTwoThings(planned, environment, clause)))
      problems.push(`the program of ${clause} prints the same on asyncio and on the loop.`)
  return problems
}
