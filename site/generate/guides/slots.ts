/**
 * The places of a page where something of the repository is shown: a paragraph that is only a link to a source file, and a comment
 * that names a command. In the Markdown, what is shown stands in a block of code right beneath; the site makes more of it.
 */

/** What stands in a place. `target` is the file seen from the page; `parts` are null where the whole report is shown. */
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

/** The page with each place given anew, and what is shown there gone with it. */
export function replaceSlots(markdown: string, { listing: list, report: run }: Fillings): string {
  return markdown
    .replaceAll(listing, (_slot, _link, target: string) => list(target))
    .replaceAll(report, (_slot, _comment, args: string, parts?: string) =>
      run(args.split(' '), parts === undefined ? null : parts.split(', ')),
    )
}

/** The page with each place as it is, and beneath it what is to be shown. */
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
