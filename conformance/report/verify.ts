import type { Report, Specification } from '../../spec/index.ts'
import { conclusionOf, type Check } from '../harness/index.ts'
import { integrityOf } from './integrity.ts'
import { gaps } from './whole.ts'

/** One thing that is verified about a report. */
export interface Point {
  readonly name: 'unchanged' | 'adds up' | 'suite' | 'whole' | 'candidate'
  /** What is printed if there is no problem. */
  readonly words: string
  /** In sentences; empty if there is none. */
  readonly problems: readonly string[]
}

export interface Against {
  readonly specification: Specification
  readonly suiteVersion: string
  readonly tests: readonly Check[]
  /** The hash of the candidate's present source. */
  readonly candidateHash: string
}

/**
 * Compares a report with the installed suite and the present candidate. Nothing is run. So it cannot show that the candidate
 * does what the report says, only that the report is whole and is about this suite and this candidate.
 */
export async function verify(report: Report, against: Against): Promise<Point[]> {
  const { suite, candidate, results } = report
  const foreign = foreignSuite(report, against)
  return [
    {
      name: 'unchanged',
      words: 'the report was not changed',
      problems: await changes(report),
    },
    {
      name: 'adds up',
      words: `verdict and summary agree with the ${String(results.length)} rows`,
      problems: contradictions(report),
    },
    {
      name: 'suite',
      words: `${suite.version}, contract ${suite.spec} (${suite.hash}), the installed one`,
      problems: foreign,
    },
    {
      name: 'whole',
      words: 'every check of the suite has a row',
      problems: wholeness(report, against, foreign.length > 0),
    },
    {
      name: 'candidate',
      words: `the source is unchanged (${candidate.hash.slice(0, 16)})`,
      problems:
        candidate.hash === against.candidateHash
          ? []
          : [
              `The source of ${candidate.entry} has changed: its hash was ${candidate.hash} and is now ${against.candidateHash}.`,
            ],
    },
  ]
}

/**
 * Whether the report itself cannot be trusted. The other problems only mean that the suite or the candidate has changed since:
 * for example, an unchanged report has no rows for checks that are newer than it.
 */
export function isSpoilt(points: readonly Point[]): boolean {
  return points.some(({ name, problems }) => isOfTheReport(name) && problems.length > 0)
}

function isOfTheReport(name: Point['name']): boolean {
  return name === 'unchanged' || name === 'adds up'
}

async function changes(report: Report): Promise<string[]> {
  if (report.integrity === undefined)
    return ['The report has no hash of itself (integrity), so a change cannot be detected.']
  const expected = await integrityOf(report)
  if (expected === null) return ['This host has no cryptography to compute the hash with.']
  return report.integrity === expected
    ? []
    : ['The report was changed after the run: its hash of itself (integrity) does not match.']
}

function contradictions({ results, verdict, summary }: Report): string[] {
  const expected = conclusionOf(results)
  const problems =
    verdict === expected.verdict
      ? []
      : [`The rows give the verdict ${expected.verdict}, but the report says ${verdict}.`]
  for (const level of ['must', 'should', 'may'] as const)
    for (const [status, number] of Object.entries(expected.summary[level])) {
      const said = summary[level][status as keyof (typeof summary)[typeof level]]
      if (said !== number)
        problems.push(
          `${String(number)} ${level.toUpperCase()} rows have the status ${status}, but the summary says ${String(said)}.`,
        )
    }
  return problems
}

function foreignSuite({ suite }: Report, { specification, suiteVersion }: Against): string[] {
  const problems: string[] = []
  if (suite.version !== suiteVersion)
    problems.push(`Version ${suite.version} wrote the report. The installed version is ${suiteVersion}.`)
  if (suite.spec !== specification.version)
    problems.push(
      `The report is about contract ${suite.spec}. The installed contract is ${specification.version}.`,
    )
  else if (suite.hash !== specification.hash)
    problems.push(`The clauses have changed: their hash was ${suite.hash} and is now ${specification.hash}.`)
  return problems
}

function wholeness(report: Report, { specification, tests }: Against, isForeign: boolean): string[] {
  if (report.partial) return ['The report is partial, because of a filter or an interruption.']
  // The checks of another suite are not known.
  return isForeign ? [] : gaps(report, specification, tests)
}
