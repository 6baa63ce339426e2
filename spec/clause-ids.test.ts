/** `clause-ids.json` is written by hand: an id is for ever, so that adding one is a decision. */
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
  const missing = specification.clauses.filter(({ id }) => !(id in locked))
  const lines = missing.map(({ id, level }) => `  "${id}": "${level}",`)
  expect(lines, `add to spec/clause-ids.json, in order:\n${lines.join('\n')}\n`).toEqual([])
})

it('lists the ids in their order', () => {
  const ids = Object.keys(locked)
  expect(ids).toEqual([...ids].sort((a, b) => a.localeCompare(b, 'en')))
})
