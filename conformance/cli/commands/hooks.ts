import { holdHooks, type HooksReport } from '../../bridge/hooks.ts'
import type { PythonTarget } from '../../bridge/python-target.ts'
import { buildCandidate, type CandidateSource } from '../../candidate/index.ts'
import { prettyHooks } from '../../reporters/pretty-hooks.ts'
import { explainInterpreter } from '../candidate.ts'
import { exitCode, UsageError } from '../errors.ts'
import { unknown } from '../options.ts'
import { standardPage, write } from '../terminal.ts'

export interface HooksRequest {
  readonly entry: string
  /** The command of the interpreter. */
  readonly interpreter?: string | undefined
  /** The newest version to hold the loop against, such as `3.15`; undefined: the newest in the table. */
  readonly to?: string | undefined
  readonly reporter?: string | undefined
}

/** Prints which overrides of a loop in Python break, and from which version of CPython on. Exit code 1: one does. */
export async function hooksCommand({
  entry,
  interpreter,
  to,
  reporter = 'pretty',
}: HooksRequest): Promise<number> {
  if (reporter !== 'pretty' && reporter !== 'json') throw unknown('reporter', reporter, ['pretty', 'json'])
  const last = to === undefined ? null : minorOf(to)
  if (!entry.startsWith('python:'))
    throw new UsageError(
      `hooks is about loops in Python.\nFound:    ${entry}\nExpected: python:<module or file>[:<callable>]`,
    )
  const candidate = await buildCandidate(entry, process.cwd(), { interpreter })
  candidate.dispose()
  const report = await hold(candidate.source, last)
  const text =
    reporter === 'json' ? `${JSON.stringify(report, null, 2)}\n` : prettyHooks(report, standardPage())
  await write(process.stdout, text)
  return report.overrides.some(({ breaks }) => breaks.length > 0)
    ? exitCode.doesNotConform
    : exitCode.conforms
}

async function hold(source: CandidateSource, last: number | null): Promise<HooksReport> {
  try {
    return holdHooks(source.from as PythonTarget, last)
  } catch (error) {
    throw await explainInterpreter(error, source)
  }
}

function minorOf(version: string): number {
  const minor = /^3\.(\d+)$/.exec(version)?.[1]
  if (minor !== undefined) return Number(minor)
  throw new UsageError(
    `--to needs a version of CPython.\nFound:    ${version}\nExpected: a version such as 3.15`,
  )
}
