import { existsSync, readFileSync } from 'node:fs'
import { renamedProfiles, type Report } from '../../spec/index.ts'
import { renamedProfile } from '../candidate/suggest.ts'
import { validateReport } from '../vendor/validate-report.generated.ts'
import { suiteVersion } from '../version.ts'
import { UsageError } from './usage-error.ts'

const expected =
  'Expected: a report as a run writes it: npx loop-conformance <candidate> --reporter json=report.json'

/** Reads a report that `--reporter json=<file>` wrote. Throws UsageError for a file that is none. */
export function readReport(file: string): Report {
  if (!existsSync(file)) throw new UsageError(`There is no report ${file}.\n${expected}`)
  let found: unknown
  try {
    found = JSON.parse(readFileSync(file, 'utf8'))
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
        `npx loop-conformance <candidate> --reporter json=${file}`,
    )
  const [problem] = validateReport.errors ?? []
  const place = problem?.instancePath ?? ''
  throw new UsageError(
    `${file} is no report that loop-conformance ${suiteVersion} can read.\n` +
      `Found:    ${place === '' ? 'the whole' : place} ${problem?.message ?? 'is not as it should be'}${named(problem?.params)}\n` +
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

/** Which property is one too many, and which words there are. */
function named(params: object | undefined): string {
  const { additionalProperty, allowedValues } = (params ?? {}) as {
    additionalProperty?: string
    allowedValues?: readonly unknown[]
  }
  if (additionalProperty !== undefined) return `: '${additionalProperty}'`
  return allowedValues === undefined ? '' : `: ${allowedValues.join(', ')}`
}

/** Another version of the kit writes other reports, and can read its own. */
function advice(found: unknown): string {
  const { suite } = (found ?? {}) as { suite?: { name?: unknown; version?: unknown } }
  const isOurs = suite?.name === 'loop-conformance' && typeof suite.version === 'string'
  if (!isOurs || suite.version === suiteVersion) return expected
  return `It was written by version ${String(suite.version)}, which can read it: npx loop-conformance@${String(suite.version)}`
}
