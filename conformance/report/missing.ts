import type { Report } from '../../spec/index.ts'
import { count } from './words.ts'

export interface MissingWords {
  readonly title: string
  /** The methods for want of which checks failed: the name, and how many checks that are. */
  readonly needed: readonly (readonly [method: string, words: string])[]
  /** A sentence about the methods that no check has called. Empty if there are none. */
  readonly others: string
}

/** What a report says of the methods that the candidate does not have. Null if it has all, or if the report is older than the list. */
export function missingWords({ missing = [], candidate }: Report): MissingWords | null {
  if (missing.length === 0) return null
  const needed = missing.filter(({ checks }) => checks > 0)
  const others = missing.filter(({ checks }) => checks === 0).map(({ method }) => method)
  return {
    title: /^(python|pyodide):/.test(candidate.entry)
      ? 'Not implemented (inherited from AbstractEventLoop, or raises NotImplementedError)'
      : 'Not implemented',
    needed: needed.map(({ method, checks }) => [method, `${count(checks, 'check')} cannot do without it`]),
    others: others.length === 0 ? '' : `No check has called ${others.join(', ')}.`,
  }
}
