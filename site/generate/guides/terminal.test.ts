import { expect, it } from 'vitest'
import { excerpt } from '../../../scripts/renew/excerpt.ts'
import { terminalHtml } from './terminal.ts'

const escape = '\u001B'

it('makes classes of colours, links of clauses, and text of everything else', () => {
  const red = `${escape}[31m${escape}[1m✗ handles.when-is-the-deadline${escape}[22m${escape}[39m <b>{{x}}`
  expect(terminalHtml(red)).toBe(
    '<span class="red bold">✗ <a href="@/spec/handles/#when-is-the-deadline">handles.when-is-the-deadline</a></span>' +
      ' &lt;b&gt;&#123;&#123;x&#125;&#125;',
  )
})

const report = [
  'kit',
  'name',
  'areas',
  `${escape}[31m✗ a.b  MUST`,
  'facts',
  'Consequences of',
  '✗ does not conform',
].join('\n\n')

it('takes the parts of a report that are asked for', () => {
  expect(excerpt(report, ['a.b', 'verdict'])).toBe(`${escape}[31m✗ a.b  MUST\n\nfacts\n\n✗ does not conform`)
  expect(excerpt(report, ['areas', 'consequences'])).toBe('areas\n\nConsequences of')
})

it('says so when the report no longer has a part', () => {
  expect(() => excerpt(report, ['a.c'])).toThrow('The report has no part "a.c"')
})
