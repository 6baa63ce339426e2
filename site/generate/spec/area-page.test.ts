import { describe, expect, it } from 'vitest'
import { areas, specification } from '../../../spec/index.ts'
import { areaPage } from './area-page.ts'

const pages = new Map(areas.map((area) => [area, areaPage(area).markdown]))

describe('the pages of the areas', () => {
  it.each(areas)(
    '%s: each clause has its anchor, its check or the reason why not, and its faults',
    (area) => {
      const page = pages.get(area) ?? ''
      const clauses = specification.clauses.filter((clause) => clause.area === area)
      const anchors = [...page.matchAll(/^### .*\{#([a-z-]+)\}$/gm)].map(
        ([, truth = '']) => `${area}.${truth}`,
      )
      expect(anchors).toEqual(clauses.map(({ id }) => id))
      expect(page.match(/<dt>(Checked|Not observable|Withdrawn)<\/dt>/g)?.length).toBe(clauses.length)
    },
  )

  it('have every text twice that is another one in Python', () => {
    const page = pages.get('timers') ?? ''
    const count = (words: string): number => page.split(`data-words="${words}"`).length
    expect(count('python')).toBe(count('javascript'))
    expect(count('python')).toBeGreaterThan(10)
    expect(page).toMatch(
      /<div class="requirement" data-words="python">\s+When a timer runs, [^<]*`call_later`/,
    )
    expect(page).toMatch(/<li data-words="python">call_later\(\) with delays/)
  })

  it('tell all of it: the text, the reason, and what else is known', () => {
    const page = pages.get('lifecycle') ?? ''
    expect(page).toContain('<a href="@/source/conformance/suite/lifecycle')
    expect(page).toContain('<a href="@/source/conformance/self-test/faults/lifecycle')
    expect(page).toContain('<a href="@/loops/uvloop/#')
    expect(page).toContain('https://github.com/MagicStack/uvloop/issues/')
    expect(page).toContain('## Rules without a clause {#not-carried-over}')
  })
})
