/** A report as HTML, for the reporter and the playground. Runs in every host. */
export { failureView } from './failure-view.ts'
export { embeddedJson, escapeHtml, Html, html } from './html.ts'
export { reportView } from './report-view.ts'
export { viewStyle } from './style.ts'
export type { ViewContext } from './view-context.ts'
