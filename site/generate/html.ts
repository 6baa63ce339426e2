import { escapeHtml } from '../../conformance/view/html.ts'

export { count } from '../../conformance/report/words.ts'

/** Text in HTML that Vue compiles: no tag, no entity, no interpolation. */
export function escapeForVue(text: string): string {
  return escapeHtml(text).replaceAll('{', '&#123;').replaceAll('}', '&#125;')
}

/** A message in one line: in a page of Markdown, an empty line ends the HTML around it. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

/** Text without meaning in Markdown, for messages of reports, which may contain anything that a loop returns. */
export function escapeMarkdown(text: string): string {
  // The # of an entity stays as it is.
  return escapeForVue(text).replaceAll(/&#?\w+;|[\\`*_[\]#|~]/g, (found) =>
    found.length > 1 ? found : `&#${String(found.charCodeAt(0))};`,
  )
}
