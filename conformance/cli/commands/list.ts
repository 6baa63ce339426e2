import { areas, specification, type Clause, type Dialect, type Profile } from '../../../spec/index.ts'
import { didYouMean } from '../../candidate/suggest.ts'
import { count } from '../../report/words.ts'
import type { Paint } from '../../reporters/paint.ts'
import { UsageError } from '../errors.ts'
import { spelledHere } from '../filter.ts'
import { standardPage } from '../terminal.ts'

export interface ListFilter {
  readonly grep?: string | undefined
  readonly profiles?: readonly Profile[] | undefined
  readonly dialect?: Dialect | undefined
}

/** The clauses in the order of the specification. Those that only JavaScript has are not for a reader of Python. */
export function clausesOf(dialect: Dialect): readonly Clause[] {
  const { clauses } = specification
  return dialect === 'javascript' ? clauses : clauses.filter(({ javascript }) => javascript === undefined)
}

/** The clauses by area, one on each line. */
export function list(filter: ListFilter): string {
  const { paint } = standardPage()
  const clauses = clausesOf(filter.dialect ?? 'javascript')
  const isThere = (grep: string): boolean => clauses.some((clause) => matches(clause, { ...filter, grep }))
  const { grep } = filter
  const spelled = grep === undefined ? filter : { ...filter, grep: spelledHere(grep, isThere) }
  const selected = clauses.filter((clause) => matches(clause, spelled))
  if (selected.length === 0) throw nothingMatches(filter)
  const blocks = areas.flatMap((area) => {
    const here = selected.filter((clause) => clause.area === area)
    return here.length === 0
      ? []
      : [[paint('bold', area), ...here.map((clause) => clauseLine(clause, paint))].join('\n')]
  })
  const sum = `${count(selected.length, 'clause')}. Details: loop-conformance explain <clause>`
  return `${[...blocks, paint('dim', sum)].join('\n\n')}\n`
}

function matches({ id, text, profile }: Clause, filter: ListFilter): boolean {
  if (filter.profiles?.includes(profile) === false) return false
  return filter.grep === undefined || `${id} ${text}`.toLowerCase().includes(filter.grep.toLowerCase())
}

function nothingMatches({ grep, profiles }: ListFilter): UsageError {
  const where = profiles === undefined ? '' : ` in the profile ${profiles.join(' or ')}`
  if (grep === undefined) return new UsageError(`There are no clauses${where}.`)
  const ids = specification.clauses.map((clause) => clause.id)
  return new UsageError(`No clause${where} contains '${grep}'. ${didYouMean(grep, ids)}`.trimEnd())
}

/** One line for a clause: its level, its id, and its profile if it is not the usual one of the list. */
export function clauseLine(clause: Clause, paint: Paint, usual: Profile = 'core'): string {
  const { id, level, profile, withdrawn, untestable } = clause
  const notes = [profile === usual ? '' : profile, withdrawn && 'withdrawn', untestable && 'untestable']
  const note = notes.filter(Boolean).join(', ')
  const style = level === 'MUST' ? 'red' : level === 'SHOULD' ? 'yellow' : 'dim'
  return `  ${paint(style, level.padEnd(7))} ${id}${note === '' ? '' : paint('dim', `  ${note}`)}`
}
