/** Reads the catalogue of asyncio's rules, `spec/asyncio-rules.md`. */

/** Versions of CPython such as `3.12` or `3.13.0`, both included. An empty range is 3.11 to 3.14. */
export interface VersionRange {
  readonly since?: string
  readonly upTo?: string
}

/** Where CPython can be read: `base_events.py` in `Lib/asyncio`, or a path from the root of its repository. */
export interface CodeReference extends VersionRange {
  readonly file: string
  /** A class, a function, a constant, or `Class.method`. */
  readonly name: string
}

/** One rule of asyncio. */
export interface Rule extends VersionRange {
  /** Such as `LIFE-01`. Never changed, never reused. */
  readonly id: string
  /** What asyncio does, in Markdown: one sentence, or two. */
  readonly text: string
  readonly code: readonly CodeReference[]
}

export interface RuleSection {
  readonly title: string
  readonly introduction: string
  /** False for a part of asyncio that the contract does not cover yet. */
  readonly hasClauses: boolean
  readonly rules: readonly Rule[]
}

export interface RuleCatalogue {
  readonly title: string
  /** The Markdown between the title and the first section. */
  readonly introduction: string
  readonly sections: readonly RuleSection[]
}

/** The catalogue does not follow its format. The message names the line. */
export class RuleFormatError extends Error {
  override readonly name = 'RuleFormatError'
}

const notYet = '*No clause yet.*'

/**
 * Parses the catalogue: sections are second-level headings, each with an introduction and a table of rules. Throws
 * `RuleFormatError`.
 */
export function parseRules(markdown: string): RuleCatalogue {
  const [head = '', ...sections] = markdown.split(/^## /m)
  const [title = '', ...introduction] = head.split('\n')
  return {
    title: title.replace(/^# /, ''),
    introduction: introduction.join('\n').trim(),
    sections: sections.map(parseSection),
  }
}

/** Every rule of the catalogue, in its order. */
export function rulesOf(catalogue: RuleCatalogue): readonly Rule[] {
  return catalogue.sections.flatMap((section) => section.rules)
}

/** The fragment that leads to a rule on its page: `life-01`. */
export function ruleAnchor(id: string): string {
  return id.toLowerCase()
}

function parseSection(section: string): RuleSection {
  const [title = '', ...lines] = section.split('\n')
  const tableStart = lines.findIndex((line) => line.startsWith('|'))
  const introduction = lines.slice(0, tableStart).join('\n').trim()
  // The first two lines of a table are its head.
  const rows = lines.slice(tableStart + 2).filter((line) => line !== '')
  return {
    title,
    introduction: introduction.replace(notYet, '').trim(),
    hasClauses: !introduction.includes(notYet),
    rules: rows.map(parseRow),
  }
}

function parseRow(row: string): Rule {
  const [, head = '', text = '', code = '', versions = '', ...rest] = row
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim())
  const match = /^<a id="([a-z]+-\d{2,3})"><\/a>([A-Z]+-\d{2,3})$/.exec(head)
  const id = match?.[2] ?? ''
  if (match?.[1] !== ruleAnchor(id) || rest.join('') !== '')
    throw new RuleFormatError(
      `Found the row "${row}". Expected | <a id="life-01"></a>LIFE-01 | sentence | where to read it | versions |.`,
    )
  return { id, text, code: parseReferences(code, id), ...parseVersions(versions, id) }
}

/** `` `tasks.py: Task.__step`, `tasks.py: Task.__eager_start` (since 3.12) ``. */
function parseReferences(cell: string, id: string): readonly CodeReference[] {
  const pattern = /`([\w./]+\.(?:py|c)): ([\w.]+)`(?: \(([^)]+)\))?(?:, |$)/y
  const references: CodeReference[] = []
  while (pattern.lastIndex < cell.length) {
    const match = pattern.exec(cell)
    if (match === null)
      throw new RuleFormatError(
        `${id} is read at "${cell}". Expected \`base_events.py: BaseEventLoop.call_soon\`.`,
      )
    const [, file = '', name = '', versions = ''] = match
    references.push({ file, name, ...parseVersions(versions, id) })
  }
  return references
}

/** `since 3.12`, `up to 3.12`, `3.12 to 3.13`, or nothing. */
function parseVersions(text: string, id: string): VersionRange {
  if (text === '') return {}
  const version = String.raw`(3\.\d+(?:\.\d+)?)`
  const [, since] = new RegExp(`^since ${version}$`).exec(text) ?? []
  if (since !== undefined) return { since }
  const [, upTo] = new RegExp(`^up to ${version}$`).exec(text) ?? []
  if (upTo !== undefined) return { upTo }
  const [, from, to] = new RegExp(`^${version} to ${version}$`).exec(text) ?? []
  if (from !== undefined && to !== undefined) return { since: from, upTo: to }
  throw new RuleFormatError(
    `${id} has the versions "${text}". Expected "since 3.12", "up to 3.12" or "3.12 to 3.13".`,
  )
}
