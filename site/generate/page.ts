/** A page of the site before it is rendered. */
export interface Page {
  /** Its path from the root of the site: `/spec/task/`. Begins and ends with a slash. */
  readonly path: string
  readonly title: string
  /** Markdown, with blocks of HTML whose links begin with `@/` for the root of the site. */
  readonly markdown: string
  /** A sentence for search engines and link previews. */
  readonly description?: string
  /**
   * `wide`: without an outline, for tables. `report`, `source` and `evidence`: the same, and
   * not in the search. `home`: the front page.
   */
  readonly kind?: 'wide' | 'report' | 'source' | 'home'
  /** The deepest level of headings in the outline beside it; 3 if absent. */
  readonly outline?: 2
  /** The file of the repository that says what the page says. */
  readonly from?: string
}

/** The text of the file that VitePress reads, for a site that is served under `base`. */
export function pageFile(page: Page, base: string): string {
  const matter: Record<string, unknown> = { title: page.title, description: page.description }
  if (page.kind !== undefined) matter.pageClass = page.kind
  if (page.kind === 'home') Object.assign(matter, { layout: 'page', sidebar: false, aside: false })
  if (page.kind === 'wide') matter.aside = false
  if (page.kind === 'source' || page.kind === 'report')
    Object.assign(matter, { aside: false, search: false, prev: false, next: false })
  if (page.outline !== undefined) matter.outline = page.outline
  if (page.from !== undefined) matter.from = page.from
  const lines = Object.entries(matter)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
  return `---\n${lines.join('\n')}\n---\n\n${page.markdown.replaceAll('="@/', `="${base}`)}\n`
}
