import type { CommittedResult } from '../../../scripts/results/committed-results.ts'
import { count } from '../html.ts'
import { clausePath } from '../links.ts'

/** The clauses that are not kept, or not judged, because of one that is not kept: folded. Empty if there are none. */
export function consequences({ report }: CommittedResult, root: string): string {
  return (
    folded(report.consequences[root] ?? [], 'not kept because of it') +
    folded(report.blocked[root] ?? [], 'not judged because of it')
  )
}

function folded(clauses: readonly string[], words: string): string {
  if (clauses.length === 0) return ''
  const items = clauses.map((clause) => `<li><a href="@${clausePath(clause)}">${clause}</a></li>`)
  return `<details class="rows"><summary>${count(clauses.length, 'more clause')} ${words}</summary><ul>${items.join('')}</ul></details>`
}
