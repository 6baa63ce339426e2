import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { specification, type CheckResult, type Report } from '../../spec/index.ts'
import { hostileTexts, reportSaying } from '../self-test/hostile-report.ts'
import { html, type ReportContext } from './index.ts'

const context: ReportContext = { specification, width: 80, color: false, folder: '/repo' }

/** The elements of a page with their attributes, in order, without the contents of styles and scripts. */
function skeleton(page: string): string[] {
  const markup = page.replaceAll(/(<(?:style|script)[^>]*>)[\s\S]*?(<\/(?:style|script)>)/g, '$1$2')
  const values = markup.replaceAll(/"[^"]*"/g, '""')
  // The address of a deviation is a link where it is one.
  return (values.match(/<[^>]*>/g) ?? []).filter((tag) => tag !== '<a href="" rel="">' && tag !== '</a>')
}

const tame = skeleton(html(reportSaying('tame'), context))

describe.each(hostileTexts.map((text) => [text]))('what a candidate says: %j', (text) => {
  const page = html(reportSaying(text), context)

  it('changes no element of the page', () => {
    expect(tame.length).toBeGreaterThan(100)
    expect(skeleton(page)).toEqual(tame)
  })

  it('is in the report as data, word for word', () => {
    const [, json = ''] = /<script type="application\/json" id="report">([^<]*)<\/script>/.exec(page) ?? []
    expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(reportSaying(text))))
  })
})

describe('the page', () => {
  const page = html(reportSaying('x'), context)

  it('loads nothing: its only addresses are links within it', () => {
    expect(page).not.toMatch(/<(?:link|img|iframe|object|embed|base|form [^>]*action)\b/i)
    expect(page).not.toMatch(/\ssrc\s*=|@import|(?<!\w)url\(/)
    const addresses = [...page.matchAll(/\shref="([^"]*)"/g)].map(([, address]) => address)
    expect(addresses.length).toBeGreaterThan(0)
    expect(addresses.filter((address) => !address?.startsWith('#'))).toEqual([])
  })

  it('allows its own script and style, and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? ''
    for (const element of ['script', 'style'] as const) {
      const content = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(page)?.[1] ?? ''
      const hash = createHash('sha256').update(content).digest('base64')
      expect(content).not.toBe('')
      expect(policy).toContain(`${element}-src &#39;sha256-${hash}&#39;`)
    }
    expect(policy).toContain('default-src &#39;none&#39;')
  })

  it('opens the first root causes, and folds what follows from them', () => {
    const [root] = reportSaying('x').results
    const other = specification.clauses.find(({ id, level }) => level === 'MUST' && id !== root?.clause)
    const blocked = { ...root, clause: other?.id, status: 'blocked', blockedBy: root?.clause } as CheckResult
    const third = specification.clauses.find(
      ({ id, level }) => level === 'MUST' && id !== root?.clause && id !== other?.id,
    )
    const consequence = {
      ...root,
      clause: third?.id,
      status: 'consequence',
      consequenceOf: root?.clause,
    } as CheckResult
    const report: Report = { ...reportSaying('x'), results: [root as CheckResult, consequence, blocked] }
    const shown = html(report, context)
    expect(shown).toMatch(new RegExp(`id="failure-${root?.clause ?? ''}"[^>]*\\sopen`))
    expect(shown).toContain('1 clause not kept because of this')
    expect(shown).toContain('1 clause not judged because of this')
  })

  it('shows a clause that is not in the specification at hand', () => {
    const [root] = reportSaying('x').results
    const report = {
      ...reportSaying('x'),
      results: [{ ...(root as CheckResult), clause: 'future.of-long-ago' }],
    }
    expect(html(report, context)).toContain('id="failure-future.of-long-ago"')
  })
})

it('an address that is not http or https is not a link', () => {
  const [row] = reportSaying('x').results
  const saying = (issue: string): string =>
    html(
      {
        ...reportSaying('x'),
        results: [
          {
            ...(row as CheckResult),
            status: 'deviation',
            deviation: { clause: row?.clause ?? '', reason: 'so', issue },
          },
        ],
      },
      context,
    )
  expect(saying('https://example.org/1')).toContain(
    '<a href="https://example.org/1" rel="noreferrer noopener">',
  )
  expect(saying('javascript:alert(1)')).not.toMatch(/href="javascript:/)
})
