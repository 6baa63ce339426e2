import type { CheckResult, Report } from '../../spec/index.ts'
import {
  blockedBy,
  consequencesOf,
  declaredDeviations,
  failuresOf,
  type Failure,
} from '../report/failures.ts'
import { missingWords } from '../report/missing.ts'
import { verdictOf } from '../report/verdict.ts'
import { clausesView } from './clauses-view.ts'
import { failureView } from './failure-view.ts'
import { areasView, headView } from './head-view.ts'
import { html, type Html, type Part } from './html.ts'
import { clauseLink, heading, link } from './parts.ts'
import { withClausesOf, type ViewContext } from './view-context.ts'

/** At most this many root causes are open when the page is loaded. */
const openRoots = 5

/** A whole report: the verdict, the root causes, what follows from them, and every clause. */
export function reportView(report: Report, given: ViewContext): Html {
  const context = { ...given, specification: withClausesOf(report, given.specification) }
  const rank = context.headingLevel ?? 1
  const failures = failuresOf(report, context.specification)
  const roots = failures.filter(({ clause }) => clause.level === 'MUST')
  const others = failures.filter(({ clause }) => clause.level !== 'MUST')
  const show = failuresIn(report, context)
  const section = (id: string, title: string, content: readonly Part[]): Part =>
    content.length > 0 &&
    html`<section id="${id}">${heading(rank + 1, 'lc-section', title)}${content}</section>`
  return html`<div class="lc lc-report">
    ${headView(report, verdictOf(report, roots.length), rank)}
    ${section('missing', missingWords(report)?.title ?? '', missingList(report))} ${areasView(report)}
    ${section('root-causes', roots.length === 1 ? 'The root cause' : 'Root causes', show(roots, openRoots))}
    ${section('inconclusive', 'Inconclusive', list(report.results.filter(({ status }) => status === 'inconclusive').map(inconclusive)))}
    ${section('recommended', 'Recommended (SHOULD or MAY), and not kept', show(others, 0))}
    ${section('deviations', 'Declared deviations', list(declaredDeviations(report).map(declared)))}
    ${section('findings', 'Findings', list(report.findings.map((finding) => html`${finding}`)))}
    ${clausesView(report, context.specification, rank + 1)}
  </div>`
}

/** What is not implemented comes first: it explains more than anything that was observed. */
function missingList(report: Report): Html[] {
  const words = missingWords(report)
  if (words === null) return []
  const needed = words.needed.map(([method, said]) => html`<code>${method}</code> ${said}`)
  return list([...needed, ...(words.others === '' ? [] : [html`${words.others}`])])
}

function failuresIn(
  report: Report,
  context: ViewContext,
): (failures: readonly Failure[], open: number) => Html[] {
  const [consequences, blocked] = [consequencesOf(report), blockedBy(report)]
  return (failures, open) =>
    failures.map((failure, index) => {
      const { id } = failure.clause
      return failureView(failure, context, {
        open: index < open,
        consequences: consequences.get(id) ?? noClauses,
        blocked: blocked.get(id) ?? noClauses,
      })
    })
}

const noClauses: ReadonlyMap<string, CheckResult> = new Map()

function list(items: readonly Html[]): Html[] {
  return items.length === 0
    ? []
    : [
        html`<ul class="lc-list">
          ${items.map((item) => html`<li>${item}</li>`)}
        </ul>`,
      ]
}

function inconclusive({ clause, situation, message }: CheckResult): Html {
  return html`${clauseLink(clause)} ${situation}. ${message}`
}

function declared({ clause, deviation }: CheckResult): Html {
  return html`${clauseLink(clause)} ${deviation?.reason} ${deviation?.issue && link(deviation.issue)}`
}
