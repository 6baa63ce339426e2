import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { drawBadge } from '../report/badge.ts'
import { isSpoilt } from '../report/verify.ts'
import { exitCode } from './exit-code.ts'
import { holdReport, judgeAgain, type HeldReport, type ReportRequest } from './hold-report.ts'
import { readReport } from './read-report.ts'
import { standardPage, write } from './terminal.ts'
import { UsageError } from './usage-error.ts'
import { pointLines } from './verify-command.ts'

export interface BadgeRequest extends ReportRequest {
  /** The picture; what shields.io reads stands beside it, as `.json`. */
  readonly output: string
  /** Whether to look at the badge that is there, and not to draw one. */
  readonly check: boolean
}

/** Draws the badge of a report, or says whether the one that is there still says what is true. */
export async function badgeCommand(request: BadgeRequest): Promise<number> {
  const files = badgeFiles(request)
  refusePartial(request.file)
  const held = await holdReport(request)
  const problems = held.points.filter(({ problems: found }) => found.length > 0)
  if (!request.check) return draw(held, request, files)
  const { paint, width } = standardPage()
  const badge = drawBadge(held.report, false)
  const wrong = [
    ...problems.flatMap((point) => pointLines(point, paint, width)),
    ...[
      compare(files.svg, badge.svg, request),
      compare(files.json, printEndpoint(badge.endpoint), request),
    ].flatMap((line) => (line === null ? [] : [`  ${paint('red', '✗')} ${line}`])),
  ]
  if (wrong.length === 0) {
    await write(
      process.stdout,
      `${paint('green', '✓')} ${files.svg} says what is true: ${badge.endpoint.message}.\n`,
    )
    return exitCode.conforms
  }
  const again = `${judgeAgain(held, request)}\n  ${drawAgain(request)}`
  await write(
    process.stdout,
    `${files.svg} is not up to date:\n${wrong.join('\n')}\nA new one:\n  ${again}\n`,
  )
  return exitCode.doesNotConform
}

async function draw(held: HeldReport, request: BadgeRequest, files: BadgeFiles): Promise<number> {
  const { paint, width } = standardPage()
  const problems = held.points.filter(({ problems: found }) => found.length > 0)
  const why = problems.flatMap((point) => pointLines(point, paint, width)).join('\n')
  if (isSpoilt(held.points))
    throw new UsageError(
      `No badge is drawn of ${request.file}, for it is not as a run wrote it:\n${why}\nA new one:\n  ${judgeAgain(held, request)}`,
    )
  const badge = drawBadge(held.report, problems.length > 0)
  save(files.svg, badge.svg)
  save(files.json, printEndpoint(badge.endpoint))
  const stale =
    problems.length > 0 ? `It is stale:\n${why}\nA new report:\n  ${judgeAgain(held, request)}\n` : ''
  await write(process.stdout, `${files.svg} and ${files.json}: ${badge.endpoint.message}\n${stale}`)
  return exitCode.conforms
}

interface BadgeFiles {
  readonly svg: string
  readonly json: string
}

function badgeFiles({ output, file }: BadgeRequest): BadgeFiles {
  if (!output.endsWith('.svg'))
    throw new UsageError(
      `--output ${output} is no picture.\nExpected: a name that ends in .svg, such as badge.svg`,
    )
  const json = `${output.slice(0, -'.svg'.length)}.json`
  if (path.resolve(json) === path.resolve(file))
    throw new UsageError(
      `The badge would be written over the report ${file}.\nExpected: another name than --output ${output}`,
    )
  return { svg: output, json }
}

/** Before anything else is compared: of a part of the suite there is nothing to say. */
function refusePartial(file: string): void {
  if (!readReport(file).partial) return
  throw new UsageError(
    `There is no badge of ${file}, for it is partial: a filter, or an interruption, left checks out.\n` +
      'Expected: the report of a whole run, without --grep, --profile and --bail.',
  )
}

function compare(file: string, due: string, request: BadgeRequest): string | null {
  if (!existsSync(file)) return `There is no ${file}. It is drawn by: ${drawAgain(request)}`
  const found = readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
  return found === due ? null : `${file} says something else than ${request.file}.`
}

function drawAgain({ file, output }: BadgeRequest): string {
  return `npx loop-conformance badge ${file}${output === 'badge.svg' ? '' : ` --output ${output}`}`
}

function printEndpoint(endpoint: object): string {
  return `${JSON.stringify(endpoint, null, 2)}\n`
}

function save(file: string, text: string): void {
  try {
    mkdirSync(path.dirname(path.resolve(file)), { recursive: true })
    writeFileSync(file, text)
  } catch (error) {
    throw new UsageError(`The badge cannot be written to ${file}: ${(error as Error).message}`)
  }
}
