import { existsSync, readFileSync } from 'node:fs'
import { specification, type Area, type Clause } from '../../../spec/index.ts'
import { count } from '../html.ts'
import { relink } from '../routes.ts'
import type { Page } from '../page.ts'
import { dialectSwitch } from './both-dialects.ts'
import { clauseSection } from './clause-section.ts'

/** One area of the specification: its introduction and its clauses, in the order of its file. */
export function areaPage(area: Area): Page {
  const file = `spec/clauses/${area}.md`
  const byId = new Map(clausesOf(area).map((clause) => [clause.id, clause]))
  const markdown = readFileSync(file, 'utf8').replaceAll(
    /^### `([^`]+)`[\s\S]*?(?=^#|$(?![\s\S]))/gm,
    (_section, id: string) => {
      const clause = byId.get(id)
      if (clause === undefined)
        throw new Error(`${file} has ${id}, which the generated specification lacks. Run npm run build.`)
      byId.delete(id)
      return `${clauseSection(clause)}\n`
    },
  )
  if (byId.size > 0) throw new Error(`No place on the page of ${area} for ${[...byId.keys()].join(', ')}.`)
  const [title = '', ...rest] = markdown.split('\n')
  return {
    path: `/spec/${area}/`,
    title: title.replace('# ', ''),
    description: `What an event loop must do: ${title.replace('# ', '')}, ${count(clausesOf(area).length, 'clause')}.`,
    from: file,
    markdown: `${title}\n\n${dialectSwitch}\n\n${outsideClauses(withFirstSection(rest.join('\n')), file)}\n\n${notCarriedOver(area)}`,
  }
}

export function clausesOf(area: Area): readonly Clause[] {
  return specification.clauses.filter((clause) => clause.area === area)
}

/** Puts the clauses that precede the first section into a section, so that no level of heading is skipped. */
function withFirstSection(markdown: string): string {
  const first = /^#{2,3} /m.exec(markdown)
  if (first?.[0] !== '### ') return markdown
  return `${markdown.slice(0, first.index)}## Clauses\n\n${markdown.slice(first.index)}`
}

/** The sections of clauses are done; the prose between them still has the links of the repository. */
function outsideClauses(markdown: string, file: string): string {
  return markdown
    .split(/(^### [\s\S]*?^<\/dl>$)/m)
    .map((part, index) => (index % 2 === 1 ? part : relink(part, file)))
    .join('')
}

function notCarriedOver(area: Area): string {
  const file = `spec/not-carried-over/${area}.md`
  if (!existsSync(file)) return ''
  const [, ...rest] = readFileSync(file, 'utf8').split('\n')
  return `## Rules without a clause {#not-carried-over}

The rules of asyncio about this area that have no clause, or that another clause covers.

${relink(rest.join('\n'), file)}`
}
