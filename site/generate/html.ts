/** Text as HTML, safe in pages that Vue compiles: no tag, no entity, no interpolation. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('{', '&#123;')
    .replaceAll('}', '&#125;')
}

/** Text without meaning in Markdown, for messages of reports, which may contain anything that a loop returns. */
export function escapeMarkdown(text: string): string {
  return escapeHtml(text).replaceAll(/[\\`*_[\]#|~]/g, (sign) => `&#${String(sign.charCodeAt(0))};`)
}

/** `3 clauses`, `1 clause`. */
export function count(number: number, what: string, plural = `${what}s`): string {
  return `${String(number)} ${number === 1 ? what : plural}`
}
