/** Every numbered rule of asyncio that this part of the contract is about is in a clause, or in a table with the reason why not. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { specification } from '../../spec/index.ts'

/** The rules by prefix and range. Those of futures and tasks have three digits. */
const ranges: readonly (readonly [prefix: string, from: number, to: number])[] = [
  ['LIFE', 1, 33],
  ['SCHED', 1, 16],
  ['HAND', 1, 8],
  ['FACT', 1, 6],
  ['EXC', 1, 11],
  ['F', 1, 25],
  ['F', 30, 43],
  ['F', 50, 56],
  ['F', 60, 65],
  ['F', 70, 74],
  ['T', 1, 13],
  ['T', 20, 26],
  ['T', 30, 36],
  ['T', 40, 51],
  ['T', 55, 58],
  ['T', 60, 82],
  ['REG', 1, 18],
  ['REG', 20, 22],
  ['REG', 30, 36],
  ['E', 1, 11],
  ['DBG', 1, 5],
  ['P', 1, 28],
  ['DNS', 1, 4],
  ['CONN', 1, 10],
  ['TRN', 1, 23],
  ['POL', 1, 7],
  ['RUN', 1, 10],
  ['G', 1, 12],
]

/** Rules of parts that come later. Clauses may lean on them already, and tables say where they will be held. */
const laterRanges: typeof ranges = [['T', 90, 95]]

function rulesOf(prefix: string, from: number, to: number): string[] {
  const digits = prefix === 'F' || prefix === 'T' ? 3 : 2
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  return numbers.map((number) => `${prefix}-${String(number).padStart(digits, '0')}`)
}

/** The rules that a text names, alone (`T-030`) or as a range (`F-070..F-074`, `F-060 to F-063`). */
function namedRules(text: string): string[] {
  const singles = [...text.matchAll(/\b([A-Z]+)-(\d{2,3})\b/g)].map(([rule]) => rule)
  const spans = [...text.matchAll(/\b([A-Z]+)-(\d{2,3})(?:\.\.|–| to )(?:[A-Z]+-)?(\d{2,3})\b/g)]
  return [
    ...singles,
    ...spans.flatMap(([, prefix = '', from, to]) => rulesOf(prefix, Number(from), Number(to))),
  ]
}

const sources = specification.clauses.map((clause) => clause.source).join('\n')
const folder = 'spec/not-carried-over'
const tables = readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
const due = ranges.flatMap(([prefix, from, to]) => rulesOf(prefix, from, to))

it('accounts for every rule', () => {
  const accounted = new Set(namedRules([sources, ...tables].join('\n')))
  expect(due.filter((rule) => !accounted.has(rule))).toEqual([])
})

it('names no rule that does not exist', () => {
  const known = new Set([...due, ...laterRanges.flatMap(([prefix, from, to]) => rulesOf(prefix, from, to))])
  // Only the part that names asyncio: issues of other projects may have numbers of the same form.
  const named = specification.clauses.flatMap(({ id, source }) =>
    source
      .split(';')
      .filter((part) => part.includes('asyncio'))
      .flatMap((part) => namedRules(part).map((rule) => ({ id, rule }))),
  )
  const rows = tables.flatMap((table) => table.split('\n').map((line) => line.split('|')[1] ?? ''))
  const inTables = rows.flatMap((row) => namedRules(row).map((rule) => ({ id: 'a table', rule })))
  expect(named.length).toBeGreaterThan(0)
  expect([...named, ...inTables].filter(({ rule }) => !known.has(rule))).toEqual([])
})

it('gives a reason with every rule that does not carry over', () => {
  const rows = tables.flatMap((table) => table.split('\n').filter((line) => /^\| *[A-Z]+-\d/.test(line)))
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.filter((row) => (row.split('|')[2]?.trim().length ?? 0) < 20)).toEqual([])
})
