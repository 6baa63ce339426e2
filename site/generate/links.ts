import { issueUrl, parseSources, specification } from '../../spec/index.ts'

const ids = new Set<string>(specification.clauses.map(({ id }) => id))

/** The page of a clause, from the root of the site: `/spec/task-registry/#tasks-are-listed`. */
export function clausePath(id: string): string {
  const dot = id.indexOf('.')
  return `/spec/${id.slice(0, dot)}/#${id.slice(dot + 1)}`
}

/** Makes a link of each clause that a text names in code, unless it is the text of a link. */
export function linkClauses(markdown: string): string {
  return markdown.replaceAll(/(?<!\[)`([a-z-]+\.[a-z-]+)`(?!\])/g, (code, id: string) =>
    ids.has(id) ? `[\`${id}\`](${clausePath(id)})` : code,
  )
}

/**
 * Makes a link of each issue: `owner/repository#1`, `uvloop#1`, `gh-130145` or `bpo-22429`. The issue of a project that is
 * not known stays text.
 */
export function linkIssues(markdown: string): string {
  return markdown
    .replaceAll(
      /(?<![[\w/.-])([A-Za-z][\w.-]*(?:\/[\w.-]+)?)#(\d+)\b(?!\])/g,
      (text, name: string, number: string) => {
        const url = issueUrl(name, number)
        return url === null ? text : `[${text}](${url})`
      },
    )
    .replaceAll(/(?<![[\w/-])(?:gh|bpo)-\d+\b(?!\])/g, (text) => {
      const [source] = parseSources(text)
      return source?.url === undefined ? text : `[${text}](${source.url})`
    })
}
