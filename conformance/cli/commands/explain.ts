import {
  areas,
  clauseIn,
  inDialect,
  inPython,
  parseSources,
  profiles,
  pythonName,
  specification,
  type Area,
  type Clause,
  type Dialect,
  type Profile,
} from '../../../spec/index.ts'
import { ledgerClauses } from '../../harness/index.ts'
import { count } from '../../report/words.ts'
import { labelled, paragraph } from '../../reporters/layout.ts'
import type { Paint } from '../../reporters/paint.ts'
import { withoutMarkup } from '../../reporters/pretty-failure.ts'
import { suite } from '../../suite/index.ts'
import { nameHere } from '../filter.ts'
import { unknown } from '../options.ts'
import { standardPage, type Page } from '../terminal.ts'
import { introductions, meanings, terms } from '../vocabulary.generated.ts'
import { profileMeanings, type Term } from '../vocabulary.ts'
import { signatureInPython } from '../signature-in-python.ts'
import { clauseLine, clausesOf } from './list.ts'

/** A page, and the words in which it is written. */
interface Explained extends Page {
  readonly dialect: Dialect
}

/** Explains a clause, an area, a profile, a term, or a name of the contract. A word may be more than one of these. */
export function explain(word: string, dialect: Dialect = 'javascript'): string {
  const page = { ...standardPage(), dialect }
  const found = specification.clauses.find(({ id }) => id === word)
  const clause = found && clauseIn(dialect, found)
  const area = areas.find((name) => name === word)
  const profile = profiles.find((name) => name === word)
  const told = [
    ...(clause === undefined ? [] : [explainClause(clause, page)]),
    ...(area === undefined ? [] : [explainArea(area, page)]),
    ...(profile === undefined ? [] : [explainProfile(profile, page)]),
    ...explainTerms(word, page),
    ...explainWord(word, page),
  ]
  if (told.length === 0) throw nothingKnown(word)
  return `${told.map((lines) => lines.join('\n').trimEnd()).join('\n\n')}\n`
}

function nothingKnown(word: string): Error {
  const ids = specification.clauses.map(({ id }) => id)
  // A word with a dot was meant as a clause.
  const isId = word.includes('.')
  const names = new Set([...areas, ...profiles, ...terms.map(({ name }) => name), ...Object.keys(meanings)])
  const error = unknown(
    isId ? 'clause' : 'clause, area, profile, term or name',
    word,
    isId ? ids : [...names, ...ids],
  )
  error.message += '\nSee: loop-conformance list'
  return error
}

