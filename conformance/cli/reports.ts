import { existsSync } from 'node:fs'
import { renamedProfiles, specification, type Report, type Verdict } from '../../spec/index.ts'
import { renamedProfile } from '../candidate/suggest.ts'
import { validateReport } from '../vendor/validate-report.generated.ts'
import { plainReport, plainText } from '../report/plain-text.ts'
import { verify, type Point } from '../report/verify.ts'
import { suite } from '../suite/index.ts'
import { suiteVersion } from '../version.ts'
import { calledAs, commandLine, entryOf, interpreterFor, typed } from './called-as.ts'
import { candidateHash } from './candidate.ts'
import { UsageError } from './errors.ts'
import { readText } from './read-text.ts'

const expected = `Expected: a report written by ${calledAs.command} <candidate> --reporter json=report.json`

/** Reads a report that `--reporter json=<file>` wrote. Throws UsageError if the file is not such a report. */
export function readReport(file: string): Report {
  if (!existsSync(file)) throw new UsageError(`The report ${file} does not exist.\n${expected}`)
  let found: unknown
  try {
    found = JSON.parse(readText(file))
  } catch (error) {
    throw new UsageError(
      `The report ${file} cannot be read.\nFound:    ${(error as Error).message}\n${expected}`,
    )
  }
  if (validateReport(found)) return found as Report
  const renamed = renamedProfileIn(found)
  if (renamed !== null)
    throw new UsageError(
      `${file} was written by an earlier version of loop-conformance.\n` +
        `Found:    the profile ${renamed}. ${renamedProfile(renamed) ?? ''}\n` +
        'Expected: a report in version 2 of its schema. Judge the candidate again: ' +
        `${calledAs.command} <candidate> --reporter json=${file}`,
    )
  const [problem] = validateReport.errors ?? []
  const place = problem?.instancePath ?? ''
  throw new UsageError(
    `${file} is not a report that loop-conformance ${suiteVersion} can read.\n` +
      `Found:    ${place === '' ? 'the file' : place} ${problem?.message ?? 'does not match the schema'}${named(problem?.params)}\n` +
      advice(found),
  )
}

/** A profile that has another name now, in a report that an earlier version wrote. */
function renamedProfileIn(found: unknown): string | null {
  const { candidate, results } = (found ?? {}) as { candidate?: { profiles?: unknown }; results?: unknown }
  const rows = Array.isArray(results) ? (results as ({ profile?: unknown } | null)[]) : []
  const named = [candidate?.profiles, rows.map((row) => row?.profile)].flat()
  return (
    (named.find((name) => typeof name === 'string' && renamedProfiles.has(name)) as string | undefined) ??
    null
  )
}

/** The property that is not allowed, or the values that are. */
function named(params: object | undefined): string {
  const { additionalProperty, allowedValues } = (params ?? {}) as {
    additionalProperty?: string
    allowedValues?: readonly unknown[]
  }
  if (additionalProperty !== undefined) return `: '${additionalProperty}'`
  return allowedValues === undefined ? '' : `: ${allowedValues.join(', ')}`
}

/** If another version wrote the report: how to run that version. */
function advice(found: unknown): string {
  const { suite } = (found ?? {}) as { suite?: { name?: unknown; version?: unknown } }
  const isOurs = suite?.name === 'loop-conformance' && typeof suite.version === 'string'
  if (!isOurs || suite.version === suiteVersion) return expected
  const version = String(suite.version)
  return `Version ${version} wrote it and can read it: ${versionOf(version)}`
}

/** The command of another version. */
function versionOf(version: string): string {
  return calledAs.interpreter === null
    ? `npx loop-conformance@${version}`
    : `pip install loop-conformance==${version}`
}

/** The arguments of a command about a report. */
export interface ReportRequest {
  readonly file: string
  /** Defaults to the entry in the report, relative to the current folder. */
  readonly candidate: string | undefined
  readonly interpreter: string | undefined
}

export interface ExaminedReport {
  readonly report: Report
  /** The candidate as an argument of the command line. */
  readonly entry: string
  readonly points: readonly Point[]
}

/** Reads a report and compares it with the installed suite and the present source of the candidate. */
export async function examineReport({
  file,
  candidate,
  interpreter,
}: ReportRequest): Promise<ExaminedReport> {
  const report = readReport(file)
  const entry = candidate === undefined ? report.candidate.entry : entryOf(candidate)
  const hash = await candidateHash(entry, interpreterFor(entry, interpreter))
  const points = await verify(report, { specification, suiteVersion, tests: suite, candidateHash: hash })
  return { report: plainReport(report), entry: plainText(entry), points: points.map(plainPoint) }
}

/** The problems quote the report. */
function plainPoint({ problems, words, ...rest }: Point): Point {
  return { ...rest, words: plainText(words), problems: problems.map(plainText) }
}

/** The command that writes a new report. */
export function rerunCommand({ entry }: ExaminedReport, { file, interpreter }: ReportRequest): string {
  const python = interpreter === undefined ? [] : ['--python', interpreter]
  return commandLine([typed(entry), '--reporter', `json=${file}`, ...python])
}

/** The verdict as a verb, for a sentence about the loop. */
export const verdictWords: Record<Verdict, string> = {
  conformant: 'conforms',
  'conformant-with-deviations': 'conforms, with deviations',
  'non-conformant': 'does not conform',
}

/** One line: the loop, the verdict, the contract and the profiles. */
export function describeReport({ candidate, suite, verdict, partial }: Report): string {
  const version = candidate.version === null ? '' : ` ${candidate.version}`
  const words = partial ? 'was judged in part' : verdictWords[verdict]
  return `${candidate.name}${version} ${words} · contract ${suite.spec} · ${candidate.profiles.join(', ')}`
}
