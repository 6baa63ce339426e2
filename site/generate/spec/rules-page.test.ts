import { expect, it } from 'vitest'
import { rulesPage } from './rules-page.ts'

const { markdown } = rulesPage()

it('gives each rule a heading with its anchor', () => {
  const anchors = [...markdown.matchAll(/^### ([A-Z]+-\d+) \{#([a-z]+-\d+)\}$/gm)]
  expect(anchors.length).toBeGreaterThan(300)
  expect(anchors.filter(([, id = '', anchor]) => id.toLowerCase() !== anchor)).toEqual([])
})

it('leads from a rule to the clauses that cite it, or to the reason why there is none', () => {
  const section = (id: string): string => markdown.split(`### ${id} `)[1]?.split('### ')[0] ?? ''
  expect(section('LIFE-23')).toContain('<a href="@/spec/lifecycle/#')
  expect(section('LIFE-27')).toContain('<a href="@/spec/lifecycle/#not-carried-over">')
  expect(section('SCHED-08')).toContain('<div><dt>Versions</dt><dd>since 3.14</dd></div>')
})
