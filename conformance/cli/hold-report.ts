import { specification, type Report } from '../../spec/index.ts'
import { verify, type Point } from '../report/verify.ts'
import { suite } from '../suite/index.ts'
import { suiteVersion } from '../version.ts'
import { candidateHash } from './candidate-hash.ts'
import { readReport } from './read-report.ts'

/** What a command about a report is given. */
export interface ReportRequest {
  readonly file: string
  /** By default what the report names, seen from the current folder. */
  readonly candidate?: string
  readonly interpreter?: string
}

export interface HeldReport {
  readonly report: Report
  /** How to name the candidate on a command line. */
  readonly entry: string
  readonly points: readonly Point[]
}

/** Reads a report and holds it against the suite and the candidate that are here. */
export async function holdReport({ file, candidate, interpreter }: ReportRequest): Promise<HeldReport> {
  const report = readReport(file)
  const entry = candidate ?? report.candidate.entry
  const hash = await candidateHash(entry, interpreter)
  const points = await verify(report, { specification, suiteVersion, tests: suite, candidateHash: hash })
  return { report, entry, points }
}

/** How to have a report that holds again. */
export function judgeAgain({ entry }: HeldReport, { file, interpreter }: ReportRequest): string {
  const python = interpreter === undefined ? '' : ` --python ${interpreter}`
  return `npx loop-conformance ${entry} --reporter json=${file}${python}`
}
