import type { Report, Specification } from '../../spec/index.ts'
import { conclusionOf, type Check } from '../harness/index.ts'
import { integrityOf } from './integrity.ts'
import { gaps } from './whole.ts'

/** One thing that a report is held against. */
export interface Point {
  readonly name: 'unchanged' | 'adds up' | 'suite' | 'whole' | 'candidate'
  /** What was found where nothing is wrong. */
  readonly words: string
  /** In sentences. Empty: it holds. */
  readonly problems: readonly string[]
}

export interface Against {
  readonly specification: Specification
  readonly suiteVersion: string
  readonly tests: readonly Check[]
  /** Of the candidate's source as it is now. */
  readonly candidateHash: string
}

/**
 * Holds a report against the suite and the candidate that are here. All of it is comparing: nothing is run, so it cannot
 * say that the candidate does what the report says, only that the report is whole and is about just this.
 */
export async function verify(report: Report, against: Against): Promise<Point[]> {
  const { suite, candidate, results } = report
  const foreign = foreignSuite(report, against)
  return [
    {
      name: 'unchanged',
      words: 'the report is as it was written',
      problems: await changes(report),
    },
    {
      name: 'adds up',
      words: `verdict and summary are those of its ${String(results.length)} rows`,
      problems: contradictions(report),
    },
    {
      name: 'suite',
      words: `${suite.version}, contract ${suite.spec} (${suite.hash}), as here`,
      problems: foreign,
    },
    {
      name: 'whole',
      words: 'each check of the suite has its row',
      problems: wholeness(report, against, foreign.length > 0),
    },
    {
      name: 'candidate',
      words: `the source is what was judged (${candidate.hash.slice(0, 16)})`,
      problems:
        candidate.hash === against.candidateHash
          ? []
          : [
              `The source of ${candidate.entry} has changed: its hash was ${candidate.hash} and is ${against.candidateHash}.`,
            ],
    },
  ]
}

/**
 * Whether the report itself is not to be trusted, whatever it is about. What else does not hold means that the suite or the
 * candidate has moved on: a report that is as it was written lacks just the checks that the suite did not have then.
 */
export function isSpoilt(points: readonly Point[]): boolean {
  return points.some(({ name, problems }) => isOfTheReport(name) && problems.length > 0)
}

function isOfTheReport(name: Point['name']): boolean {
  return name === 'unchanged' || name === 'adds up'
}

async function changes(report: Report): Promise<string[]> {
  if (report.integrity === undefined)
    return ['It has no hash of itself (integrity), so a change of it would not be seen.']
  const due = await integrityOf(report)
  if (due === null) return ['This host has no cryptography to work the hash out with.']
  return report.integrity === due
    ? []
    : ['It was changed after it was written: its hash of itself (integrity) is another one.']
}

function contradictions({ results, verdict, summary }: Report): string[] {
  const due = conclusionOf(results)
  const problems =
    verdict === due.verdict ? [] : [`The rows come to ${due.verdict}, and the report says ${verdict}.`]
  for (const level of ['must', 'should', 'may'] as const)
    for (const [status, number] of Object.entries(due.summary[level])) {
      const said = summary[level][status as keyof (typeof summary)[typeof level]]
      if (said !== number)
        problems.push(
          `Rows of ${level.toUpperCase()} with ${status}: ${String(number)}, and the summary says ${String(said)}.`,
        )
    }
  return problems
}

function foreignSuite({ suite }: Report, { specification, suiteVersion }: Against): string[] {
  const problems: string[] = []
  if (suite.version !== suiteVersion)
    problems.push(`The report is by version ${suite.version}, and this is ${suiteVersion}.`)
  if (suite.spec !== specification.version)
    problems.push(`The report is about contract ${suite.spec}, and this is ${specification.version}.`)
  else if (suite.hash !== specification.hash)
    problems.push(`The clauses have changed: their hash was ${suite.hash} and is ${specification.hash}.`)
  return problems
}

function wholeness(report: Report, { specification, tests }: Against, isForeign: boolean): string[] {
  if (report.partial) return ['It is partial: a filter, or an interruption, left checks out.']
  // What another suite consists of is not known here.
  return isForeign ? [] : gaps(report, specification, tests)
}
