import { json } from './json.ts'
import { junit } from './junit.ts'
import { pretty } from './pretty.ts'
import type { Reporter } from './reporter.ts'

export { json, junit, pretty }
export { wantsColor, painter } from './paint.ts'
export { mustsAreKept } from './pretty-summary.ts'
export { prettyHeader } from './pretty-header.ts'
export { Progress } from './progress.ts'
export type { Reporter, ReportContext } from './reporter.ts'

/** By the name that `--reporter` takes. */
export const reporters: Readonly<Record<string, Reporter>> = { pretty, json, junit }
