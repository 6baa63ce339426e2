import { github } from './github.ts'
import { html } from './html.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import { pretty } from './pretty.ts'
import type { Reporter } from './reporter.ts'

export { github, html, json, junit, markdown, pretty }
export { wantsColor, painter } from './paint.ts'
export { mustsAreKept } from '../report/verdict.ts'
export { prettyHeader } from './pretty-header.ts'
export { Progress } from './progress.ts'
export type { Reporter, ReportContext } from './reporter.ts'

/** By the name that `--reporter` takes. */
export const reporters: Readonly<Record<string, Reporter>> = {
  pretty,
  json,
  junit,
  markdown,
  github,
  html,
}