/** The text of a clause, its reasons, and the situations in which it is checked. */
function explainClause(clause: Clause, { paint, width, dialect }: Explained): string[] {
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
    ...part('defect', clause.defect && `in CPython itself: ${clause.defect}`),
    ...part('withdrawn', clause.withdrawn),
    ...many('requires', clause.requires),
    ...many('needed by', needed),
    ...many('situations', situationsOf(clause, dialect)),
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

function situationsOf({ id, untestable, withdrawn, javascript }: Clause, dialect: Dialect): string[] {
  if (withdrawn !== undefined) return []
  if (untestable !== undefined) return [`none: ${untestable}`]
  const words = javascript === undefined ? dialect : 'javascript'
  const situations = suite
    .filter((test) => test.clause === id)
    .map((test) => inDialect(words, test.situation))
  const watched = ledgerClauses.some((ledger) => ledger === id)
  return watched ? [...situations, 'in every check of the suite, in each callback and step'] : situations
}

/** The introduction of an area, and its clauses. */
function explainArea(area: Area, { paint, width, dialect }: Explained): string[] {
  const { title, text } = introductions[area]
  const clauses = clausesOf(dialect).filter((clause) => clause.area === area)
  return [
    `${paint('bold', area)}  ${paint('dim', `area · ${count(clauses.length, 'clause')}`)}`,
    '',
    ...(title.toLowerCase() === area ? [] : [...paragraph(title, 2, width), '']),
    ...inDialect(dialect, text)
      .split('\n\n')
      .flatMap((one) => [...block(one, width), '']),
    ...clauses.map((clause) => clauseLine(clause, paint)),
    '',
    more(paint),
  ]
}

/** A paragraph, or a figure: its lines are indented, and are not broken. */
function block(text: string, width: number): string[] {
  return text.startsWith('    ') ? text.split('\n') : paragraph(text, 2, width)
}

/** Which loops claim a profile, and its clauses. */
function explainProfile(profile: Profile, { paint, width, dialect }: Explained): string[] {
  const clauses = clausesOf(dialect).filter((clause) => clause.profile === profile)
  const claim = profile === 'core' ? '' : ` ${claimOf(profile, dialect)}`
  return [
    `${paint('bold', profile)}  ${paint('dim', `profile · ${count(clauses.length, 'clause')}`)}`,
    '',
    ...paragraph(profileMeanings[profile] + claim, 2, width),
    ...areas.flatMap((area) => inArea(area, clauses, profile, paint)),
    '',
    more(paint),
  ]
}

/** How a candidate claims the profile. */
function claimOf(profile: Profile, dialect: Dialect): string {
  if (profile === 'python-hooks')
    return 'Every loop in Python claims it, and no other. loop-conformance hooks <loop> holds the loop against later versions of CPython, too.'
  if (dialect === 'javascript') return `An adapter claims it with profiles: ['${profile}'].`
  if (profile === 'eager') return 'Every loop on CPython 3.12 or later claims it.'
  return profile === 'host' || profile === 'base-hooks'
    ? 'A loop in Python cannot claim it.'
    : `A module claims it with loop_conformance_profiles = ["${profile}"].`
}

function inArea(area: Area, clauses: readonly Clause[], profile: Profile, paint: Paint): string[] {
  const ours = clauses.filter((clause) => clause.area === area)
  return ours.length === 0
    ? []
    : ['', `  ${area}`, ...ours.map((clause) => clauseLine(clause, paint, profile))]
}

function more(paint: Paint): string {
  return paint('dim', 'Details: loop-conformance explain <clause>')
}

/** A name of the contract, in each interface that has it: its declaration, its comment, and the clauses that mention it. */
function explainTerms(word: string, page: Explained): string[][] {
  const wanted = nameHere(word)
  const exactly = terms.filter(({ name }) => name === word || name === wanted)
  // Python writes isfuture.
  const loosely = terms.filter(({ name }) => name.toLowerCase() === wanted.toLowerCase())
  return (exactly.length > 0 ? exactly : loosely).map((term) => explainTerm(term, page))
}

/** A word of reports and of the documentation, such as blocked. */
function explainWord(word: string, { paint, width, dialect }: Explained): string[][] {
  const meaning = meanings[word]
  return meaning === undefined
    ? []
    : [
        [
          `${paint('bold', word)}  ${paint('dim', 'term')}`,
          '',
          ...paragraph(inDialect(dialect, meaning), 2, width),
        ],
      ]
}

function explainTerm(term: Term, { paint, width, dialect }: Explained): string[] {
  const { name, owner } = term
  const { heading, signature, text } = dialect === 'python' ? termInPython(term) : { heading: name, ...term }
  const part = (label: string, said: string): string[] => labelled(label, said, { indent: 2, width, paint })
  const clauses = clausesOf(dialect).filter((clause) => mentions(clause, name))
  return [
    `${paint('bold', heading)}  ${paint('dim', owner === null ? 'interface' : `of ${owner}`)}`,
    '',
    ...(owner === null ? part('members', signature) : paragraph(signature, 2, width)),
    ...(text === '' ? [] : ['', ...text.split('\n\n').flatMap((one) => paragraph(one, 2, width))]),
    ...(clauses.length === 0 ? [] : ['', '  Clauses that mention it:']),
    ...clauses.map((clause) => clauseLine(clause, paint)),
  ]
}

/** A name of the contract as Python has it. */
function termInPython({
  name,
  owner,
  signature,
  text,
}: Term): Omit<Term, 'name' | 'owner'> & { heading: string } {
  return {
    heading: pythonName(name),
    signature:
      owner === null ? signature.split(', ').map(pythonName).join(', ') : signatureInPython(name, signature),
    text: inPython(text),
  }
}

/** Whether the clause has the name in code: `stop`, `stop()` or `loop.stop()`. */
function mentions({ text, withdrawn }: Clause, name: string): boolean {
  const spans = [...text.matchAll(/`([^`]*)`/g)].map(([, code = '']) => code)
  const word = new RegExp(`(?<!\\w)${name}(?!\\w)`)
  return withdrawn === undefined && spans.some((code) => word.test(code))
}
