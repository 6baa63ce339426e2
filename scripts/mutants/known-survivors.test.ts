import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { placeOf, readGroups, sortSurvivors } from './known-survivors.ts'
import type { Mutant } from './mutant.ts'

const titles = readGroups().flatMap((group) => group.titles)

describe('the list of mutants that live with a reason', () => {
  it('names lines that stand in the reference', () => {
    const lines = new Map<string, Set<string>>()
    const linesOf = (file: string): Set<string> => {
      const known = lines.get(file)
      if (known !== undefined) return known
      const text = readFileSync(`reference/${file}`, 'utf8')
      const found = new Set(text.split('\n').map((line) => line.trim()))
      lines.set(file, found)
      return found
    }
    const gone = titles.filter((title) => !linesOf(placeOf(title).file).has(placeOf(title).line))
    expect(gone).toEqual([])
    expect(titles.length).toBeGreaterThan(100)
  })
})

describe('the survivors of a run', () => {
  const survivor = (title: string, rest: Partial<Mutant> = {}): Mutant => ({
    file: placeOf(title).file,
    line: 1,
    title,
    mutator: 'ConditionalExpression',
    status: 'Survived',
    killedBy: null,
    before: '',
    ...rest,
  })
  const [first, second] = ['one.ts ▸ if (a) b() ▸ a → true', 'one.ts ▸ if (a) b() ▸ a → false'] as const
  const groups = readGroups(`# free: because\n${first}\n${second}\n${second}\n`)

  it('are given the reason of the group that lists them', () => {
    const { byGroup, unexplained, stale } = sortSurvivors([survivor(first)], groups)
    expect([...byGroup].map(([{ kind, reason }, members]) => [kind, reason, members.length])).toEqual([
      ['free', 'because', 1],
    ])
    expect(unexplained).toEqual([])
    expect(stale).toEqual([second])
  })

  it('have no reason more often than it stands there', () => {
    const three = [1, 2, 3].map(() => survivor(second))
    expect(sortSurvivors([...three, survivor(first)], groups).unexplained).toHaveLength(1)
  })

  it('need none where they were killed, and where only the words of an error differ', () => {
    const killed = survivor('one.ts ▸ c() ▸ c() → (nothing)', { status: 'Killed' })
    const words = survivor('one.ts ▸ throw new TypeError("x") ▸ "x" → ""', {
      mutator: 'StringLiteral',
      before: '  throw new TypeError(',
    })
    expect(sortSurvivors([killed, words], []).unexplained).toEqual([])
  })
})
