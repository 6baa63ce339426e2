import { specification, type Clause } from '../../spec/index.ts'
import { ledgerClauses } from '../harness/index.ts'
import { labelled, paragraph } from '../reporters/layout.ts'
import { withoutMarkup } from '../reporters/pretty-failure.ts'
import { suite } from '../suite/index.ts'
import { unknown } from './options.ts'
import { standardPage } from './terminal.ts'

/** Everything there is to know about one clause. */
export function explain(id: string): string {
  const clauses = specification.clauses
  const clause = clauses.find((candidate) => candidate.id === id)
  if (clause === undefined) {
    const ids = clauses.map((candidate) => candidate.id)
    const error = unknown('clause', id, ids)
    error.message += '\nSee: loop-conformance list'
    throw error
  }
  const { paint, width } = standardPage()
  const part = (label: string, text: string | undefined): string[] =>
    text === undefined || text === '' ? [] : labelled(label, withoutMarkup(text), { indent: 2, width, paint })
  const many = (label: string, texts: readonly string[]): string[] =>
    texts.flatMap((text, index) => part(index === 0 ? label : '', text))
  const needed = clauses.filter((other) => other.requires.includes(id)).map((other) => other.id)
  return `${[
    `${paint('bold', clause.id)}  ${paint('dim', kindOf(clause))}`,
    '',
    ...paragraph(withoutMarkup(clause.text), 2, width),
    '',
    ...part('intent', clause.intent),
    ...part('otherwise', clause.otherwise),
    ...part('source', clause.source),
    ...part('in JS', clause.javascript),
    ...part('since', clause.since && `CPython ${clause.since}`),
    ...part('until', clause.until && `CPython ${clause.until}`),
    ...part('defect', clause.defect && `of CPython itself: ${clause.defect}`),
    ...part('withdrawn', clause.withdrawn),
    ...many('requires', clause.requires),
    ...many('needed by', needed),
    ...many('checked', situationsOf(clause)),
  ].join('\n')}\n`
}

function kindOf({ level, profile, liveness }: Clause): string {
  return [level, profile, liveness ? 'liveness' : ''].filter((part) => part !== '').join(' · ')
}

function situationsOf({ id, untestable, withdrawn }: Clause): string[] {
  if (withdrawn !== undefined) return []
  if (untestable !== undefined) return [`by nothing: ${untestable}`]
  const situations = suite.filter((test) => test.clause === id).map((test) => test.situation)
  const watched = ledgerClauses.some((ledger) => ledger === id)
  return watched ? [...situations, 'throughout the suite, in every callback and step'] : situations
}
