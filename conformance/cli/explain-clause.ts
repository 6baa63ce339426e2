import { parseSources, specification, type Clause } from '../../spec/index.ts'
import { ledgerClauses } from '../harness/index.ts'
import { labelled, paragraph } from '../reporters/layout.ts'
import { withoutMarkup } from '../reporters/pretty-failure.ts'
import { suite } from '../suite/index.ts'
import type { Page } from './terminal.ts'

/** Everything there is to know about one clause, in lines. */
export function explainClause(clause: Clause, { paint, width }: Page): string[] {
  const { id } = clause
  const part = (label: string, text: string | undefined): string[] =>
    text === undefined || text === '' ? [] : labelled(label, withoutMarkup(text), { indent: 2, width, paint })
  const many = (label: string, texts: readonly string[]): string[] =>
    texts.flatMap((text, index) => part(index === 0 ? label : '', text))
  const needed = specification.clauses.filter((other) => other.requires.includes(id)).map((other) => other.id)
  return [
    `${paint('bold', id)}  ${paint('dim', kindOf(clause))}`,
    '',
    ...paragraph(withoutMarkup(clause.text), 2, width),
    '',
    ...part('intent', clause.intent),
    ...part('otherwise', clause.otherwise),
    ...many('source', sourcesOf(clause)),
    ...part('in JS', clause.javascript),
    ...part('since', clause.since && `CPython ${clause.since}`),
    ...part('until', clause.until && `CPython ${clause.until}`),
    ...part('defect', clause.defect && `of CPython itself: ${clause.defect}`),
    ...part('withdrawn', clause.withdrawn),
    ...many('requires', clause.requires),
    ...many('needed by', needed),
    ...many('checked', situationsOf(clause)),
  ]
}

function kindOf({ level, profile, liveness }: Clause): string {
  return [level, profile, liveness ? 'liveness' : ''].filter((part) => part !== '').join(' · ')
}

/** The rules together, because their list is one file; everything else with its URL. */
function sourcesOf({ source }: Clause): string[] {
  const sources = parseSources(source)
  const rules = sources.filter(({ kind }) => kind === 'rule').map(({ text }) => text)
  const others = sources.filter(({ kind }) => kind !== 'rule')
  return [
    ...(rules.length === 0 ? [] : [`asyncio ${rules.join(', ')} (spec/asyncio-rules.md)`]),
    ...others.map(({ text, url }) => (url === undefined ? text : `${text} ${url}`)),
  ]
}

function situationsOf({ id, untestable, withdrawn }: Clause): string[] {
  if (withdrawn !== undefined) return []
  if (untestable !== undefined) return [`by nothing: ${untestable}`]
  const situations = suite.filter((test) => test.clause === id).map((test) => test.situation)
  const watched = ledgerClauses.some((ledger) => ledger === id)
  return watched ? [...situations, 'throughout the suite, in every callback and step'] : situations
}
