import { marked } from 'marked'
import { describe, expect, it } from 'vitest'
import { specification, type CheckResult, type Report } from '../../spec/index.ts'
import { code, escapeMarkdown, fenced } from './markdown-escape.ts'
import { github, markdown, type ReportContext } from './index.ts'

const context: ReportContext = {
  specification,
  width: 80,
  color: false,
  folder: '/repo/packages/loop',
  repository: '/repo',
}

/** What a name or a message may do to a page or to a log that takes it as it is. */
const hostile = [
  '<script>alert(1)</script>',
  '</details></blockquote><img src=x onerror=alert(1)>',
  '[click](https://evil.example)',
  '![](https://evil.example/pixel.png)',
  'https://evil.example www.evil.example evil@evil.example',
  '**bold** _italic_ ~~gone~~ `code` ``more`` ```` four',
  '| a | table |',
  '\\`escaped\\` \\\\ \\<b\\>',
  'first\n# a heading\n- a list\n> a quote\n\n<b>second paragraph</b>',
  'first\r::error file=x::injected\r\n::set-output name=x::y\u2028::add-mask::z',
  '```\nout of the fence\n```\n<b>outside</b>',
  '&lt;b&gt; &amp; @everyone #1 :smile: $x^2$',
  '%0A::error::decoded %25 a:b,c',
  '\u001b[31mred\u001b[0m \u0007',
]

const clause = specification.clauses.find(({ level }) => level === 'MUST')
const should = specification.clauses.find(({ level }) => level === 'SHOULD')

/** A report in which everything that a candidate can say is `text`. */
function reportSaying(text: string): Report {
  if (clause === undefined || should === undefined) throw new Error('No such clauses.')
  const none = {
    pass: 0,
    fail: 0,
    hang: 0,
    crash: 0,
    skip: 0,
    deviation: 0,
    blocked: 0,
    inconclusive: 0,
    untestable: 0,
  }
  const row = (id: string, level: CheckResult['level'], situation: string): CheckResult => ({
    clause: id,
    level,
    profile: 'core',
    situation,
    status: 'fail',
    durationMs: 1,
    expected: text,
    actual: text,
    message: `It threw ${text}.`,
    hint: text,
    at: `/repo/packages/loop/src/${text.replaceAll('\n', '')}.ts:12:3`,
    rerun: `npx loop-conformance ${text}`,
    trace: [{ label: text, detail: text }],
  })
  const deviant = specification.clauses.find((one) => one !== clause && one !== should)?.id ?? ''
  return {
    suite: { name: 'loop-conformance', version: '0', spec: '0.1.0', hash: '' },
    candidate: { name: text, version: text, profiles: ['core'], entry: text, hash: '' },
    environment: { runtime: text, platform: 'x', cpus: 1 },
    seed: 1,
    partial: false,
    verdict: 'non-conformant',
    summary: { must: { ...none, fail: 2, deviation: 1 }, should: { ...none, fail: 1 }, may: none },
    durationMs: 3,
    findings: [text],
    results: [
      row(clause.id, 'MUST', text),
      row(clause.id, 'MUST', `another ${text}`),
      row(should.id, 'SHOULD', text),
      {
        ...row(deviant, 'MUST', text),
        status: 'deviation',
        deviation: { clause: deviant, reason: text, issue: text },
      },
    ],
  }
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

describe.each(hostile.map((text) => [text]))('what a candidate says: %j', (text) => {
  const ours =
    /^<\/?(h[2-4]|p|ul|li|code|pre|strong|br|table|thead|tbody|tr|th|td|details|summary)( align="right"| class="language-text")?>$/

  it('is text in Markdown, and only our own markup is left', () => {
    const page = html(markdown(reportSaying(text), context))
    expect((page.match(/<[^>]*>/g) ?? []).filter((tag) => !ours.test(tag))).toEqual([])
    expect(page.match(/<details>/g)?.length).toBe(page.match(/<\/details>/g)?.length)
  })

  it('is shown word for word', () => {
    expect(visible(html(`- **due** ${escapeMarkdown(text)}`)).trim()).toBe(`due ${printable(text)}`)
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

it('annotations name places relative to the repository, and none outside of it', () => {
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
