import { readFileSync } from 'node:fs'
import { specification } from '../../../spec/index.ts'
import { escapeHtml } from '../html.ts'
import { clausePath } from '../links.ts'
import type { Page } from '../page.ts'
import { sourcePath } from '../routes.ts'
import { killTable, type Kill } from '../spec/kill-table.ts'
import { faultPlaces } from '../spec/where-it-is.ts'

/** The kill table with links: from the clause to what it says, from the fault to how it is made. */
export function killTablePage(): Page {
  const kills = killTable()
  const rows = specification.clauses.flatMap(({ id, level, untestable }) => {
    const own = kills.filter(({ clause }) => clause === id)
    return own.length > 0 ? own.map(row) : [emptyRow(id, level, untestable)]
  })
  const figures = /^\d+ faults, .*$/m.exec(readFileSync('docs/generated/kill-table.md', 'utf8'))?.[0] ?? ''
  return {
    path: '/evidence/kill-table/',
    title: 'The kill table',
    description: 'Loops with exactly one defect each, and the clause that catches them.',
    kind: 'wide',
    from: 'docs/generated/kill-table.md',
    markdown: `# The kill table

Each row is a loop with exactly one defect. The suite was run on it, and the clause in front is the only root cause that it reported,
in these words; *drags along* are clauses that the same defect cannot help but break. ${figures}

<div class="table-scroll" tabindex="0" role="region" aria-label="The kill table">
<table class="kill-table">
<thead><tr><th scope="col">clause</th><th scope="col">the loop …</th><th scope="col">what the report said</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</div>
`,
  }
}

function row({ clause, level, fault, said, dragsAlong }: Kill): string {
  const [place] = faultPlaces.find(fault)
  const name = escapeHtml(fault.replaceAll('-', ' '))
  const link = place === undefined ? name : `<a href="@${sourcePath(place.file, place.line)}">${name}</a>`
  const others = dragsAlong.map((id) => `<a href="@${clausePath(id)}">${id}</a>`).join(', ')
  const drags = others === '' ? '' : `<br><span class="drags">drags along ${others}</span>`
  return `<tr><td>${clauseCell(clause, level)}</td><td>${link}</td><td>${escapeHtml(said)}${drags}</td></tr>`
}

function emptyRow(id: string, level: string, untestable: string | undefined): string {
  const why = untestable === undefined ? 'no fault' : 'not observable'
  return `<tr class="empty"><td>${clauseCell(id, level)}</td><td>(${why})</td><td>${escapeHtml(untestable ?? '')}</td></tr>`
}

function clauseCell(id: string, level: string): string {
  return `<a href="@${clausePath(id)}"><code>${id}</code></a>${level === 'MUST' ? '' : ` <span class="tag">${level}</span>`}`
}
