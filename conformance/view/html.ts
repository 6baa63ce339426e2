import { plainJson } from '../report/plain-text.ts'

/** Markup that is safe to insert. The function `html` escapes everything that it puts in. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toString(): string {
    return this.text
  }
}

export type Part = Html | string | number | null | undefined | false | readonly Part[]

/** A template of HTML. Values are escaped, for text and for quoted attributes. Do not put values anywhere else. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const rest = parts.map((part, index) => render(part) + withoutLayout(strings[index + 1]))
  return new Html(withoutLayout(strings[0]) + rest.join(''))
}

/** Collapses the line breaks of the template's source. */
function withoutLayout(text = ''): string {
  return text.replaceAll(/\s*\n\s*/g, '\n')
}

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return ''
  if (part instanceof Html) return part.text
  if (Array.isArray(part)) return (part as readonly Part[]).map(render).join('')
  return escapeHtml(String(part))
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Also replaces control characters, and those that change the direction of writing and so can disguise a text. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
}

/** JSON as the content of a script element: nothing in it ends the element or begins a comment. */
export function embeddedJson(value: unknown): Html {
  const escaped = plainJson(JSON.stringify(value)).replaceAll(
    /[<>&]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return new Html(escaped)
}
