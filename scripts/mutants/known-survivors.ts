import { readFileSync } from 'node:fs'
import { isSurvivor, type Mutant } from './mutant.ts'

/**
 * Why a mutant may survive. `equivalent`: it does the same. `free`: it differs where every loop is free to differ. `gap`: it
 * is broken, and no check sees it, or none that is worth its time.
 */
export type Kind = 'equivalent' | 'free' | 'gap'

/** How many mutants: by file of the reference, by function (`Class.method`), by mutator of Stryker. */
export type Counts = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>

export interface Group {
  readonly kind: Kind
  readonly reason: string
  readonly mutants: Counts
  /** How many of them do not survive in every run, because of a real clock or a busy machine. */
  readonly sometimes?: Counts
}

export const listFile = 'scripts/mutants/known-survivors.json'

/** The clauses demand that the subject of a message occurs in it, and nothing else of its words. */
export const wordsOfMessages: Group = {
  kind: 'free',
  reason: 'The words of an error, of a log or of a repr.',
  mutants: {},
}

export function readGroups(): readonly Group[] {
  return JSON.parse(readFileSync(listFile, 'utf8')) as readonly Group[]
}

/** What survivors have in common that the list cannot tell apart: file, function and mutator. */
export interface Key {
  readonly file: string
  readonly function: string
  readonly mutator: string
}

/** A key under which the run and the list differ. */
export interface Difference extends Key {
  readonly listed: number
  readonly mutants: readonly Mutant[]
}

export interface Sorted {
  readonly byGroup: ReadonlyMap<Group, readonly Mutant[]>
  /** More survive than the list gives a reason for. */
  readonly unexplained: readonly Difference[]
  /** Fewer survive than are listed. */
  readonly stale: readonly Difference[]
}

/**
 * Gives each survivor the group that lists its key. The survivors of one key are interchangeable: the list says how many
 * there are, and not which.
 */
export function sortSurvivors(mutants: readonly Mutant[], groups: readonly Group[]): Sorted {
  const survivors = groupBy(
    mutants.filter((mutant) => isSurvivor(mutant) && !mutant.isMessage),
    keyOf,
  )
  const judgedFiles = new Set(mutants.map(({ file }) => file))
  const byGroup = new Map<Group, Mutant[]>([
    [wordsOfMessages, mutants.filter((mutant) => isSurvivor(mutant) && mutant.isMessage)],
  ])
  const stale: Difference[] = []
  const listed = new Map<string, number>()
  for (const [key, places] of placesByKey(groups)) {
    const [place] = places
    if (place === undefined || !judgedFiles.has(place.file)) continue
    const found = survivors.get(key) ?? []
    const sum = places.reduce((total, { count }) => total + count, 0)
    const steady = places.reduce((total, { count, sometimes }) => total + count - sometimes, 0)
    listed.set(key, sum)
    if (found.length < steady) stale.push({ ...place.key, listed: sum, mutants: found })
    let from = 0
    for (const { group, count } of places) {
      byGroup.set(group, [...(byGroup.get(group) ?? []), ...found.slice(from, from + count)])
      from += count
    }
  }
  const unexplained = [...survivors].flatMap(([key, found]): Difference[] => {
    const [first] = found
    const count = listed.get(key) ?? 0
    if (first === undefined || found.length <= count) return []
    return [
      { file: first.file, function: first.function, mutator: first.mutator, listed: count, mutants: found },
    ]
  })
  return { byGroup, unexplained, stale }
}

interface ListedPlace {
  readonly group: Group
  readonly key: Key
  readonly file: string
  readonly count: number
  readonly sometimes: number
}

/** Every key of the list with the groups that have it. */
export function placesByKey(groups: readonly Group[]): ReadonlyMap<string, readonly ListedPlace[]> {
  const places = groups.flatMap((group) =>
    Object.entries(group.mutants).flatMap(([file, functions]) =>
      Object.entries(functions).flatMap(([name, mutators]) =>
        Object.entries(mutators).map(([mutator, count]): ListedPlace => {
          const sometimes = group.sometimes?.[file]?.[name]?.[mutator] ?? 0
          return { group, key: { file, function: name, mutator }, file, count, sometimes }
        }),
      ),
    ),
  )
  return groupBy(places, ({ key }) => keyOf(key))
}

function groupBy<T>(values: readonly T[], key: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value])
  return groups
}

export function keyOf({ file, function: name, mutator }: Key): string {
  return `${file} ▸ ${name} ▸ ${mutator}`
}
