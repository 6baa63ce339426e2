import { profiles, type Profile } from '../../spec/clause.ts'
import { dialects, type Dialect } from '../../spec/dialect/dialect.ts'
import { didYouMean, renamedProfile } from '../candidate/suggest.ts'
import { calledAs } from './called-as.ts'
import { UsageError } from './errors.ts'

/** Listed here so that the options can be parsed, and the first line printed, before the reporters are loaded. */
export const reporterNames = ['pretty', 'json', 'junit', 'markdown', 'github', 'html', 'events'] as const
export type ReporterName = (typeof reporterNames)[number]

/** The default deadline of a check, in milliseconds. */
export const usualTimeoutMs = 1000

/** A reporter and the file it writes to; null: the standard output. */
export interface Output {
  readonly reporter: ReporterName
  readonly file: string | null
}

/** The usual name of a file of the reporter. */
const usualFile: Record<ReporterName, string> = {
  pretty: 'report.txt',
  json: 'report.json',
  junit: 'report.xml',
  markdown: 'report.md',
  github: 'annotations.txt',
  html: 'report.html',
  events: 'events.ndjson',
}

/**
 * Parses `name` or `name=file`. The pretty report is added unless another one uses the standard output. The annotations of
 * `github` are lines of a log, so they follow the pretty report and do not replace it.
 */
export function parseOutputs(values: readonly string[]): Output[] {
  const outputs = values.map(parseOutput)
  const onStandard = outputs.filter(({ file }) => file === null)
  const isLog = ({ reporter }: Output): boolean => reporter === 'pretty' || reporter === 'github'
  const [first, second] = onStandard.every(isLog)
    ? onStandard.filter(({ reporter }) => reporter !== 'github')
    : onStandard
  if (second !== undefined && first !== undefined)
    throw new UsageError(
      `Two reporters write to the standard output: ${first.reporter} and ${second.reporter}.\n` +
        `Give one of them a file: --reporter ${second.reporter}=${usualFile[second.reporter]}`,
    )
  return first === undefined ? [{ reporter: 'pretty', file: null }, ...outputs] : outputs
}

function parseOutput(value: string): Output {
  const [, name = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(value) ?? []
  const reporter = reporterNames.find((known) => known === name)
  if (reporter === undefined) throw unknown('reporter', name, reporterNames)
  if (file === '')
    throw new UsageError(`--reporter ${value} has no file name.\nExpected: --reporter ${name}=<file>`)
  return { reporter, file: file ?? null }
}

function parseProfile(value: string): Profile {
  const profile = profiles.find((known) => known === value)
  const renamed = renamedProfile(value)
  if (renamed !== null) throw new UsageError(renamed)
  if (profile === undefined) throw unknown('profile', value, profiles)
  return profile
}

/** Parses a list such as `timers-real,net-real`. */
export function parseProfiles(value: string): readonly Profile[] {
  return value.split(',').map((word) => parseProfile(word.trim()))
}

/** The words of a page that is about no candidate: those that were asked for, or else those of the language that calls. */
export function parseDialect(value: string | undefined): Dialect {
  if (value === undefined) return calledAs.interpreter === null ? 'javascript' : 'python'
  const dialect = dialects.find((known) => known === value)
  if (dialect === undefined) throw unknown('dialect', value, dialects)
  return dialect
}

/** Parses a whole number that is at least `least`. */
export function wholeNumber(option: string, least: number): (value: string) => number {
  return (value) => {
    const number = Number(value)
    if (/^\d+$/.test(value) && Number.isSafeInteger(number) && number >= least) return number
    throw new UsageError(`${option} needs a whole number of at least ${String(least)}. Found: '${value}'`)
  }
}

/** The error for an unknown word, with similar known words or all of them. */
export function unknown(what: string, word: string, known: readonly string[]): UsageError {
  const advice = didYouMean(word, known)
  const listing = known.length > 12 ? '' : `Expected one of: ${known.join(', ')}`
  return new UsageError(`Unknown ${what} '${word}'. ${advice === '' ? listing : advice}`.trimEnd())
}
