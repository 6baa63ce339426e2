import { readKillTable, type Kill } from '../../../scripts/evidence/kill-table.ts'
import { specification, type Level } from '../../../spec/index.ts'
import { escapeForVue, oneLine } from '../html.ts'
import { clausePath } from '../links.ts'
import type { Page } from '../page.ts'
import { sourcePath } from '../routes.ts'
import { notBuiltHere } from './not-built-here.ts'
import { faultPlaces } from '../spec/where-it-is.ts'

/** The kill table with links: from the clause to what it says, from the fault to how it is made. */
export function killTablePage(): Page {
  const kills = readKillTable()
  if (kills === null) return notBuiltHere('/evidence/kill-table/')
  const rows = specification.clauses.flatMap(({ id, level, untestable }) => {
    const own = kills.filter(({ clause }) => clause === id)
    return own.length > 0 ? own.map((kill) => row(kill, level)) : [emptyRow(id, level, untestable)]
  })
  return {
    path: '/evidence/kill-table/',
    title: 'The kill table',
    description: 'Loops with exactly one defect each, and the clause that catches them.',
    kind: 'wide',
    markdown: `# The kill table

Each row is a loop with exactly one defect. The suite ran on it, and reported the clause in the first column as the only root cause,
in the words of the last column. *Drags along* names other clauses that the same defect breaks. There are ${String(kills.length)} faults for
${String(specification.clauses.length)} clauses.

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

function row({ clause, fault, said, dragsAlong }: Kill, level: Level): string {
  const [place] = faultPlaces.find(fault)
  const name = escapeForVue(fault.replaceAll('-', ' '))
  const link = place === undefined ? name : `<a href="@${sourcePath(place.file, place.line)}">${name}</a>`
  const others = dragsAlong.map((id) => `<a href="@${clausePath(id)}">${id}</a>`).join(', ')
  const drags = others === '' ? '' : `<br><span class="drags">drags along ${others}</span>`
  return `<tr><td>${clauseCell(clause, level)}</td><td>${link}</td><td>${escapeForVue(oneLine(said))}${drags}</td></tr>`
}

function emptyRow(id: string, level: string, untestable: string | undefined): string {
  const why = untestable === undefined ? 'no fault' : 'not observable'
  return `<tr class="empty"><td>${clauseCell(id, level)}</td><td>(${why})</td><td>${escapeForVue(untestable ?? '')}</td></tr>`
}

function clauseCell(id: string, level: string): string {
  return `<a href="@${clausePath(id)}"><code>${id}</code></a>${level === 'MUST' ? '' : ` <span class="tag">${level}</span>`}`
}
