import { readFileSync } from 'node:fs'
import { isSurvivor, type Mutant } from './mutant.ts'

/**
 * Why a mutant may live: it does the same, or it differs where every loop is free to. A gap is known to be one: no check can
 * see it, or none that is worth its time.
 */
export type Kind = 'equivalent' | 'free' | 'gap'

export interface Group {
  readonly kind: Kind
  readonly reason: string
  /** Titles of mutants; one that stands here twice may occur twice. */
  readonly titles: readonly string[]
}

export const listFile = 'scripts/mutants/known-survivors.txt'

/** What error says what is free, as long as its subject occurs in it; the clauses demand that where it is so. */
export const wordsOfErrors: Group = {
  kind: 'free',
  reason: 'The words of an error, of a log or of a repr.',
  titles: [],
}

/** In front of a mutant on a real socket or a real clock that lives in some runs only. It counts as one that lives. */
const sometimes = /^sometimes: /

/** The mutants as they count: one that lives in some runs only lives in all of them. */
export function steady(mutants: readonly Mutant[], text = readFileSync(listFile, 'utf8')): Mutant[] {
  const lines = text.split('\n').filter((line) => line.startsWith('sometimes: '))
  const titles = new Set(lines.map((line) => line.replace(sometimes, '')))
  return mutants.map((mutant) => (titles.has(mutant.title) ? { ...mutant, status: 'Survived' } : mutant))
}

/** Reads `known-survivors.txt`: groups, each headed by `# kind: reason`, with one title a line. */
export function readGroups(text = readFileSync(listFile, 'utf8')): Group[] {
  const groups: { kind: Kind; reason: string; titles: string[] }[] = []
  for (const line of text.split('\n')) {
    const heading = /^# (equivalent|free|gap): (.+)$/.exec(line)
    if (heading !== null) groups.push({ kind: heading[1] as Kind, reason: heading[2] ?? '', titles: [] })
    else if (line !== '' && !line.startsWith('//')) groups.at(-1)?.titles.push(line.replace(sometimes, ''))
  }
  return groups
}

export interface Sorted {
  readonly byGroup: ReadonlyMap<Group, readonly Mutant[]>
  /** Nobody has said why these live. */
  readonly unexplained: readonly Mutant[]
  /** Listed, and not among the survivors any more. */
  readonly stale: readonly string[]
}

/** Gives each survivor the group that lists it. */
export function sortSurvivors(mutants: readonly Mutant[], groups: readonly Group[]): Sorted {
  const listed = new Map<string, Group[]>()
  for (const group of groups)
    for (const title of group.titles) listed.set(title, [...(listed.get(title) ?? []), group])
  const byGroup = new Map<Group, Mutant[]>()
  const unexplained: Mutant[] = []
  for (const mutant of mutants.filter(isSurvivor)) {
    const group = listed.get(mutant.title)?.pop() ?? (isWording(mutant) ? wordsOfErrors : undefined)
    if (group === undefined) unexplained.push(mutant)
    else byGroup.set(group, [...(byGroup.get(group) ?? []), mutant])
  }
  const files = new Set(mutants.map(({ file }) => file))
  const stale = [...listed].flatMap(([title, left]) =>
    left.length > 0 && files.has(placeOf(title).file) ? [title] : [],
  )
  // In the order of the list, whatever order the mutants come in.
  const inOrder = [wordsOfErrors, ...groups].flatMap((group): [Group, readonly Mutant[]][] => {
    const members = byGroup.get(group)
    return members === undefined ? [] : [[group, members]]
  })
  return { byGroup: new Map(inOrder), unexplained, stale }
}

/** A text that is given to the constructor of an error, in the same line. */
function isWording({ mutator, before }: Mutant): boolean {
  return mutator === 'StringLiteral' && /\bnew \w+Error\((?:[^()]*\+ )?$/.test(before)
}

/** The title without its change: what has to stand in the reference, or the title is about nothing. */
export function placeOf(title: string): { file: string; line: string } {
  const [file = '', line = ''] = title.split(' ▸ ')
  return { file, line }
}
