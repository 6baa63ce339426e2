/** Every clause has a check and a fault, or says why not, and every name that is used exists. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { areas, specification } from '../../spec/index.ts'
import { keyOf, ledgerClauses } from '../harness/index.ts'
import { suite } from '../suite/index.ts'
import { faults } from './faults/index.ts'
import { sourceFiles } from './source-files.ts'

const testable = specification.clauses.filter(
  (clause) => clause.untestable === undefined && clause.withdrawn === undefined,
)

const ids = new Set(specification.clauses.map((clause) => clause.id))

it('every testable clause has a check', () => {
  const checked = new Set<string>([...suite.map((test) => test.clause), ...ledgerClauses])
  expect(testable.filter((clause) => !checked.has(clause.id)).map((clause) => clause.id)).toEqual([])
})

it('no clause that cannot be observed has a check', () => {
  const unobservable = new Set(
    specification.clauses.filter((clause) => clause.untestable).map((clause) => clause.id),
  )
  expect(suite.filter((test) => unobservable.has(test.clause)).map(keyOf)).toEqual([])
})

it('every check of a clause has its own situation', () => {
  const keys = suite.map(keyOf)
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
})

it('every testable clause has a fault', () => {
  const caught = new Set<string>(faults.map((fault) => fault.clause))
  expect(testable.filter((clause) => !caught.has(clause.id)).map((clause) => clause.id)).toEqual([])
})

it('every MUST says what would go wrong otherwise', () => {
  const silent = specification.clauses.filter(
    ({ level, withdrawn, otherwise }) =>
      level === 'MUST' && withdrawn === undefined && otherwise === undefined,
  )
  expect(silent.map(({ id }) => id)).toEqual([])
})

it('every fault has its own name', () => {
  const names = faults.map((fault) => fault.name)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

it('a MUST requires only clauses that are a MUST', () => {
  const level = new Map(specification.clauses.map((clause) => [clause.id, clause.level]))
  const must = specification.clauses.filter((clause) => clause.level === 'MUST')
  expect(
    must.filter((clause) => clause.requires.some((id) => level.get(id) !== 'MUST')).map(({ id }) => id),
  ).toEqual([])
})

it('every clause that is specific to JavaScript says why', () => {
  const host = specification.clauses.filter(({ profile }) => profile === 'host' || profile === 'base-hooks')
  expect(host.filter((clause) => clause.javascript === undefined).map((clause) => clause.id)).toEqual([])
})

it('every clause that a comment names exists', () => {
  const unknown = sourceFiles().flatMap((file) => {
    const comments = [...readFileSync(file, 'utf8').matchAll(/\bclauses? ([a-z-]+\.[a-z]+(?:-[a-z]+)+)/g)]
    return comments
      .map((match) => match[1] ?? '')
      .filter((id) => !ids.has(id))
      .map((id) => `${file}: ${id}`)
  })
  expect(unknown).toEqual([])
})

it('every area has its clauses, its checks and its faults', () => {
  for (const area of areas) {
    expect(() => readFileSync(`spec/clauses/${area}.md`), area).not.toThrow()
    expect(() => readFileSync(`conformance/suite/${area}/index.ts`), area).not.toThrow()
    expect(() => readFileSync(`conformance/self-test/faults/${area}/index.ts`), area).not.toThrow()
  }
})
