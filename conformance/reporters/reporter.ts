import type { Report, Specification } from '../../spec/index.ts'
import type { VerdictWords } from '../report/verdict.ts'

/** What a reporter gets besides the report. */
export interface ReportContext {
  readonly specification: Specification
  /** Of the page, in columns. */
  readonly width: number
  readonly color: boolean
  /** Locations in the candidate are shown relative to this folder. */
  readonly folder: string
  /** The root of the repository. Annotations are relative to it. Defaults to `folder`. */
  readonly repository?: string
  /** Replaces the verdict as the last word, if the exit code follows from something else, such as a baseline. */
  readonly conclusion?: VerdictWords
}

/** Turns a report into text. The caller writes it. */
export type Reporter = (report: Report, context: ReportContext) => string
