import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { placesIn } from './enclosing-function.ts'
import {
  keyOf,
  listFile,
  placesByKey,
  readGroups,
  sortSurvivors,
  wordsOfMessages,
  type Group,
} from './known-survivors.ts'
import type { Mutant } from './mutant.ts'

describe('the list of mutants that survive for a reason', () => {
  const groups = readGroups()

  it('names functions of the reference', () => {
    const functions = new Map<string, ReadonlySet<string>>()
    const has = (file: string, name: string): boolean => {
      const path = `reference/${file}`
      const known =
        functions.get(file) ?? (existsSync(path) ? placesIn(readFileSync(path, 'utf8')) : new Set())
      functions.set(file, known)
      return known.has(name)
    }
    const places = [...placesByKey(groups).values()].flat()
    const gone = places.filter(({ key }) => !has(key.file, key.function)).map(({ key }) => keyOf(key))
    expect(gone, `correct these in ${listFile}`).toEqual([])
    expect(places.length).toBeGreaterThan(100)
  })

  it('has a kind and a reason for each group, and counts from 1', () => {
    for (const { kind, reason } of groups) {
      expect(['equivalent', 'free', 'gap']).toContain(kind)
      expect(reason).toMatch(/^\S.+\.$/)
    }
    for (const { count, sometimes } of [...placesByKey(groups).values()].flat()) {
      expect(count).toBeGreaterThan(0)
      expect(sometimes).toBeLessThanOrEqual(count)
    }
  })
})

describe('the survivors of a run', () => {
  const survivor = (rest: Partial<Mutant> = {}): Mutant => ({
    file: 'one.ts',
    line: 1,
    function: 'One.run',
    title: 'one.ts ▸ if (a) b() ▸ a → true',
    mutator: 'ConditionalExpression',
    status: 'Survived',
    killedBy: null,
    isMessage: false,
    ...rest,
  })
  const group = (count: number, rest: Partial<Group> = {}): Group => ({
    kind: 'free',
    reason: 'because',
    mutants: { 'one.ts': { 'One.run': { ConditionalExpression: count } } },
    ...rest,
  })
  const members = (mutants: readonly Mutant[], groups: readonly Group[]): Record<string, number> =>
    Object.fromEntries(
      [...sortSurvivors(mutants, groups).byGroup].map(([{ reason }, some]) => [reason, some.length]),
    )

  it('are given the reasons of their key, as many as it counts', () => {
    const groups = [group(1), group(2, { reason: 'otherwise' })]
    const mutants = [1, 2, 3].map((line) => survivor({ line }))
    expect(members(mutants, groups)).toMatchObject({ because: 1, otherwise: 2 })
    expect(sortSurvivors(mutants, groups)).toMatchObject({ unexplained: [], stale: [] })
  })

  it('have no reason if they are more than the list counts, or of another function', () => {
    const two = [survivor(), survivor({ line: 2 })]
    expect(sortSurvivors(two, [group(1)]).unexplained).toMatchObject([{ listed: 1, mutants: two }])
    const other = [survivor({ function: 'One.stop' })]
    expect(sortSurvivors(other, [group(1)]).unexplained).toMatchObject([{ listed: 0, mutants: other }])
  })

  it('leave a stale count behind if they are fewer, in files that were judged', () => {
    expect(sortSurvivors([survivor()], [group(2)]).stale).toMatchObject([{ listed: 2, function: 'One.run' }])
    expect(sortSurvivors([survivor({ file: 'two.ts' })], [group(2)]).stale).toEqual([])
    const sometimes = { 'one.ts': { 'One.run': { ConditionalExpression: 1 } } }
    expect(sortSurvivors([survivor()], [group(2, { sometimes })]).stale).toEqual([])
  })

  it('need no reason if they were killed, or change only a message', () => {
    const mutants = [survivor({ status: 'Killed' }), survivor({ isMessage: true })]
    expect(sortSurvivors(mutants, []).unexplained).toEqual([])
    expect(members(mutants, [])).toEqual({ [wordsOfMessages.reason]: 1 })
  })
})
