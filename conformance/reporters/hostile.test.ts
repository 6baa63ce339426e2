import { marked } from 'marked'
import { describe, expect, it } from 'vitest'
import { specification, type CheckResult } from '../../spec/index.ts'
import { hostileTexts, reportSaying } from '../self-test/hostile-report.ts'
import { code, escapeMarkdown, fenced } from './markdown-escape.ts'
import { github, markdown, type ReportContext } from './index.ts'

const context: ReportContext = {
  specification,
  width: 80,
  color: false,
  folder: '/repo/packages/loop',
  repository: '/repo',
}

const html = (source: string): string => marked.parse(source, { async: false, gfm: true })
/** The text that a reader sees. */
function visible(page: string): string {
  const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" }
  return page
    .replaceAll('<br>', '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(lt|gt|amp|quot|#39);/g, (_whole, name: string) => entities[name] ?? '')
}
const printable = (text: string): string =>
  text.replaceAll(/\r\n?|\u2028/g, '\n').replaceAll(/[\u0000-\u0008\u000b-\u001f]/g, '\ufffd')

describe.each(hostileTexts.map((text) => [text]))('what a candidate says: %j', (text) => {
  const ours =
    /^<\/?(h[2-4]|p|ul|li|code|pre|strong|br|table|thead|tbody|tr|th|td|details|summary)( align="right"| class="language-text")?>$/

  it('is text in Markdown, and only our own markup is left', () => {
    const page = html(markdown(reportSaying(text), context))
    expect((page.match(/<[^>]*>/g) ?? []).filter((tag) => !ours.test(tag))).toEqual([])
    expect(page.match(/<details>/g)?.length).toBe(page.match(/<\/details>/g)?.length)
  })

  it('is shown word for word', () => {
    expect(visible(html(`- **expected** ${escapeMarkdown(text)}`)).trim()).toBe(`expected ${printable(text)}`)
    const inline = html(`- ${code(text)}`)
    expect(visible(inline).trim()).toBe(printable(text).replaceAll('\n', ' ').trim())
    expect(visible(html(fenced(text))).trim()).toBe(printable(text).trim())
  })

  it('is data of one workflow command a clause', () => {
    const lines = github(reportSaying(text), context).trimEnd().split('\n')
    expect(lines.map((line) => /^::(error|warning|notice) /.exec(line)?.[1])).toEqual([
      'error',
      'warning',
      'error',
    ])
    for (const line of lines) {
      expect(line).not.toMatch(/[\u0000-\u001f\u2028]/)
      expect(line.replaceAll(/%(25|0A|0D|3A|2C)/g, '')).not.toContain('%')
    }
  })
})

it('annotations have locations relative to the repository, and none outside it', () => {
  const [row] = reportSaying('x').results
  const saying = (at: string): string =>
    github({ ...reportSaying('x'), results: [{ ...(row as CheckResult), at }] }, context)
  expect(saying('/repo/packages/loop/src/loop.ts:12:3')).toMatch(
    /^::error file=packages\/loop\/src\/loop\.ts,line=12,col=3,title=/,
  )
  expect(saying('src/a,b:c.ts:7')).toMatch(/^::error file=packages\/loop\/src\/a%2Cb%3Ac\.ts,line=7,title=/)
  expect(saying('/usr/lib/python3/asyncio/events.py:80')).toMatch(/^::error title=/)
})

it('a long message is cut, and a page stays a page', () => {
  const report = reportSaying('x'.repeat(1_000_000))
  expect(markdown(report, context).length).toBeLessThan(100_000)
  expect(github(report, context).length).toBeLessThan(100_000)
})
