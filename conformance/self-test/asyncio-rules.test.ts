/** The catalogue of asyncio's rules can be read, and what it names exists in CPython. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  parseRules,
  ruleAnchor,
  RuleFormatError,
  rulesOf,
  type CodeReference,
  type VersionRange,
} from '../../spec/tooling/parse-rules.ts'
import { interpretersWith } from '../bridge/interpreters.ts'

const catalogue = parseRules(readFileSync('spec/asyncio-rules.md', 'utf8'))
const rules = rulesOf(catalogue)

describe('the catalogue of rules', () => {
  it('has each id once, with a sentence and a place to read it', () => {
    const ids = rules.map(({ id }) => id)
    expect(ids.length).toBeGreaterThan(300)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    // A full stop at the end, and at most two sentences.
    const sentences = (text: string): number => text.split(/[.!?](?= [A-Z`])/).length
    expect(
      rules.filter(({ text }) => text.length < 20 || !text.endsWith('.') || sentences(text) > 2),
      'a rule is one or two sentences, with a full stop at the end',
    ).toEqual([])
    expect(rules.filter(({ code }) => code.length === 0)).toEqual([])
  })

  it('introduces each of its sections', () => {
    expect(catalogue.sections.filter(({ introduction }) => !/^[A-Z].+\.$/.test(introduction))).toEqual([])
    expect(new Set(catalogue.sections.map(({ hasClauses }) => hasClauses))).toEqual(new Set([true, false]))
  })

  it.each([
    ['| LIFE-01 | No anchor. | `a.py: b` | |', '<a id="life-01"></a>LIFE-01'],
    ['| <a id="x-01"></a>LIFE-01 | Wrong anchor. | `a.py: b` | |', '<a id="life-01"></a>LIFE-01'],
    ['| <a id="life-01"></a>LIFE-01 | No code. | a.py: b | |', 'LIFE-01 is read at "a.py: b"'],
    [
      '| <a id="life-01"></a>LIFE-01 | Odd version. | `a.py: b` | 3.12+ |',
      'LIFE-01 has the versions "3.12+"',
    ],
  ])('refuses %s', (row, message) => {
    const parse = (): unknown => parseRules(`# A\n\n## B\n\nC.\n\n| h |\n| --- |\n${row}\n`)
    expect(parse).toThrow(RuleFormatError)
    expect(parse).toThrow(message)
  })

  it('knows versions of rules and of functions', () => {
    const rule = (id: string): unknown => rules.find((one) => one.id === id)
    expect(rule('SCHED-08')).toMatchObject({ since: '3.14', code: [{ file: 'events.py' }] })
    expect(rule('POL-04')).toMatchObject({ code: [{ name: 'get_event_loop' }, { upTo: '3.13' }] })
    expect(ruleAnchor('LIFE-01')).toBe('life-01')
  })
})

const interpreters = await interpretersWith('asyncio')
const newest = interpreters.at(-1)
// The standard library of 3.14 comes with Pyodide.
const asyncios = [
  ...interpreters.map(({ command, version }) => ({ version, command, zip: [] as string[] })),
  ...(newest === undefined
    ? []
    : [{ version: '3.14', command: newest.command, zip: ['node_modules/pyodide-314/python_stdlib.zip'] }]),
].filter(({ version }) => compare(version, '3.11') >= 0)

describe('what the catalogue names is in CPython', () => {
  it.skipIf(asyncios.length > 0)(
    'no interpreter of CPython 3.11 or later was found, so nothing was compared',
    () => {
      expect(asyncios).toEqual([])
    },
  )

  it.each(asyncios)('$version', ({ version, command, zip }) => {
    const output = execFileSync(command, ['spec/tooling/defined_names.py', ...zip], { encoding: 'utf8' })
    const defined = JSON.parse(output) as Readonly<Record<string, readonly string[]>>
    const named = rules.flatMap((rule) =>
      rule.code
        .filter((reference) => holdsIn(version, rule) && holdsIn(version, reference))
        .map((reference) => ({ rule: rule.id, ...reference })),
    )
    expect(named.length).toBeGreaterThan(300)
    const missing = named.filter((reference) => isInAsyncio(reference) && !isDefined(reference, defined))
    expect(missing.map(({ rule, file, name }) => `${rule}: ${file}: ${name}`)).toEqual([])
  })
})

function holdsIn(version: string, { since = '3.11', upTo }: VersionRange): boolean {
  // `up to 3.13` includes 3.13.5.
  return compare(version, since) >= 0 && (upTo === undefined || compare(version, upTo) <= 0)
}

/** Compares as many parts of a version as the bound has. */
function compare(version: string, bound: string): number {
  const parts = version.split('.').map(Number)
  const differences = bound.split('.').map((part, index) => (parts[index] ?? 0) - Number(part))
  return differences.find((difference) => difference !== 0) ?? 0
}

/** A path with a folder is in CPython's repository, and not in what is installed. */
function isInAsyncio({ file }: CodeReference): boolean {
  return !file.includes('/')
}

function isDefined(
  { file, name }: CodeReference,
  defined: Readonly<Record<string, readonly string[]>>,
): boolean {
  return defined[file]?.includes(name) ?? false
}
