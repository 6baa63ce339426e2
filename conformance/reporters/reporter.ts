import type { Report, Specification } from '../../spec/index.ts'

/** What a reporter may know besides the report itself. */
export interface ReportContext {
  readonly specification: Specification
  /** Columns of the page. */
  readonly width: number
  readonly color: boolean
  /** Places in the candidate are shown relative to this folder. */
  readonly folder: string
  /** The root of the repository, which annotations are relative to; by default the folder. */
  readonly repository?: string
}

/** Report in, text out. Where the text goes is the business of whoever calls. */
export type Reporter = (report: Report, context: ReportContext) => string
