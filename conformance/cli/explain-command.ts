import { areas, profiles, specification } from '../../spec/index.ts'
import { explainArea, explainProfile } from './explain-group.ts'
import { explainClause } from './explain-clause.ts'
import { explainTerms } from './explain-term.ts'
import { unknown } from './options.ts'
import { standardPage } from './terminal.ts'
import { terms } from './vocabulary.generated.ts'

/** Everything there is to know about a clause, an area, a profile, or a name of the contract; of all that the word stands for. */
export function explain(word: string): string {
  const page = standardPage()
  const clause = specification.clauses.find(({ id }) => id === word)
  const area = areas.find((name) => name === word)
  const profile = profiles.find((name) => name === word)
  const found = [
    ...(clause === undefined ? [] : [explainClause(clause, page)]),
    ...(area === undefined ? [] : [explainArea(area, page)]),
    ...(profile === undefined ? [] : [explainProfile(profile, page)]),
    ...explainTerms(word, page),
  ]
  if (found.length === 0) throw nothingKnown(word)
  return `${found.map((lines) => lines.join('\n').trimEnd()).join('\n\n')}\n`
}

function nothingKnown(word: string): Error {
  const ids = specification.clauses.map(({ id }) => id)
  // What looks like a clause was meant as one.
  const isId = word.includes('.')
  const names = new Set([...areas, ...profiles, ...terms.map(({ name }) => name)])
  const error = unknown(
    isId ? 'clause' : 'clause, area, profile or name',
    word,
    isId ? ids : [...names, ...ids],
  )
  error.message += '\nSee: loop-conformance list'
  return error
}
