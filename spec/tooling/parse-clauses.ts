import { marked, type Tokens } from 'marked'
import { areas, levels, profiles, type Area, type Clause, type Level, type Profile } from '../clause.ts'

const fieldNames = [
  'Intent',
  'Otherwise',
  'Source',
  'Requires',
  'JavaScript',
  'Since',
  'Until',
  'Defect',
  'Untestable',
  'Withdrawn',
] as const
type FieldName = (typeof fieldNames)[number]

/** A clause file that does not follow the format; the message names the file and the clause. */
export class ClauseFormatError extends Error {
  override readonly name = 'ClauseFormatError'
}

/**
 * Reads the clauses of one area. A clause is a third-level heading, `` `id` · LEVEL · profile [· liveness] ``, the
 * requirement, and paragraphs that begin with a field's name in italics. What stands before the first one is prose.
 */
export function parseClauses(area: Area, markdown: string): Clause[] {
  const clauses: ClauseDraft[] = []
  let open: ClauseDraft | undefined
  for (const token of marked.lexer(markdown)) {
    if (token.type === 'heading') {
      const { depth, text } = token as Tokens.Heading
      // A heading above clauses begins a section, whose introduction belongs to none of them.
      open = depth === 3 ? parseHeading(area, text) : undefined
      if (open !== undefined) clauses.push(open)
    } else if (token.type !== 'space') {
      open?.blocks.push(...splitFields(token.raw.trim()))
    }
  }
  return clauses.map(finishClause)
}

/** Fields may stand on lines of one paragraph. */
function splitFields(paragraph: string): string[] {
  return paragraph.split(/\n(?=\*[A-Z][A-Za-z]+\.\*\s)/)
}

interface ClauseDraft {
  head: Pick<Clause, 'id' | 'area' | 'level' | 'profile' | 'liveness'>
  blocks: string[]
}

function parseHeading(area: Area, heading: string): ClauseDraft {
  const [quotedId = '', level = '', profile = '', ...rest] = heading.split('·').map((part) => part.trim())
  const id = quotedId.replaceAll('`', '')
  const fail = (problem: string): never => {
    throw new ClauseFormatError(
      `spec/clauses/${area}.md: ${problem} in "### ${heading}". Expected "### \`${area}.what-is-true\` · MUST · core".`,
    )
  }
  if (!id.startsWith(`${area}.`) || !/^[a-z-]+\.[a-z]+(-[a-z]+)*$/.test(id))
    fail(`the id "${id}" does not fit`)
  if (!levels.includes(level as Level)) fail(`unknown level "${level}"`)
  if (!profiles.includes(profile as Profile)) fail(`unknown profile "${profile}"`)
  if (rest.length > 1 || (rest.length === 1 && rest[0] !== 'liveness'))
    fail(`unknown mark "${rest.join(' · ')}"`)
  return {
    head: { id, area, level: level as Level, profile: profile as Profile, liveness: rest.length === 1 },
    blocks: [],
  }
}

function finishClause({ head, blocks }: ClauseDraft): Clause {
  const fields = new Map<FieldName, string>()
  const text: string[] = []
  for (const block of blocks) {
    const match = /^\*([A-Z][A-Za-z]+)\.\*\s+([\s\S]+)$/.exec(block)
    const name = match?.[1] as FieldName | undefined
    if (name === undefined) text.push(block)
    else if (!fieldNames.includes(name) || fields.has(name))
      throw new ClauseFormatError(
        `${head.id}: unknown or repeated field "*${name}.*"; known: ${fieldNames.join(', ')}.`,
      )
    else fields.set(name, (match?.[2] ?? '').replace(/\s*\n\s*/g, ' '))
  }
  for (const name of ['Intent', 'Source'] as const)
    if (!fields.has(name)) throw new ClauseFormatError(`${head.id}: the paragraph "*${name}.* …" is missing.`)
  if (text.length === 0) throw new ClauseFormatError(`${head.id}: the requirement itself is missing.`)
  return {
    ...head,
    text: text.join('\n\n'),
    intent: fields.get('Intent') ?? '',
    source: fields.get('Source') ?? '',
    requires: [...(fields.get('Requires') ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
    ...optional('otherwise', fields.get('Otherwise')),
    ...optional('javascript', fields.get('JavaScript')),
    ...optional('since', fields.get('Since')),
    ...optional('until', fields.get('Until')),
    ...optional('defect', fields.get('Defect')),
    ...optional('untestable', fields.get('Untestable')),
    ...optional('withdrawn', fields.get('Withdrawn')),
  }
}

function optional<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, string>)
}

/** The clauses of every area, with `requires` resolved: unknown ids, repeated ids and cycles are refused. */
export function parseSpecification(read: (area: Area) => string): Clause[] {
  const clauses = areas.flatMap((area) => parseClauses(area, read(area)))
  const byId = new Map(clauses.map((clause) => [clause.id, clause]))
  if (byId.size !== clauses.length) {
    const twice = clauses.find((clause) => byId.get(clause.id) !== clause)
    throw new ClauseFormatError(`The id ${twice?.id ?? ''} is used twice.`)
  }
  const visit = (clause: Clause, path: readonly string[]): void => {
    if (path.includes(clause.id))
      throw new ClauseFormatError(`Requires goes round: ${[...path, clause.id].join(' -> ')}.`)
    for (const id of clause.requires) {
      const required = byId.get(id)
      if (required === undefined)
        throw new ClauseFormatError(`${clause.id} requires ${id}, which does not exist.`)
      visit(required, [...path, clause.id])
    }
  }
  for (const clause of clauses) visit(clause, [])
  return clauses
}
