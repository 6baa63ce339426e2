import type { CheckResult } from '../../spec/index.ts'
import { relativeTo } from '../harness/index.ts'
import { actualOf, howOften } from './failures.ts'

/** The labels of every report for people, in the order in which they are shown. JSON has fields of the same names. */
export const labels = [
  'situation',
  'condition',
  'case',
  'expected',
  'actual',
  'how often',
  'program',
  'trace',
  'location',
  'hint',
  'why',
  'also in',
  'rerun',
] as const
export type Label = (typeof labels)[number]

export type Labelled = Partial<Readonly<Record<Label, string | undefined>>>

/**
 * What the row itself says of a check that failed. A reporter adds its own program, trace, why and also in. The location is relative to
 * the folder, if one is given.
 */
export function labelsOf(row: CheckResult, folder?: string): Labelled {
  const { at } = row
  const location = at === undefined || folder === undefined ? at : relativeTo(folder, at)
  return {
    situation: row.situation,
    condition: row.condition,
    case: row.case,
    expected: row.expected,
    actual: location === undefined ? actualOf(row) : actualOf(row)?.replaceAll(at ?? location, location),
    'how often': howOften(row),
    program: row.noProgram === undefined ? undefined : `None, because ${row.noProgram}.`,
    location,
    hint: row.hint,
    rerun: row.rerun,
  }
}

/** The labels that have a text, in order. */
export function inOrder(texts: Labelled): [Label, string][] {
  return labels.flatMap((label): [Label, string][] => {
    const text = texts[label]
    return text === undefined || text === '' ? [] : [[label, text]]
  })
}
