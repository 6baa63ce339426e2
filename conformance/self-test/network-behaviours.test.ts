/** Each behaviour of sockets that CPython's and uvloop's tests hold has a clause, and a fault that breaks exactly this clause. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { specification } from '../../spec/index.ts'
import { sourceFiles } from './source-files.ts'

interface Behaviour {
  readonly id: string
  readonly clauses: readonly string[]
  readonly faults: readonly string[]
}

const inBackticks = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)

const behaviours: readonly Behaviour[] = readFileSync('docs/network-behaviours.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| N\d/.test(line))
  .map((line) => {
    const [, id = '', , , clauses, faults] = line.split('|').map((cell) => cell.trim())
    return { id, clauses: inBackticks(clauses), faults: inBackticks(faults) }
  })

/** The clause of each fault, by the name of the fault. */
const clauseOf = new Map(
  sourceFiles()
    .filter((file) => file.startsWith('conformance/self-test/faults/'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/fault\(\s*'([^']+)',\s*'([^']+)'/g)])
    .map(([, clause = '', name = '']) => [name, clause]),
)

it('lists at least 44 behaviours, each once and in order', () => {
  const ids = behaviours.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)].sort())
  expect(ids.length).toBeGreaterThanOrEqual(44)
})

it('names clauses that exist', () => {
  const known = new Set<string>(specification.clauses.map(({ id }) => id))
  const named = behaviours.flatMap(({ clauses }) => clauses)
  expect(named.filter((clause) => !known.has(clause))).toEqual([])
})

it('names for each behaviour a fault that breaks one of its clauses', () => {
  const without = behaviours.filter(({ clauses, faults }) => clauses.length === 0 || faults.length === 0)
  const wrong = behaviours.flatMap(({ id, clauses, faults }) =>
    faults.filter((fault) => !clauses.includes(clauseOf.get(fault) ?? '')).map((fault) => `${id}: ${fault}`),
  )
  expect([without, wrong]).toEqual([[], []])
})

it('names for each clause a fault that breaks it', () => {
  const unbroken = behaviours.flatMap(({ id, clauses, faults }) =>
    clauses
      .filter((clause) => !faults.some((fault) => clauseOf.get(fault) === clause))
      .map((clause) => `${id}: ${clause}`),
  )
  expect(unbroken).toEqual([])
})
