import { html, type Html, type Part } from './html.ts'

/** The Markdown that clauses use: paragraphs, lists, code and emphasis. Everything else is text. */
export function prose(text: string): Html {
  const blocks = text.split(/\n\s*\n/).filter((block) => block.trim() !== '')
  return html`${blocks.map(block)}`
}

function block(text: string): Html {
  const items = text.split(/^[-*] /m)
  if (!/^[-*] /.test(text) || items.length < 2) return html`<p>${inline(text)}</p>`
  return html`<ul>
    ${items.slice(1).map((item) => html`<li>${inline(item.trim())}</li>`)}
  </ul>`
}

/** One line of it. */
export function inline(text: string): Part {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/).map((piece): Part => {
    if (/^`[^`]+`$/.test(piece)) return html`<code>${piece.slice(1, -1)}</code>`
    if (/^\*\*[^*]+\*\*$/.test(piece)) return html`<strong>${piece.slice(2, -2)}</strong>`
    if (/^\*[^*]+\*$/.test(piece)) return html`<em>${piece.slice(1, -1)}</em>`
    return piece
  })
}
