import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { specification } from './index.ts'

const locked = JSON.parse(readFileSync('spec/clause-ids.json', 'utf8')) as Record<string, string>

it('keeps every id that was ever published, at its level', () => {
  const current = new Map(specification.clauses.map((clause) => [clause.id, clause.level]))
  const changed = Object.entries(locked).filter(([id, level]) => current.get(id as never) !== level)
  expect(
    changed,
    'an id is for ever: withdraw the clause with *Withdrawn.*, and give a changed one a new id',
  ).toEqual([])
})

it('locks every id', () => {
  const unlocked = specification.clauses.filter((clause) => !(clause.id in locked)).map((clause) => clause.id)
  expect(unlocked, 'run `npm run lock-ids` once the names are final').toEqual([])
})
