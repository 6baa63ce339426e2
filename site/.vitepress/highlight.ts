import type { MarkdownOptions } from 'vitepress'

/** What is told apart in a listing, with the scopes of TextMate grammars that belong to it. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  comment: ['comment', 'punctuation.definition.comment', 'string.quoted.docstring'],
  string: ['string', 'punctuation.definition.string', 'string.regexp'],
  keyword: ['keyword', 'storage', 'variable.language', 'keyword.operator.new', 'keyword.operator.expression'],
  constant: ['constant', 'support.constant'],
  name: ['entity.name', 'support.function', 'meta.function-call entity.name.function', 'support.class'],
  quiet: ['keyword.operator', 'punctuation', 'meta.brace', 'storage.type.function.arrow'],
}

/** A colour for each kind that nothing is ever painted with: it marks the token on its way to a class. */
const marks = Object.keys(kinds).map((kind, index) => [kind, `#00000${String(index + 1)}`] as const)
const kindOf: ReadonlyMap<string, string> = new Map(marks.map(([kind, mark]) => [mark, kind]))

/**
 * Listings whose tokens have classes (`tok-comment`) in place of colours: one theme for light and dark, with the
 * colours in the style sheet, and a third of the bytes.
 */
export const highlighting: Pick<MarkdownOptions, 'theme' | 'codeTransformers'> = {
  theme: {
    name: 'by-class',
    type: 'light',
    colors: { 'editor.background': '#ffffff', 'editor.foreground': '#000000' },
    settings: marks.map(([kind, foreground]) => ({
      scope: [...(kinds[kind] ?? [])],
      settings: { foreground },
    })),
  },
  codeTransformers: [
    {
      name: 'classes in place of colours',
      pre(node) {
        delete node.properties.style
      },
      line(node, line) {
        // A source page is linked to by its lines.
        if (this.options.meta?.__raw?.includes('source') === true) node.properties.id = `l${String(line)}`
      },
      span(node) {
        const mark = /#00000\d/.exec(String(node.properties.style))?.[0]
        delete node.properties.style
        const kind = mark === undefined ? undefined : kindOf.get(mark)
        if (kind !== undefined) node.properties.class = `tok-${kind}`
      },
    },
  ],
}
