import { existsSync, readFileSync } from 'node:fs'
import { areas, parseSources, specification, type Area } from '../../../spec/index.ts'
import {
  parseRules,
  ruleAnchor,
  type CodeReference,
  type Rule,
  type RuleSection,
  type VersionRange,
} from '../../../spec/tooling/parse-rules.ts'
import { inlineHtml } from '../inline.ts'
import { clausePath, linkClauses, linkIssues } from '../links.ts'
import type { Page } from '../page.ts'
import { relink } from '../routes.ts'

const file = 'spec/asyncio-rules.md'

/** The page of a rule, from the root of the site: `/spec/asyncio-rules/#life-01`. */
export function rulePath(id: string): string {
  return `/spec/asyncio-rules/#${ruleAnchor(id)}`
}

/** The catalogue of asyncio's rules. Each rule is a section of its own, with the clauses that cite it. */
export function rulesPage(): Page {
  const { title, introduction, sections } = parseRules(readFileSync(file, 'utf8'))
  return {
    path: '/spec/asyncio-rules/',
    title,
    description: 'What the asyncio of CPython does, rule by rule, with the clauses that follow from it.',
    from: file,
    outline: 2,
    markdown: `# ${title}\n\n${relink(introduction, file)}\n\n${sections.map(sectionOf).join('\n\n')}\n`,
  }
}

function sectionOf({ title, introduction, hasClauses, rules }: RuleSection): string {
  const note = hasClauses ? '' : '\n\n*No clause yet.*'
  return `## ${title}\n\n${introduction}${note}\n\n${rules.map(ruleOf).join('\n')}`
}

function ruleOf(rule: Rule): string {
  const facts = [
    ['CPython', rule.code.map(codeOf).join(', ')],
    ['Versions', versionsOf(rule)],
    ['Clauses', clausesOf(rule.id).map(clauseLink).join(', ')],
    ['Without a clause', areasWithout(rule.id).map(reasonLink).join(', ')],
  ].filter(([, value]) => value !== '')
  return `### ${rule.id} {#${ruleAnchor(rule.id)}}

${linkIssues(linkClauses(rule.text))}

<dl class="facts">
${facts.map(([name = '', value = '']) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('\n')}
</dl>
`
}

function codeOf({ file: source, name, ...range }: CodeReference): string {
  const versions = versionsOf(range)
  return inlineHtml(`\`${source}: ${name}\``) + (versions === '' ? '' : ` (${versions})`)
}

function versionsOf({ since, upTo }: VersionRange): string {
  if (since !== undefined && upTo !== undefined) return `${since} to ${upTo}`
  if (since !== undefined) return `since ${since}`
  return upTo === undefined ? '' : `up to ${upTo}`
}

const citing = new Map<string, string[]>()
for (const { id, source } of specification.clauses)
  for (const { kind, text } of parseSources(source))
    if (kind === 'rule') citing.set(text, [...(citing.get(text) ?? []), id])

function clausesOf(rule: string): readonly string[] {
  return citing.get(rule) ?? []
}

function clauseLink(id: string): string {
  return `<a href="@${clausePath(id)}"><code>${id}</code></a>`
}

/** The areas whose table says why a rule, or a part of it, has no clause. */
const withoutClause: ReadonlyMap<Area, string> = new Map(
  areas
    .map((area) => [area, `spec/not-carried-over/${area}.md`] as const)
    .filter(([, table]) => existsSync(table))
    .map(([area, table]) => {
      const rows = readFileSync(table, 'utf8').split('\n')
      return [area, rows.map((row) => row.split('|')[1] ?? '').join('\n')]
    }),
)

function areasWithout(rule: string): readonly Area[] {
  return areas.filter((area) => new RegExp(`\\b${rule}\\b`).test(withoutClause.get(area) ?? ''))
}

function reasonLink(area: Area): string {
  return `<a href="@/spec/${area}/#not-carried-over">all or a part of it: ${area}</a>`
}
