import { specification, type Clause } from '../../spec/index.ts'
import { labelled, paragraph } from '../reporters/layout.ts'
import { clauseLine } from './clause-line.ts'
import { camelCase } from './python-spelling.ts'
import type { Term } from './term.ts'
import type { Page } from './terminal.ts'
import { terms } from './vocabulary.generated.ts'

/** A name of the contract, in each interface that has it: how it is declared, what it is for, and the clauses that speak of it. */
export function explainTerms(word: string, page: Page): string[][] {
  const wanted = camelCase(word)
  const exactly = terms.filter(({ name }) => name === word || name === wanted)
  // Python writes isfuture.
  const loosely = terms.filter(({ name }) => name.toLowerCase() === wanted.toLowerCase())
  return (exactly.length > 0 ? exactly : loosely).map((term) => explainTerm(term, page))
}

function explainTerm({ name, owner, signature, text }: Term, { paint, width }: Page): string[] {
  const part = (label: string, said: string): string[] => labelled(label, said, { indent: 2, width, paint })
  const clauses = specification.clauses.filter((clause) => speaksOf(clause, name))
  return [
    `${paint('bold', name)}  ${paint('dim', owner === null ? 'interface' : `of ${owner}`)}`,
    '',
    ...(owner === null ? part('members', signature) : paragraph(signature, 2, width)),
    ...(text === '' ? [] : ['', ...text.split('\n\n').flatMap((one) => paragraph(one, 2, width))]),
    ...(clauses.length === 0 ? [] : ['', '  In the clauses:']),
    ...clauses.map((clause) => clauseLine(clause, paint)),
  ]
}

/** Whether the requirement names it in code, alone, called, or as a member: `stop`, `stop()`, `loop.stop()`. */
function speaksOf({ text, withdrawn }: Clause, name: string): boolean {
  const spans = [...text.matchAll(/`([^`]*)`/g)].map(([, code = '']) => code)
  const word = new RegExp(`(?<!\\w)${name}(?!\\w)`)
  return withdrawn === undefined && spans.some((code) => word.test(code))
}
