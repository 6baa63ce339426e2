/**
 * The slots of a page: a paragraph that is only a link to a source file, and a comment that names a command or a table. In
 * the Markdown, what is shown is right beneath the slot; on the site, it takes the place of a listing and of a command.
 */

/** What fills a slot. `target` is the file as seen from the page; `parts` is null if the whole report is shown. */
export interface Fillings {
  readonly listing: (target: string) => string
  readonly report: (args: readonly string[], parts: readonly string[] | null) => string
}

const block = String.raw`(?:\n\n(?:\`\`\`)\w+\n[\s\S]*?\n\`\`\`$)?`
const listing = new RegExp(String.raw`^(\[\`[^\`\n]+\`\]\(([^)\n]+\.(?:ts|py))\))$${block}`, 'gm')
const report = new RegExp(
  String.raw`^(<!-- run: npx loop-conformance (.*?)(?:; show (.*?))? -->)$${block}`,
  'gm',
)
const table = /^(<!-- table: ([a-z\d-]+) -->)$(?:\n\n\|[^\n]*(?:\n\|[^\n]*)*)?/gm

/** The page with each listing and each report in the place of its slot and its block. */
export function replaceSlots(markdown: string, { listing: list, report: run }: Fillings): string {
  return markdown
    .replaceAll(listing, (_slot, _link, target: string) => list(target))
    .replaceAll(report, (_slot, _comment, args: string, parts?: string) =>
      run(args.split(' '), parts === undefined ? null : parts.split(', ')),
    )
}

/** The page with what is shown beneath each slot. */
export function fillSlots(markdown: string, { listing: list, report: run }: Fillings): string {
  return markdown
    .replaceAll(listing, (_slot, link: string, target: string) => {
      const language = target.slice(target.lastIndexOf('.') + 1)
      return `${link}\n\n\`\`\`${language}\n${list(target)}\n\`\`\``
    })
    .replaceAll(report, (_slot, comment: string, args: string, parts?: string) => {
      const shown = run(args.split(' '), parts === undefined ? null : parts.split(', '))
      return `${comment}\n\n\`\`\`text\n$ npx loop-conformance ${args}\n\n${shown}\n\`\`\``
    })
}

/** The page with each named table beneath its comment. */
export function fillTables(markdown: string, tables: Readonly<Record<string, () => string>>): string {
  return markdown.replaceAll(table, (_slot, comment: string, name: string) => {
    const make = tables[name]
    if (make === undefined)
      throw new Error(`There is no table ${name}. Expected: ${Object.keys(tables).join(', ')}.`)
    return `${comment}\n\n${make()}`
  })
}
