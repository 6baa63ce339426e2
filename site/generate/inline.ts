import { marked } from 'marked'
import { linkClauses, linkIssues } from './links.ts'

/** A sentence of a clause as HTML: code, emphasis and links, with clauses and issues linked. */
export function inlineHtml(markdown: string): string {
  const html = marked.parseInline(linkIssues(linkClauses(markdown)), { async: false })
  return html.replaceAll('href="/', 'href="@/').replaceAll('{', '&#123;').replaceAll('}', '&#125;')
}
