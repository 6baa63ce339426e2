/** The files of the faults mirror the files of the suite, and each fault has the right export. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { ledgerClauses, type Check } from '../harness/index.ts'
import { exportedName, sourceOfFault } from './fault-sources.ts'
import { fault, type Fault } from './fault.ts'
import { faults } from './faults/index.ts'

const folder = path.join(import.meta.dirname, 'faults')
const topics = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /^[a-z-]+\/[a-z-]+\.ts$/.test(file) && !/^support\/|\/index\.ts$/.test(file),
)

async function faultsIn(topic: string): Promise<Readonly<Record<string, Fault>>> {
  return (await import(/* @vite-ignore */ `./faults/${topic}`)) as Readonly<Record<string, Fault>>
}

/** The clauses that have a check in the file of the suite. */
async function clausesIn(topic: string): Promise<ReadonlySet<string>> {
  const lists = Object.values(
    (await import(/* @vite-ignore */ `../suite/${topic}`)) as Record<string, readonly Check[]>,
  )
  return new Set(lists.flat().map((check) => check.clause))
}

describe.each(topics)('faults/%s', (topic) => {
  it('exports each fault under its name in camel case', async () => {
    const exports = Object.entries(await faultsIn(topic))
    expect(exports.map(([name]) => name)).toEqual(exports.map(([, { name }]) => exportedName(name)))
    for (const [, { name }] of exports)
      expect(sourceOfFault(name).file).toBe(`conformance/self-test/faults/${topic}`)
  })

  it('breaks clauses that the same file of the suite checks', async () => {
    const clauses = await clausesIn(topic)
    const area = path.dirname(topic)
    const strangers = Object.values(await faultsIn(topic)).filter(
      ({ clause }) =>
        !clauses.has(clause) && !(ledgerClauses.some((id) => id === clause) && clause.startsWith(`${area}.`)),
    )
    expect(strangers.map(({ name, clause }) => `${name} breaks ${clause}`)).toEqual([])
  })
})

it('finds every fault in the list of all faults', async () => {
  const declared = await Promise.all(topics.map(faultsIn))
  const names = declared.flatMap((topic) => Object.values(topic)).map(({ name }) => name)
  expect(faults.map(({ name }) => name).sort()).toEqual(names.sort())
})

describe('fault()', () => {
  it('takes the ids of clauses only', () => {
    // @ts-expect-error -- there is no such clause
    expect(fault('scheduling.no-such-clause', 'breaks-nothing', { says: '' }).name).toBe('breaks-nothing')
  })

  it('looks for a text as it is, and for a pattern as a pattern', () => {
    const says = (text: string | RegExp): RegExp =>
      fault('scheduling.callbacks-run-in-order', 'is-an-example', { says: text }).observes
    expect(says('when() is [0], not 1?').test('what when() is [0], not 1? here')).toBe(true)
    expect(says('a.c').test('abc')).toBe(false)
    expect(says(/a.c/).test('abc')).toBe(true)
  })
})
