import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { drawBadge } from '../../report/badge.ts'
import { isSpoilt } from '../../report/verify.ts'
import { calledAs } from '../called-as.ts'
import { exitCode } from '../errors.ts'
import { examineReport, rerunCommand, type ExaminedReport, type ReportRequest } from '../reports.ts'
import { readReport } from '../reports.ts'
import { standardPage, write } from '../terminal.ts'
import { UsageError } from '../errors.ts'
import { pointLines } from './verify.ts'

export interface BadgeRequest extends ReportRequest {
  /** The picture. The endpoint for shields.io is written beside it, as `.json`. */
  readonly output: string
  /** Whether to check the existing badge and draw nothing. */
  readonly check: boolean
}

/** Draws the badge of a report, or checks that the existing one is up to date. */
export async function badgeCommand(request: BadgeRequest): Promise<number> {
  const files = badgeFiles(request)
  refusePartial(request.file)
  const held = await examineReport(request)
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
      `${paint('green', '✓')} ${files.svg} is up to date: ${badge.endpoint.message}\n`,
    )
    return exitCode.conforms
  }
  const again = `${rerunCommand(held, request)}\n  ${drawAgain(request)}`
  await write(
    process.stdout,
    `${files.svg} is not up to date:\n${wrong.join('\n')}\nRenew it with:\n  ${again}\n`,
  )
  return exitCode.doesNotConform
}

async function draw(held: ExaminedReport, request: BadgeRequest, files: BadgeFiles): Promise<number> {
  const { paint, width } = standardPage()
  const problems = held.points.filter(({ problems: found }) => found.length > 0)
  const why = problems.flatMap((point) => pointLines(point, paint, width)).join('\n')
  if (isSpoilt(held.points))
    throw new UsageError(
      `No badge: ${request.file} was changed after the run that wrote it.\n${why}\nWrite a new report:\n  ${rerunCommand(held, request)}`,
    )
  const badge = drawBadge(held.report, problems.length > 0)
  save(files.svg, badge.svg)
  save(files.json, printEndpoint(badge.endpoint))
  const stale =
    problems.length > 0
      ? `The report is out of date:\n${why}\nWrite a new report:\n  ${rerunCommand(held, request)}\n`
      : ''
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
      `--output ${output} is not an SVG file.\nExpected: a name that ends in .svg, such as badge.svg`,
    )
  const json = `${output.slice(0, -'.svg'.length)}.json`
  if (path.resolve(json) === path.resolve(file))
    throw new UsageError(
      `The badge would overwrite the report ${file}.\nExpected: a different name than --output ${output}`,
    )
  return { svg: output, json }
}

/** A partial report gives no verdict, so it gets no badge. */
function refusePartial(file: string): void {
  if (!readReport(file).partial) return
  throw new UsageError(
    `No badge: the report ${file} is partial, because of a filter or an interruption.\n` +
      'Expected: the report of a whole run, without --grep, --profile and --bail',
  )
}

function compare(file: string, due: string, request: BadgeRequest): string | null {
  if (!existsSync(file)) return `${file} does not exist. Draw it with: ${drawAgain(request)}`
  const found = readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
  return found === due ? null : `${file} differs from what ${request.file} says.`
}

function drawAgain({ file, output }: BadgeRequest): string {
  return `${calledAs.command} badge ${file}${output === 'badge.svg' ? '' : ` --output ${output}`}`
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
