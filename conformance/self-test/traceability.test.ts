/** Every rule of asyncio that the contract covers is in a clause, or in a table with the reason why not; every source resolves. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseSources, SourceFormatError, specification, type Source } from '../../spec/index.ts'
import { parseRules, rulesOf } from '../../spec/tooling/parse-rules.ts'

const catalogue = parseRules(readFileSync('spec/asyncio-rules.md', 'utf8'))
const known = new Set(rulesOf(catalogue).map(({ id }) => id))
const covered = catalogue.sections.filter(({ hasClauses }) => hasClauses).flatMap(({ rules }) => rules)

const sources = specification.clauses.flatMap(({ id, source }) =>
  parseSources(source).map((parsed) => ({ clause: id, ...parsed })),
)
const folder = 'spec/not-carried-over'
const rows = readdirSync(folder).flatMap((file) =>
  readFileSync(`${folder}/${file}`, 'utf8')
    .split('\n')
    .filter((line) => /^\| *[A-Z]+-\d/.test(line))
    .map((line) => ({
      file,
      rules: ruleIds(line.split('|')[1] ?? ''),
      reason: line.split('|')[2]?.trim() ?? '',
    })),
)

function ruleIds(text: string): readonly string[] {
  return [...text.matchAll(/\b[A-Z]+-\d{2,3}\b/g)].map(([id]) => id)
}

it('accounts for every rule of the sections that have clauses', () => {
  const accounted = new Set([...sources.map(({ text }) => text), ...rows.flatMap(({ rules }) => rules)])
  expect(covered.length).toBeGreaterThan(0)
  expect(covered.map(({ id }) => id).filter((id) => !accounted.has(id))).toEqual([])
})

it('names only rules of the catalogue', () => {
  const cited = sources.filter(({ kind }) => kind === 'rule')
  expect(cited.length).toBeGreaterThan(0)
  expect(cited.filter(({ text }) => !known.has(text))).toEqual([])
  expect(
    rows.flatMap(({ file, rules }) => rules.filter((id) => !known.has(id)).map((id) => `${file}: ${id}`)),
  ).toEqual([])
})

it('gives a reason with every rule that does not carry over', () => {
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.filter(({ reason }) => reason.length < 20)).toEqual([])
})

describe('the form of a source', () => {
  it.each<[string, readonly Source[]]>([
    [
      'asyncio SCHED-07, P-07; uvloop#720.',
      [
        { kind: 'rule', text: 'SCHED-07', url: 'spec/asyncio-rules.md#sched-07' },
        { kind: 'rule', text: 'P-07', url: 'spec/asyncio-rules.md#p-07' },
        { kind: 'issue', text: 'uvloop#720', url: 'https://github.com/MagicStack/uvloop/issues/720' },
      ],
    ],
    ['bpo-22429.', [{ kind: 'issue', text: 'bpo-22429', url: 'https://bugs.python.org/issue22429' }]],
    [
      'gh-130145; python/asyncio#348.',
      [
        { kind: 'issue', text: 'gh-130145', url: 'https://github.com/python/cpython/issues/130145' },
        { kind: 'issue', text: 'python/asyncio#348', url: 'https://github.com/python/asyncio/issues/348' },
      ],
    ],
    [
      'uvloop@804364c.',
      [
        {
          kind: 'commit',
          text: 'uvloop@804364c',
          url: 'https://github.com/MagicStack/uvloop/commit/804364c',
        },
      ],
    ],
    [
      'test_tasks.py: test_cancel_at_end.',
      [
        {
          kind: 'test',
          text: 'test_tasks.py: test_cancel_at_end',
          url: 'https://github.com/python/cpython/blob/main/Lib/test/test_asyncio/test_tasks.py',
        },
      ],
    ],
    [
      'PEP 567; [Node.js: setTimeout](https://nodejs.org/api/timers.html).',
      [
        { kind: 'page', text: 'PEP 567', url: 'https://peps.python.org/pep-0567/' },
        { kind: 'page', text: 'Node.js: setTimeout', url: 'https://nodejs.org/api/timers.html' },
      ],
    ],
    ['this contract.', [{ kind: 'own', text: 'this contract' }]],
  ])('%s', (text, expected) => {
    expect(parseSources(text)).toEqual(expected)
  })

  it.each(['somewhere', 'nobody#12', 'nobody@804364c', 'asyncio LIFE-1', 'LIFE-01 to LIFE-03'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseSources(text)).toThrow(SourceFormatError)
    },
  )
})
