import { profiles, type Profile } from '../../spec/clause.ts'
import { didYouMean, renamedProfile } from '../candidate/suggest.ts'
import { UsageError } from './usage-error.ts'

/** Known without loading the reporters, so that the first line is out before they are. */
export const reporterNames = ['pretty', 'json', 'junit', 'markdown', 'github', 'html'] as const
export type ReporterName = (typeof reporterNames)[number]

/** Milliseconds that a check may take where nothing else is said. */
export const usualTimeoutMs = 1000

/** Where a report goes: to a file, or to the standard output. */
export interface Output {
  readonly reporter: ReporterName
  readonly file: string | null
}

/** What a file of the reporter is usually called. */
const usualFile: Record<ReporterName, string> = {
  pretty: 'report.txt',
  json: 'report.json',
  junit: 'report.xml',
  markdown: 'report.md',
  github: 'annotations.txt',
  html: 'report.html',
}

/**
 * `name` or `name=file`. A run shows the pretty report unless another one takes the standard output. The annotations of
 * `github` are lines of a log: they stand after the pretty report and take nothing.
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
      `Two reporters, ${first.reporter} and ${second.reporter}, want the standard output.\n` +
        `Give one of them a file: --reporter ${second.reporter}=${usualFile[second.reporter]}`,
    )
  return first === undefined ? [{ reporter: 'pretty', file: null }, ...outputs] : outputs
}

function parseOutput(value: string): Output {
  const [, name = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(value) ?? []
  const reporter = reporterNames.find((known) => known === name)
  if (reporter === undefined) throw unknown('reporter', name, reporterNames)
  if (file === '')
    throw new UsageError(`--reporter ${value} names no file. Expected: --reporter ${name}=<file>`)
  return { reporter, file: file ?? null }
}

export function parseProfile(value: string): Profile {
  const profile = profiles.find((known) => known === value)
  const renamed = renamedProfile(value)
  if (renamed !== null) throw new UsageError(renamed)
  if (profile === undefined) throw unknown('profile', value, profiles)
  return profile
}

/** A whole number that is at least so much. */
export function wholeNumber(option: string, least: number): (value: string) => number {
  return (value) => {
    const number = Number(value)
    if (/^\d+$/.test(value) && Number.isSafeInteger(number) && number >= least) return number
    throw new UsageError(`${option} wants a whole number of at least ${String(least)}, not '${value}'.`)
  }
}

/** An unknown word of any sort, with the words there are. */
export function unknown(what: string, word: string, known: readonly string[]): UsageError {
  const advice = didYouMean(word, known)
  const listing = known.length > 12 ? '' : `There are: ${known.join(', ')}.`
  return new UsageError(`There is no ${what} '${word}'. ${advice === '' ? listing : advice}`.trimEnd())
}
