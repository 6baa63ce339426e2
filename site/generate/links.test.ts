import { expect, it } from 'vitest'
import { linkClauses, linkIssues } from './links.ts'
import { relink } from './routes.ts'

it('links clauses, and leaves what is a link or no clause', () => {
  expect(linkClauses('see `handles.when-is-the-deadline`.')).toBe(
    'see [`handles.when-is-the-deadline`](/spec/handles/#when-is-the-deadline).',
  )
  for (const text of ['[`handles.when-is-the-deadline`](x)', '`handles.no-such-clause`', '`loop.call-soon`'])
    expect(linkClauses(text)).toBe(text)
})

it('links issues of projects that are known or named in full', () => {
  expect(linkIssues('uvloop#517; python/asyncio#3.')).toBe(
    '[uvloop#517](https://github.com/MagicStack/uvloop/issues/517); [python/asyncio#3](https://github.com/python/asyncio/issues/3).',
  )
  expect(linkIssues('(gh-130145), bpo-22429')).toBe(
    '([gh-130145](https://github.com/python/cpython/issues/130145)), [bpo-22429](https://bugs.python.org/issue22429)',
  )
  for (const text of ['nobody#12', '[uvloop#517](https://github.com/MagicStack/uvloop/issues/517)', 'PR #12'])
    expect(linkIssues(text)).toBe(text)
})

it('leads links of the repository to pages of the site', () => {
  const text =
    '[a](../spec/terms.md#names) [b](decisions/turns.md) [c](../examples/minimal/index.ts) [d](https://x.org)'
  expect(relink(text, 'docs/x.md')).toBe(
    '[a](/spec/terms/#names) [b](/decisions/turns/) [c](/source/examples/minimal/index.ts/) [d](https://x.org)',
  )
})

it('leaves blocks of code alone, and refuses a link to what is not there', () => {
  const code = '```md\n[a](nowhere.md) `handles.when-is-the-deadline`\n```'
  expect(relink(code, 'docs/x.md')).toBe(code)
  expect(() => relink('[a](nowhere.md)', 'docs/x.md')).toThrow(
    'docs/x.md links to nowhere.md, which does not exist.',
  )
})
